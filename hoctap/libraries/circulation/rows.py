"""The rows that a loan touches, locked, and what the rules want to know of them.

Order of locks: library, borrower, copy, loan, hold. Whoever lends at a library waits for who lends there already: two scans of one copy, and a
notebook's count that comes between, meet one after the other.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.vietnamese import format_date
from hoctap.libraries.circulation.lending.rules import BorrowerFacts, CopyFacts, LibraryFacts
from hoctap.libraries.circulation.models import HOLD_OPEN, Hold, HoldState, LoanTally
from hoctap.libraries.models import Borrower, Copy, Library, Loan
from hoctap.libraries.reach import lent_by
from hoctap.people.models import HouseholdLeftKind

LEND = Permission.LIBRARY_LEND


def libraries_for(by: Actor) -> QuerySet[Library]:
    """Where this actor lends, those that are over included: their books still come back."""
    return Library.objects.lending().filter(lent_by(by), is_planned=False).select_related("place")


def may_lend(by: Actor, library: Library) -> bool:
    """The right at the place, and the library one of those whose readers he has. One query where he has the right."""
    return by.may(LEND, at=library) and Library.objects.filter(lent_by(by), pk=library.pk).exists()


def must_lend(by: Actor, library: Library) -> None:
    by.must(LEND, at=library)
    if not may_lend(by, library):
        raise Forbidden(
            f"{library.name} có người cho mượn riêng: chỉ người của đơn vị ấy ghi mượn, trả ở đó."
        )


def lock_library(library_id: UUID) -> Library:
    rows = Library.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("place", "successor").get(pk=library_id)


def lock_borrower(borrower_id: UUID) -> Borrower:
    rows = Borrower.objects.select_for_update(of=("self",)).select_related(*WHO, "library__place")
    row = rows.filter(pk=borrower_id).first()
    if row is None:
        raise Refused("Thẻ này vừa được xóa theo yêu cầu. Mở lại trang, chọn thẻ khác.")
    return row


def lock_copy(copy_id: UUID) -> Copy:
    rows = Copy.objects.select_for_update(of=("self",))
    return rows.select_related("title", "library__place", "at__place").get(pk=copy_id)


# To call a borrower by his name.
WHO = ("person__merged_into", "household__head", "household__joined_into__head")


def library_facts(library: Library) -> LibraryFacts:
    return LibraryFacts(
        name=library.name,
        opened_on=library.valid_from,
        ended_on=library.valid_to,
        is_planned=library.is_planned,
        lends=library.lends,
        loan_days=library.loan_days,
        loan_limit=library.loan_limit,
        renewals=library.renewals,
        successor=library.successor.name if library.successor else "",
    )


def copy_facts(copy: Copy, library: Library, borrower: Borrower, by: Actor) -> CopyFacts:
    """Two queries. Who has the book is told where the actor lends, of other places only that it is out."""
    loan = copy.loans.open().select_related("library__place", *[f"borrower__{one}" for one in WHO]).first()
    hold = (
        copy.holds.filter(state=HoldState.READY)
        .select_related("library", *[f"borrower__{one}" for one in WHO])
        .first()
    )
    told = ""
    if loan is not None:
        who = called(loan.borrower) if may_lend(by, loan.library) else "một bạn đọc nơi khác"
        told = f"{who}, hẹn trả {format_date(loan.due_on)},"
    return CopyFacts(
        title=copy.title.name,
        acquired_on=copy.acquired_on,
        gone_on=copy.gone_on,
        gone_why=copy.get_gone_why_display(),
        stands_at=copy.stands_at.name,
        is_here=copy.stands_at.pk == library.pk,
        lent_to=told,
        is_with_him=loan is not None and loan.borrower_id == borrower.pk,
        held_for=asker(hold) if hold is not None and not is_his(hold, borrower) else "",
    )


def borrower_facts(borrower: Borrower, on: dt.date) -> BorrowerFacts:
    """One query."""
    due = list(borrower.loans.awaited().values_list("due_on", flat=True))
    return BorrowerFacts(
        called=borrower.called,
        ended_on=borrower.ended_on,
        gone=gone(borrower),
        at_home=len(due),
        overdue=sum(day < on for day in due),
    )


def gone(borrower: Borrower) -> str:
    """Why nothing is lent on this card any more though it was not ended, and what to do."""
    person, household = borrower.person, borrower.household
    if person is not None and person.merged_into is not None:
        return (
            f"{person.full_name} ghi trùng trong sổ, đã gộp với {person.merged_into.full_name}. "
            "Cho mượn bằng thẻ của người ấy; thẻ này chỉ còn nhận trả."
        )
    if household is not None and household.joined_into is not None:
        return (
            f"Hộ này đã nhập vào hộ {household.joined_into.head.full_name}. "
            "Cho mượn bằng thẻ của hộ ấy; thẻ này chỉ còn nhận trả."
        )
    if household is not None and household.left_year is not None:
        kind = HouseholdLeftKind(household.left_kind).label
        return f"Hộ này không còn ở đây từ năm {household.left_year} ({kind}). Thẻ này chỉ còn nhận trả."
    return ""


def called(borrower: Borrower | None) -> str:
    """'Nguyễn Văn An (thẻ T00001)'; of one who was erased the card alone."""
    if borrower is None:
        return "người không còn lưu tên"
    return f"thẻ {borrower.card}" if borrower.is_erased else f"{borrower.called} (thẻ {borrower.card})"


def asker(hold: Hold) -> str:
    """Who asked, for who lends there."""
    if hold.borrower_id:
        return called(hold.borrower)
    told = (hold.asker_name, f"thẻ {hold.asker_card}" if hold.asker_card else "", hold.asker_phone)
    return ", ".join(part for part in told if part) or "người không còn lưu tên"


def asked_on(borrower: Borrower) -> Q:
    """What was asked for on this card: at the desk, or from outside under its number."""
    typed = Q(borrower__isnull=True, library=borrower.library_id, asker_card__iexact=borrower.card)
    return Q(borrower=borrower) | typed


def is_his(hold: Hold, borrower: Borrower) -> bool:
    if hold.borrower_id:
        return hold.borrower_id == borrower.pk
    return hold.library_id == borrower.library_id and hold.asker_card.upper() == borrower.card.upper()


def counted_by_notebook(library: Library, on: dt.date) -> str:
    """The period of a count of books taken home that covers the day."""
    found = (
        LoanTally.objects.standing()
        .filter(library=library, first__lte=on, last__gte=on, taken_home__gt=0)
        .first()
    )
    return str(found) if found else ""


def free_copies(library: Library, title_id: UUID) -> QuerySet[Copy]:
    """On the shelf here and put aside for nobody."""
    out = Loan.objects.open().values("copy")
    aside = Hold.objects.filter(state=HoldState.READY).values("copy")
    rows = Copy.objects.held().standing_at(library).filter(title=title_id)
    return rows.exclude(pk__in=out).exclude(pk__in=aside).order_by("code")


def waiting_for(library: Library, title_id: UUID) -> QuerySet[Hold]:
    return Hold.objects.filter(library=library, title=title_id, state=HoldState.WAITING).order_by(
        "asked_at", "id"
    )


def open_holds_of(borrower: Borrower) -> QuerySet[Hold]:
    return Hold.objects.filter(asked_on(borrower), state__in=HOLD_OPEN)
