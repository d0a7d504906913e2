from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.reports.test_prepare_report import prepare
from tests.world import World


def test_the_officer_sees_the_reports_and_may_make_one(season: World, client: Client):
    prepare(season)
    client.force_login(season.lan)
    body = client.get(reverse("report_list")).text
    assert "Kết quả công nhận danh hiệu “Gia đình học tập” năm 2024" in body
    assert "chưa có số" in body
    assert reverse("report_new") in body


def test_the_chair_reads_and_is_not_offered_to_make_one(season: World, client: Client):
    client.force_login(season.minh)
    body = client.get(reverse("report_list")).text
    assert "Chưa có báo cáo nào" in body
    assert reverse("report_new") not in body


def test_an_officer_of_another_commune_finds_no_trace(season: World, client: Client):
    report = prepare(season)
    client.force_login(season.oanh)
    body = client.get(reverse("report_list")).text
    assert str(report.pk) not in body
    assert "Tân Kiều" not in body


def test_the_list_costs_the_same_for_any_number_of_reports(season: World, client: Client):
    prepare(season)
    client.force_login(season.lan)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("report_list"))
        return len(captured)

    before = cost()
    for _ in range(4):
        prepare(season)
    assert cost() == before
