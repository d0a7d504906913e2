"""A book is asked for from outside: it stands in the library's own line (`circulation.holds`), the door keeps the code."""

from django.db import transaction

from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.text import clean
from hoctap.libraries.circulation.holds.actions import cancel_from_outside, reserve_from_outside
from hoctap.libraries.circulation.holds.queries import open_from_outside
from hoctap.libraries.models import Library, Title
from hoctap.portal import rules
from hoctap.portal.books.queries import stands_at
from hoctap.portal.doors.queries import notice_of
from hoctap.portal.models import Door, HoldRequest
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
    details = HoldDetails(clean(details.card)[:30], clean(details.name)[:100], clean(details.phone)[:15])
    reasons = rules.sending_blockers(sending)
    reasons += rules.hold_blockers(
        details,
        stands_there=stands_at(door, title, library),
        lends=library.lends and (library.valid_to is None or library.valid_to > today()),
        waiting=open_from_outside(library),
        agrees=agrees,
    )
    if reasons:
        raise Refused(reasons)
    hold = reserve_from_outside(
        library, title, name=details.name, phone=details.phone, card=details.card, by=_door_job()
    )
    notice = str(notice_of(door.place) or "")[:60]
    return HoldRequest.objects.create(hold=hold, code=rules.new_code(), notice=notice)


@transaction.atomic
def cancel_hold(asked: HoldRequest, *, by: Actor) -> None:
    """By whoever holds its code: the name goes at once, the copy to the next in line."""
    if by.held_link != asked.pk:
        raise Forbidden("Chỉ hủy được bằng mã đã nhận khi đặt.")
    cancel_from_outside(asked.hold, by=_door_job())


def _door_job() -> Actor:
    return system_job("người dân, qua cổng thông tin")
