"""The programmes of one's places, beside what came of them."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.dates import today
from tests.learning.hands import held_at, line_of, programme_at
from tests.world import World

URL = "/centres/programmes/"


def test_it_tells_planned_from_held_and_shows_nothing_of_next_door(
    world: World, director: User, client: Client
):
    line = line_of(programme_at(world.commune), times=4)
    programme_at(world.other_commune)
    activity = held_at(world.commune, world.actor(director))
    activity.line = line
    activity.save()
    client.force_login(world.lan)
    page = client.get(URL).content.decode()
    assert "1 / 4" in page
    assert world.other_commune.name not in page
    assert "Năm này chưa có chương trình nào" in client.get(f"{URL}?year={today().year - 1}").content.decode()


def test_a_centre_of_next_door_is_not_found(world: World, client: Client):
    other = programme_at(world.other_commune).centre
    client.force_login(world.lan)
    assert client.get(f"{URL}?centre={other.pk}").status_code == 404
    assert client.get(f"{URL}?centre=x").status_code == 404


def test_a_longer_list_takes_no_more_queries(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    line_of(programme_at(world.commune))
    client.force_login(world.bich)
    client.get(URL)
    line_of(programme_at(world.other_commune))
    with django_assert_max_num_queries(11):
        assert world.other_commune.name in client.get(URL).content.decode()
