from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "hoctap.measures"

    def ready(self) -> None:
        from hoctap.measures.boundaries import COUNTERS
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("measures", COUNTERS)
