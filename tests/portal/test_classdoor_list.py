"""Classes with what came in through the door."""

from django.test import Client

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


def test_the_head_of_another_hamlet_sees_none(world: World, door: Door, client: Client):
    hands.taking(hands.class_at(world.hamlet_2, title="Lớp ấp hai"))
    client.force_login(world.hung)
    page = client.get("/portal/classes/").content.decode()
    assert "Lớp ấp hai" not in page
    assert "Chưa có lớp sắp tới" in page
