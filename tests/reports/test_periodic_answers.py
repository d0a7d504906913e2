"""A remark is answered before the report goes up again."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.reports.answers import queries as answers
from hoctap.reports.answers.actions import Answer, answer_remarks
from hoctap.reports.answers.queries import LEFT, answered_in, asked_of
from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.actions import Remark, TypedCell
from hoctap.reports.periodic.models import PeriodicReport
from tests.reports.periodic.steps import SetDay, asked, opened, sent
from tests.world import World


def returned(world: World, *about: str) -> PeriodicReport:
    """The draft that follows a returned report, everything explained but the remarks."""
    asked(world)
    first = sent(world)
    marks = [Remark(at, f"Xem lại {number}") for number, at in enumerate(about, start=1)]
    actions.return_report(first, marks, by=world.actor(world.bich))
    return opened(world)


def explained(report: PeriodicReport, world: World) -> None:
    for odd in oddities.odd_in(report, queries.live(report)):
        key = oddities.text_key(odd)
        seen = report.texts.filter(key=key).count()
        actions.write_text(report, key, "Đã kiểm tra.", seen=seen, by=world.actor(world.lan))


def submitted(report: PeriodicReport, world: World) -> PeriodicReport:
    explained(report, world)
    return actions.submit_report(report, by=world.actor(world.lan))


def test_it_does_not_go_up_again_with_a_remark_that_nobody_answered(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    at = f"families/{reporting.hamlet.pk}/recognised"
    report = returned(reporting, at, "section:results", "")
    client.force_login(reporting.lan)
    page = client.get(reverse("periodic_write", args=[report.pk])).text
    assert "3 nhận xét phải trả lời" in page
    with pytest.raises(Refused) as refusal:
        submitted(report, reporting)
    (reason,) = refusal.value.reasons
    assert "Gia đình học tập: Ấp 1, Công nhận – Tổng" in reason.text
    assert "Cả báo cáo" in reason.text
    first, second, third = asked_of(report)
    sent_form = {
        f"answer:{first.remark.pk}": "Biên bản họp ghi 4, đã đối chiếu",
        f"seen:answer:{first.remark.pk}": "0",
        f"answer:{second.remark.pk}": "",
        f"mended:{second.remark.pk}": "1",
        f"answer:{third.remark.pk}": "Đã kèm danh sách",
        "text:results": "Viết lại theo nhận xét",
        "seen:text:results": "1",
    }
    assert client.post(reverse("periodic_write", args=[report.pk]), sent_form).status_code == 302
    again = submitted(report, reporting)
    words = [one.words for one in answered_in(again)]
    assert words == ["Biên bản họp ghi 4, đã đối chiếu", "đã sửa", "Đã kèm danh sách"]
    client.force_login(reporting.bich)
    page = client.get(reverse("periodic_detail", args=[again.pk])).text
    assert "Trả lời nhận xét của bản trước" in page
    assert "Xem lại 1 – Trả lời: Biên bản họp ghi 4, đã đối chiếu" in page
    old = client.get(reverse("periodic_detail", args=[first.remark.report_id])).text
    assert "Bản 2 trả lời các nhận xét này" in old


def test_a_mended_figure_is_shown_from_old_to_new(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    at = f"families/{reporting.hamlet.pk}/estimate"
    report = returned(reporting, at)
    (one,) = asked_of(report)
    by = reporting.actor(reporting.lan)
    mended = Answer(one.remark.pk, "", is_mended=True)
    with pytest.raises(Refused, match="ghi “đã sửa” mà vẫn như bản bị trả lại"):
        answer_remarks(report, [mended], by=by)
    from decimal import Decimal

    actions.write_figures(report, [TypedCell(at, Decimal(7))], by=by)
    answer_remarks(report, [mended], by=by)
    client.force_login(reporting.lan)
    assert "→ <strong>7</strong>" in client.get(reverse("periodic_write", args=[report.pk])).text
    again = submitted(report, reporting)
    (said,) = answered_in(again)
    assert said.words.endswith("→ 7")
    client.force_login(reporting.bich)
    assert "<strong>đã sửa</strong>" in client.get(reverse("periodic_detail", args=[again.pk])).text


def test_said_to_be_mended_and_changed_back_does_not_go_up(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = returned(reporting, "section:results")
    (one,) = asked_of(report)
    by = reporting.actor(reporting.lan)
    standing = queries.texts_of(report)["results"].text
    actions.write_text(report, "results", "Khác", seen=1, by=by)
    answer_remarks(report, [Answer(one.remark.pk, "", is_mended=True)], by=by)
    actions.write_text(report, "results", standing, seen=2, by=by)
    with pytest.raises(Refused, match="ghi “đã sửa” mà vẫn như bản bị trả lại"):
        submitted(report, reporting)


def test_why_they_are_not_answered_lets_it_go_and_is_read_above(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = returned(reporting, "section:results")
    explained(report, reporting)
    client.force_login(reporting.lan)
    check = reverse("periodic_check", args=[report.pk])
    page = client.get(check).text
    assert "chưa trả lời" in page
    reason = {f"text:{LEFT}": "Người lập đi công tác, trả lời sau", f"seen:text:{LEFT}": "0"}
    assert client.post(check, reason).status_code == 302
    assert client.post(reverse("periodic_submit", args=[report.pk])).status_code == 302
    client.force_login(reporting.bich)
    page = client.get(reverse("periodic_detail", args=[report.pk])).text
    assert "Người lập đi công tác, trả lời sau" in page
    assert "chưa trả lời" in page


def test_whoever_answers_second_sees_who_was_first(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = returned(reporting, "")
    (one,) = asked_of(report)
    answer_remarks(report, [Answer(one.remark.pk, "Bản đầu")], by=reporting.actor(reporting.lan))
    client.force_login(reporting.lan)
    form = {f"answer:{one.remark.pk}": "Bản sau", f"seen:answer:{one.remark.pk}": "0"}
    answer = client.post(reverse("periodic_write", args=[report.pk]), form)
    assert answer.status_code == 422
    assert "đã trả lời lúc" in answer.text
    assert "Bản sau" in answer.text
    (standing,) = asked_of(report)
    assert standing.text == "Bản đầu"
    form[f"seen:answer:{one.remark.pk}"] = "1"
    assert client.post(reverse("periodic_write", args=[report.pk]), form).status_code == 302
    assert report.answers.count() == 2


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda pk: Answer(uuid4(), "x"), "không thuộc bản bị trả lại"),
        (lambda pk: Answer(pk, "x" * 1001), "dài quá 1000"),
        (lambda pk: Answer(pk, "", is_mended=True), "ghi đã sửa gì"),
    ],
    ids=["of another report", "too long", "mended what"],
)
def test_what_is_no_answer_is_refused(reporting: World, on: SetDay, answer: object, says: str):
    on(2024, 11, 12)
    report = returned(reporting, "")
    (one,) = asked_of(report)
    with pytest.raises(Refused, match=says):
        answer_remarks(report, [answer(one.remark.pk)], by=reporting.actor(reporting.lan))  # type: ignore[operator]


def test_only_its_writers_answer(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = returned(reporting, "")
    (one,) = asked_of(report)
    for user in (reporting.oanh, reporting.minh):
        with pytest.raises(Forbidden):
            answer_remarks(report, [Answer(one.remark.pk, "x")], by=reporting.actor(user))


def test_the_number_of_queries_does_not_grow_with_the_remarks(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    one = returned(reporting, "")
    client.force_login(reporting.lan)
    client.get(reverse("periodic_write", args=[one.pk]))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("periodic_write", args=[one.pk]))
    before = answers.returned_before(one)
    assert before is not None
    for number in range(6):
        before.remarks.create(
            about=f"families/{reporting.hamlet.pk}", label="Ấp 1", text=f"Xem {number}", by="Bích"
        )
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("periodic_write", args=[one.pk]))
    assert len(many) <= len(few)
