"""Parts of a change: a copy goes to who is next in line, what was put aside too long is free again. The caller holds the library's lock."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.states import check_move
from hoctap.core.vietnamese import format_date
from hoctap.libraries.circulation.holds.rules import kept_until, waits_since
from hoctap.libraries.circulation.models import HOLD_TRANSITIONS, Hold, HoldState
from hoctap.libraries.circulation.rows import WHO, asked_on, free_copies, waiting_for
from hoctap.libraries.models import Borrower, Copy, Library, Loan
from hoctap.notices import actions as notices
from hoctap.people.models import AccountLink

WAITED_TOO_LONG = "quá 90 ngày chưa có sách"
_CLOSED_AS = {
    HoldState.TAKEN: "libraries.hold.taken",
    HoldState.EXPIRED: "libraries.hold.expired",
    HoldState.DROPPED: "libraries.hold.dropped",
    HoldState.CANCELLED: "libraries.hold.cancelled",
}


def lock_shelves(copies: QuerySet[Copy], *more: Library | None) -> None:
    """Before the copies themselves: where they stand, and where they may go."""
    ids = {at or own for own, at in copies.order_by().values_list("library", "at")}
    ids |= {one.pk for one in more if one is not None}
    list(Library.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk"))


def put_aside(hold: Hold, copy: Copy, by: Actor) -> Hold:
    """Whoever asked is told in the app if he signs in; else the keeper calls him."""
    check_move(HoldState(hold.state), HoldState.READY, HOLD_TRANSITIONS)
    hold.state, hold.copy = HoldState.READY, copy
    hold.until = kept_until(today(), hold.library.hold_days)
    hold.save(update_fields=["state", "copy", "until"])
    audit.record(by, "libraries.hold.put_aside", hold, fields=["state"])
    _tell(
        hold,
        f"“{hold.title.name}” đã về, {hold.library.name} giữ cho ông/bà đến hết {format_date(hold.until)}.",
    )
    return hold


def offer_next(library: Library, copy: Copy, by: Actor) -> Hold | None:
    """A copy that is free on this shelf: the first who waits for its title gets it."""
    if copy.gone_on is not None or copy.stands_at.pk != library.pk:
        return None
    if Loan.objects.open().filter(copy=copy).exists() or copy.holds.filter(state=HoldState.READY).exists():
        return None
    rows = waiting_for(library, copy.title_id).select_for_update(of=("self",))
    hold = rows.select_related("library", "title", *[f"borrower__{one}" for one in WHO]).first()
    return put_aside(hold, copy, by) if hold is not None else None


def offer_new(library: Library, copies: Iterable[Copy], by: Actor) -> None:
    """Copies that came to this shelf go to those who wait for them. One query where nobody does."""
    rows = list(copies)
    waiting = Hold.objects.filter(
        library=library, state=HoldState.WAITING, title__in={one.title_id for one in rows}
    )
    titles = set(waiting.order_by().values_list("title_id", flat=True))
    for copy in rows:
        if copy.title_id in titles:
            offer_next(library, copy, by)


def offer_what_stands(library: Library, by: Actor) -> None:
    """Of a shelf that took over many books: only the titles that somebody waits for are looked at."""
    waiting = Hold.objects.filter(library=library, state=HoldState.WAITING).order_by().values("title")
    rows = Copy.objects.held().standing_at(library).filter(title__in=waiting)
    offer_new(library, rows.select_related("library", "at").order_by("code"), by)


def end_line(library: Library, by: Actor) -> None:
    """Nothing is lent there any more: who asked in advance is told. Those who wait first, so that none of them gets his copy for a moment."""
    rows = Hold.objects.open().filter(library=library).order_by("-state", "asked_at", "id")
    related = ("library", "title", "copy", *[f"borrower__{one}" for one in WHO])
    for hold in rows.select_for_update(of=("self",)).select_related(*related):
        close(hold, HoldState.DROPPED, by, "thư viện thôi hoạt động")
        _tell(hold, f"{library.name} thôi hoạt động: lượt đặt trước “{hold.title.name}” ở đó không còn.")


def put_back(copies: Iterable[Copy], by: Actor) -> None:
    """Copies that leave the shelf where they were put aside: who was to get one keeps his turn, and gets another where there is one."""
    rows = Hold.objects.filter(copy__in=[one.pk for one in copies], state=HoldState.READY).order_by(
        "asked_at", "id"
    )
    related = ("library", "title", *[f"borrower__{one}" for one in WHO])
    for hold in rows.select_for_update(of=("self",)).select_related(*related):
        check_move(HoldState(hold.state), HoldState.WAITING, HOLD_TRANSITIONS)
        hold.state, hold.copy, hold.until = HoldState.WAITING, None, None
        hold.save(update_fields=["state", "copy", "until"])
        audit.record(by, "libraries.hold.put_back", hold, fields=["state"])
        _tell(
            hold, f"“{hold.title.name}” {hold.library.name} giữ cho ông/bà nay không còn. Có bản khác sẽ báo."
        )
        free_and_waited_for(hold.library, hold, by)


def _tell(hold: Hold, text: str) -> None:
    """Whoever asked and signs in."""
    if hold.borrower is not None and hold.borrower.person_id:
        links = AccountLink.objects.filter(person=hold.borrower.person_id).select_related("user")
        notices.queue([link.user for link in links], text)


def close(hold: Hold, state: HoldState, by: Actor, why: str = "") -> None:
    """It is over; the copy that was put aside goes to the next."""
    check_move(HoldState(hold.state), state, HOLD_TRANSITIONS)
    copy, hold.state, hold.closed_on, hold.dropped_why = hold.copy, state, today(), why
    hold.save(update_fields=["state", "closed_on", "dropped_why"])
    audit.record(by, _CLOSED_AS[state], hold, fields=["state"])
    if copy is not None and state != HoldState.TAKEN:
        offer_next(hold.library, copy, by)


def taken(borrower: Borrower, copy: Copy, library: Library, by: Actor) -> None:
    """Who asked in advance has a copy now, this one or another: his turn is over, and one put aside for him is free. Who asked twice, at
    the desk and from outside, is served once.
    """
    rows = Hold.objects.open().filter(asked_on(borrower), library=library, title=copy.title_id).order_by("pk")
    others = []
    for hold in rows.select_for_update(of=("self",)).select_related("library", "title", "copy"):
        if hold.copy is not None and hold.copy_id != copy.pk:
            others.append(hold.copy)
        close(hold, HoldState.TAKEN, by)
    for other in others:
        offer_next(library, other, by)


def expire(library: Library, day: dt.date, by: Actor) -> int:
    """Puts back on the shelf what nobody fetched in time. A name is kept no longer than was told to who left it: who waits too long is
    dropped.
    """
    rows = Hold.objects.filter(library=library, state=HoldState.READY, until__lt=day).order_by("pk")
    late = list(rows.select_for_update(of=("self",)).select_related("library", "title", "copy"))
    for hold in late:
        close(hold, HoldState.EXPIRED, by)
    waiting = waiting_too_long(day).filter(library=library).order_by("pk")
    long = list(waiting.select_for_update(of=("self",)).select_related("library", "title", "copy"))
    for hold in long:
        close(hold, HoldState.DROPPED, by, WAITED_TOO_LONG)
    return len(late) + len(long)


def waiting_too_long(day: dt.date) -> QuerySet[Hold]:
    """Of those who left a name and have no card."""
    rows = Hold.objects.left_with_a_name().filter(state=HoldState.WAITING, borrower__isnull=True)
    return rows.filter(asked_at__date__lt=waits_since(day))


def forget_holds(rows: QuerySet[Hold], by: Actor) -> None:
    """They go without a trace of who asked; what was put aside goes to the next."""
    found = list(rows.select_related("library", "copy__at", "copy__library"))
    aside = [(one.library, one.copy) for one in found if one.copy is not None and one.closed_on is None]
    rows.model._default_manager.filter(pk__in=[one.pk for one in found]).delete()
    for library, copy in aside:
        offer_next(library, copy, by)


def free_and_waited_for(library: Library, hold: Hold, by: Actor) -> None:
    """A new hold: where a copy is on the shelf and nobody waits before him it is put aside at once."""
    first = waiting_for(library, hold.title_id).first()
    copy = free_copies(library, hold.title_id).select_related("library", "at").first()
    if copy is not None and first is not None and first.pk == hold.pk:
        put_aside(hold, copy, by)
