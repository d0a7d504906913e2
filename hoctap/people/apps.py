from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class PeopleConfig(AppConfig):
    name = "hoctap.people"

    def ready(self) -> None:
        nav_items.register("people", NavItem("Sổ hộ", "household_list", "household.read", 30))
