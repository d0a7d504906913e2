"""What a centre and its partners put before the authorities."""

from typing import Any

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import system_job
from hoctap.partners import actions
from hoctap.partners.models import Advice, Partner
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/partners/advice/new/"


def typed(world: World, **changed: Any) -> dict[str, Any]:
    return {
        "place": str(world.commune.pk),
        "title": "Bố trí phòng học cho trung tâm",
        "to_body": "Đảng ủy xã",
        "number": "05/TTr",
        "sent_on": "2026-02-01",
        **changed,
    }


@pytest.mark.requirement("S2-19")
def test_it_is_kept_with_who_proposed_it_too(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    assert client.post(HERE, typed(world, partners=[str(farmers.pk)])).status_code == 302
    assert list(Advice.objects.get().partners.all()) == [farmers]
    assert "chưa trả lời" in shown(client.get("/partners/advice/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Ghi nội dung tham mưu"),
        ({"to_body": " "}, "Ghi cấp ủy"),
        ({"sent_on": ""}, "Ghi ngày gửi"),
        ({"sent_on": "2099-01-01"}, "ở sau ngày hôm nay"),
    ],
)
def test_what_is_missing_is_said(world: World, director: User, change: dict[str, str], words: str):
    answer = sign_in(director).post(HERE, typed(world, **change))
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not Advice.objects.exists()


def test_not_with_partners_of_another_place(world: World, director: User):
    other = actions.add_partners(world.other_commune, ["Hội X"], by=system_job("kiểm thử"))[0]
    assert sign_in(director).post(HERE, typed(world, partners=[str(other.pk)])).status_code == 422
    assert sign_in(world.hung).get(HERE).status_code == 403
