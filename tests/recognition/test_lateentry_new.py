"""Letting a hamlet enter after its last day."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.models import LateEntry
from tests.recognition.hands import refused, shown, sign_in
from tests.season import Season


def address(season: Season) -> str:
    return reverse("lateentry_new", args=[season.round.pk])


def form(season: Season, **other: object) -> dict[str, object]:
    usual = {
        "hamlet": season.hamlet.pk,
        "why": "Ngập nước",
        "allowed_by": "Ông Ba, Chủ tịch Hội",
        "until": today().isoformat(),
    }
    return usual | other


def test_the_officer_lets_a_hamlet_in_and_it_stays_on_the_page(opened: Season):
    lan = sign_in(opened.officer)
    assert "được nhập đến hết ngày" in shown(lan.post(address(opened), form(opened), follow=True))
    body = shown(lan.get(address(opened)))
    assert "Ngập nước" in body
    assert "Ông Ba, Chủ tịch Hội" in body


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"why": ""}, "Ghi lý do"),
        ({"allowed_by": " "}, "người cho phép"),
        ({"until": "2024-01-01"}, "từ hôm nay"),
        ({"until": (today() + dt.timedelta(days=61)).isoformat()}, "nhiều nhất 60 ngày"),
    ],
)
def test_without_reason_name_or_end_it_is_refused(opened: Season, other: dict[str, str], words: str):
    refused(sign_in(opened.officer).post(address(opened), form(opened, **other)), words)
    assert not LateEntry.objects.exists()


def test_a_hamlet_of_another_commune_is_not_of_the_round(opened: Season):
    with pytest.raises(Refused, match="không thuộc xã"):
        actions.allow_late_entry(
            opened.round,
            opened.world.other_hamlet,
            why="x",
            allowed_by="y",
            until=today(),
            by=opened.by(opened.officer),
        )


def test_nobody_else_does(opened: Season):
    for user, status in ((opened.head, 403), (opened.chair, 403), (opened.world.oanh, 404)):
        assert sign_in(user).post(address(opened), form(opened)).status_code == status
    assert not LateEntry.objects.exists()
