from django.apps import AppConfig

from hoctap.core.registries import append_only_tables


class PlacesConfig(AppConfig):
    name = "hoctap.places"

    def ready(self) -> None:
        append_only_tables.register("places_populationfigure", "places_populationfigure")
