"""What is held of a person in the association's list: handed out, forgotten, not kept for ever."""

import datetime as dt

import pytest

from hoctap.associations import subjects
from hoctap.associations.models import Member
from hoctap.core.refusals import Reason
from hoctap.people import erasing
from hoctap.people.registry import person_exports
from hoctap.people.subject_rules import ERASED_NAME
from tests.associations import hands
from tests.world import World, make_household


@pytest.fixture
def typed(world: World) -> Member:
    """By name and birth year alone, in no way linked."""
    return hands.member(world.association, "Đặng Thị Bông", born=1960, by=world.actor(world.lan))


def test_a_person_is_handed_what_the_list_says_of_him(world: World, typed: Member):
    person = make_household(world.hamlet, "Đặng Thị Bông", birth_year=1960).head
    namesake = make_household(world.other_hamlet, "Đặng Thị Bông", birth_year=1960).head
    parts = person_exports["associations"]
    assert [row["Hội"] for row in parts(person)[0].rows] == [world.association.name]
    assert parts(namesake)[0].rows == []


def test_erasing_takes_the_name_and_leaves_the_count(world: World, typed: Member):
    person = make_household(world.hamlet, "Đặng Thị Bông", birth_year=1960).head
    linked = hands.member(world.association, "Bông", by=world.actor(world.lan))
    Member.objects.filter(pk=linked.pk).update(person=person)
    erasing.erase(person, dt.date(2025, 1, 1))
    assert {(one.full_name, one.birth_year) for one in Member.objects.all()} == {(ERASED_NAME, None)}
    assert Member.objects.count() == 2


def test_a_row_that_may_be_a_namesakes_is_left(world: World, typed: Member):
    person = make_household(world.hamlet, "Đặng Thị Bông", birth_year=1960).head
    make_household(world.hamlet_2, "Đặng Thị Bông", birth_year=1990)
    erasing.erase(person, dt.date(2025, 1, 1))
    typed.refresh_from_db()
    assert typed.full_name == "Đặng Thị Bông"


def test_who_left_long_ago_is_forgotten(world: World, typed: Member):
    Member.objects.filter(pk=typed.pk).update(left_on=dt.date(2019, 1, 1), left_why="Chuyển đi")
    assert not subjects.left_members(world.other_commune.pk, dt.date(2024, 1, 1)).exists()
    assert not subjects.left_members(world.commune.pk, dt.date(2018, 1, 1)).exists()
    found = list(subjects.left_members(world.commune.pk, dt.date(2024, 1, 1)))
    assert subjects.forget_members(found, world.actor(world.admin)) == 1
    typed.refresh_from_db()
    assert (typed.full_name, typed.birth_year, typed.left_why) == (ERASED_NAME, None, "")
    assert not subjects.left_members(world.commune.pk, dt.date(2024, 1, 1)).exists()


def test_two_rows_of_one_list_do_not_become_one_person(world: World):
    by = world.actor(world.lan)
    one, two = (make_household(world.hamlet, name).head for name in ("Đặng Thị Bông", "Đặng Thị Bông A"))
    for person in (one, two):
        who = hands.member(world.association, person.full_name, by=by)
        Member.objects.filter(pk=who.pk).update(person=person)
    [reason] = subjects.merge_reasons(one, two)
    assert isinstance(reason, Reason)
    assert "Cả hai đều có tên" in reason.text
