import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.notices.models import Notice
from hoctap.papers.books.recipients import receipts_of
from hoctap.papers.models import CaseFile
from hoctap.reports.calls import actions as calls
from hoctap.reports.calls.case_files import contents_of
from hoctap.reports.periodic import actions
from hoctap.reports.periodic.actions import Remark
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportState
from hoctap.reports.periodic.work import work_items
from tests.reports.periodic.steps import SetDay, accepted, asked, sent, signed, written
from tests.world import World, make_place


def url(call: ReportCall, name: str = "call_detail") -> str:
    return reverse(name, args=[call.pk])


@pytest.mark.requirement("S4-48", "S3-64")
def test_who_is_in_and_who_is_missing_stands_there_and_the_missing_are_reminded(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    sent(reporting)
    on(2024, 11, 16)
    client.force_login(reporting.bich)
    page = client.get(url(call)).text
    assert "Đã nhận 0/2, 1 chờ xem, 1 chưa có; 1 trễ hạn." in page
    assert "Chưa gửi, quá hạn" in page
    empty = client.post(url(call, "call_urge"), {"text": " "})
    assert empty.status_code == 422
    before = Notice.objects.count()
    assert client.post(url(call, "call_urge"), {"text": "Gửi ngay"}).status_code == 302
    assert Notice.objects.count() >= before


def test_all_signed_ones_are_accepted_at_once_and_the_unsigned_wait(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    one, two = sent(reporting), sent(reporting, reporting.other_commune)
    client.force_login(reporting.bich)
    none = client.post(url(call, "call_accept"))
    assert (none.status_code, "Không có báo cáo đã ký" in none.text) == (422, True)
    signed(one, 7, reporting)
    assert client.post(url(call, "call_accept")).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (ReportState.ACCEPTED, ReportState.SUBMITTED)


@pytest.mark.requirement("S3-41")
def test_what_was_accepted_is_added_up_in_a_report_of_the_district(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    accepted(reporting, reporting.commune, 31)
    client.force_login(reporting.bich)
    answer = client.post(url(call, "call_gather"))
    report = PeriodicReport.objects.get(place=reporting.district)
    assert answer["Location"] == reverse("periodic_write", args=[report.pk])
    page = client.get(answer["Location"]).text
    assert "1/2" in page
    assert "Chưa có: Xã Hưng Thạnh" in page


def test_only_who_gathers_sees_it(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    call = asked(reporting)
    client.force_login(reporting.lan)
    assert client.get(url(call)).status_code == 404
    assert client.post(url(call, "call_gather")).status_code == 404
    assert client.post(url(call, "call_urge"), {"text": "Gửi"}).status_code == 403


@pytest.mark.requirement("S4-48")
def test_who_is_in_goes_out_as_a_sheet_and_the_signed_reports_as_a_folder(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    accepted(reporting, reporting.commune, 31)
    client.force_login(reporting.bich)
    book = load_workbook(io.BytesIO(client.get(url(call, "call_xlsx")).content))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert {"Xã Tân Kiều", "Đã nhận", "31/BC-UBND", "Xã Hưng Thạnh", "Chưa gửi"} <= set(cells)
    text = b"".join(client.get(url(call, "call_csv")).streaming_content).decode("utf-8-sig")
    assert "Xã Hưng Thạnh;Chưa gửi" in text
    answer = client.post(url(call, "call_case"))
    case = CaseFile.objects.get(about_id=str(call.pk))
    assert answer["Location"] == reverse("case_file", args=[case.pk])
    contents = contents_of(str(call.pk))
    assert contents is not None
    assert ([paper.full_number for paper in contents.papers], contents.missing) == (
        ["31/BC-UBND"],
        ("Báo cáo của Xã Hưng Thạnh: chưa có",),
    )


def test_nobody_else_takes_them(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    call = asked(reporting)
    client.force_login(reporting.lan)
    for name in ("call_xlsx", "call_csv"):
        assert client.get(url(call, name)).status_code == 403
    assert client.post(url(call, "call_case")).status_code == 403


def test_the_paper_goes_to_its_receivers_when_it_is_signed(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = accepted(reporting, reporting.commune, 31)
    first, second, kept = receipts_of(report.paper)
    assert (first.words, first.how) == ("Hội Khuyến học huyện Tháp Mười", "trong hệ thống")
    assert (second.words, second.sent_on) == ("Phòng Giáo dục và Đào tạo huyện Tháp Mười", None)
    assert kept.is_kept


def test_a_long_list_is_shown_by_part(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    for number in range(20):
        make_place("commune", "xã", f"Bờ Kênh {number}", reporting.district)
    call = asked(reporting)
    sent(reporting)
    client.force_login(reporting.bich)
    page = client.get(url(call)).text
    assert "Chờ xem (1)" in page
    assert "Chưa có (21)" in page
    waiting = client.get(url(call), {"show": "waiting"}).text
    assert "Xã Tân Kiều" in waiting
    assert '<th scope="row">Xã Bờ Kênh 3' not in waiting
    absent = client.get(url(call), {"show": "absent"}).text
    assert "Xã Bờ Kênh 3</th>" in absent
    assert "Xã Bờ Kênh 19</th>" in client.get(url(call), {"show": "x"}).text


@pytest.mark.requirement("S3-64")
def test_a_sum_that_no_longer_agrees_is_said_with_whose_report_changed(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call, by = asked(reporting), reporting.actor(reporting.bich)
    first = accepted(reporting, reporting.commune, 31)
    actions.submit_report(written(calls.gather_call(call, by=by), reporting), by=by)
    client.force_login(reporting.bich)
    assert "không còn khớp" not in client.get(url(call)).text
    assert not any("Tổng hợp lại" in one.title for one in work_items(by))
    on(2024, 11, 13)
    actions.return_report(first, [Remark("", "Kiểm tra lại")], by=by)
    page = client.get(url(call)).text
    assert "không còn khớp" in page
    assert "Tân Kiều: bản đã cộng nay bị trả lại" in page
    accepted(reporting, reporting.other_commune, 32)
    again = sent(reporting)
    signed(again, 33, reporting)
    actions.accept_report(again, by=by)
    page = client.get(url(call)).text
    assert "Tân Kiều: đã nhận bản 2" in page
    assert "Hưng Thạnh: nhận sau khi đã tổng hợp" in page
    assert [one.title for one in work_items(by) if "Tổng hợp lại" in one.title] == [
        "Tổng hợp lại: 2 báo cáo nhận sau bản đã gửi"
    ]
    actions.submit_report(written(calls.gather_call(call, by=by), reporting), by=by)
    assert "không còn khớp" not in client.get(url(call)).text
    assert not any("Tổng hợp lại" in one.title for one in work_items(by))
