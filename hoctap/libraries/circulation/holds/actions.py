"""Asking for a book in advance, by the keeper or by the citizen himself; giving it up; putting back what nobody fetched."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.text import clean
from hoctap.libraries.circulation.borrowers.rules import LONGEST_CARD
from hoctap.libraries.circulation.holds import moving, rules
from hoctap.libraries.circulation.models import Hold, HoldState
from hoctap.libraries.circulation.rows import (
    asked_on,
    gone,
    lock_borrower,
    lock_library,
    must_lend,
    open_holds_of,
)
from hoctap.libraries.models import Borrower, Copy, Library, Title


@transaction.atomic
def reserve(
    library: Library,
    title: Title,
    *,
    borrower: Borrower | None = None,
    name: str = "",
    phone: str = "",
    by: Actor,
) -> Hold:
    """First come, first served. On a card by who lends there; a citizen leaves his name and number (`reserve_from_outside`)."""
    must_lend(by, library)
    return _reserve(library, title, borrower, name, phone, by)


@transaction.atomic
def reserve_from_outside(
    library: Library, title: Title, *, name: str = "", phone: str = "", card: str = "", by: Actor
) -> Hold:
    """From the public door: nobody signed in, so the card is only written down and nothing of others is told, not even that this card or
    number asked for the book already. `by`: the job of the door.
    """
    if not by.system_job:
        raise Forbidden("Trang công khai mới ghi đặt trước theo cách này.")
    return _reserve(library, title, None, name, phone, by, card=card, from_outside=True)


@transaction.atomic
def cancel_from_outside(hold: Hold, *, by: Actor) -> None:
    """By whoever holds the code that the door gave. The name goes at once. `by`: the job of the door."""
    if not by.system_job:
        raise Forbidden("Trang công khai mới hủy đặt trước theo cách này.")
    lock_library(hold.library_id)
    row = _lock(hold)
    moving.close(row, HoldState.CANCELLED, by)
    row.asker_name = row.asker_phone = row.asker_card = ""
    row.save(update_fields=["asker_name", "asker_phone", "asker_card"])


@transaction.atomic
def put_on_card(hold: Hold, borrower: Borrower | None, *, by: Actor) -> Hold:
    """Who left his name or the number of a card has come: it is his card's from now on, and his name stands there alone."""
    library = lock_library(hold.library_id)
    must_lend(by, library)
    borrower = lock_borrower(borrower.pk) if borrower is not None else None
    row = _lock(hold)
    others = open_holds_of(borrower).filter(title=row.title_id).exclude(pk=row.pk) if borrower else None
    reasons = rules.card_blockers(
        is_open=row.closed_on is None,
        is_known=borrower is not None,
        of_library=borrower is not None and borrower.library_id == library.pk,
        usable=borrower is not None and borrower.ended_on is None and not gone(borrower),
        asked_already=others is not None and others.exists(),
    )
    if reasons:
        raise Refused(reasons)
    row.borrower, row.asker_name, row.asker_phone, row.asker_card = borrower, "", "", ""
    row.save(update_fields=["borrower", "asker_name", "asker_phone", "asker_card"])
    audit.record(by, "libraries.hold.put_on_card", row, fields=["borrower"])
    return row


@transaction.atomic
def drop_hold(hold: Hold, why: str, *, by: Actor) -> None:
    library = lock_library(hold.library_id)
    must_lend(by, library)
    row = _lock(hold)
    if reasons := rules.dropping_blockers(why, is_open=row.closed_on is None):
        raise Refused(reasons)
    moving.close(row, HoldState.DROPPED, by, clean(why)[:200])


@transaction.atomic
def expire_holds(library: Library, *, by: Actor) -> int:
    """What was put aside and not fetched in time goes to the next in line. Done every night; done twice it does nothing more."""
    library = lock_library(library.pk)
    must_lend(by, library)
    return moving.expire(library, today(), by)


def _reserve(
    library: Library,
    title: Title,
    borrower: Borrower | None,
    name: str,
    phone: str,
    by: Actor,
    *,
    card: str = "",
    from_outside: bool = False,
) -> Hold:
    library = lock_library(library.pk)
    moving.expire(library, today(), by)
    phone, card = rules.phone_of(phone), clean(card).upper()[:LONGEST_CARD]
    holds = Hold.objects.open().filter(library=library, title=title)
    if borrower is not None:
        borrower = lock_borrower(borrower.pk)
        if borrower.library_id != library.pk:
            raise Refused("Thẻ này của thư viện khác. Hãy đặt trước ở thư viện cấp thẻ.")
        asked = holds.filter(asked_on(borrower)).exists()
    else:
        asked = not from_outside and bool(phone) and holds.filter(asker_phone=phone).exists()
    reasons = rules.hold_blockers(
        lends=library.lends and (library.valid_to is None or library.valid_to > today()),
        copies=Copy.objects.held().standing_at(library).filter(title=title).count(),
        has_card=borrower is not None,
        card_usable=borrower is not None and borrower.ended_on is None and not gone(borrower),
        name=name,
        phone=phone,
        asked_already=asked,
        at_home_already=borrower is not None and borrower.loans.awaited().filter(copy__title=title).exists(),
        open_holds=open_holds_of(borrower).count() if borrower is not None else 0,
        card=card,
    )
    if reasons:
        raise Refused(reasons)
    hold = Hold.objects.create(
        library=library,
        title=title,
        borrower=borrower,
        asker_name="" if borrower else clean(name)[:100],
        asker_phone="" if borrower else phone,
        asker_card="" if borrower else card,
        from_outside=from_outside,
        asked_by=by.described[:300],
    )
    audit.record(by, "libraries.hold.asked", hold)
    moving.free_and_waited_for(library, hold, by)
    return hold


def _lock(hold: Hold) -> Hold:
    rows = Hold.objects.select_for_update(of=("self",))
    return rows.select_related("library__place", "title", "copy__at", "copy__library", "borrower").get(
        pk=hold.pk
    )
