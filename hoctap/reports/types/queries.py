"""Which version of which type of report holds where and when."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from hoctap.core.dates import today
from hoctap.places.models import Level, Place
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.periods import Period


def types_at(places: Iterable[Place], on: dt.date | None = None) -> list[ReportType]:
    """The version of each type that is in use on the day at one of the places: an area's own before the one that holds everywhere."""
    day = on or today()
    paths = {pk for place in places for pk in place.path}
    rows = ReportType.objects.filter(
        Q(place__isnull=True) | Q(place__in=paths),
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        valid_from__lte=day,
    )
    newest: dict[str, ReportType] = {}
    for row in sorted(rows.select_related("place"), key=_nearest):
        newest[row.code] = row
    return sorted(newest.values(), key=lambda one: one.name)


def type_for(code: str, period: Period, place: Place) -> ReportType | None:
    """The version that holds at the end of the period: of the nearest area, the newest of those."""
    rows = ReportType.objects.filter(
        Q(place__isnull=True) | Q(place__in=place.path),
        Q(valid_to__isnull=True) | Q(valid_to__gt=period.starts_on),
        code=code,
        valid_from__lte=period.ends_on,
    )
    return max(rows.select_related("place"), key=_nearest, default=None)


def _nearest(row: ReportType) -> tuple[int, int]:
    return len(row.place.path) if row.place else 0, row.version


def types_asked_at(places: Iterable[Place]) -> list[ReportType]:
    """What may be asked of those below: types of a lower level."""
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.HAMLET]
    found = []
    places = list(places)
    for one in types_at(places):
        if any(order.index(Level(one.level)) > order.index(Level(place.level)) for place in places):
            found.append(one)
    return found
