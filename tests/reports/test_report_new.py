import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.recognition.models import Dossier
from hoctap.reports.models import Report
from hoctap.reports.work import work_items
from tests.reports.periodic.steps import SetDay, asked, opened
from tests.reports.test_prepare_report import prepare
from tests.world import World


def url(world: World) -> str:
    return f"{reverse('report_new')}?place={world.commune.pk}&year=2024"


def test_who_gathers_at_a_district_opens_what_its_results_lead_to(reporting: World, client: Client):
    """His right to make reports holds at his place and not below it."""
    client.force_login(reporting.bich)
    results = client.get(reverse("result_table"), {"place": str(reporting.district.pk), "year": "2024"})
    new = f"{reverse('report_new')}?place={reporting.district.pk}&year=2024"
    assert new.replace("&", "&amp;") in results.text
    assert client.get(new).status_code == 200
    assert client.get(url(reporting)).status_code == 404
    results = client.get(reverse("result_table"), {"place": str(reporting.commune.pk), "year": "2024"})
    assert reverse("report_new") not in results.text


TYPED = {
    "cut_off_on": "15/12/2024",
    "recipients": "Hội Khuyến học huyện\nPhòng Giáo dục và Đào tạo huyện",
    "shortcomings": "",
    "proposals": "",
}


@pytest.mark.requirement("S3-25", "S3-64")
def test_the_officer_makes_a_report_and_is_taken_to_its_frozen_figures(season: World, client: Client):
    client.force_login(season.lan)
    page = client.get(url(season)).text
    assert "3/4 hộ được công nhận" in page
    assert "Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười" in page
    assert "MẪU CHƯA XÁC THỰC" in page
    answer = client.post(url(season), TYPED)
    report = Report.objects.get()
    assert answer.headers["Location"] == reverse("report_detail", args=[report.pk])
    assert report.cut_off_on == dt.date(2024, 12, 15)
    content = report.paper.versions.get().content
    assert content["recipients"] == ["Hội Khuyến học huyện", "Phòng Giáo dục và Đào tạo huyện"]


def test_since_the_districts_ended_the_receivers_wait_for_the_province(season: World, client: Client):
    client.force_login(season.lan)
    assert "chờ văn bản của tỉnh" not in client.get(url(season)).text
    page = client.get(url(season).replace("year=2024", "year=2026")).text
    assert "chờ văn bản của tỉnh" in page
    assert "Sở Giáo dục và Đào tạo tỉnh Đồng Tháp" in page


def test_of_a_season_entered_afterwards_the_proposed_day_is_one_that_is_taken(season: World, client: Client):
    Dossier.objects.filter(round__place=season.commune, decided_on=None).update(registered_on=today())
    client.force_login(season.lan)
    proposed = client.get(url(season)).context["form"].initial["cut_off_on"]
    assert proposed == today()
    answer = client.post(url(season), TYPED | {"cut_off_on": proposed.strftime("%d/%m/%Y")})
    assert answer.status_code == 302


def test_a_refusal_is_shown_at_its_field_and_keeps_what_was_typed(season: World, client: Client):
    client.force_login(season.lan)
    answer = client.post(url(season), TYPED | {"cut_off_on": "01/11/2024", "proposals": "Xin thêm sách."})
    assert answer.status_code == 422
    assert "Sổ sách đã ghi đến ngày 20/11/2024" in answer.text
    assert "Xin thêm sách." in answer.text
    assert not Report.objects.exists()


def test_a_second_report_is_announced_as_a_replacement(season: World, client: Client):
    report = prepare(season)
    client.force_login(season.lan)
    page = client.get(url(season)).text
    assert "bản thay thế" in page
    assert reverse("report_detail", args=[report.pk]) in page


def test_others_make_no_report_of_this_commune(season: World, client: Client):
    for user, status in ((season.oanh, 404), (season.hung, 403), (season.minh, 403), (season.bich, 403)):
        client.force_login(user)
        for answer in (client.get(url(season)), client.post(url(season), TYPED)):
            assert answer.status_code == status
            assert "3/4" not in answer.text
    assert not Report.objects.exists()


def test_where_a_report_goes_up_nothing_reminds_of_the_seasons_own_and_its_page_leads_there(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 1)
    by = reporting.actor(reporting.lan)
    assert "Lập báo cáo kết quả năm 2024" in [one.title for one in work_items(by)]
    client.force_login(reporting.lan)
    assert reverse("periodic_list") in client.get(url(reporting)).text
    call = asked(reporting)
    # Of the year before nobody asks.
    assert [one.title for one in work_items(by)] == ["Lập báo cáo kết quả năm 2023"]
    page = client.get(url(reporting)).text
    assert "không gửi lên trong phần mềm" in page
    assert f"{reverse('periodic_new')}?call={call.pk}" in page
    assert "Báo cáo mùa xét" in client.get(reverse("report_list")).text


def test_a_report_that_was_begun_is_reminder_enough(reporting: World, on: SetDay):
    on(2024, 11, 1)
    opened(reporting)
    items = work_items(reporting.actor(reporting.lan))
    assert [one.title for one in items] == ["Lập báo cáo kết quả năm 2023"]


def test_reminders_take_a_fixed_number_of_queries(
    reporting: World, on: SetDay, django_assert_max_num_queries: Any
):
    on(2024, 11, 1)
    asked(reporting)
    by = reporting.actor(reporting.lan)
    with django_assert_max_num_queries(3):
        work_items(by)
