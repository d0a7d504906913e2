from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class PlacesConfig(AppConfig):
    name = "hoctap.places"

    def ready(self) -> None:
        nav_items.register("places", NavItem("Địa bàn", "place_list", "place.read", 70))
