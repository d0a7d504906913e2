"""Single answers, for who enters them: to take one back that was entered wrongly."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.actor import Actor
from hoctap.surveys.campaigns.models import Campaign
from tests.surveys import hands
from tests.world import World


def test_each_sees_those_of_his_own_ap_in_words(world: World, by: Actor, campaign: Campaign, client: Client):
    hands.at_the_door(campaign, world.hamlet, by, chu_de=["khac"], dieu_khac=["nuôi ong lấy mật"])
    hands.at_the_door(campaign, world.hamlet_2, by, chu_de=["khac"], dieu_khac=["sửa máy nổ"])
    client.force_login(world.hung)
    page = client.get(f"/surveys/{campaign.pk}/responses/").content.decode()
    assert "Điều khác; nuôi ong lấy mật" in page
    assert "sửa máy nổ" not in page
    client.force_login(world.bich)
    assert client.get(f"/surveys/{campaign.pk}/responses/").status_code == 403


def test_one_is_taken_back_with_a_reason(world: World, by: Actor, campaign: Campaign, client: Client):
    response = hands.at_the_door(campaign, world.hamlet, by)
    url = f"/surveys/responses/{response.pk}/withdraw/"
    client.force_login(world.hung)
    assert "Hãy ghi lý do bỏ phiếu" in client.post(url, {}, follow=True).content.decode()
    client.post(url, {"why": "nhập hai lần", "next": "//evil.example"})
    response.refresh_from_db()
    assert response.removed_why == "nhập hai lần"
    assert "Phiếu này đã bỏ." in client.post(url, {"why": "x"}, follow=True).content.decode()
    client.force_login(world.oanh)
    assert client.post(url, {"why": "x"}).status_code == 404


def test_a_longer_list_takes_no_more_queries(
    world: World,
    by: Actor,
    campaign: Campaign,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    client.force_login(world.lan)
    client.get(f"/surveys/{campaign.pk}/responses/")
    for _ in range(6):
        hands.at_the_door(campaign, world.hamlet, by)
    with django_assert_max_num_queries(14):
        client.get(f"/surveys/{campaign.pk}/responses/")
