import pytest
from django.test import Client
from django.urls import reverse

from hoctap.notices.models import Notice
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportState
from tests.reports.periodic.steps import SetDay, accepted, asked, sent, signed
from tests.world import World


def url(call: ReportCall, name: str = "call_detail") -> str:
    return reverse(name, args=[call.pk])


@pytest.mark.requirement("S4-48", "S3-64")
def test_who_is_in_and_who_is_missing_stands_there_and_the_missing_are_reminded(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    sent(reporting, call=call)
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
    one, two = sent(reporting, call=call), sent(reporting, reporting.other_commune, call)
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
    accepted(reporting, reporting.commune, call, 31)
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
