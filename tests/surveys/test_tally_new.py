"""The count of hands at the meeting of an ấp, entered by who held it."""

from typing import Any

import pytest
from django.test import Client

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.models import Tally
from tests.surveys import hands
from tests.world import World, make_household


@pytest.fixture
def typed(world: World, campaign: Campaign) -> dict[str, Any]:
    crops = Topic.objects.get(code="crops")
    return {
        "hamlet": str(world.hamlet.pk),
        "held_on": today().isoformat(),
        "present": "2",
        f"topic-{crops.pk}": "2",
        "other_text_1": "Nuôi dế",
        "other_hands_1": "1",
    }


@pytest.mark.requirement("S4-31")
def test_the_head_of_the_ap_enters_it_for_his_own_ap(
    world: World, campaign: Campaign, typed: dict[str, Any], client: Client
):
    """The count in a meeting is enough."""
    url = f"/surveys/{campaign.pk}/tallies/new/"
    client.force_login(world.hung)
    page = client.get(url).content.decode()
    assert world.hamlet.title in page
    assert world.hamlet_2.title not in page
    assert "Kỹ thuật trồng trọt" in page
    response = client.post(url, typed)
    tally = Tally.objects.get()
    assert response["Location"] == f"/surveys/tallies/{tally.pk}/"
    assert [(str(line.topic or line.text), line.hands) for line in tally.lines.all()] == [
        ("Kỹ thuật trồng trọt", 2),
        ("Nuôi dế", 1),
    ]
    again = client.post(url, typed)
    assert "Cuộc họp này đã ghi rồi" in again.content.decode()
    other = client.post(url, {**typed, "hamlet": str(world.hamlet_2.pk)})
    assert other.status_code == 422
    assert Tally.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"present": ""}, "Hãy ghi số người dự."),
        ({"present": "1"}, "2 người giơ tay nhưng chỉ có 1 người dự"),
        ({"present": "90000"}, "không thể có 90000 người dự"),
        ({"households": "3"}, "Số hộ nhiều hơn số người dự"),
        ({"held_on": (today() + ONE_DAY).isoformat()}, "chưa tới"),
        ({"held_on": (today() - ONE_DAY).isoformat()}, "trước ngày bắt đầu đợt"),
        ({"other_hands_1": ""}, "Hãy ghi bao nhiêu người muốn học điều này."),
        ({"other_text_1": ""}, "Hãy ghi điều mà những người này muốn học."),
    ],
)
def test_a_count_that_cannot_be_is_refused(
    wrong: dict[str, str], told: str, world: World, campaign: Campaign, typed: dict[str, Any], client: Client
):
    make_household(world.hamlet, "Nguyễn Văn Ở Đây", listed_year=campaign.year)
    client.force_login(world.lan)
    refused = client.post(f"/surveys/{campaign.pk}/tallies/new/", typed | wrong)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not Tally.objects.exists()


def test_a_campaign_that_does_not_count_hands_takes_none(
    world: World, by: Actor, typed: dict[str, Any], client: Client
):
    campaign = hands.campaign_at(world.commune, by, channels=("web",), title="Chỉ qua mạng")
    client.force_login(world.lan)
    refused = client.post(f"/surveys/{campaign.pk}/tallies/new/", typed)
    assert "Đợt này không dùng cách" in refused.content.decode()


def test_nobody_enters_who_has_no_ap_there(world: World, campaign: Campaign, client: Client):
    for user, status in ((world.oanh, 404), (world.bich, 403), (world.minh, 403)):
        client.force_login(user)
        assert client.get(f"/surveys/{campaign.pk}/tallies/new/").status_code == status
