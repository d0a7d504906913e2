"""A club enters the register, meets, is counted, ends."""

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
from hoctap.learning.clubs import rules
from hoctap.learning.clubs.models import Club, ClubMeeting, ClubTally
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.holding import hold
from hoctap.learning.models import Activity, ActivityKind, ActivityState
from hoctap.learning.placing import centre_of, commune_of
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class ClubTyped:
    name: str
    kind: str
    topic: Topic
    target_group: str
    venue: Venue | None = None
    leader_name: str = ""
    sponsor_name: str = ""
    schedule: str = ""
    founded_on: dt.date | None = None
    founded_by: str = ""


@transaction.atomic
def register_club(place: Place, typed: ClubTyped, *, by: Actor) -> Club:
    by.must(Permission.CENTRE_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    _check(place, typed)
    club = Club(place=place, recorded_by=by.described[:300])
    if place.level == Level.COMMUNE:
        club.centre = centre_of(place, today())
    _fill(club, typed)
    club.save()
    audit.record(by, "learning.club.registered", club)
    return club


@transaction.atomic
def edit_club(club: Club, typed: ClubTyped, *, by: Actor) -> None:
    club = _locked(club)
    by.must(Permission.CENTRE_KEEP, at=club)
    if club.ended_on is not None:
        raise Refused("Câu lạc bộ đã thôi hoạt động, không sửa nữa.")
    _check(club.place, typed, of=club)
    changed = _fill(club, typed)
    club.save()
    audit.record(by, "learning.club.edited", club, fields=changed)


@transaction.atomic
def end_club(club: Club, *, ended_on: dt.date, why: str, by: Actor) -> None:
    club = _locked(club)
    by.must(Permission.CENTRE_KEEP, at=club)
    if club.ended_on is not None:
        raise Refused("Câu lạc bộ này đã ghi thôi hoạt động rồi.")
    why = clean(why)[:200]
    if reasons := rules.end_blockers(
        ended_on=ended_on, why=why, founded_on=club.founded_on, met=_met_on(club), today=today()
    ):
        raise Refused(reasons)
    club.ended_on, club.ended_why = ended_on, why
    club.save(update_fields=["ended_on", "ended_why"])
    audit.record(by, "learning.club.ended", club)


@transaction.atomic
def count_members(club: Club, *, as_of: dt.date, men: int, women: int, by: Actor) -> ClubTally:
    club = _locked(club)
    by.must(Permission.ATTENDANCE_TAKE, at=club)
    if reasons := rules.tally_blockers(
        as_of=as_of,
        men=men,
        women=women,
        founded_on=club.founded_on,
        ended_on=club.ended_on,
        today=today(),
    ):
        raise Refused(reasons)
    tally = ClubTally.objects.create(
        club=club, as_of=as_of, men=men, women=women, recorded_by=by.described[:300]
    )
    audit.record(by, "learning.club.members_counted", club, count=tally.people)
    return tally


@transaction.atomic
def record_meeting(
    club: Club, *, on: dt.date, heads: Sequence[Heads], content: str = "", by: Actor
) -> ClubMeeting:
    """A meeting that has taken place: an activity of one session, counted by heads."""
    club = _locked(club)
    by.must(Permission.ATTENDANCE_TAKE, at=club)
    if reasons := rules.meeting_blockers(
        on=on, founded_on=club.founded_on, ended_on=club.ended_on, met=_met_on(club), today=today()
    ):
        raise Refused(reasons)
    session = hold(
        club.place,
        kind=ActivityKind.CLUB,
        topic=club.topic,
        title=club.name,
        on=on,
        heads=heads,
        target_group=club.target_group,
        centre=club.centre,
        venue=club.venue,
        content=clean(content)[:300],
        by=by,
    )
    meeting = ClubMeeting.objects.create(club=club, activity=session.activity)
    audit.record(by, "learning.club.met", club)
    return meeting


def _met_on(club: Club) -> list[dt.date]:
    held = Activity.objects.filter(club_meeting__club=club, state=ActivityState.HELD)
    return list(held.values_list("starts_on", flat=True))


def _check(place: Place, typed: ClubTyped, of: Club | None = None) -> None:
    taken = Club.objects.filter(place=place, ended_on__isnull=True)
    if of is not None:
        taken = taken.exclude(pk=of.pk)
    level = place.level in (Level.COMMUNE, Level.HAMLET)
    commune = commune_of(place) if level else place
    venue = typed.venue
    if reasons := rules.club_blockers(
        name=clean(typed.name),
        place_name=place.title,
        is_commune_or_hamlet=level and place.valid_to is None,
        is_topic_offered=(of is not None and of.topic_id == typed.topic.pk)
        or Topic.objects.offered_at(place).filter(pk=typed.topic.pk).exists(),
        is_venue_there=venue is None or (commune.pk in venue.place.path and venue.valid_to is None),
        founded_on=typed.founded_on,
        met=_met_on(of) if of else [],
        taken=taken.values_list("name", flat=True),
        today=today(),
    ):
        raise Refused(reasons)


def _fill(club: Club, typed: ClubTyped) -> list[str]:
    """The names of the fields that changed."""
    values = {
        "name": clean(typed.name)[:150],
        "kind": typed.kind,
        "topic": typed.topic,
        "target_group": typed.target_group,
        "venue": typed.venue,
        "leader_name": clean(typed.leader_name)[:120],
        "sponsor_name": clean(typed.sponsor_name)[:200],
        "schedule": clean(typed.schedule)[:200],
        "founded_on": typed.founded_on,
        "founded_by": clean(typed.founded_by)[:120],
    }
    before = {name: None if name == "topic" and not club.topic_id else getattr(club, name) for name in values}
    for name, value in values.items():
        setattr(club, name, value)
    return [name for name, value in values.items() if before[name] != value]


def _locked(club: Club) -> Club:
    rows = Club.objects.select_for_update(of=("self",))
    return rows.select_related("place", "topic", "venue", "centre").get(pk=club.pk)
