"""The sheet to count on."""

from django.test import Client

from hoctap.surveys.campaigns.models import Campaign
from tests.world import World


def test_all_topics_are_on_it_field_by_field(world: World, campaign: Campaign, client: Client):
    client.force_login(world.hung)
    page = client.get(f"/surveys/{campaign.pk}/tallies/sheet/").content.decode()
    for words in ("Sản xuất, kinh doanh", "Kỹ thuật chăn nuôi", "Thể thao quần chúng", campaign.centre.name):
        assert words in page
    client.force_login(world.oanh)
    assert client.get(f"/surveys/{campaign.pk}/tallies/sheet/").status_code == 404
