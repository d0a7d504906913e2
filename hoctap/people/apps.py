from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class PeopleConfig(AppConfig):
    name = "hoctap.people"

    def ready(self) -> None:
        from hoctap.measures.registry import counted_tables
        from hoctap.people.boundaries import REGISTER
        from hoctap.people.counters import HOUSEHOLDS
        from hoctap.people.queries import households_per_hamlet
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.places.registry import HamletColumn, hamlet_columns

        counted_tables.register("households", HOUSEHOLDS)
        nav_items.register("people", NavItem("Sổ hộ", "household_list", "household.read", 30))
        hamlet_columns.register("households", HamletColumn("Số hộ trong sổ", households_per_hamlet))
        boundary_carriers.register("people", REGISTER)
