from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoctap.evidence"

    def ready(self) -> None:
        from hoctap.evidence.boundaries import EVIDENCE
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("evidence", EVIDENCE)
        from hoctap.evidence import subjects
        from hoctap.people.registry import person_erasures, person_exports, what_stays

        person_exports.register("evidence", subjects.evidence_of_person)
        person_erasures.register("evidence", subjects.forget_person)
        what_stays.register("evidence", subjects.STAYS)
