"""Niêm yết: who waits for it is put on a list, by hamlet or for the whole commune, and nothing is decided before its days are over."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.models import Paper
from hoctap.recognition import actions as recognition
from hoctap.recognition.models import PublicPosting
from hoctap.recognition.posting import actions, rules
from hoctap.recognition.posting.queries import posting_stand, waiting_for_posting
from hoctap.recognition.posting.rules import PostedDossier
from tests import season as steps
from tests.recognition.hands import names, queries_of, refused, review, shown, sign, sign_in, verdict
from tests.recognition.posted import DAYS, hang, road_with, walk_with_posting
from tests.season import Season
from tests.world import World


@pytest.fixture
def ready(world: World) -> Season:
    """Both families of Ấp 1 accepted; the road posts before the tờ trình."""
    return walk_with_posting(world)


@pytest.fixture
def tabled(world: World) -> Season:
    """On a signed tờ trình; the road posts after it."""
    return walk_with_posting(world, last=steps.submit, after_submission=True)


def words_of(paper: Paper) -> str:
    return str(paper.versions.latest("version").content)


def typed(**other: Any) -> dict[str, Any]:
    return {"from_on": "2024-10-10", "days": DAYS, "venues": ["house"], "hamlet": "", **other}


# ---------------------------------------------------------------- the list
def test_the_list_has_name_and_ap_only(ready: Season):
    posting = hang(ready, venue_note="trước trụ sở ấp")
    assert list(posting.dossiers.order_by("pk")) == sorted(ready.dossiers, key=lambda one: one.pk)
    words = words_of(posting.paper)
    for name in names(ready.dossiers):
        assert name in words
    assert "nhà văn hóa, bảng tin (trước trụ sở ấp)" in words
    assert "từ ngày 10/10/2024 đến hết ngày 14/10/2024" in words
    assert not any(told in words for told in ("88", "92", "1970", "Đường đê"))
    assert (posting.last_day, posting.free_on) == (dt.date(2024, 10, 14), dt.date(2024, 10, 15))


@pytest.fixture
def working(world: World) -> Season:
    """As `ready`; the road counts working days."""
    road = road_with(world, "posting")
    road.steps = [{**step, "day_kind": "working" if step["code"] == "posting" else ""} for step in road.steps]
    road.save()
    return steps.walk(world, last=steps.review)


@pytest.mark.parametrize(
    ("from_on", "days", "weekend"),
    [
        (dt.date(2024, 10, 10), 5, 2),  # a Thursday
        (dt.date(2024, 10, 14), 5, 0),  # a Monday, to the Friday
        (dt.date(2024, 10, 12), 1, 2),  # begun on a Saturday: the Monday is its first day
        (dt.date(2024, 10, 11), 6, 2),
        (dt.date(2024, 10, 11), 7, 4),
        (dt.date(2024, 9, 2), 5, 0),  # no holiday is reckoned
    ],
)
def test_saturdays_and_sundays_are_not_counted(from_on: dt.date, days: int, weekend: int):
    assert rules.weekend_days(from_on, days) == weekend


def test_a_road_of_working_days_hangs_longer_and_says_so(working: Season):
    here = reverse("posting_new", args=[working.round.pk])
    lan = sign_in(working.officer)
    assert "ít nhất 5 ngày làm việc: thứ Bảy, Chủ nhật không tính; gặp ngày lễ thì ghi thêm ngày" in shown(
        lan.get(here)
    )
    refused(lan.post(here, typed(days=4)), "ít nhất 5 ngày làm việc")
    posting = hang(working)
    assert (posting.last_day, posting.free_on) == (dt.date(2024, 10, 16), dt.date(2024, 10, 17))
    assert "đến hết ngày 16/10/2024 (5 ngày làm việc)" in words_of(posting.paper)
    assert "5 ngày làm việc" in shown(lan.get(reverse("posting_detail", args=[posting.pk])))
    by = working.by(working.officer)
    with pytest.raises(Refused, match="Gỡ sớm hơn ngày 16/10/2024"):
        actions.end_posting(posting, ended_on=dt.date(2024, 10, 14), by=by)
    actions.end_posting(posting, ended_on=dt.date(2024, 10, 14), why="mưa", by=by)
    assert waiting_for_posting(working.round).count() == 2, "it came down before its days were over"


def test_who_is_against_it_is_not_on_the_list_and_is_recognised_all_the_same(ready: Season):
    kept, gone = ready.dossiers
    by = ready.by(ready.head)
    actions.opt_out_of_posting(gone, said_on=today(), told_by="Chủ hộ", by=by)
    posting = hang(ready)
    assert list(posting.dossiers.all()) == [kept]
    assert names([gone])[0] not in words_of(posting.paper)
    steps.submit(ready)
    decision = recognition.prepare_decision(ready.submission, by=ready.by(ready.officer))
    assert {line.dossier_id for line in decision.lines.all()} == {kept.pk, gone.pk}


def test_one_list_hangs_for_the_whole_commune(ready: Season):
    posting = hang(ready, whole=True)
    assert (posting.hamlet, posting.where, posting.dossiers.count()) == (None, "cả xã", 2)
    assert posting.paper.place == ready.commune


def test_the_page_asks_and_prints(ready: Season):
    here = reverse("posting_new", args=[ready.round.pk])
    lan = sign_in(ready.officer)
    assert "2 hộ của cả xã chờ niêm yết" in shown(lan.get(here))
    refused(
        lan.post(here, typed(days="3", venues=[], from_on="")),
        "ít nhất 5 ngày",
        "Chọn ít nhất một nơi",
        "Ghi ngày bắt đầu",
    )
    answer = lan.post(here, typed(hamlet=str(ready.hamlet.pk)), follow=True)
    assert "Mở danh sách để in, ký" in shown(answer)
    assert PublicPosting.objects.get().hamlet == ready.hamlet
    refused(lan.post(here, typed()), "Không có hộ nào chờ niêm yết")
    assert queries_of(lan, here) <= 14


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"from_on": None}, "Ghi ngày bắt đầu"),
        ({"from_on": today() + dt.timedelta(days=31)}, "xa quá 30 ngày"),
        ({"from_on": dt.date(2020, 1, 1)}, "ở trước năm 2024"),
        ({"days": None}, "ít nhất 5 ngày"),
        ({"days": 4}, "ít nhất 5 ngày"),
        ({"days": 61}, "nhiều nhất 60 ngày"),
        ({"venues": ["trên cây"]}, "Chọn ít nhất một nơi"),
    ],
)
def test_a_list_that_cannot_hang_is_refused(ready: Season, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        hang(ready, **other)
    assert not PublicPosting.objects.exists()


def test_a_road_without_the_step_has_none(accepted: Season):
    with pytest.raises(Refused, match="không có bước niêm yết"):
        hang(accepted)
    assert not waiting_for_posting(accepted.round)


def test_a_hamlet_of_elsewhere_is_refused(ready: Season):
    with pytest.raises(Refused, match="không thuộc xã"):
        actions.post_list(
            ready.round,
            ready.world.other_hamlet,
            from_on=today(),
            days=5,
            venues=["house"],
            by=ready.by(ready.officer),
        )


@pytest.mark.parametrize("person", ["head", "chair", "admin"])
def test_only_the_reviewers_of_the_commune_hang_it(ready: Season, person: str):
    user = getattr(ready, person)
    assert sign_in(user).get(reverse("posting_new", args=[ready.round.pk])).status_code == 403
    with pytest.raises(Forbidden):
        actions.post_list(
            ready.round, ready.hamlet, from_on=today(), days=5, venues=["house"], by=ready.by(user)
        )


def test_the_next_commune_finds_no_such_page(ready: Season):
    for name in ("posting_new", "posting_list"):
        here = reverse(name, args=[ready.round.pk])
        assert sign_in(ready.world.oanh).get(here).status_code == 404


# ---------------------------------------------------------------- what waits for it
def test_before_the_to_trinh_it_is_asked_for_there_by_hamlet_and_day(ready: Season):
    by = ready.by(ready.officer)
    with pytest.raises(Refused, match=r"Chưa niêm yết đủ ngày: Ấp 1 \(2 hồ sơ\)"):
        recognition.prepare_submission(ready.round, by=by)
    hang(ready, from_on=today() - dt.timedelta(days=1))
    free = today() + dt.timedelta(days=DAYS - 1)
    with pytest.raises(
        Refused, match=f"Ấp 1: đang niêm yết, chưa đủ ngày. Được lập tờ trình từ ngày {free:%d/%m/%Y}"
    ):
        recognition.prepare_submission(ready.round, by=by)
    PublicPosting.objects.update(from_on=today() - dt.timedelta(days=DAYS))
    recognition.prepare_submission(ready.round, by=by)


def test_after_the_to_trinh_the_decision_waits_for_it(tabled: Season):
    by = tabled.by(tabled.officer)
    lan = sign_in(tabled.officer)
    here = reverse("submission_decide", args=[tabled.submission.pk])
    refused(lan.post(here), "Chưa niêm yết đủ ngày: Ấp 1 (2 hồ sơ)")
    hang(tabled, from_on=today())
    refused(lan.post(here), f"Được quyết định từ ngày {today() + dt.timedelta(days=DAYS):%d/%m/%Y}")
    PublicPosting.objects.update(from_on=today() - dt.timedelta(days=DAYS))
    recognition.prepare_decision(tabled.submission, by=by)


def test_a_decision_is_not_dated_before_the_days_were_over(tabled: Season):
    hang(tabled, from_on=dt.date(2024, 10, 26))  # free on 31/10
    decision = recognition.prepare_decision(tabled.submission, by=tabled.by(tabled.officer))
    with pytest.raises(Refused, match="Được ký quyết định từ ngày 31/10/2024"):
        sign(tabled, decision.paper, 7, dt.date(2024, 10, 30))
    papers.return_to_draft(decision.paper, by=tabled.by(tabled.officer))
    sign(tabled, decision.paper, 7, dt.date(2024, 10, 31))
    assert [one.state for one in tabled.dossiers] == ["recognised", "recognised"]


def test_a_list_called_off_after_the_draft_keeps_the_decision_from_being_signed(tabled: Season):
    posting = hang(tabled)
    decision = recognition.prepare_decision(tabled.submission, by=tabled.by(tabled.officer))
    actions.call_off_posting(posting, why="dán nhầm", by=tabled.by(tabled.officer))
    with pytest.raises(Refused, match="Chưa niêm yết đủ ngày: Ấp 1"):
        sign(tabled, decision.paper, 7, dt.date(2024, 11, 8))


def test_a_dossier_that_comes_later_waits_for_a_list_of_its_own(ready: Season):
    later = ready.dossiers[1]
    by = ready.by(ready.officer)
    recognition.undo_acceptance(later, why="xem lại", by=by)
    hang(ready)
    review(ready, verdict(later))
    assert list(waiting_for_posting(ready.round)) == [later]
    with pytest.raises(Refused, match=r"Ấp 1 \(1 hồ sơ\)"):
        recognition.prepare_submission(ready.round, by=by)
    hang(ready)
    recognition.prepare_submission(ready.round, by=by)


def test_reasons_are_said_once_for_each_hamlet():
    day = dt.date(2024, 10, 20)
    some = [
        PostedDossier("Ấp 1"),
        PostedDossier("Ấp 1"),
        PostedDossier("Ấp 2", free_on=day),
        PostedDossier("Ấp 2", free_on=day + dt.timedelta(days=2)),
        PostedDossier("Ấp 3", is_left_out=True),
        PostedDossier("Ấp 3", free_on=day, open_objections=2),
    ]
    told = [
        one.text for one in rules.decision_reasons(some, needs_posting=True, on=day - dt.timedelta(days=1))
    ]
    assert len(told) == 4
    assert "Ấp 1 (2 hồ sơ)" in told[0]
    assert "Ấp 2: đang niêm yết, chưa đủ ngày. Được quyết định từ ngày 22/10/2024" in told[1]
    assert "Ấp 3 (2)" in told[3]
    without = rules.decision_reasons(some, needs_posting=False, on=day)
    assert [one.text for one in without] == [told[3]]


# ---------------------------------------------------------------- the round's page and the work queue
def test_the_round_says_where_the_posting_is(ready: Season):
    lan = sign_in(ready.officer)
    here = reverse("round_detail", args=[ready.round.pk])
    assert "2 hộ chờ niêm yết" in shown(lan.get(here))
    assert "Niêm yết danh sách 2 hộ" in shown(lan.get("/"))
    posting = hang(ready, from_on=today())
    assert "1 danh sách đang niêm yết, đủ ngày khi hết ngày" in shown(lan.get(here))
    assert not posting_stand(ready.round, tells_objections=True).is_done
    PublicPosting.objects.update(from_on=today() - dt.timedelta(days=DAYS))
    assert posting_stand(ready.round, tells_objections=True).is_done
    assert "đã đủ 5 ngày" in shown(lan.get("/"))
    assert shown(sign_in(ready.head).get(here)).count("đã niêm yết đủ ngày") == 1
    posting.refresh_from_db()
    actions.end_posting(posting, ended_on=posting.last_day, by=ready.by(ready.officer))
    assert "2 hộ đã niêm yết" in shown(lan.get(here))


def test_the_road_no_longer_says_that_it_is_kept_on_paper(ready: Season):
    body = shown(sign_in(ready.officer).get(reverse("road_list")))
    row = body.split("Niêm yết công khai")[1].split("</tr>")[0]
    assert "lưu trên giấy" not in row
