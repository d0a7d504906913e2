"""One activity of one session that has taken place, with its people, in one go: a club's meeting, an event."""

import datetime as dt
from collections.abc import Sequence

from hoctap.centres.models import Centre, Topic, Venue
from hoctap.core.actor import Actor
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity, ActivityKind, Session
from hoctap.learning.placing import commune_of
from hoctap.places.models import Place


def hold(
    place: Place,
    *,
    kind: ActivityKind,
    topic: Topic,
    title: str,
    on: dt.date,
    heads: Sequence[Heads],
    target_group: str,
    centre: Centre | None = None,
    venue: Venue | None = None,
    content: str = "",
    by: Actor,
) -> Session:
    """Inside the caller's transaction; refused as any headcount is."""
    activity = Activity.objects.create(
        commune=commune_of(place),
        place=place,
        centre=centre,
        kind=kind,
        topic=topic,
        title=title,
        target_group=target_group,
        starts_on=on,
        ends_on=on,
        venue=venue,
        venue_name=venue.name if venue else "",
        recorded_by=by.described[:300],
    )
    session = Session.objects.create(activity=activity, number=1, on=on, content=content)
    return record_headcount(session, heads, by=by)
