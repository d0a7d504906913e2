"""Figures of plans' targets that the records of centres answer."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.learning.models import Activity, ActivityState, Programme
from hoctap.learning.programmes.rules import LEAST_TIMES
from hoctap.plans.indicators import Provided


def _centres(places: Sequence[UUID], year: int) -> dict[UUID, set[UUID]]:
    """Place → its centres and those of the communes below it. One query."""
    ended = Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gt=dt.date(year, 1, 1))
    rows = Centre.objects.filter(ended, organisation__place__path__overlap=list(places))
    rows = rows.filter(organisation__valid_from__lte=dt.date(year, 12, 31))
    found: dict[UUID, set[UUID]] = {place: set() for place in places}
    for centre, path in rows.order_by().values_list("pk", "organisation__place__path"):
        for place in path:
            if place in found:
                found[place].add(centre)
    return found


def held_of_centres(centres: Sequence[UUID], year: int) -> dict[UUID, int]:
    """Activities held by each centre that keeps its year here; one that puts nothing in is left out, not zero. Two queries."""
    of_year = Activity.objects.filter(centre__in=centres, starts_on__year=year).order_by()
    found = dict.fromkeys(
        Programme.objects.filter(centre__in=centres, year=year).order_by().values_list("centre", flat=True), 0
    )
    for centre, state in of_year.values_list("centre", "state"):
        assert centre is not None
        found[centre] = found.get(centre, 0) + (state == ActivityState.HELD)
    return found


def activities_held(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """'Ít nhất 6 lần/năm' is asked of each centre: of several the one with the fewest is the figure."""
    standing = _centres(places, year)
    held = held_of_centres(sorted({one for ids in standing.values() for one in ids}), year)
    found = {}
    for place, centres in standing.items():
        told = [held[one] for one in centres if one in held]
        if not told:
            continue
        source = "hoạt động đã ghi của trung tâm"
        if len(centres) > 1:
            enough = sum(one >= LEAST_TIMES for one in told)
            source = f"trung tâm ít nhất; {enough}/{len(centres)} trung tâm đạt {LEAST_TIMES} lần"
            if len(told) < len(centres):
                source += f", {len(centres) - len(told)} trung tâm chưa ghi"
        found[place] = Provided(Decimal(min(told)), None, None, today(), source)
    return found


def programmes_approved(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Centres whose programme of the year was approved, of all; where nobody puts programmes in, nothing is known."""
    standing = _centres(places, year)
    centres = {one for ids in standing.values() for one in ids}
    rows = dict(
        Programme.objects.filter(centre__in=centres, year=year).values_list("centre", "first_approved_at")
    )
    found = {}
    for place, ids in standing.items():
        if not any(one in rows for one in ids):
            continue
        approved, whole = sum(rows.get(one) is not None for one in ids), len(ids)
        value = (Decimal(approved) * 100 / whole).quantize(Decimal("0.01"))
        found[place] = Provided(
            value, Decimal(approved), Decimal(whole), today(), "chương trình năm đã phê duyệt trong phần mềm"
        )
    return found


PROVIDERS = {"centre.activities": activities_held, "centre.yearly_plan": programmes_approved}
