from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoctap.evidence"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.evidence.trail import EVIDENCE as EVIDENCE_IN_TRAIL

        subject_kinds.register("evidence.evidence", EVIDENCE_IN_TRAIL)
        from hoctap.evidence.boundaries import EVIDENCE
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("evidence", EVIDENCE)
        from hoctap.evidence import subjects
        from hoctap.people.registry import person_erasures, person_exports, what_stays

        person_exports.register("evidence", subjects.evidence_of_person)
        person_erasures.register("evidence", subjects.forget_person)
        what_stays.register("evidence", subjects.STAYS)
