import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.periodic import oddities, queries
from hoctap.reports.periodic.models import PeriodicReport, ReportState
from tests.figures import fill_hamlet, make_round
from tests.reports.periodic.steps import SetDay, opened, written
from tests.world import World


def url(report: PeriodicReport, name: str = "periodic_check") -> str:
    return reverse(name, args=[report.pk])


def a_jump(world: World) -> None:
    fill_hamlet(make_round(world.other_commune, world.edition, 2023), world.other_hamlet, 40, 40, 4)
    fill_hamlet(make_round(world.other_commune, world.edition), world.other_hamlet, 40, 40, 40)


@pytest.mark.requirement("S3-64")
def test_what_will_be_signed_is_shown_with_its_odd_figures_and_sent(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    a_jump(reporting)
    report = opened(reporting, reporting.other_commune)
    client.force_login(reporting.oanh)
    page = client.get(url(report)).text
    assert "Số cần giải trình" in page
    assert "tăng" in page
    assert "Hội Khuyến học huyện Tháp Mười" in page
    refused = client.post(url(report, "periodic_submit"))
    assert (refused.status_code, "Chưa giải trình" in refused.text) == (422, True)
    answers = {
        f"text:{oddities.text_key(odd)}": "Mở thêm lớp"
        for odd in oddities.odd_in(report, queries.live(report))
    }
    assert client.post(url(report), answers).status_code == 302
    sent = client.post(url(written(report, reporting), "periodic_submit"))
    assert sent["Location"] == reverse("periodic_detail", args=[report.pk])
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_receivers_are_written_one_a_line_and_bodies_recognised(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    lines = "* Hội Khuyến học huyện Tháp Mười\nBan Chỉ đạo huyện"
    assert client.post(url(report, "periodic_receivers"), {"receivers": lines}).status_code == 302
    first, second = report.receivers.all()
    assert (first.organisation_id is not None, first.gathers) == (True, True)
    assert (second.organisation, second.name) == (None, "Ban Chỉ đạo huyện")
    two = client.post(url(report, "periodic_receivers"), {"receivers": "* Một\n* Hai"})
    assert (two.status_code, "Chỉ một nơi tổng hợp" in two.text) == (422, True)
    none = client.post(url(report, "periodic_receivers"), {"receivers": "  "})
    assert none.status_code == 422


def test_a_text_that_is_no_explanation_is_not_taken_here(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    client.post(url(report), {"text:results": "Lén"})
    assert "results" not in queries.texts_of(report)


def test_who_does_not_write_it_finds_no_such_page(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    for user in (reporting.oanh, reporting.bich):
        client.force_login(user)
        assert client.get(url(report)).status_code == 404
        assert client.post(url(report, "periodic_submit")).status_code == 404
