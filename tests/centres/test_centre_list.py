"""The centres of one's places."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.centres.boundaries import open_work
from hoctap.centres.models import Centre
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/"


def test_each_sees_the_centre_of_his_own_commune(world: World, centre: Centre, client: Client):
    other = centre_at(world.other_commune)
    for user, mine in ((world.lan, True), (world.hung, True), (world.oanh, False)):
        client.force_login(user)
        page = client.get(URL).content.decode()
        assert (centre.name in page, other.name in page) == (mine, not mine)


def test_a_longer_list_takes_no_more_queries(
    world: World, centre: Centre, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.bich)
    client.get(URL)
    centre_at(world.other_commune)
    with django_assert_max_num_queries(10):
        assert centre.name in client.get(URL).content.decode()


@pytest.mark.requirement("S0-25")
def test_communes_without_a_centre_are_named(world: World, centre: Centre, client: Client):
    client.force_login(world.bich)
    page = client.get(URL).content.decode()
    assert "chưa có trung tâm: 1" in page
    assert world.other_commune.title in page
    client.force_login(world.lan)
    assert "chưa có trung tâm" not in client.get(URL).content.decode()
    centre_at(world.other_commune)
    client.force_login(world.bich)
    assert "chưa có trung tâm" not in client.get(URL).content.decode()


def test_a_centre_of_a_commune_that_ends_waits_for_its_decision(world: World, centre: Centre):
    (waiting,) = open_work([world.commune.pk, world.other_commune.pk])
    assert (waiting.place_id, "1 trung tâm" in waiting.what) == (world.commune.pk, True)
