"""Clubs, houses and vocational classes for tests."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.centres.models import Venue, VenueKind
from hoctap.core.dates import today
from hoctap.learning.clubs.models import Club
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity, ActivityKind, Attendance, ClubMeeting, Session
from hoctap.people.models import Person
from hoctap.places.models import Place
from tests.centres.hands import centre_at, topic
from tests.learning.hands import activity_at
from tests.world import make_household

YESTERDAY = today() - dt.timedelta(days=1)


def club_at(place: Place, name: str = "", **values: object) -> Club:
    commune = place if place.level == "commune" else place.parent
    assert commune is not None
    if place == commune:
        values.setdefault("centre", centre_at(commune))
    return Club.objects.create(
        place=place,
        kind=values.pop("kind", "club"),
        topic=values.pop("topic", None) or topic("performing-arts"),
        name=name or f"Câu lạc bộ Đờn ca {commune.name}",
        recorded_by="Hệ thống",
        **values,
    )


def house_at(place: Place, name: str = "", **values: object) -> Venue:
    return Venue.objects.get_or_create(
        place=place, kind=VenueKind.HAMLET_HOUSE, name=name or f"Nhà văn hóa {place.name}", defaults=values
    )[0]


def meet(club: Club, on: dt.date = YESTERDAY) -> Session:
    """A meeting that was held, without anybody's right being asked."""
    activity = activity_at(club.place, on=on, kind=ActivityKind.CLUB, title=club.name, speaker="")
    Activity.objects.filter(pk=activity.pk).update(
        state="held", topic=club.topic, centre=club.centre, venue=club.venue
    )
    ClubMeeting.objects.create(club=club, activity=activity)
    Session.objects.filter(activity=activity).update(state="held")
    return activity.sessions.get()


def held_at(
    place: Place, on: dt.date = YESTERDAY, kind: ActivityKind = ActivityKind.SPORT, code: str = "mass-sport"
) -> Session:
    """An event that was held."""
    activity = activity_at(place, on=on, kind=kind, code=code, title=f"Bóng chuyền {on:%d/%m}", speaker="")
    Activity.objects.filter(pk=activity.pk).update(state="held")
    Session.objects.filter(activity=activity).update(state="held")
    return activity.sessions.get()


def counted(session: Session, people: int, by: User, actor: object = None) -> Session:
    return record_headcount(session, [Heads(people)], by=by.active_capacities().get().actor())


def taught(
    place: Place, *, code: str = "short-vocational", on: dt.date = YESTERDAY, title: str = ""
) -> Activity:
    """A class with a teacher, one session, held."""
    activity = activity_at(place, on=on, kind=ActivityKind.CLASS, code=code, title=title)
    Activity.objects.filter(pk=activity.pk).update(state="held")
    Session.objects.filter(activity=activity).update(state="held", counted_by="names")
    activity.refresh_from_db()
    return activity


def learner(activity: Activity, person: Person | None = None, **values: object) -> Attendance:
    """A name at the activity's first session."""
    session = values.pop("session", None) or activity.sessions.first()
    name = str(values.pop("full_name", "") or (person.full_name if person else "Lâm Văn Học"))
    return Attendance.objects.create(
        session=session,
        person=person,
        full_name=name,
        name_key=name.lower(),
        birth_year=values.pop("birth_year", person.birth_year if person else 1985),
        via="typed",
        taken_by="x",
        **values,
    )


def worker(place: Place, name: str, birth_year: int | None = 1985) -> Person:
    person = make_household(place, name).head
    Person.objects.filter(pk=person.pk).update(birth_year=birth_year)
    person.refresh_from_db()
    return person
