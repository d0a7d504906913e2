"""The sheets with a QR, one for each ấp and each partner."""

from django.test import Client

from hoctap.core.actor import Actor
from hoctap.surveys.campaigns.models import Campaign
from tests.surveys import hands
from tests.world import World


def test_each_ap_and_each_partner_has_a_sheet(world: World, campaign: Campaign, client: Client):
    client.force_login(world.hung)
    page = client.get(f"/surveys/{campaign.pk}/poster/").content.decode()
    assert page.count("<svg class=") >= 4
    for words in ("Mọi người dân", world.hamlet.title, world.hamlet_2.title, "Hội Nông dân xã"):
        assert f"Mã QR khảo sát: {words}" in page
    assert f"/s/{hands.token_of(campaign)}/" in page


def test_there_is_none_where_nobody_is_asked_by_telephone(world: World, by: Actor, client: Client):
    campaign = hands.campaign_at(world.commune, by, channels=("tally",))
    client.force_login(world.lan)
    assert client.get(f"/surveys/{campaign.pk}/poster/").status_code == 404
