"""Cards: given, corrected, ended; who asks for it is forgotten."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.circulation.borrowers import rules
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.forgetting import forget
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.circulation.models import HoldState
from hoctap.libraries.circulation.rows import gone, lock_borrower, lock_library, must_lend, open_holds_of
from hoctap.libraries.models import Borrower, Copy, Library
from hoctap.people.models import Household, Person


@transaction.atomic
def give_card(
    library: Library,
    typed: CardTyped,
    *,
    person: Person | None = None,
    household: Household | None = None,
    by: Actor,
) -> Borrower:
    """To one person of the register, to a household, or to somebody known by name alone. Nobody has two at one library."""
    library = lock_library(library.pk)
    must_lend(by, library)
    person, household = _seen(person, household, by)
    there = Borrower.objects.filter(library=library, ended_on__isnull=True)
    has_card, alike = "", ""
    if person is not None:
        has_card = there.filter(person=person).values_list("card", flat=True).first() or ""
    elif household is not None:
        has_card = there.filter(household=household).values_list("card", flat=True).first() or ""
    else:
        key = rules.search_key(typed.name, typed.details)
        alike = there.filter(search_key=key).values_list("card", flat=True).first() or ""
    card = clean(typed.card).upper()[: rules.LONGEST_CARD]
    row = Borrower(
        library=library,
        person=person,
        household=household,
        name="" if person or household else clean(typed.name)[: rules.LONGEST_NAME],
        details=clean(typed.details)[: rules.LONGEST_DETAILS],
        is_child=typed.is_child if not household else None,
        since=typed.since or today(),
    )
    if reasons := rules.card_blockers(
        typed,
        is_registered=bool(person or household),
        has_card=has_card,
        alike=alike,
        card_taken=_taken(library, card),
        gone=gone(row),
        opened_on=library.valid_from,
        ended_on=library.valid_to,
        lends=library.lends,
        today=today(),
    ):
        raise Refused(reasons)
    row.card = card or rules.next_card(library.borrowers.values_list("card", flat=True))
    row.search_key = rules.search_key(row.name, row.details) if row.name else ""
    row.save()
    audit.record(by, "libraries.borrower.given", row)
    return row


@transaction.atomic
def end_card(borrower: Borrower, *, by: Actor) -> None:
    """Lost, moved away, not wanted any more. What was asked for on it goes to the next in line."""
    library = lock_library(borrower.library_id)
    must_lend(by, library)
    row = lock_borrower(borrower.pk)
    at_home = row.loans.awaited().count()
    if reasons := rules.ending_blockers(ended_on=row.ended_on, at_home=at_home):
        raise Refused(reasons)
    row.ended_on = today()
    row.save(update_fields=["ended_on"])
    audit.record(by, "libraries.borrower.ended", row, fields=["ended_on"])
    for hold in open_holds_of(row).select_for_update(of=("self",)).select_related("library", "title", "copy"):
        moving.close(hold, HoldState.DROPPED, by, "thôi dùng thẻ")


@transaction.atomic
def erase_borrower(borrower: Borrower, *, by: Actor) -> None:
    """Somebody known here by name alone asks to be forgotten. Who stands in the register is erased there, and here with it."""
    library = lock_library(borrower.library_id)
    must_lend(by, library)
    row = lock_borrower(borrower.pk)
    if row.is_erased:
        raise Refused("Tên của thẻ này đã xóa rồi, không cần làm gì nữa.")
    if row.person_id:
        raise Refused(
            "Người này có trong sổ hộ: yêu cầu xóa dữ liệu ghi ở trang của người ấy, thẻ sẽ xóa theo."
        )
    audit.record(by, "libraries.borrower.erased", row)
    forget(row, today(), by)


def _seen(
    person: Person | None, household: Household | None, by: Actor
) -> tuple[Person | None, Household | None]:
    """Of the register as the actor sees it."""
    if person is not None:
        found = Person.objects.visible_to(by).select_related("merged_into").filter(pk=person.pk).first()
        if found is None or found.erased_on is not None:
            raise Refused(
                [
                    Reason(
                        "Người này không có trong sổ mà ông/bà xem được. Hãy tìm lại, hoặc ghi họ tên.",
                        field="person",
                    )
                ]
            )
        return found, None
    if household is not None:
        rows = Household.objects.visible_to(by).select_related("head", "joined_into__head")
        home = rows.filter(pk=household.pk).first()
        if home is None:
            raise Refused(
                [
                    Reason(
                        "Hộ này không có trong sổ mà ông/bà xem được. Hãy tìm lại, hoặc ghi họ tên.",
                        field="person",
                    )
                ]
            )
        return None, home
    return None, None


def _taken(library: Library, card: str) -> str:
    """What has this number already, in words."""
    if not card:
        return ""
    if library.borrowers.filter(card=card).exists():
        return "một thẻ ở đây"
    return "mã của một cuốn sách" if Copy.objects.filter(code__iexact=card).exists() else ""
