"""A book is asked for from outside; the keeper says whether it is kept."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.libraries.circulation.rows import must_lend
from hoctap.libraries.models import Library, Title
from hoctap.portal import rules
from hoctap.portal.books.queries import stands_at
from hoctap.portal.doors.queries import notice_of
from hoctap.portal.models import HOLD_OVER, HOLD_TRANSITIONS, Door, HoldRequest, HoldState
from hoctap.portal.parts import Part
from hoctap.portal.rules import HoldDetails
from hoctap.surveys.answering.rules import Sending, is_trapped


@transaction.atomic
def ask_hold(
    title: Title,
    library: Library,
    details: HoldDetails,
    *,
    door: Door,
    agrees: bool,
    sending: Sending,
    by: Actor,
) -> HoldRequest | None:
    """From outside. None: a machine sent it. Whether the card is anybody's is not told: the keeper sees."""
    if by.held_link != door.pk or not door.is_open or not door.shows(Part.HOLDS):
        raise Forbidden("Chỉ đặt sách được qua cổng thông tin đang mở.")
    if is_trapped(sending):
        return None
    details = HoldDetails(clean(details.card)[:30], clean(details.name)[:120], clean(details.phone)[:15])
    reasons = rules.sending_blockers(sending)
    reasons += rules.hold_blockers(details, stands_there=stands_at(door, title, library), agrees=agrees)
    if reasons:
        raise Refused(reasons)
    return HoldRequest.objects.create(
        library=library,
        title=title,
        code=rules.new_code(),
        card=details.card,
        name=details.name,
        phone=details.phone,
        notice=str(notice_of(door.place) or "")[:60],
    )


@transaction.atomic
def answer_hold(
    hold: HoldRequest, *, state: str, kept_until: dt.date | None = None, answer: str = "", by: Actor
) -> HoldRequest:
    """The keeper: a copy lies ready until a day, it cannot be, it was fetched."""
    must_lend(by, hold.library)
    row = HoldRequest.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    reasons = []
    if state not in (HoldState.READY, HoldState.REFUSED, HoldState.FETCHED):
        raise Refused([Reason("Hãy chọn trả lời.", "state")])
    check_move(HoldState(row.state), HoldState(state), HOLD_TRANSITIONS)
    answer = clean(answer)[:300]
    if state == HoldState.READY and (kept_until is None or kept_until < today()):
        reasons.append(Reason("Hãy ghi ngày cuối cùng giữ sách, từ hôm nay trở đi.", "kept_until"))
    if state == HoldState.REFUSED and not answer:
        reasons.append(
            Reason("Hãy ghi vì sao không giữ được, ví dụ: sách đang có người mượn đến 20/12.", "answer")
        )
    if reasons:
        raise Refused(reasons)
    row.kept_until = kept_until if state == HoldState.READY else row.kept_until
    row.answer, row.answered_by = answer or row.answer, by.described[:300]
    _put(row, HoldState(state))
    audit.record(by, "portal.hold.answered", row, fields=["state"])
    return row


@transaction.atomic
def cancel_hold(hold: HoldRequest, *, by: Actor) -> None:
    """By whoever holds its code."""
    if by.held_link != hold.pk:
        raise Forbidden("Chỉ hủy được bằng mã đã nhận khi đặt.")
    row = HoldRequest.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    check_move(HoldState(row.state), HoldState.CANCELLED, HOLD_TRANSITIONS)
    row.name = row.phone = row.card = ""
    _put(row, HoldState.CANCELLED)


def _put(row: HoldRequest, state: HoldState) -> None:
    row.state = state
    row.closed_on = today() if state in HOLD_OVER else None
    row.save()
