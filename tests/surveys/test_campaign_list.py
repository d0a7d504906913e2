"""The campaigns of one's centres."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.actor import Actor
from hoctap.surveys.campaigns.models import Campaign
from tests.centres.hands import centre_at
from tests.surveys import hands
from tests.world import World

URL = "/surveys/"


def test_each_sees_those_of_his_own_commune(world: World, campaign: Campaign, client: Client):
    for user, sees in ((world.lan, True), (world.hung, True), (world.bich, True), (world.oanh, False)):
        client.force_login(user)
        assert (campaign.title in client.get(URL).content.decode()) is sees


def test_it_is_narrowed_to_a_centre_and_a_strange_one_is_not_found(
    world: World, campaign: Campaign, client: Client
):
    client.force_login(world.lan)
    assert campaign.title in client.get(f"{URL}?centre={campaign.centre_id}").content.decode()
    for strange in (centre_at(world.other_commune).pk, "khong-phai"):
        assert client.get(f"{URL}?centre={strange}").status_code == 404


@pytest.mark.django_db
def test_a_longer_list_takes_no_more_queries(
    world: World,
    by: Actor,
    campaign: Campaign,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    client.force_login(world.lan)
    client.get(URL)
    for number in range(4):
        hands.campaign_at(world.commune, by, channels=("tally",), title=f"Đợt {number}")
    hands.tally(campaign, world.hamlet, by)
    with django_assert_max_num_queries(12):
        assert "Đợt 3" in client.get(URL).content.decode()
