"""Classes with what came in through the door."""

import datetime as dt

from django.test import Client

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date
from hoctap.learning.models import ActivityState, Session
from hoctap.portal.models import Door
from tests.portal import hands
from tests.season import make_director
from tests.world import World


def test_the_centre_sees_how_many_come(
    world: World, door: Door, client: Client, django_assert_max_num_queries
):
    director = make_director("Đặng Thị Thu", "thu", world.commune)
    for number in range(8):
        taking = hands.taking(hands.class_at(world.hamlet, title=f"Lớp {number}"))
        for name in ("Bà Một", "Bà Hai", "Bà Ba"):
            hands.comes(door, taking, name)
    hands.class_at(world.other_hamlet, title="Lớp xã bên")
    client.force_login(director)
    client.get("/portal/classes/")
    with django_assert_max_num_queries(8):
        page = client.get("/portal/classes/").content.decode()
    assert "2/2 người, 1 người chờ" in page
    assert "Lớp xã bên" not in page
    assert "Bà Một" not in page


def test_the_next_day_is_one_that_is_still_to_be_held(world: World, door: Door, client: Client):
    taking = hands.taking(hands.class_at(world.hamlet, title="Lớp đan lát"))
    hands.comes(door, taking, "Bà Một")
    later = today() + dt.timedelta(days=20)
    Session.objects.create(activity=taking.activity, number=2, on=later)
    client.force_login(make_director("Đặng Thị Thu", "thu", world.commune))
    assert format_date(later) not in client.get("/portal/classes/").content.decode()
    taking.activity.sessions.filter(number=1).update(state=ActivityState.CANCELLED, cancelled_why="mưa bão")
    assert format_date(later) in client.get("/portal/classes/").content.decode()


def test_the_head_of_another_hamlet_sees_none(world: World, door: Door, client: Client):
    hands.taking(hands.class_at(world.hamlet_2, title="Lớp ấp hai"))
    client.force_login(world.hung)
    page = client.get("/portal/classes/").content.decode()
    assert "Lớp ấp hai" not in page
    assert "Chưa có lớp sắp tới" in page
