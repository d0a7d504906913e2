from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class PlacesConfig(AppConfig):
    name = "hoctap.places"

    def ready(self) -> None:
        append_only_tables.register("places_populationfigure", "places_populationfigure")
        nav_items.register("places", NavItem("Địa bàn", "place_list", "place.read", 70))
