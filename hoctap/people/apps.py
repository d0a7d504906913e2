from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items, work_providers


class PeopleConfig(AppConfig):
    name = "hoctap.people"

    def ready(self) -> None:
        from hoctap.measures.registry import counted_tables
        from hoctap.people import work
        from hoctap.people.counters import HOUSEHOLDS
        from hoctap.people.queries import households_per_hamlet
        from hoctap.people.references import REFERENCES
        from hoctap.people.registry import after_persons_added, refer
        from hoctap.places.registry import HamletColumn, hamlet_columns

        refer(*REFERENCES)
        after_persons_added.register("duplicates", work.note_duplicates)
        work_providers.register("people", work.work_items)
        counted_tables.register("households", HOUSEHOLDS)
        nav_items.register("people", NavItem("Sổ hộ", "household_list", "household.read", 30))
        hamlet_columns.register("households", HamletColumn("Số hộ trong sổ", households_per_hamlet))
