"""A campaign is prepared."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.surveys.models import Campaign
from tests.centres.hands import centre_at
from tests.surveys import hands
from tests.world import World

URL = "/surveys/new/"


@pytest.fixture
def typed(world: World) -> dict[str, Any]:
    centre_at(world.commune)
    year = today().year
    return {
        "title": "Khảo sát đầu năm",
        "year": str(year),
        "opens_on": dt.date(year, 3, 1).isoformat(),
        "closes_on": dt.date(year, 3, 31).isoformat(),
        "channels": ["tally"],
        "rate_of": "households",
        "partners": "Hội Nông dân xã\n\nHội Phụ nữ xã\nHội Nông dân xã",
    }


@pytest.mark.requirement("S4-31", "S0-47")
def test_a_count_of_hands_needs_no_form(world: World, director: User, typed: dict[str, Any], client: Client):
    client.force_login(director)
    response = client.post(URL, typed)
    campaign = Campaign.objects.get()
    assert response["Location"] == f"/surveys/{campaign.pk}/"
    assert (campaign.state, campaign.commune, campaign.form) == ("draft", world.commune, None)
    assert [one.name for one in campaign.partners.all()] == ["Hội Nông dân xã", "Hội Phụ nữ xã"]


def test_other_ways_need_a_published_form(
    world: World, director: User, by: Actor, typed: dict[str, Any], client: Client
):
    client.force_login(director)
    typed["channels"] = ["web", "paper"]
    refused = client.post(URL, typed)
    assert refused.status_code == 422
    assert "cần mẫu phiếu. Hãy chọn một mẫu đã ban hành" in refused.content.decode()
    draft = hands.form_at(world.commune, by, title="Còn nháp")
    assert client.post(URL, {**typed, "form": str(draft.pk)}).status_code == 422
    version = hands.published(world.commune, by)
    assert client.post(URL, {**typed, "form": str(version.form_id)}).status_code == 302
    assert Campaign.objects.get().version == version


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "Hãy ghi tên đợt khảo sát."),
        ({"channels": []}, "Hãy chọn ít nhất một cách thu ý kiến."),
        ({"closes_on": "2020-01-01"}, "trước ngày bắt đầu"),
        ({"opens_on": "2020-01-01"}, "phải bắt đầu trong năm ấy"),
        ({"partners": "\n".join(f"Hội {n}" for n in range(21))}, "Nhiều nhất 20 đơn vị"),
    ],
)
def test_what_is_missing_is_told(
    wrong: dict[str, Any], told: str, director: User, typed: dict[str, Any], client: Client
):
    client.force_login(director)
    refused = client.post(URL, typed | wrong)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not Campaign.objects.exists()


def test_one_title_a_year(director: User, typed: dict[str, Any], client: Client):
    client.force_login(director)
    client.post(URL, typed)
    assert "đã có đợt “Khảo sát đầu năm”" in client.post(URL, typed).content.decode()


def test_without_a_centre_there_is_nothing_to_fill_in(world: World, client: Client):
    client.force_login(world.lan)
    assert "Chưa có trung tâm" in client.get(URL).content.decode()
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
