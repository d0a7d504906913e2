from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class PeopleConfig(AppConfig):
    name = "hoctap.people"

    def ready(self) -> None:
        from hoctap.measures.registry import counted_tables
        from hoctap.people.counters import HOUSEHOLDS

        counted_tables.register("households", HOUSEHOLDS)
        nav_items.register("people", NavItem("Sổ hộ", "household_list", "household.read", 30))
