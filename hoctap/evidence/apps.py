from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoctap.evidence"

    def ready(self) -> None:
        from hoctap.evidence.boundaries import EVIDENCE
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("evidence", EVIDENCE)
