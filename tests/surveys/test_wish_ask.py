"""“Cần gì học nấy”: anybody asks, at any time."""

from typing import Any

import pytest
from django.test import Client

from hoctap.audit.models import Event
from hoctap.core.actor import Actor
from hoctap.surveys.answering.pages import new_stamp
from hoctap.surveys.models import Wish, WishBox
from hoctap.surveys.requests import actions, rules
from tests.centres.hands import centre_at
from tests.world import World


@pytest.fixture
def box(world: World, by: Actor) -> WishBox:
    return actions.open_wish_box(centre_at(world.commune), by=by)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(rules, "QUICKEST", -1)
    return {"ticket": new_stamp(), "text": "Học ghép cành bưởi", "people": "3", "website": ""}


@pytest.mark.requirement("S0-42", "S2-48")
def test_a_request_without_a_name_is_taken(world: World, box: WishBox, typed: dict[str, Any]):
    """All the year, without an account."""
    client = Client()
    url = f"/w/{box.token}/"
    assert "Cần gì học nấy" in client.get(url).content.decode()
    before = Event.objects.count()
    response = client.post(url, {**typed, "hamlet": str(world.hamlet.pk)})
    assert response["Location"] == f"{url}thanks/"
    wish = Wish.objects.get()
    assert (wish.text, wish.people, wish.hamlet, wish.name) == ("Học ghép cành bưởi", 3, world.hamlet, "")
    assert (wish.from_outside, wish.state) == (True, "new")
    assert Event.objects.count() == before
    assert set(client.cookies) <= {"csrftoken"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": " "}, "Hãy ghi muốn học điều gì."),
        ({"people": "0"}, "Hãy ghi ít nhất 1 người."),
        ({"people": ""}, "một mình thì ghi 1"),
        ({"text": "mua hàng tại www.spam.example"}, "Không ghi địa chỉ trang mạng"),
        ({"phone": "0912345678"}, "ghi cả tên"),
        ({"phone": "12", "name": "Bà Sáu"}, "Số điện thoại chưa đúng"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    wrong: dict[str, str], told: str, box: WishBox, typed: dict[str, Any], client: Client
):
    refused = client.post(f"/w/{box.token}/", typed | wrong)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not Wish.objects.exists()


def test_machines_are_kept_out(
    box: WishBox, typed: dict[str, Any], client: Client, monkeypatch: pytest.MonkeyPatch
):
    url = f"/w/{box.token}/"
    assert client.post(url, {**typed, "website": "x"})["Location"] == f"{url}thanks/"
    assert client.post(url, {**typed, "ticket": "gia"})["Location"] == url
    monkeypatch.setattr(rules, "QUICKEST", 4)
    assert "Gửi nhanh quá" in client.post(url, typed).content.decode()
    monkeypatch.setattr(rules, "QUICKEST", -1)
    monkeypatch.setattr(rules, "MOST_A_MINUTE", 0)
    assert "chờ vài phút" in client.post(url, typed).content.decode()
    assert not Wish.objects.exists()


def test_a_box_that_is_closed_takes_nothing(box: WishBox, by: Actor, typed: dict[str, Any], client: Client):
    actions.close_wish_box(box, by=by)
    url = f"/w/{box.token}/"
    assert "đang không nhận đề nghị" in client.get(url).content.decode()
    client.post(url, typed)
    assert not Wish.objects.exists()
    assert client.get("/w/khong-co/").status_code == 404
    actions.open_wish_box(box.centre, by=by)
    assert client.post(url, typed).status_code == 302
