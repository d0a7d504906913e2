import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
