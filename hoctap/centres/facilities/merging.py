"""What of facilities goes along when a centre is merged into another: what it has, what is lent and booked, and what was put into it that year."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from hoctap.centres.facilities.bookings.models import Booking
from hoctap.centres.facilities.equipment.models import Equipment, SupportLine
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreCarrier
from hoctap.core.dates import VIETNAM


def _equipment(centres: Sequence[Centre], on: dt.date) -> int:
    return Equipment.objects.standing().filter(centre__in=[one.pk for one in centres]).count()


def _move_equipment(old: Centre, new: Centre, on: dt.date) -> None:
    """What is no longer kept track of stays in the old one's books, as do its checks."""
    Equipment.objects.standing().filter(centre=old).update(centre=new)


def _loans(centres: Sequence[Centre], on: dt.date) -> int:
    return EquipmentLoan.objects.out().filter(equipment__centre__in=[one.pk for one in centres]).count()


def _move_loans(old: Centre, new: Centre, on: dt.date) -> None:
    """They hang on what was lent: also on what nobody keeps track of any more."""
    lent = EquipmentLoan.objects.out().filter(equipment__centre=old).order_by().values("equipment")
    Equipment.objects.filter(pk__in=lent).update(centre=new)


def _support(centres: Sequence[Centre], on: dt.date) -> int:
    return SupportLine.objects.filter(centre__in=[one.pk for one in centres], on__year__gte=on.year).count()


def _move_support(old: Centre, new: Centre, on: dt.date) -> None:
    SupportLine.objects.filter(centre=old, on__year__gte=on.year).update(centre=new)


def _to_come(on: dt.date) -> QuerySet[Booking]:
    return Booking.objects.standing().filter(ends_at__gte=dt.datetime.combine(on, dt.time(), VIETNAM))


def _bookings(centres: Sequence[Centre], on: dt.date) -> int:
    return _to_come(on).filter(centre__in=[one.pk for one in centres]).count()


def _move_bookings(old: Centre, new: Centre, on: dt.date) -> None:
    _to_come(on).filter(centre=old).update(centre=new)


EQUIPMENT = CentreCarrier("Thiết bị đang theo dõi", _equipment, _move_equipment)
LOANS = CentreCarrier("Lượt cho mượn chưa trả", _loans, _move_loans)
SUPPORT = CentreCarrier("Dòng đầu tư, hỗ trợ từ năm sáp nhập", _support, _move_support)
BOOKINGS = CentreCarrier("Lượt đặt phòng từ ngày sáp nhập", _bookings, _move_bookings)
