"""The survey forms of one's place and of those above it."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.actor import Actor, system_job
from tests.surveys import hands
from tests.world import World

URL = "/surveys/forms/"


def test_forms_from_above_are_there_and_those_of_next_door_not(world: World, by: Actor, client: Client):
    hands.published(world.commune, by, title="Mẫu riêng Tân Kiều")
    hands.published(world.district, system_job("thử"), title="Mẫu chung Tháp Mười")
    for user, own in ((world.lan, True), (world.hung, True), (world.oanh, False)):
        client.force_login(user)
        page = client.get(URL).content.decode()
        assert "Mẫu chung Tháp Mười" in page
        assert ("Mẫu riêng Tân Kiều" in page) is own


def test_a_longer_list_takes_no_more_queries(
    world: World, by: Actor, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.lan)
    client.get(URL)
    for number in range(4):
        hands.form_at(world.commune, by, title=f"Mẫu {number}", content=hands.small_design())
    with django_assert_max_num_queries(10):
        page = client.get(URL).content.decode()
    assert "Mẫu 3" in page
    assert "chưa ban hành" in page
