from django.apps import AppConfig

from hoctap.core.registries import append_only_tables


class PlacesConfig(AppConfig):
    name = "hoctap.places"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.places import trail

        subject_kinds.register("places.place", trail.PLACE)
        subject_kinds.register("places.organisation", trail.ORGANISATION)
        subject_kinds.register("places.boundarychange", trail.BOUNDARY)
        append_only_tables.register("places_populationfigure", "places_populationfigure")
