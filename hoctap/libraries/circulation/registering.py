"""What lending tells the apps below; called when `libraries` is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.core.registries import retention_kinds, work_providers
from hoctap.evidence.registry import record_kinds
from hoctap.libraries.circulation import records, retention, subjects
from hoctap.libraries.circulation.trail import SUBJECTS
from hoctap.libraries.circulation.work import work_items
from hoctap.people.registry import person_erasures, person_exports, refer, what_stays


def register() -> None:
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    record_kinds.register(records.CODE, records.LOANS)
    refer(*subjects.REFERENCES)
    person_exports.register("lending", subjects.loans_of_person)
    person_erasures.register("lending", subjects.forget_person)
    what_stays.register("lending", subjects.STAYS)
    retention_kinds.register("loan_names", retention.LOANS)
    retention_kinds.register("ended_cards", retention.CARDS)
    work_providers.register("lending", work_items)
