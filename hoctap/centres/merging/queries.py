"""How a centre stands on a day, what may be merged into it, how long it has been silent."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from hoctap.centres.merging.models import CentreStanding, StandingKind
from hoctap.centres.merging.rules import Part, Silence, silence
from hoctap.centres.models import Centre
from hoctap.centres.registry import last_activity
from hoctap.places.models import SINCE_BEFORE, LineageEdge, Place

WORKING, SUSPENDED, ENDED = "working", "suspended", "ended"


def standing_on(centres: Sequence[Centre], day: dt.date) -> dict[UUID, str]:
    """One query; the organisations are at hand."""
    found = dict.fromkeys((one.pk for one in centres), WORKING)
    rows = CentreStanding.objects.filter(centre__in=list(found), on__lte=day)
    for row in rows.order_by("on", "recorded_at", "id"):
        found[row.centre_id] = SUSPENDED if row.kind == StandingKind.SUSPENDED else WORKING
    for one in centres:
        if one.organisation.valid_to is not None and one.organisation.valid_to <= day:
            found[one.pk] = ENDED
    return found


def is_working(centre: Centre, day: dt.date) -> bool:
    return standing_on([centre], day)[centre.pk] == WORKING


def mergeable(successor: Centre) -> list[Centre]:
    """Other centres that stand in its commune or in one that went into it, or ended with that one. Two queries."""
    rows = Centre.objects.filter(
        Q(organisation__valid_to__isnull=True) | Q(pk__in=Centre.objects.left_over()),
        organisation__place__in=_places_of(successor.place),
    ).exclude(pk=successor.pk)
    return sorted(rows.select_related("organisation__place"), key=lambda one: (one.place.sort_key, one.name))


def part_of(centre: Centre, successor: Centre) -> Part:
    ended_on = centre.organisation.valid_to
    if ended_on is not None and Centre.objects.left_over().filter(pk=centre.pk).exists():
        ended_on = None
    return Part(
        centre.name,
        centre.organisation.valid_from,
        ended_on,
        centre.place.pk in _places_of(successor.place),
    )


def _places_of(place: Place) -> list[UUID]:
    edges = LineageEdge.objects.filter(successor=place).values_list("predecessor", flat=True)
    return [place.pk, *edges]


def silences(centres: Sequence[Centre], day: dt.date) -> dict[UUID, Silence]:
    """Of those that work; empty where no app tells of activities, as nothing is known then."""
    if not list(last_activity):
        return {}
    ids = [one.pk for one in centres]
    last: dict[UUID, dt.date] = {}
    for told in last_activity:
        for pk, on in told(ids, day).items():
            last[pk] = max(on, last.get(pk, on))
    resumed: dict[UUID, dt.date] = {}
    for row in CentreStanding.objects.filter(centre__in=ids, on__lte=day, kind=StandingKind.RESUMED):
        resumed[row.centre_id] = max(row.on, resumed.get(row.centre_id, row.on))
    standing = standing_on(centres, day)
    found = {}
    for one in centres:
        if standing[one.pk] != WORKING or one.organisation.valid_from > day:
            continue
        known = one.organisation.valid_from != SINCE_BEFORE
        began = max(
            one.organisation.valid_from if known else one.place.valid_from, resumed.get(one.pk, SINCE_BEFORE)
        )
        # Nothing recorded and no known first day: how long is not known either.
        if one.pk not in last and began == SINCE_BEFORE:
            continue
        found[one.pk] = silence(last.get(one.pk), began, day)
    return found
