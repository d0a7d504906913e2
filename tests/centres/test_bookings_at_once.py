"""Two officers who take the same hours, or the same last thing, at the same moment, each in a transaction of his own."""

import threading
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection

from hoctap.centres.facilities.bookings.actions import book
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.models import Booking, EquipmentLoan
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from tests.centres.facility_hands import at, chairs, venue_in
from tests.centres.hands import centre_at
from tests.season import make_director
from tests.world import World, make_world


@pytest.fixture
def committed(transactional_db: None) -> tuple[World, Actor]:
    cache.clear()
    world = make_world()
    return world, world.actor(make_director("Đặng Thị Thu", "thu", world.commune))


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each was refused with, '' where it was done."""
    start = threading.Barrier(len(acts))
    told: list[str | BaseException] = [""] * len(acts)

    def run(number: int) -> None:
        try:
            start.wait(timeout=20)
            acts[number]()
        except Refused as refusal:
            told[number] = str(refusal)
        except BaseException as other:
            told[number] = other
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert all(isinstance(one, str) for one in told), told
    return [str(one) for one in told]


@pytest.mark.requirement("S0-50")
def test_of_two_who_book_the_same_hours_one_gets_them(committed: tuple[World, Actor]):
    world, by = committed
    hall = venue_in(world.commune)
    told = at_once(
        lambda: book(hall, at(8), at(10), "Lớp A", by=by), lambda: book(hall, at(9), at(11), "Lớp B", by=by)
    )
    assert Booking.objects.count() == 1
    assert sorted("đã có người đặt" in one for one in told) == [False, True], told


def test_of_two_who_lend_the_last_piece_one_does(committed: tuple[World, Actor]):
    world, by = committed
    row = chairs(centre_at(world.commune), good=1, by=by)

    def lend(whom: str) -> Callable[[], object]:
        day = today()
        return lambda: lend_equipment(
            row, quantity=1, borrower=whom, purpose="Họp", out_on=day, due_on=day, by=by
        )

    told = at_once(lend("Ấp 1"), lend("Ấp 2"))
    assert EquipmentLoan.objects.count() == 1
    assert sorted("không còn cái nào" in one for one in told) == [False, True], told
