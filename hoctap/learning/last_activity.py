"""When each centre last held something, and how much its people taught: what the centre's file asks of learning."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Max

from hoctap.learning.models import Activity, ActivityState, Session


def last_held(centres: Sequence[UUID], day: dt.date) -> dict[UUID, dt.date]:
    """By the last session held, where sessions are kept, else by the activity's first day. Two queries."""
    held = Activity.objects.held().filter(centre__in=centres, starts_on__lte=day).order_by()
    found = dict(held.values_list("centre").annotate(last=Max("starts_on")))
    sessions = Session.objects.filter(
        activity__centre__in=centres, state=ActivityState.HELD, on__lte=day
    ).order_by()
    for pk, on in sessions.values_list("activity__centre").annotate(last=Max("on")):
        found[pk] = max(on, found.get(pk, on))
    return found


def sessions_taught(speakers: list[UUID], year: int) -> dict[UUID, int]:
    """Sessions held in the year of activities at which the speaker spoke. One query."""
    rows = Session.objects.filter(
        activity__speakers__speaker__in=speakers, state=ActivityState.HELD, on__year=year
    ).order_by()
    counted = rows.values_list("activity__speakers__speaker").annotate(n=Count("pk", distinct=True))
    return {pk: count for pk, count in counted if pk in set(speakers)}
