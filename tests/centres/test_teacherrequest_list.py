"""Requests for teachers of one's centres."""

import datetime as dt

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.centres.teaching import actions
from hoctap.centres.teaching.rules import RequestDetails
from tests.centres.hands import topic
from tests.world import World

URL = "/centres/teachers/"


def test_open_ones_first_and_no_more_queries(
    world: World,
    director: User,
    centre: Centre,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    by = world.actor(director)
    rows = []
    client.force_login(director)
    client.get(URL)
    for number in range(4):
        details = RequestDetails(
            f"Lớp {number}", dt.date(2025, 8, 1), dt.date(2025, 9, 1), dt.date(2025, 12, 1), 2
        )
        rows.append(actions.ask_for_teacher(centre, topic(), details, by=by))
    actions.close_request(rows[0], why="Không mở", by=by)
    with django_assert_max_num_queries(10):
        page = client.get(URL).content.decode()
    assert "Lớp 3" in page
    assert "Lớp 0" not in page
    assert "Lớp 0" in client.get(f"{URL}?show=all").content.decode()
    client.force_login(world.oanh)
    assert "Lớp 3" not in client.get(URL).content.decode()
