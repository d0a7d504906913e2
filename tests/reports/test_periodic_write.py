import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.reports.periodic import actions, queries
from hoctap.reports.periodic.actions import Remark
from hoctap.reports.periodic.models import PeriodicReport
from tests.reports.periodic.steps import SetDay, asked, opened, sent, written
from tests.world import World, make_place


def url(report: PeriodicReport, name: str = "periodic_write") -> str:
    return reverse(name, args=[report.pk])


@pytest.mark.requirement("S3-64")
def test_the_page_opens_filled_and_keeps_what_is_written(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    page = client.get(url(report)).text
    assert "Gia đình học tập" in page
    assert "14/11/2024" in page
    estimate = f"cell:families/{reporting.hamlet.pk}/estimate"
    assert estimate in page
    answer = client.post(url(report), {"text:results": "Đã làm", "seen:text:results": "0", estimate: "1.004"})
    assert answer["Location"] == f"{url(report)}#saved-write"
    assert queries.texts_of(report)["results"].text == "Đã làm"
    # On a phone the fields of a wide table lie out of sight: a link leads to the first.
    page = client.get(url(report)).text
    assert f'href="#{estimate}"' in page
    assert f'id="{estimate}"' in page
    assert "1.004" in client.get(url(report)).text


def test_whoever_saves_second_sees_both_texts(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    actions.write_text(report, "results", "Bản của chị Lan", seen=0, by=reporting.actor(reporting.lan))
    client.force_login(reporting.lan)
    sent_form = {
        "text:results": "Bản viết sau",
        "seen:text:results": "0",
        "text:direction": "Năm tới",
        "seen:text:direction": "0",
    }
    answer = client.post(url(report), sent_form)
    assert answer.status_code == 422
    assert "Bản của chị Lan" in answer.text
    assert "Bản viết sau" in answer.text
    assert queries.texts_of(report)["results"].text == "Bản của chị Lan"
    assert queries.texts_of(report)["direction"].text == "Năm tới"
    joined = {"text:results": "Cả hai", "seen:text:results": "1"}
    assert client.post(url(report), joined).status_code == 302


@pytest.mark.parametrize(
    ("number", "says"), [("12a", "không phải là số"), ("-3", "từ 0 trở lên"), ("1,2345", "không phải là số")]
)
def test_a_wrong_number_is_named_and_stays_in_its_field(
    reporting: World, client: Client, on: SetDay, number: str, says: str
):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    answer = client.post(url(report), {f"cell:families/{reporting.hamlet.pk}/estimate": number})
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{number}"' in answer.text
    assert not report.typed.exists()


def test_remarks_of_the_returned_version_stand_beside_what_they_are_about(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    asked(reporting)
    first = sent(reporting)
    at = f"families/{reporting.hamlet.pk}/recognised"
    actions.return_report(first, [Remark(at, "Biên bản ghi 2")], by=reporting.actor(reporting.bich))
    client.force_login(reporting.lan)
    page = client.get(url(opened(reporting))).text
    assert "Bản 1 bị trả lại" in page
    assert page.count("Biên bản ghi 2") == 2


def test_the_day_of_figures_is_changed_and_a_wrong_one_refused(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    right = client.post(url(report, "periodic_cut_off"), {"cut_off_on": "2024-11-10"})
    assert right.status_code == 302
    report.refresh_from_db()
    assert f"{report.cut_off_on:%d/%m/%Y}" == "10/11/2024"
    wrong = client.post(url(report, "periodic_cut_off"), {"cut_off_on": "2024-12-01"})
    assert (wrong.status_code, "không được sau hôm nay" in wrong.text) == (422, True)


def test_what_was_written_is_kept_when_another_button_is_pressed(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    typed = {"text:results": "Viết dở", "seen:text:results": "0", "cut_off_on": "2024-11-10", "sent_on": ""}
    assert client.post(url(report, "periodic_cut_off"), typed).status_code == 302
    assert queries.texts_of(report)["results"].text == "Viết dở"
    typed |= {"text:results": "Viết tiếp", "seen:text:results": "1", "sent_on": "2024-11-12"}
    refused = client.post(url(report, "periodic_sent_on"), typed)
    assert (refused.status_code, "Viết tiếp" in refused.text) == (422, True)
    assert queries.texts_of(report)["results"].text == "Viết tiếp"
    clash = client.post(url(report, "periodic_cut_off"), typed | {"text:results": "Tab khác"})
    assert clash.status_code == 422
    assert "Tab khác" in clash.text
    assert "Viết tiếp" in clash.text


def test_who_may_only_read_there_finds_no_such_page(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    for user in (reporting.oanh, reporting.bich):
        client.force_login(user)
        assert client.get(url(report)).status_code == 404
    client.force_login(reporting.minh)
    assert client.get(url(report)).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_hamlets(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    client.get(url(report))
    with CaptureQueriesContext(connection) as few:
        client.get(url(report))
    for number in range(3, 14):
        make_place("hamlet", "ấp", f"Ấp {number}", reporting.commune)
    with CaptureQueriesContext(connection) as many:
        client.get(url(report))
    assert len(many) <= len(few)


@pytest.mark.requirement("S3-64")
def test_a_report_that_went_out_on_paper_is_written_down_with_its_day(
    reporting: World, client: Client, on: SetDay
):
    on(2026, 11, 28)
    report = opened(reporting)
    client.force_login(reporting.lan)
    address = url(report, "periodic_sent_on")
    early, late = (
        client.post(address, {"sent_on": "2023-12-01"}),
        client.post(address, {"sent_on": "2026-11-28"}),
    )
    assert "không thể gửi trước 01/01/2024" in early.text
    assert (late.status_code, "phải trước hôm nay" in late.text) == (422, True)
    assert client.post(address, {"sent_on": "2024-11-12"}).status_code == 302
    report.refresh_from_db()
    report = actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    assert report.late_since is None
    assert "trên giấy ngày 12/11/2024" in client.get(url(report, "periodic_detail")).text


def test_once_it_is_asked_for_here_a_day_on_paper_makes_nobody_punctual(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 10, 1)
    asked(reporting)
    on(2024, 11, 20)
    report = opened(reporting)
    client.force_login(reporting.lan)
    address = url(report, "periodic_sent_on")
    answer = client.post(address, {"sent_on": "2024-11-12"})
    assert answer.status_code == 422
    assert "được yêu cầu trong hệ thống từ 01/10/2024" in answer.text
    report = actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    assert report.late_since == dt.date(2024, 11, 14)


def test_what_is_asked_for_while_it_is_written_is_answered_by_it(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    call = asked(reporting)
    report = actions.submit_report(written(report, reporting), by=reporting.actor(reporting.lan))
    assert report.call == call


def test_who_was_signed_out_while_writing_comes_back_to_the_page(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    report = opened(reporting)
    page = url(report)
    for referer, goes_on in (
        (f"http://testserver{page}", page),
        (f"http://elsewhere.example{page}", url(report, "periodic_cut_off")),
        ("http://testserver//elsewhere.example/", url(report, "periodic_cut_off")),
    ):
        answer = client.post(url(report, "periodic_cut_off"), {}, headers={"referer": referer})
        assert answer["Location"] == f"/login/?next={goes_on}"
