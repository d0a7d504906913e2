"""What of this app goes along when a centre is merged into another."""

import datetime as dt
from collections.abc import Sequence

from hoctap.centres.models import Centre, Speaker, Venue
from hoctap.centres.registry import CentreCarrier
from hoctap.centres.teaching.models import OPEN, TeacherRequest


def _venues(centres: Sequence[Centre], on: dt.date) -> int:
    return Venue.objects.filter(centre__in=[one.pk for one in centres], valid_to__isnull=True).count()


def _move_venues(old: Centre, new: Centre, on: dt.date) -> None:
    Venue.objects.filter(centre=old, valid_to__isnull=True).update(centre=new)


def _speakers(centres: Sequence[Centre], on: dt.date) -> int:
    return Speaker.objects.filter(place__in={one.place.pk for one in centres}).count()


def _move_speakers(old: Centre, new: Centre, on: dt.date) -> None:
    """They are the commune's: those of a commune that went into today's."""
    if old.place.pk != new.place.pk:
        Speaker.objects.filter(place=old.place).update(place=new.place)


def _requests(centres: Sequence[Centre], on: dt.date) -> int:
    return TeacherRequest.objects.filter(centre__in=[one.pk for one in centres], state__in=OPEN).count()


def _move_requests(old: Centre, new: Centre, on: dt.date) -> None:
    TeacherRequest.objects.filter(centre=old, state__in=OPEN).update(centre=new)


VENUES = CentreCarrier("Phòng học, địa điểm của trung tâm", _venues, _move_venues)
SPEAKERS = CentreCarrier("Báo cáo viên, tình nguyện viên", _speakers, _move_speakers)
REQUESTS = CentreCarrier("Yêu cầu giáo viên chưa xong", _requests, _move_requests)
