"""The days of a round's steps: shown with their real last day, changed with a reason, held only where an officer says so."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, road_rules
from hoctap.recognition.models import RecognitionRound
from tests.recognition.hands import enter, refused, row, score, shown, sign_in
from tests.season import Season


def address(season: Season) -> str:
    return reverse("round_days", args=[season.round.pk])


def form(**other: str) -> dict[str, str]:
    usual = {
        "scoring": "2024-10-10",
        "hamlet_meeting": "2024-10-20",
        "decision": "2024-11-20",
        "why": "Mưa lũ",
    }
    return usual | other


@pytest.mark.requirement("S3-29")
def test_the_officer_changes_the_days_and_says_why(opened: Season):
    lan = sign_in(opened.officer)
    assert "hết ngày 14/10/2024" in shown(lan.get(address(opened)))
    body = shown(lan.post(address(opened), form(), follow=True))
    assert "hạn cuối 09/10/2024" in body
    assert "hạn cuối 19/11/2024" in body
    season = RecognitionRound.objects.get(pk=opened.round.pk)
    assert season.before_on == dt.date(2024, 11, 20), "the round's own day is that of its decision"
    assert season.road["why"][0]["why"] == "Mưa lũ"
    assert season.frozen_road.step("nomination").before == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"why": " "}, "ghi lý do"),
        ({"hamlet_meeting": "2024-10-01"}, "không thể xong trước"),
        ({"decision": "2027-01-01"}, "không nằm gần năm 2024"),
        ({"scoring": "", "hold": "on"}, "Giữ hạn thì phải ghi ngày"),
        ({"decision": "hôm nay"}, "Ngày chưa đúng"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_changes(
    opened: Season, other: dict[str, str], words: str
):
    before = RecognitionRound.objects.get(pk=opened.round.pk).road
    refused(sign_in(opened.officer).post(address(opened), form(**other)), words)
    assert RecognitionRound.objects.get(pk=opened.round.pk).road == before


def test_a_step_that_the_road_does_not_have_is_refused(opened: Season):
    with pytest.raises(Refused, match="không thuộc quy trình"):
        actions.set_days(opened.round, {"posting": today()}, why="Thử", by=opened.by(opened.officer))


def test_nobody_else_changes_them(opened: Season):
    for user, status in ((opened.head, 403), (opened.chair, 403), (opened.world.oanh, 404)):
        assert sign_in(user).get(address(opened)).status_code == status
        assert sign_in(user).post(address(opened), form()).status_code == status


def hold(season: Season) -> None:
    actions.set_days(
        season.round,
        {"scoring": dt.date(2024, 10, 10)},
        held=["scoring"],
        why="Chốt sổ",
        by=season.by(season.officer),
    )


@pytest.mark.requirement("S3-29")
def test_after_a_day_that_is_held_a_hamlet_enters_only_with_reason_and_name(opened: Season):
    dossier = opened.dossiers[0]
    assert enter(opened, row(dossier, registered=True)) == 1, "a usual day holds nobody up"
    hold(opened)
    dossier.refresh_from_db()
    with pytest.raises(Refused, match="hết ngày 09/10/2024"):
        enter(opened, row(dossier, own="70", hamlet="71"))
    with pytest.raises(Refused, match="Hạn nhập của ấp"):
        score(opened, dossier, A1="10")
    with pytest.raises(Refused, match="Hạn nhập của ấp"):
        actions.register_all(opened.round, opened.open_hamlet, by=opened.by(opened.officer))
    allowed = actions.allow_late_entry(
        opened.round,
        opened.hamlet,
        why="Ngập nước",
        allowed_by="Ông Ba",
        until=today(),
        by=opened.by(opened.officer),
    )
    assert enter(opened, row(dossier, own="70", hamlet="71")) == 1
    dossier.refresh_from_db()
    assert dossier.late_entry == allowed
    with pytest.raises(Refused, match="Hạn nhập của ấp"):
        actions.register_all(opened.round, opened.open_hamlet, by=opened.by(opened.officer))


def test_a_permission_that_ended_lets_nobody_in():
    last, today_ = dt.date(2024, 10, 9), dt.date(2024, 10, 20)
    for until, refusals in ((None, 1), (dt.date(2024, 10, 19), 1), (today_, 0)):
        found = road_rules.entering_reasons(last_day=last, is_held=True, allowed_until=until, today=today_)
        assert len(found) == refusals
    assert road_rules.entering_reasons(last_day=last, is_held=False, allowed_until=None, today=today_) == []
    assert road_rules.entering_reasons(last_day=last, is_held=True, allowed_until=None, today=last) == []


def test_the_mark_of_late_entry_is_shown_in_the_dossier(opened: Season):
    hold(opened)
    actions.allow_late_entry(
        opened.round,
        opened.hamlet,
        why="Ngập nước",
        allowed_by="Ông Ba",
        until=today(),
        by=opened.by(opened.officer),
    )
    enter(opened, row(opened.dossiers[0]))
    body = shown(sign_in(opened.officer).get(reverse("dossier_detail", args=[opened.dossiers[0].pk])))
    assert "nhập sau hạn" in body
    assert "Ngập nước" in body
    assert "Ông Ba" in body
