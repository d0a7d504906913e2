"""Clubs with their pulse."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum

from hoctap.centres.models import Centre, Topic, Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.learning.clubs.rules import Pulse, pulse_of
from hoctap.learning.feedback.rules import Marks
from hoctap.learning.models import (
    Activity,
    ActivityState,
    Club,
    ClubTally,
    Headcount,
    Session,
    SessionFeedback,
)
from hoctap.learning.regularity.queries import InForce, standards_at
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class ClubRow:
    club: Club
    pulse: Pulse
    regular: InForce
    meetings: int
    """Held in the year."""
    last_on: dt.date | None
    """Of all years."""
    tally: ClubTally | None


def clubs_listed(
    actor: Actor,
    year: int,
    *,
    place: UUID | None = None,
    centre: Centre | None = None,
    kind: str = "",
    group: str = "",
) -> list[ClubRow]:
    """Those that stood in the year, the silent ones first. Four queries."""
    clubs = Club.objects.visible_to(actor).standing_in(year).select_related("place", "topic", "venue")
    if place is not None:
        clubs = clubs.filter(place__path__contains=[place])
    if centre is not None:
        clubs = clubs.filter(Q(centre=centre) | Q(place__path__contains=[centre.place.pk]))
    if kind:
        clubs = clubs.filter(kind=kind)
    if group:
        clubs = clubs.filter(target_group=group)
    rows = rows_of(list(clubs), year)
    order = {Pulse.SILENT: 0, Pulse.UNEVEN: 1, Pulse.NEW: 2, Pulse.ALIVE: 3, Pulse.ENDED: 4}
    return sorted(rows, key=lambda row: (order[row.pulse], row.club.place.sort_key, row.club.name))


def rows_of(clubs: Sequence[Club], year: int) -> list[ClubRow]:
    """Three queries. The pulse is that of today, or of the last day of a past year."""
    day = min(today(), dt.date(year, 12, 31))
    ids = [club.pk for club in clubs]
    met: dict[UUID, list[dt.date]] = {}
    held = Activity.objects.filter(club_meeting__club__in=ids, state=ActivityState.HELD)
    for club_id, on in held.values_list("club_meeting__club_id", "starts_on"):
        met.setdefault(club_id, []).append(on)
    tallies: dict[UUID, ClubTally] = {}
    for tally in ClubTally.objects.filter(club__in=ids, as_of__lte=day).order_by(
        "as_of", "recorded_at", "id"
    ):
        tallies[tally.club_id] = tally
    in_force = standards_at([club.place.path for club in clubs], day)
    return [
        ClubRow(
            club,
            pulse_of(
                met.get(club.pk, []),
                in_force[club.place_id].regular,
                founded_on=club.founded_on,
                ended_on=club.ended_on,
                today=day,
            ),
            in_force[club.place_id],
            sum(on.year == year for on in met.get(club.pk, [])),
            max((on for on in met.get(club.pk, []) if on <= day), default=None),
            tallies.get(club.pk),
        )
        for club in clubs
    ]


@dataclass(frozen=True)
class MeetingRow:
    session: Session
    people: int | None
    marks: Marks | None


def meetings_of(club: Club, year: int) -> list[MeetingRow]:
    """Latest first. Three queries."""
    sessions = list(
        Session.objects.filter(activity__club_meeting__club=club, on__year=year)
        .select_related("activity")
        .order_by("-on", "-id")
    )
    people = heads_of(sessions)
    marks = marks_of(sessions)
    return [MeetingRow(one, people.get(one.pk), marks.get(one.pk)) for one in sessions]


def heads_of(sessions: Iterable[Session]) -> dict[UUID, int]:
    """People at each session that was counted by heads. One query."""
    rows = Headcount.objects.filter(session__in=[one.pk for one in sessions]).order_by()
    return dict(rows.values_list("session").annotate(n=Sum("people")))


def marks_of(sessions: Iterable[Session]) -> dict[UUID, Marks]:
    rows = SessionFeedback.objects.filter(session__in=[one.pk for one in sessions])
    return {row.session_id: Marks(row.one, row.two, row.three, row.four, row.five) for row in rows}


def tallies_of(club: Club) -> list[ClubTally]:
    return list(club.tallies.order_by("-as_of", "-recorded_at", "-id")[:20])


def topics_offered(places: Sequence[Place]) -> "list[Topic]":
    """What any of the places may choose, topics below their field. One query."""
    path = {pk for place in places for pk in place.path}
    rows = Topic.objects.filter(Q(place__isnull=True) | Q(place__in=path), dropped_on__isnull=True)
    found = list(rows)
    names = {topic.pk: topic.sort_key for topic in found}
    return sorted(
        found,
        key=lambda one: (
            (names.get(one.parent_id, "") if one.parent_id else one.sort_key),
            bool(one.parent_id),
            one.sort_key,
        ),
    )


def venues_offered(places: Sequence[Place]) -> list[Venue]:
    """Of the communes of the places. One query."""
    communes = {place.path[-2] if place.level == Level.HAMLET else place.pk for place in places}
    rows = Venue.objects.standing().filter(place__path__overlap=list(communes)).select_related("place")
    return sorted(rows, key=lambda one: (one.place.sort_key, one.name))


def silent_clubs(actor_places: Sequence[UUID]) -> list[ClubRow]:
    """Those that stand and have not met as long as the standard looks back. Four queries."""
    day = today()
    clubs = Club.objects.filter(place__path__overlap=list(actor_places)).standing_on(day)
    rows = rows_of(list(clubs.select_related("place", "topic", "venue")), day.year)
    return [row for row in rows if row.pulse == Pulse.SILENT]
