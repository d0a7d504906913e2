"""A complaint from its receipt to the paper that settles it; what becomes of the title is another decision's affair."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions as recognition
from hoctap.recognition.complaints import actions
from hoctap.recognition.models import Complaint
from tests.recognition.hands import queries_of, refused, shown, sign, sign_in
from tests.recognition.posted import complain
from tests.season import Season


def address(complaint: Complaint) -> str:
    return reverse("complaint_detail", args=[complaint.pk])


def take_up(season: Season, complaint: Complaint, **other: Any) -> Complaint:
    usual = {"taken_up_on": today(), "due_on": None}
    return actions.take_up_complaint(complaint, **{**usual, **other}, by=season.by(season.officer))


def settle(season: Season, complaint: Complaint, **other: Any) -> Complaint:
    usual = {"settlement": "keep", "paper_number": "12/QĐ-UBND", "ended_on": today()}
    return actions.settle_complaint(complaint, **{**usual, **other}, by=season.by(season.officer))


def close(season: Season, complaint: Complaint, **other: Any) -> Complaint:
    usual = {"state": "withdrawn", "why": "đã hiểu ra", "ended_on": today()}
    return actions.close_complaint(complaint, **{**usual, **other}, by=season.by(season.officer))


def test_from_receipt_to_the_paper_that_keeps_the_decision(decided: Season):
    complaint = complain(decided)
    lan = sign_in(decided.officer)
    refused(lan.post(address(complaint), {"do": "take_up", "taken_up_on": ""}), "Ghi ngày thụ lý")
    due = today() + dt.timedelta(days=30)
    form = {"do": "take_up", "taken_up_on": today().isoformat(), "due_on": due.isoformat()}
    assert "Đã thụ lý, đang giải quyết" in shown(lan.post(address(complaint), form, follow=True))
    assert "Giải quyết khiếu nại nhận ngày" in shown(lan.get("/"))
    refused(
        lan.post(address(complaint), {"do": "settle"}), "Chọn kết quả", "Ghi số văn bản", "Ghi ngày văn bản"
    )
    form = {
        "do": "settle",
        "settlement": "keep",
        "paper_number": "12/QĐ-UBND",
        "ended_on": today().isoformat(),
    }
    body = shown(lan.post(address(complaint), form, follow=True))
    assert "Giữ nguyên quyết định, văn bản 12/QĐ-UBND" in body
    assert "Soạn quyết định thu hồi" not in body
    assert "khiếu nại nhận ngày" not in shown(lan.get("/"))
    assert lan.post(address(complaint), {"do": "x"}).status_code == 422
    assert queries_of(lan, address(complaint)) <= 11


@pytest.mark.parametrize("settlement", ["correct", "cancel"])
def test_a_decision_that_must_change_leads_to_the_withdrawal_and_then_to_it(decided: Season, settlement: str):
    dossier = decided.dossiers[0]
    complaint = take_up(decided, complain(decided))
    settle(decided, complaint, settlement=settlement)
    lan = sign_in(decided.officer)
    body = shown(lan.get(address(complaint)))
    amend = reverse("decision_amend", args=[decided.decision.pk])
    assert f"{amend}?q=" in body
    assert dossier.state == "recognised", "the record changes no title"
    by = decided.by(decided.officer)
    amendment = recognition.amend_decision(decided.decision, {dossier.pk: "theo kết quả khiếu nại"}, by=by)
    assert "dự thảo chưa ký" in shown(lan.get(address(complaint)))
    sign(decided, amendment.paper, 9, dt.date(2024, 12, 12))
    body = shown(lan.get(address(complaint)))
    assert reverse("decision_detail", args=[amendment.pk]) in body
    assert f"{amend}?q=" not in body


def test_it_may_go_on_after_the_round_is_closed(decided: Season):
    by = decided.by(decided.officer)
    recognition.close_round(decided.round, by=by)
    settle(decided, take_up(decided, complain(decided)))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"taken_up_on": None}, "Ghi ngày thụ lý"),
        ({"taken_up_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"taken_up_on": today() - dt.timedelta(days=1)}, "trước ngày nhận đơn"),
        ({"due_on": today() - dt.timedelta(days=1)}, "Hạn ở trước"),
    ],
)
def test_taking_up_has_its_day(decided: Season, other: dict[str, Any], words: str):
    complaint = complain(decided)
    with pytest.raises(Refused, match=words):
        take_up(decided, complaint, **other)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"settlement": "x"}, "Chọn kết quả"),
        ({"paper_number": " "}, "Ghi số văn bản"),
        ({"ended_on": None}, "Ghi ngày văn bản"),
        ({"ended_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"ended_on": today() - dt.timedelta(days=1)}, "bước trước"),
    ],
)
def test_it_is_settled_by_a_paper(decided: Season, other: dict[str, Any], words: str):
    complaint = take_up(decided, complain(decided))
    with pytest.raises(Refused, match=words):
        settle(decided, complaint, **other)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"state": "settled"}, "Chọn: không thụ lý"),
        ({"why": " "}, "Ghi lý do"),
        ({"ended_on": None}, "Ghi ngày kết thúc"),
    ],
)
def test_one_that_ends_otherwise_says_why(decided: Season, other: dict[str, Any], words: str):
    complaint = complain(decided)
    with pytest.raises(Refused, match=words):
        close(decided, complaint, **other)
    complaint.refresh_from_db()
    assert complaint.is_open


def test_the_stages_come_in_their_order(decided: Season):
    complaint = complain(decided)
    with pytest.raises(Refused, match="Đang ở bước"):
        settle(decided, complaint)
    take_up(decided, complaint)
    with pytest.raises(Refused, match="Đang ở bước"):
        close(decided, complaint, state="not_taken_up")
    lan = sign_in(decided.officer)
    form = {"do": "close", "state": "withdrawn", "why": "đã hiểu ra", "ended_on": today().isoformat()}
    body = shown(lan.post(address(complaint), form, follow=True))
    assert "Người khiếu nại rút đơn" in body
    for act in (take_up, settle, close):
        with pytest.raises(Refused, match="đã kết thúc"):
            act(decided, complaint)


def test_a_last_day_that_is_past_is_told(decided: Season):
    complaint = complain(decided, received_on=dt.date(2024, 11, 20), due_on=dt.date(2024, 11, 30))
    assert complaint.is_late(today())
    assert "quá hạn" in shown(sign_in(decided.officer).get(address(complaint)))


def test_others_may_not(decided: Season):
    complaint = complain(decided)
    assert sign_in(decided.world.oanh).get(address(complaint)).status_code == 404
    assert sign_in(decided.head).get(address(complaint)).status_code == 403
    assert sign_in(decided.chair).post(address(complaint), {"do": "take_up"}).status_code == 403
    for user in (decided.head, decided.chair, decided.world.oanh):
        by = decided.by(user)
        with pytest.raises(Forbidden):
            actions.take_up_complaint(complaint, taken_up_on=today(), by=by)
        with pytest.raises(Forbidden):
            actions.settle_complaint(complaint, settlement="keep", paper_number="1", ended_on=today(), by=by)
        with pytest.raises(Forbidden):
            actions.close_complaint(complaint, state="withdrawn", why="x", ended_on=today(), by=by)
