"""A culture or sport event that has taken place, in one go."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.models import Topic, Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.learning.events import rules
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.holding import hold
from hoctap.learning.models import Activity, ActivityKind, ActivityState
from hoctap.learning.placing import centre_of, commune_of
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class EventTyped:
    kind: str
    topic: Topic
    title: str
    on: dt.date
    target_group: str
    venue: Venue | None = None


@transaction.atomic
def record_event(place: Place, typed: EventTyped, heads: Sequence[Heads], *, by: Actor) -> Activity:
    by.must(Permission.ATTENDANCE_TAKE, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    title = clean(typed.title)[:300]
    level = place.level in (Level.COMMUNE, Level.HAMLET)
    commune = commune_of(place) if level else place
    same = Activity.objects.filter(place=place, title__iexact=title, starts_on=typed.on)
    if reasons := rules.event_blockers(
        kind=typed.kind,
        title=title,
        on=typed.on,
        place_name=place.title,
        is_commune_or_hamlet=level,
        is_topic_offered=Topic.objects.offered_at(place).filter(pk=typed.topic.pk).exists(),
        is_venue_there=typed.venue is None
        or (commune.pk in typed.venue.place.path and typed.venue.valid_to is None),
        is_written_already=same.exclude(state=ActivityState.CANCELLED).exists(),
        today=today(),
    ):
        raise Refused(reasons)
    session = hold(
        place,
        kind=ActivityKind(typed.kind),
        topic=typed.topic,
        title=title,
        on=typed.on,
        heads=heads,
        target_group=typed.target_group,
        centre=centre_of(commune, typed.on) if place.level == Level.COMMUNE else None,
        venue=typed.venue,
        by=by,
    )
    audit.record(by, "learning.session.event_recorded", session)
    return session.activity
