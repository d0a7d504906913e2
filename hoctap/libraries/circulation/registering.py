"""What lending tells the apps below; called when `libraries` is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.core.permissions import Permission
from hoctap.core.registries import retention_kinds, work_providers
from hoctap.evidence.registry import record_kinds
from hoctap.libraries.circulation import records, retention, subjects
from hoctap.libraries.circulation.holds import following
from hoctap.libraries.circulation.sections import lending_section
from hoctap.libraries.circulation.trail import SUBJECTS
from hoctap.libraries.circulation.work import work_items
from hoctap.libraries.registry import LibraryPage, PageGroup, library_pages, library_sections, title_followers
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
    retention_kinds.register("hold_names", retention.HOLDS)
    title_followers.register("holds", following.HOLDS)
    work_providers.register("lending", work_items)
    for name, label, url_name, order in (
        ("desk", "Bàn mượn trả", "loan_desk", 40),
        ("cards", "Thẻ bạn đọc", "borrower_list", 42),
        ("holds", "Đặt trước", "hold_list", 44),
        ("overdue", "Quá hạn", "loan_overdue", 46),
        ("counts", "Số theo sổ tay", "loantally_list", 48),
    ):
        library_pages.register(
            name, LibraryPage(label, url_name, Permission.LIBRARY_LEND, order, group=PageGroup.LENDING)
        )
    library_sections.register("lending", lending_section)
