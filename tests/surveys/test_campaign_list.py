"""The campaigns of one's centres."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.places.models import Place
from hoctap.places.queries import hamlets_at_end_of
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.campaigns.queries import campaigns_for
from tests.centres.hands import centre_at
from tests.surveys import hands
from tests.world import World, make_place

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


def test_one_that_only_counts_hands_shows_ap_counted_and_no_slips(world: World, by: Actor, client: Client):
    """Those of the campaign's year: an ấp that has ended before is not waited for, nor counted."""
    campaign = hands.campaign_at(world.commune, by, channels=("tally",), title="Họp ấp")
    gone = make_place("hamlet", "ấp", "Ấp đã sáp nhập", world.commune)
    for hamlet in (world.hamlet, gone):
        hands.tally(campaign, hamlet, by)
    Place.objects.filter(pk=gone.pk).update(valid_to=today())
    row = next(one for one in campaigns_for(world.actor(world.lan)) if one.campaign == campaign)
    assert (row.counted, row.hamlets) == (1, len(hamlets_at_end_of(world.commune, campaign.year)))
    client.force_login(world.lan)
    page = client.get(URL).content.decode()
    assert 'data-label="Phiếu">—</td>' in page
    assert f"{row.counted} / {row.hamlets}" in page


def test_one_without_meetings_has_no_ap_counted(world: World, by: Actor, client: Client):
    hands.campaign_at(world.commune, by, channels=("web",), title="Qua mạng")
    client.force_login(world.lan)
    assert 'data-label="Ấp đã đếm tay">—</td>' in client.get(URL).content.decode()


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
