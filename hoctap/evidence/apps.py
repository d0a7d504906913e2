from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "hoctap.evidence"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.evidence.trail import EVIDENCE as EVIDENCE_IN_TRAIL

        subject_kinds.register("evidence.evidence", EVIDENCE_IN_TRAIL)
        from hoctap.evidence.boundaries import EVIDENCE
        from hoctap.evidence.storing import EVIDENCE_FILES
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("evidence", EVIDENCE)
        file_uses.register("evidence", EVIDENCE_FILES)
        from hoctap.evidence import subjects
        from hoctap.people.registry import person_erasures, person_exports, person_files, what_stays

        person_exports.register("evidence", subjects.evidence_of_person)
        person_erasures.register("evidence", subjects.forget_person)
        person_files.register("evidence", subjects.files_about)
        what_stays.register("evidence", subjects.STAYS)
