"""A partner leaves with a day and a reason; what it did stays."""

import pytest

from hoctap.accounts.models import User
from hoctap.partners import actions
from hoctap.partners.models import Partner
from tests.recognition.hands import shown, sign_in
from tests.world import World


def url(pk: object) -> str:
    return f"/partners/{pk}/end/"


def test_it_leaves_once_and_its_name_is_free(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    typed = {"on": "2026-01-05", "why": "Sáp nhập tổ chức"}
    assert client.post(url(farmers.pk), typed).status_code == 302
    again = client.post(url(farmers.pk), typed)
    assert again.status_code == 422
    assert "đã thôi phối hợp rồi" in shown(again)
    assert "Sáp nhập tổ chức" in shown(client.get(f"/partners/{farmers.pk}/"))
    actions.add_partners(world.commune, [farmers.name], by=world.actor(director))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": ""}, "Ghi ngày kết thúc"),
        ({"on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"why": " "}, "Ghi vì sao"),
    ],
)
def test_what_is_missing_is_said(director: User, farmers: Partner, change: dict[str, str], words: str):
    answer = sign_in(director).post(url(farmers.pk), {"on": "2026-01-05", "why": "Hết việc", **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    farmers.refresh_from_db()
    assert farmers.ended_on is None


def test_others_do_not_end_it(world: World, farmers: Partner):
    assert sign_in(world.minh).post(url(farmers.pk), {"why": "x"}).status_code == 403
    assert sign_in(world.oanh).post(url(farmers.pk), {"why": "x"}).status_code == 404
