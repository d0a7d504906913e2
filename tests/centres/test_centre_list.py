"""The centres of one's places."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

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
    with django_assert_max_num_queries(9):
        assert centre.name in client.get(URL).content.decode()
