"""An agreement is over, and it is said why."""

import pytest

from hoctap.accounts.models import User
from hoctap.partners.models import Partner
from tests.partners.agreed import agreement
from tests.recognition.hands import shown, sign_in
from tests.world import World


def url(pk: object) -> str:
    return f"/partners/agreements/{pk}/end/"


def test_it_ends_once(world: World, director: User, farmers: Partner):
    made = agreement(farmers, world.actor(director))
    client = sign_in(director)
    typed = {"on": "2025-12-31", "why": "Hết thời hạn, đã tổng kết"}
    assert client.post(url(made.pk), typed).status_code == 302
    assert "Hết thời hạn, đã tổng kết" in shown(client.get(f"/partners/agreements/{made.pk}/"))
    assert "đã kết thúc rồi" in shown(client.post(url(made.pk), typed))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": "2025-01-01"}, "ở trước ngày bắt đầu"),
        ({"on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"on": ""}, "Ghi ngày kết thúc"),
        ({"why": ""}, "Ghi vì sao"),
    ],
)
def test_what_is_missing_is_said(
    world: World, director: User, farmers: Partner, change: dict[str, str], words: str
):
    made = agreement(farmers, world.actor(director))
    answer = sign_in(director).post(url(made.pk), {"on": "2025-12-31", "why": "Hết hạn", **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    made.refresh_from_db()
    assert made.ended_on is None
    assert sign_in(world.minh).get(url(made.pk)).status_code == 403
    assert sign_in(world.oanh).get(url(made.pk)).status_code == 404
