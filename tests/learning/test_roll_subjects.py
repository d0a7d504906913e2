"""Attendance and a person's own data: one row a session after a merge, handed out, forgotten, blanked when its time is over."""

import datetime as dt

import pytest
from django.utils import timezone

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions, retention, subjects
from hoctap.learning.attendance.boundaries import undo_blockers
from hoctap.learning.attendance.counting import came
from hoctap.learning.attendance.queries import card_of
from hoctap.learning.attendance.tokens import token_of
from hoctap.learning.models import Attendance, LearnerCard, Session
from hoctap.people import actions as people
from hoctap.people.models import DuplicateCandidate, HouseholdMember, Person
from hoctap.people.registry import Erasure
from hoctap.people.subject_rules import ERASED_NAME
from hoctap.places.boundaries.registry import Carriage
from tests.learning.roll_hands import heads_of, session_at, there, tick, write
from tests.season import SCAN
from tests.world import World, make_household


@pytest.fixture
def twice(world: World) -> tuple[Person, Person, DuplicateCandidate]:
    """One man, written in one household as its head and again as a member."""
    household = make_household(world.hamlet, "Lê Văn Á", birth_year=1968)
    kept = household.head
    double = Person.objects.create(full_name="Lê Văn A", birth_year=1968)
    HouseholdMember.objects.create(household=household, person=double, joined_year=2024)
    people.find_duplicates(world.commune, by=world.actor(world.lan))
    return kept, double, DuplicateCandidate.objects.get()


def test_merged_they_keep_one_attendance_a_session_and_divided_they_have_two(
    world: World, twice: tuple[Person, Person, DuplicateCandidate]
):
    kept, double, pair = twice
    both, one = session_at(world.hamlet), session_at(world.hamlet)
    tick(world, both, [kept, double], world.lan)
    tick(world, one, [double], world.lan)
    rows = Attendance.objects.standing()
    assert (came(rows).times, came(rows).people) == (3, 2)
    merge = people.merge_persons(pair, kept, by=world.actor(world.lan))
    rows = Attendance.objects.standing()
    assert (came(rows).times, came(rows).people) == (2, 1)
    assert there(both) == ["Lê Văn Á"]
    assert one.attendances.get().person == kept
    people.undo_merge(merge, by=world.actor(world.lan))
    rows = Attendance.objects.standing()
    assert (came(rows).times, came(rows).people) == (3, 2)


def test_of_two_cards_the_one_kept_goes_on(world: World, twice: tuple[Person, Person, DuplicateCandidate]):
    kept, double, pair = twice
    by = world.actor(world.lan)
    first, second = sorted(
        actions.give_cards(world.hamlet, [kept.pk, double.pk], by=by),
        key=lambda card: card.person_id != kept.pk,
    )
    people.merge_persons(pair, kept, by=by)
    assert card_of(token_of(first.pk), by) == first
    session = session_at(world.hamlet)
    with pytest.raises(Refused, match="không còn trong sổ"):
        actions.take_by_card(session, second, by=by)


def test_he_is_handed_what_is_held_of_him(world: World):
    (person,) = heads_of(world.hamlet, "Lê Thị Ánh")
    session = session_at(world.hamlet, title="Phòng dịch")
    tick(world, session, [person], world.hung)
    actions.give_cards(world.hamlet, [person.pk], by=world.actor(world.hung))
    was, cards = subjects.attendance_of_person(person)
    assert [(row["Buổi"].partition(",")[0], row["Ghi là"], row["Đã bỏ"]) for row in was.rows] == [
        ("Phòng dịch", "người dự", "")
    ]
    assert len(cards.rows) == 1


def test_forgotten_he_is_no_name_and_no_card_and_the_count_stays(world: World):
    (person,) = heads_of(world.hamlet, "Lê Thị Ánh")
    session = session_at(world.hamlet)
    by = world.actor(world.hung)
    tick(world, session, [person], world.hung)
    (card,) = actions.give_cards(world.hamlet, [person.pk], by=by)
    (signed,) = actions.keep_signed_list(session, [SCAN], by=by)
    [offered] = subjects.signed_lists_of(person, by)
    assert (offered.key, offered.alone) == (f"signed_list.{signed.pk}", False)
    subjects.forget_person(
        Erasure(person=person, name=person.full_name, households=[], files=frozenset({offered.key}))
    )
    row = session.attendances.get()
    assert (row.full_name, row.birth_year, row.sex) == (ERASED_NAME, None, "")
    assert came(Attendance.objects.standing()).times == 1
    card.refresh_from_db()
    signed.refresh_from_db()
    assert card.revoked_at is not None
    assert signed.sha256 == ""
    assert not files.file_uses["signed_lists"].names(SCAN.hex())


def test_a_photo_that_nobody_marked_stays(world: World):
    (person,) = heads_of(world.hamlet, "Lê Thị Ánh")
    session = session_at(world.hamlet)
    tick(world, session, [person], world.hung)
    (signed,) = actions.keep_signed_list(session, [SCAN], by=world.actor(world.hung))
    subjects.forget_person(Erasure(person=person, name=person.full_name, households=[]))
    signed.refresh_from_db()
    assert signed.sha256


def test_names_outside_the_register_are_blanked_when_their_time_is_over_and_the_counts_stay(world: World):
    session, again, other = (session_at(world.hamlet) for _ in range(3))
    for where in (session, again, other):
        write(world, where, "Phan Thị Khách", world.hung, birth_year=1988)
    write(world, session, "Lê Văn Khách", world.hung)
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh"), world.hung)
    assert list(retention.old_names(world.commune.pk, session.on)) == []
    was = [session.pk, again.pk]
    Session.objects.filter(pk__in=was).update(on=today() - dt.timedelta(days=900))
    old = list(retention.old_names(world.commune.pk, today() - dt.timedelta(days=730)))
    assert sorted(row.full_name for row in old) == ["Lê Văn Khách", "Phan Thị Khách", "Phan Thị Khách"]
    before = came(Attendance.objects.standing().filter(session__in=was))
    assert (before.times, before.people) == (4, 3)
    assert retention.blank_names(old, world.actor(world.lan)) == 3
    assert came(Attendance.objects.standing().filter(session__in=was)) == before
    assert sorted(there(session)) == sorted([retention.BLANKED, retention.BLANKED, "Lê Thị Ánh"])
    assert there(other) == ["Phan Thị Khách"]
    assert not retention.old_names(world.commune.pk, today()).filter(session__in=was).exists()


def test_attendance_recorded_at_a_new_hamlet_keeps_a_change_of_boundaries(world: World):
    session = session_at(world.hamlet)
    carriage = Carriage(
        change_id=world.commune.pk, on=timezone.localdate(), hamlets={}, made=frozenset({world.hamlet.pk})
    )
    assert undo_blockers(carriage, {}) == []
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh"), world.hung)
    assert "1 lần điểm danh" in undo_blockers(carriage, {})[0].text


def test_people_are_counted_once_and_times_each_time(world: World):
    here = heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền")
    first, second = session_at(world.hamlet), session_at(world.hamlet)
    tick(world, first, here, world.hung)
    tick(world, second, here[:1], world.hung)
    for session in (first, second):
        write(world, session, "Phan Thị Khách", world.hung, birth_year=1988, from_where="Xã Mỹ Quý", sex="f")
    write(world, second, "phan thi khach", world.hung, birth_year=1988, from_where="xã Trường Xuân", sex="f")
    counted = came(Attendance.objects.standing())
    assert (counted.times, counted.people, counted.female) == (6, 4, 3)
    assert LearnerCard.objects.count() == 0
