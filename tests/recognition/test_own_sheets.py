"""Tờ đăng ký with its QR: printed for a Tổ or one household, taken back, refused."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.people.models import Household
from hoctap.recognition.models import RecognitionRound
from hoctap.recognition.own_answers import actions
from hoctap.recognition.own_answers.models import OwnLink
from hoctap.recognition.own_answers.rules import SeasonFacts, giving_blockers
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.own import OwnRound
from tests.world import World


@pytest.fixture
def own(world: World) -> OwnRound:
    return OwnRound(world)


def here(own: OwnRound) -> str:
    return reverse("own_sheets", args=[own.season.pk, own.world.hamlet.pk])


def test_a_hamlet_prints_one_sheet_a_household_with_what_the_law_asks_to_be_said(own: OwnRound):
    hung = sign_in(own.world.hung)
    assert "2 / 2</strong> hộ chưa có mã" in shown(hung.get(here(own)))
    body = shown(hung.post(here(own)))
    assert body.count('<article class="own-sheet"') == 2
    assert body.count('<svg class="qr"') == 2
    for words in (
        "Lê Văn An",
        "Để làm gì:",
        "Căn cứ:",
        "bao lâu:",
        "Hỏi, xem, sửa",
        "đồng ý",
        "MẪU CHƯA XÁC THỰC",
    ):
        assert words in body
    assert "0 / 2</strong> hộ chưa có mã" in shown(hung.get(here(own)))
    refused(hung.post(here(own)), "Không còn tờ nào để in")
    assert shown(hung.post(here(own), {"renew": "1"})).count('<article class="own-sheet"') == 2
    assert (OwnLink.objects.count(), OwnLink.objects.filter(revoked_at__isnull=True).count()) == (4, 2)
    assert Event.objects.filter(what="recognition.own_links.given").count() == 2


def test_one_to_at_a_time(own: OwnRound):
    Household.objects.filter(pk=own.first.household_id).update(group_name="Tổ 3")
    body = shown(sign_in(own.world.hung).post(f"{here(own)}?group=Tổ 3"))
    assert body.count('<article class="own-sheet"') == 1


def test_what_the_hamlet_has_scored_gets_no_sheet(own: OwnRound):
    own.enter(hamlet="85")
    assert [
        given.link.dossier for given in actions.give_own_links(own.season, own.world.hamlet, by=own.head)
    ] == [own.dossiers[1]]
    with pytest.raises(Refused, match="không tự chấm nữa"):
        actions.give_own_link(own.first, by=own.head)


def test_many_are_printed_in_portions(own: OwnRound, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(actions, "MOST_SHEETS", 1)
    names = [
        actions.give_own_links(own.season, own.world.hamlet, by=own.head)[0].link.dossier.subject_name
        for _ in range(2)
    ]
    assert names == ["Lê Văn An", "Phạm Thị Bích Thủy"]


def test_a_dossier_gets_and_loses_its_code_on_its_own_page(own: OwnRound):
    hung = sign_in(own.world.hung)
    detail = reverse("dossier_detail", args=[own.first.pk])
    assert "Lập tờ có mã QR" in shown(hung.get(detail))
    body = shown(hung.post(reverse("dossier_own_link", args=[own.first.pk])))
    assert body.count('<svg class="qr"') == 1
    assert "mở 0 lần, chưa gửi" in shown(hung.get(detail))
    answer = hung.post(reverse("dossier_own_revoke", args=[own.first.pk]), follow=True)
    assert "Đã thu hồi mã tự chấm" in shown(answer)
    assert not OwnLink.objects.filter(revoked_at__isnull=True).exists()
    RecognitionRound.objects.update(before_on=dt.date(2020, 1, 1))
    answer = hung.post(reverse("dossier_own_link", args=[own.first.pk]), follow=True)
    assert "Hạn tự chấm của đợt là 31/12/2019, đã qua" in shown(answer)


def test_nobody_else_prints_or_revokes(own: OwnRound):
    own.token()
    link = OwnLink.objects.get()
    world = own.world
    for person in (world.oanh, world.minh, world.bich):
        by = world.actor(person)
        for act in (
            lambda by=by: actions.give_own_links(own.season, world.hamlet, by=by),
            lambda by=by: actions.give_own_link(own.first, by=by),
            lambda by=by: actions.revoke_own_link(link, by=by),
        ):
            with pytest.raises(Forbidden):
                act()
        client = sign_in(person)
        assert client.get(here(own)).status_code in (403, 404)
        for name in ("dossier_own_link", "dossier_own_revoke"):
            assert client.post(reverse(name, args=[own.first.pk])).status_code in (403, 404)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"is_open": False}, "đã kết thúc"),
        ({"results_only": True}, "chỉ nhận kết quả từ phần mềm"),
        ({"today": dt.date(2026, 11, 15)}, "đã qua"),
    ],
)
def test_when_no_code_is_given(other: dict[str, object], words: str):
    usual = {
        "name": "Đợt 2026",
        "is_open": True,
        "ends_on": dt.date(2026, 11, 14),
        "results_only": False,
        "today": dt.date(2026, 11, 14),
    }
    assert giving_blockers(SeasonFacts(**usual)) == []  # type: ignore[arg-type]
    (reason,) = giving_blockers(SeasonFacts(**{**usual, **other}))  # type: ignore[arg-type]
    assert words in reason.text


def test_the_page_takes_few_queries(own: OwnRound):
    assert queries_of(sign_in(own.world.hung), here(own)) <= 12
