"""What of learning goes along when a centre is merged into another: what is still to be held, and the programmes from that year on."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreCarrier
from hoctap.learning.models import Activity, ActivityState, Programme, ProgrammeLine


def _open_activities(centres: Sequence[Centre], on: dt.date) -> int:
    ids = [one.pk for one in centres]
    return Activity.objects.filter(centre__in=ids, state=ActivityState.PLANNED).count()


def _move_activities(old: Centre, new: Centre, on: dt.date) -> None:
    Activity.objects.filter(centre=old, state=ActivityState.PLANNED).update(centre=new)


def _lines(centres: Sequence[Centre], on: dt.date) -> int:
    ids = [one.pk for one in centres]
    return ProgrammeLine.objects.filter(programme__centre__in=ids, programme__year__gte=on.year).count()


def _move_programmes(old: Centre, new: Centre, on: dt.date) -> None:
    """A year for which the successor has a programme gets the lines behind its own; else the programme itself goes over."""
    for programme in Programme.objects.select_for_update().filter(centre=old, year__gte=on.year):
        theirs = Programme.objects.select_for_update().filter(centre=new, year=programme.year).first()
        if theirs is None:
            programme.centre = new
            programme.save(update_fields=["centre"])
            continue
        last = theirs.lines.aggregate(last=Max("position"))["last"] or 0
        for position, line in enumerate(programme.lines.all(), start=last + 1):
            line.programme, line.position = theirs, position
            line.save(update_fields=["programme", "position"])


ACTIVITIES = CentreCarrier("Hoạt động sẽ tổ chức", _open_activities, _move_activities)
LINES = CentreCarrier("Dòng của chương trình từ năm sáp nhập", _lines, _move_programmes)
