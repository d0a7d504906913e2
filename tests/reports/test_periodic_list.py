import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.reports.periodic import actions
from hoctap.reports.periodic.actions import Remark
from hoctap.reports.periodic.work import work_items
from tests.reports.periodic.steps import SetDay, asked, opened, sent
from tests.world import World, make_place

URL = reverse("periodic_list")


@pytest.mark.requirement("S3-64")
def test_a_commune_sees_what_it_owes_and_by_when(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 1)
    asked(reporting)
    client.force_login(reporting.lan)
    page = client.get(URL)
    assert "Phải gửi" in page.text
    assert "14/11/2024" in page.text
    assert [one.place.name for one in page.context["owed"]] == ["Tân Kiều"]


def test_what_was_sent_is_owed_no_more(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    sent(reporting)
    client.force_login(reporting.lan)
    assert client.get(URL).context["owed"] == []


@pytest.mark.requirement("S4-48")
def test_what_was_returned_after_the_last_day_is_not_called_late(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    on(2024, 12, 20)
    actions.return_report(report, [Remark("", "Sửa")], by=reporting.actor(reporting.bich))
    client.force_login(reporting.lan)
    page = client.get(reverse("periodic_list")).text
    assert "Phải gửi" in page
    assert "quá hạn" not in page
    item = next(one for one in work_items(reporting.actor(reporting.lan)) if "bị trả lại" in one.title)
    assert (item.late, item.due_on) == (False, None)
    again = opened(reporting)
    for name in ("periodic_write", "periodic_check"):
        assert "quá hạn" not in client.get(reverse(name, args=[again.pk])).text


def test_the_district_sees_who_is_in(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    sent(reporting)
    client.force_login(reporting.bich)
    page = client.get(URL)
    assert "Đã nhận 0/2, 1 chờ xem, 1 chưa có." in page.text
    assert reverse("call_new") in page.text


def test_a_draft_is_its_writers_alone(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.bich)
    assert str(report.pk) not in client.get(URL).text
    client.force_login(reporting.lan)
    assert str(report.pk) in client.get(URL).text


def test_next_door_shows_nothing_of_it(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = sent(reporting)
    client.force_login(reporting.oanh)
    assert str(report.pk) not in client.get(URL).text


def test_the_number_of_queries_does_not_grow_with_the_reports(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    sent(reporting)
    client.force_login(reporting.bich)
    client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(URL)
    sent(reporting, reporting.other_commune)
    for number in range(12):
        make_place("commune", "xã", f"Xã {number}", reporting.district)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) <= len(few)
