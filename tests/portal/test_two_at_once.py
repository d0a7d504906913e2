"""Two citizens, or a citizen and the centre, at the same moment, each in a transaction of his own."""

import pytest
from django.core.cache import cache

from hoctap.portal.classes import actions
from hoctap.portal.models import ClassDoor, Door, SignUp
from hoctap.portal.pages import code_holder
from tests.portal import hands
from tests.recognition.test_two_at_once import at_once, once
from tests.world import World, make_world


@pytest.fixture
def committed(transactional_db: None) -> World:
    cache.clear()
    return make_world()


@pytest.fixture
def door(committed: World) -> Door:
    return hands.door_at(committed.commune)


def one_place(committed: World) -> ClassDoor:
    return hands.taking(hands.class_at(committed.hamlet), places=1)


def states(taking: ClassDoor) -> list[str]:
    return sorted(SignUp.objects.filter(class_door=taking).values_list("state", flat=True))


@pytest.mark.requirement("S1-26")
def test_the_last_place_goes_to_one_of_two(committed: World, door: Door):
    taking = one_place(committed)
    names = ("Lê Thị Một", "Lê Thị Hai", "Lê Thị Ba")
    both = [lambda name=name: hands.comes(door, taking, name) for name in names]
    assert at_once(*both) == ["", "", ""]  # type: ignore[arg-type]
    assert states(taking) == ["coming", "waiting", "waiting"]


def test_a_place_given_back_is_never_lost_nor_given_twice(committed: World, door: Door):
    taking = one_place(committed)
    first = hands.comes(door, taking, "Lê Thị Một")
    second = hands.comes(door, taking, "Lê Thị Hai")
    assert at_once(
        lambda: actions.cancel_sign_up(first, by=code_holder(first)),
        lambda: hands.comes(door, taking, "Lê Thị Ba"),
    ) == ["", ""]
    second.refresh_from_db()
    assert second.state == "coming"
    assert states(taking) == ["cancelled", "coming", "waiting"]


def test_one_sign_up_is_cancelled_once(committed: World, door: Door):
    taking = one_place(committed)
    row = hands.comes(door, taking)
    once(at_once(*[lambda: actions.cancel_sign_up(row, by=code_holder(row))] * 2), "")
    assert states(taking) == ["cancelled"]
