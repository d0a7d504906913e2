"""Sessions that wait for their people."""

import datetime as dt

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.dates import today
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity
from tests.centres.hands import centre_at
from tests.learning.hands import activity_at
from tests.learning.roll_hands import session_at
from tests.world import World

URL = "/learning/sessions/"


def test_what_waits_is_told_from_what_is_counted_and_from_what_is_to_come(world: World, client: Client):
    waiting = session_at(world.hamlet, title="Chưa ghi")
    counted = session_at(world.hamlet, title="Đã đếm")
    session_at(world.hamlet, title="Tuần sau", on=today() + dt.timedelta(days=3))
    session_at(world.hamlet, title="Năm ngoái", on=today() - dt.timedelta(days=300))
    record_headcount(counted, [Heads(31)], by=world.actor(world.hung))
    client.force_login(world.hung)
    page = client.get(URL).content.decode()
    assert f"/learning/sessions/{waiting.pk}/roll/" in page
    assert "31 người, đếm số" in page
    assert "chưa tới" in page
    assert "Năm ngoái" not in page
    only = client.get(f"{URL}?waiting=on").content.decode()
    assert "Chưa ghi" in only
    assert "Đã đếm" not in only
    assert "Tuần sau" not in only


def test_it_lists_those_of_one_centre_and_none_from_next_door(world: World, client: Client):
    session_at(world.hamlet, title="Của trung tâm")
    Activity.objects.filter(pk=activity_at(world.hamlet, title="Của Hội").pk).update(centre=None)
    activity_at(world.other_hamlet, title="Của xã bên")
    client.force_login(world.lan)
    page = client.get(URL).content.decode()
    assert "Của trung tâm" in page
    assert "Của Hội" in page
    assert "Của xã bên" not in page
    page = client.get(f"{URL}?centre={centre_at(world.commune).pk}").content.decode()
    assert "Của Hội" not in page
    assert client.get(f"{URL}?centre={centre_at(world.other_commune).pk}").status_code == 404
    assert client.get(f"{URL}?centre=khong-phai").status_code == 404


def test_it_is_reached_from_the_centre(world: World, client: Client):
    centre = centre_at(world.commune)
    client.force_login(world.lan)
    assert f"{URL}?centre={centre.pk}" in client.get(f"/centres/{centre.pk}/").content.decode()


def test_a_longer_list_takes_no_more_queries(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    session_at(world.hamlet)
    client.force_login(world.hung)
    client.get(URL)
    for number in range(12):
        session = session_at(world.hamlet, title=f"Chuyên đề {number}")
        record_headcount(session, [Heads(5)], by=world.actor(world.hung))
    with django_assert_max_num_queries(12):
        assert "Chuyên đề 11" in client.get(URL).content.decode()
