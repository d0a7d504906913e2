"""How the trail calls cards, loans, holds and counts. No name and no title of a book: both stand on the page it leads to."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.libraries.models import Borrower, Hold, Loan, LoanTally

SUBJECTS: dict[str, SubjectKind] = {
    "libraries.borrower": rows_named(
        "Thẻ bạn đọc",
        lambda actor: Borrower.objects.visible_to(actor).select_related("library"),
        lambda row: f"{row.card}, {row.library.name}",
        lambda row: reverse("borrower_detail", args=[row.pk]),
    ),
    "libraries.loan": rows_named(
        "Lượt mượn sách",
        lambda actor: Loan.objects.visible_to(actor).select_related("copy", "library"),
        lambda row: f"{row.copy.code}, ngày {row.lent_on:%d/%m/%Y}, {row.library.name}",
        lambda row: reverse("copy_loans", args=[row.copy_id]),
    ),
    "libraries.hold": rows_named(
        "Lượt đặt trước",
        lambda actor: Hold.objects.visible_to(actor).select_related("title", "library"),
        lambda row: f"{row.title.name}, {row.library.name}",
        lambda row: reverse("hold_list", query={"library": str(row.library_id)}),
    ),
    "libraries.loantally": rows_named(
        "Số lượt mượn theo sổ tay",
        lambda actor: LoanTally.objects.visible_to(actor).select_related("library"),
        lambda row: f"{row}, {row.library.name}",
        lambda row: reverse("loantally_list", query={"library": str(row.library_id)}),
    ),
}
