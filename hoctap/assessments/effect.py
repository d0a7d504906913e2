"""Which recognitions by file are in effect in a year."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from hoctap.assessments.models import FileState
from hoctap.assessments.roads import file_road


def in_effect(titles: Sequence[str], year: int, day: dt.date | None = None) -> Q:
    """Recognitions of these titles in effect at the end of the year, or on a past day of it."""
    on = min(day, dt.date(year, 12, 31)) if day else dt.date(year, 12, 31)
    of_titles = Q(pk__in=[])
    for title in titles:
        of_titles |= Q(title=title, decided_on__lte=_recorded_by(on, title))
    return Q(
        of_titles,
        Q(year=year) | Q(year__lt=year, valid_until__isnull=False),
        Q(valid_until__isnull=True) | Q(valid_until__gte=dt.date(year, 12, 31)),
        Q(revoked_on__isnull=True) | Q(revoked_on__gt=on),
        state__in=[FileState.RECOGNISED, FileState.REVOKED],
    )


def _recorded_by(on: dt.date, title: str) -> dt.date:
    """Files with days in the year after: what was decided by the end of May counts for the year that was assessed."""
    if file_road(title).in_year:
        return on
    return dt.date(on.year + 1, 12, 31) if (on.month, on.day) == (12, 31) else on
