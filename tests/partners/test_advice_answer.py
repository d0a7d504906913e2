"""What came of a advice."""

import pytest

from hoctap.accounts.models import User
from tests.partners.advised import advice
from tests.recognition.hands import shown, sign_in
from tests.world import World

TYPED = {"outcome": "accepted", "outcome_on": "2026-03-01", "outcome_words": "Thông báo 12-TB/ĐU"}


def url(pk: object) -> str:
    return f"/partners/advice/{pk}/"


@pytest.mark.requirement("S2-19")
def test_it_is_answered_once(world: World, director: User):
    one = advice(world.commune, world.actor(director))
    client = sign_in(director)
    assert client.post(url(one.pk), TYPED).status_code == 302
    assert "Thông báo 12-TB/ĐU" in shown(client.get("/partners/advice/"))
    again = client.post(url(one.pk), TYPED)
    assert again.status_code == 422
    assert "đã ghi kết quả rồi" in shown(again)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": ""}, "Chọn kết quả"),
        ({"outcome_on": ""}, "Ghi ngày có kết quả"),
        ({"outcome_on": "2026-01-01"}, "ở trước ngày gửi"),
        ({"outcome_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"outcome_words": ""}, "Ghi trả lời thế nào"),
    ],
)
def test_what_is_missing_is_said(world: World, director: User, change: dict[str, str], words: str):
    one = advice(world.commune, world.actor(director))
    answer = sign_in(director).post(url(one.pk), {**TYPED, **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    one.refresh_from_db()
    assert one.outcome == "waiting"
    assert sign_in(world.minh).get(url(one.pk)).status_code == 403
    assert sign_in(world.oanh).get(url(one.pk)).status_code == 404
