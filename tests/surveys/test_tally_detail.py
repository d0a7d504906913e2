"""A meeting's count is read, and taken back with a reason where it was wrong."""

from django.test import Client

from hoctap.core.actor import Actor
from hoctap.surveys.campaigns.models import Campaign
from tests.surveys import hands
from tests.world import World


def test_it_is_taken_back_with_a_reason_and_may_be_entered_again(
    world: World, by: Actor, campaign: Campaign, client: Client
):
    tally = hands.tally(campaign, world.hamlet, by)
    url = f"/surveys/tallies/{tally.pk}/"
    client.force_login(world.hung)
    assert "Bỏ lần ghi này" in client.get(url).content.decode()
    assert "Hãy ghi lý do bỏ." in client.post(f"{url}withdraw/", {"why": " "}, follow=True).content.decode()
    client.post(f"{url}withdraw/", {"why": "đếm hai lần"})
    tally.refresh_from_db()
    assert tally.removed_why == "đếm hai lần"
    page = client.get(url).content.decode()
    assert "đếm hai lần" in page
    assert "withdraw" not in page
    assert "Lần ghi này đã bỏ" in client.post(f"{url}withdraw/", {"why": "x"}, follow=True).content.decode()
    hands.tally(campaign, world.hamlet, by)


def test_who_only_reads_sees_no_way_to_take_it_back(
    world: World, by: Actor, campaign: Campaign, client: Client
):
    tally = hands.tally(campaign, world.hamlet_2, by)
    for user, status in ((world.minh, 200), (world.hung, 404), (world.oanh, 404)):
        client.force_login(user)
        answer = client.get(f"/surveys/tallies/{tally.pk}/")
        assert answer.status_code == status
        assert "withdraw" not in answer.content.decode()
    client.force_login(world.minh)
    assert client.post(f"/surveys/tallies/{tally.pk}/withdraw/", {"why": "x"}).status_code == 403
