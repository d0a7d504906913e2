import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.periodic.models import PeriodicReport, ReportState
from tests.figures import fill_hamlet
from tests.reports.periodic.steps import SetDay, asked, opened, sent, signed
from tests.world import World


def url(report: PeriodicReport, name: str = "periodic_detail") -> str:
    return reverse(name, args=[report.pk])


def test_frozen_figures_stay_and_what_the_records_say_now_stands_beside(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    report = sent(reporting)
    season = reporting.hamlet.dossiers.filter(year=2024).first().round
    fill_hamlet(season, reporting.hamlet, 2, 2, 2)
    PeriodicReport.objects.filter(pk=report.pk).update(cut_off_on=dt.date(2024, 11, 12))
    client.force_login(reporting.lan)
    page = client.get(url(report)).text
    assert "Sổ sách nay khác lúc gửi" in page
    assert "đã gửi 4, nay <strong>6</strong>" in page


@pytest.mark.requirement("S3-64", "S4-48")
def test_the_district_returns_it_with_remarks_and_accepts_the_next(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call = asked(reporting)
    report = sent(reporting)
    client.force_login(reporting.bich)
    assert "Trả lại kèm nhận xét" in client.get(url(report)).text
    empty = client.post(url(report, "periodic_return"), {"about": ["", ""], "remark": ["", " "]})
    assert (empty.status_code, "ít nhất một nhận xét" in empty.text) == (422, True)
    line = f"families/{reporting.hamlet.pk}"
    other = {"about": [line], "column": ["targets/met"], "remark": ["Nhầm bảng"]}
    assert "không có số hoặc mục ấy" in client.post(url(report, "periodic_return"), other).text
    remark = {"about": [line], "column": ["families/recognised"], "remark": ["Ghi 3, biên bản ghi 2"]}
    answer = client.post(url(report, "periodic_return"), remark)
    assert answer.status_code == 302
    page = client.get(url(report)).text
    assert "Gia đình học tập: Ấp 1, Công nhận – Tổng" in page
    again = sent(reporting)
    unsigned = client.post(url(again, "periodic_accept"))
    assert (unsigned.status_code, "chưa ghi số, ngày và người ký" in unsigned.text) == (422, True)
    signed(again, 45, reporting)
    assert client.post(url(again, "periodic_accept"))["Location"] == reverse("call_detail", args=[call.pk])
    again.refresh_from_db()
    assert again.state == ReportState.ACCEPTED
    assert "Đã có <a" in client.get(url(report)).text


def test_its_own_commune_reads_it_and_cannot_judge_it(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    client.force_login(reporting.lan)
    assert "Nhận báo cáo</button>" not in client.get(url(report)).text
    assert client.post(url(report, "periodic_accept")).status_code == 403
    client.force_login(reporting.oanh)
    assert client.get(url(report)).status_code == 404


def test_a_draft_leads_to_where_it_is_written(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    assert client.get(url(report))["Location"] == reverse("periodic_write", args=[report.pk])


def test_the_next_version_is_opened_from_it_with_a_reason(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = sent(reporting)
    client.force_login(reporting.lan)
    assert "Lập bản sau" in client.get(url(report)).text
    form = {
        "type": str(report.type_id),
        "place": str(report.place_id),
        "issuer": str(report.issuer_id),
        "year": "2024",
        "number": "1",
        "why": "Quyết định sửa đổi",
    }
    assert client.post(reverse("periodic_new"), form).status_code == 302
    assert "bản 2 đang soạn" in client.get(url(report)).text.lower()
