"""What was held, added up: once in the commune, whoever hosted it."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning import queries
from hoctap.learning.activities.actions import add_session, join_activity
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity, Attendance, CountedBy, Session
from hoctap.learning.rows import mark_held
from hoctap.people.models import Person
from hoctap.places.models import OrganisationKind
from tests.learning.hands import activity_at, held_at
from tests.world import World, make_organisation

FIRST, LAST = today() - dt.timedelta(days=60), today()


def counts(world: World, first: dt.date = FIRST, last: dt.date = LAST, **how: bool) -> queries.HeldCounts:
    found = queries.held_counts([world.commune.pk], first, last, **how)
    return found.get(world.commune.pk, queries.HeldCounts())


def named(session: Session, *people: tuple[str, int | None, Person | None]) -> None:
    for name, born, person in people:
        Attendance.objects.create(
            session=session,
            full_name=name,
            name_key=name.lower(),
            birth_year=born,
            person=person,
            via="typed",
            taken_by="x",
        )
    mark_held(session, CountedBy.NAMES)


@pytest.mark.requirement("S2-05", "S2-12", "S2-73", "S2-10")
def test_an_evening_of_three_bodies_counts_once_in_the_commune_and_once_for_each_body(
    world: World, director: User
):
    farmers = make_organisation(OrganisationKind.OTHER, "Hội Nông dân xã", "HND", world.commune)
    by = world.actor(director)
    evening = held_at(world.hamlet, by, kind="embedded", hosts=[farmers.name])
    join_activity(evening, by=world.actor(world.lan))
    told = counts(world)
    assert (told.activities, told.embedded, told.turns) == (1, 1, 27)
    centre = evening.centre
    assert centre is not None
    for body, role in (
        (farmers, "chủ trì"),
        (world.association, "phối hợp"),
        (centre.organisation, "phối hợp"),
    ):
        (one,) = queries.activities_of_body(body, evening.starts_on.year)
        assert (one.activity, one.role, one.turns) == (evening, role, 27)
    assert queries.held_counts([world.other_commune.pk], FIRST, LAST) == {}


def test_classes_talks_and_embedded_sessions_are_counted_apart(world: World, director: User):
    by = world.actor(director)
    for kind in ("class", "class", "talk", "embedded", "sport"):
        held_at(world.hamlet, by, kind=kind, hosts=["Đoàn xã"])
    told = counts(world)
    assert (told.classes, told.talks, told.embedded, told.activities) == (2, 1, 1, 5)
    assert told.turns == 5 * 27
    assert told.by_form == {"in_person": 5}
    assert told.by_target == {"everybody": 5}


def test_what_is_planned_or_called_off_does_not_count(world: World, director: User):
    from hoctap.learning.activities.actions import cancel_activity

    activity_at(world.hamlet)
    cancel_activity(held_at(world.hamlet, world.actor(director)), why="Ghi nhầm", by=world.actor(director))
    assert counts(world).activities == 0
    assert counts(world).turns == 0


@pytest.mark.requirement("S0-03")
def test_turns_and_persons_are_two_measures_and_heads_are_no_persons(world: World, director: User):
    """Two evenings with the same three people, one of them in the register, and one that was counted by heads."""
    somebody = Person.objects.create(full_name="Võ Thị Học", birth_year=1980)
    first, second = activity_at(world.hamlet), activity_at(world.hamlet)
    for activity in (first, second):
        named(
            activity.sessions.get(),
            ("Võ Thị Học", 1980, somebody),
            ("Lê Văn Lạ", 1970, None),
            ("Lê Văn Lạ", 1991, None),
        )
    held_at(world.hamlet, world.actor(director))
    told = counts(world)
    assert (told.turns_named, told.turns_heads, told.turns, told.persons) == (6, 27, 33, 3)
    Attendance.objects.filter(birth_year=1991).update(removed_at=dt.datetime.now(dt.UTC), removed_why="nhầm")
    told = counts(world)
    assert (told.turns_named, told.persons) == (4, 2)


def test_turnout_is_the_same_number_by_activity_by_year_and_in_the_sums(world: World, director: User):
    by_names, uncounted = activity_at(world.hamlet), activity_at(world.hamlet)
    named(by_names.sessions.get(), ("Võ Thị Học", 1980, None), ("Lê Văn Lạ", 1970, None))
    Attendance.objects.create(
        session=by_names.sessions.get(),
        full_name="Người giúp",
        name_key="nguoi giup",
        role="organiser",
        via="typed",
        taken_by="x",
    )
    by_heads = held_at(world.hamlet, world.actor(director))
    sessions = Session.objects.filter(activity__commune=world.commune)
    told = queries.turnout(sessions, "activity")
    assert told == {(by_names.pk,): 2, (by_heads.pk,): 27}
    assert (uncounted.pk,) not in told
    by_year = queries.turnout(sessions, "activity__centre", "on__year")
    assert sum(by_year.values()) == sum(told.values()) == counts(world).turns
    assert {centre for centre, _ in by_year} == {by_heads.centre_id}


def test_a_class_belongs_to_the_period_in_which_it_began_and_its_people_to_their_days(
    world: World, director: User
):
    by = world.actor(director)
    long_ago = today() - dt.timedelta(days=40)
    activity = held_at(world.hamlet, by, kind="class", on=long_ago, heads=[Heads(10)])
    record_headcount(add_session(activity, today(), by=by), [Heads(12)], by=by)
    early = counts(world, last=today() - dt.timedelta(days=1))
    late = counts(world, first=today())
    assert (early.classes, early.turns) == (1, 10)
    assert (late.classes, late.turns) == (0, 12)
    assert (counts(world).classes, counts(world).turns) == (1, 22)


def test_what_is_somebody_elses_alone_is_not_the_centres(world: World, director: User):
    held_at(world.hamlet, world.actor(world.lan), of_centre=False, hosts=["Hội Khuyến học xã"])
    assert counts(world).activities == 1
    assert counts(world, of_centres=True).activities == 0
    told = queries.held_counts([world.commune.pk], FIRST, LAST, by_place=True)
    assert list(told) == [world.hamlet.pk]


def test_a_commune_that_puts_nothing_in_is_not_known(world: World):
    activity_at(world.hamlet)
    ids = [world.commune.pk, world.other_commune.pk]
    assert queries.keeping_records(ids, (today() - dt.timedelta(days=1)).year) == {world.commune.pk}


def test_years_stand_beside_each_other(world: World, director: User):
    by = world.actor(director)
    held_at(world.hamlet, by, on=today().replace(year=today().year - 1, day=1))
    held_at(world.hamlet, by, on=today())
    told = queries.trend([world.commune.pk], today().year - 2, today().year)[world.commune.pk]
    assert {year: one.activities for year, one in told.items()} == {today().year - 1: 1, today().year: 1}


def test_topics_of_ones_own_count_under_their_shipped_field(world: World, director: User):
    from hoctap.centres.topics.actions import add_topic
    from tests.centres.hands import topic

    own = add_topic(
        world.commune, topic("literacy"), "Xóa mù chữ cho người cao tuổi", by=world.actor(director)
    )
    assert queries.fields_of_topics()[own.pk] == "learning"
    assert queries.topic_codes()[own.pk] == "literacy"


def test_it_takes_four_queries_whatever_was_held(
    world: World, director: User, django_assert_num_queries: DjangoAssertNumQueries
):
    for _ in range(5):
        held_at(world.hamlet, world.actor(director))
    with django_assert_num_queries(4):
        assert counts(world).activities == 5
    assert Activity.objects.count() == 5
