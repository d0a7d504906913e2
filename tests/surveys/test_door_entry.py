"""A volunteer asks at the door: the whole form on one page, one after the other."""

from typing import Any

import pytest
from django.test import Client

from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.models import Response
from tests.world import World


@pytest.fixture
def typed(world: World) -> dict[str, Any]:
    return {"hamlet": str(world.hamlet.pk), "q-chu_de": ["crops"], "shown": ["chu_de", "tuoi"]}


@pytest.mark.requirement("S4-31")
def test_he_enters_one_and_goes_on_with_the_next(
    world: World, campaign: Campaign, typed: dict[str, Any], client: Client
):
    """The volunteer; nobody's name is asked for."""
    url = f"/surveys/{campaign.pk}/door/"
    client.force_login(world.hung)
    page = client.get(url).content.decode()
    assert world.hamlet_2.title not in page
    assert "Bao nhiêu tuổi?" in page
    response = client.post(url, typed)
    assert response["Location"] == f"{url}?hamlet={world.hamlet.pk}"
    taken = Response.objects.get()
    assert (taken.channel, taken.hamlet) == ("door", world.hamlet)
    assert taken.taken_by.startswith(world.hung.full_name)


def test_a_question_that_comes_up_is_asked_before_it_is_kept(
    world: World, campaign: Campaign, typed: dict[str, Any], client: Client
):
    url = f"/surveys/{campaign.pk}/door/"
    client.force_login(world.hung)
    once = client.post(url, {**typed, "q-tuoi": "40"})
    assert once.status_code == 200
    assert "có thêm câu hỏi" in once.content.decode()
    assert not Response.objects.exists()
    shown = {"shown": ["chu_de", "tuoi", "dien_thoai"]}
    assert client.post(url, {**typed, "q-tuoi": "40", "q-dien_thoai": "yes", **shown}).status_code == 302
    assert Response.objects.get().answers == {"chu_de": ["crops"], "tuoi": 40, "dien_thoai": "yes"}


def test_what_is_wrong_stands_beside_its_question(
    world: World, campaign: Campaign, typed: dict[str, Any], client: Client
):
    client.force_login(world.hung)
    refused = client.post(f"/surveys/{campaign.pk}/door/", {**typed, "q-chu_de": [], "q-tuoi": "500"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Hãy chọn câu trả lời." in text
    assert "Tuổi từ 6 đến 120." in text
    assert 'value="500"' in text
    strange = client.post(f"/surveys/{campaign.pk}/door/", {**typed, "hamlet": str(world.hamlet_2.pk)})
    assert strange.status_code == 422
    assert not Response.objects.exists()
