from django.apps import AppConfig

from hoctap.core.registries import work_providers


class EvidenceConfig(AppConfig):
    name = "hoctap.evidence"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.evidence.trail import EVIDENCE as EVIDENCE_IN_TRAIL
        from hoctap.evidence.trail import PAIR

        subject_kinds.register("evidence.evidence", EVIDENCE_IN_TRAIL)
        subject_kinds.register("evidence.photopair", PAIR)
        from hoctap.evidence.boundaries import EVIDENCE
        from hoctap.evidence.storing import EVIDENCE_FILES
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("evidence", EVIDENCE)
        file_uses.register("evidence", EVIDENCE_FILES)
        from hoctap.evidence import queries, subjects, work
        from hoctap.evidence.records import UNIT_MEMBERSHIPS
        from hoctap.evidence.registry import record_kinds
        from hoctap.people.registry import (
            household_sections,
            person_erasures,
            person_exports,
            person_files,
            person_sections,
            what_stays,
        )

        record_kinds.register("work", UNIT_MEMBERSHIPS)
        household_sections.register("evidence", queries.evidence_of_household)
        person_sections.register("evidence", queries.evidence_of_person)
        work_providers.register("evidence", work.work_items)
        person_exports.register("evidence", subjects.evidence_of_person)
        person_erasures.register("evidence", subjects.forget_person)
        person_files.register("evidence", subjects.files_about)
        what_stays.register("evidence", subjects.STAYS)
