"""What of surveys goes along when a centre is merged into another: campaigns that are not over, and the needs from that year on."""

import datetime as dt
from collections.abc import Sequence

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreCarrier
from hoctap.surveys.models import Campaign, Need, NeedState, Wish
from hoctap.surveys.requests.models import WishState

_NOT_OVER = ("draft", "open")
_WAITING = (WishState.NEW, WishState.SORTED)


def _campaigns(centres: Sequence[Centre], on: dt.date) -> int:
    return Campaign.objects.filter(centre__in=[one.pk for one in centres], state__in=_NOT_OVER).count()


def _move_campaigns(old: Centre, new: Centre, on: dt.date) -> None:
    """A centre has each title once a year: one that the successor has too bears the name of where it comes from."""
    for row in Campaign.objects.select_for_update().filter(centre=old, state__in=_NOT_OVER):
        taken = set(
            Campaign.objects.filter(centre=new, year=row.year).order_by().values_list("title", flat=True)
        )
        number, title = 1, row.title
        while title in taken:
            mark = f" ({old.name[:60]})" if number == 1 else f" ({old.name[:60]}, {number})"
            number, title = number + 1, row.title[: 150 - len(mark)] + mark
        row.title, row.centre, row.commune = title, new, new.place
        row.save(update_fields=["title", "centre", "commune"])


def _wishes(centres: Sequence[Centre], on: dt.date) -> int:
    return Wish.objects.filter(centre__in=[one.pk for one in centres], state__in=_WAITING).count()


def _move_wishes(old: Centre, new: Centre, on: dt.date) -> None:
    Wish.objects.filter(centre=old, state__in=_WAITING).update(centre=new, commune=new.place)


def _needs(centres: Sequence[Centre], on: dt.date) -> int:
    communes = {one.place.pk for one in centres}
    return Need.objects.filter(commune__in=communes, year__gte=on.year, state=NeedState.OPEN).count()


def _move_needs(old: Centre, new: Centre, on: dt.date) -> None:
    """They are the commune's: those of a commune that went into today's. A hamlet keeps its own."""
    if old.place.pk == new.place.pk:
        return
    rows = Need.objects.filter(commune=old.place, year__gte=on.year, state=NeedState.OPEN)
    rows.filter(place=old.place).update(commune=new.place, place=new.place)
    rows.update(commune=new.place)


CAMPAIGNS = CentreCarrier("Đợt khảo sát chưa kết thúc", _campaigns, _move_campaigns)
WISHES = CentreCarrier("Đề nghị học chưa trả lời", _wishes, _move_wishes)
NEEDS = CentreCarrier("Nhu cầu chưa đáp ứng từ năm sáp nhập", _needs, _move_needs)
