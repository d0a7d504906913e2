from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.calls import actions as calls
from hoctap.reports.periodic import actions
from hoctap.reports.periodic.actions import TypedCell
from hoctap.reports.periodic.models import PeriodicReport
from tests.reports.periodic.steps import SetDay, accepted, asked, opened, written
from tests.world import World


def url(report: PeriodicReport, at: str) -> str:
    return f"{reverse('periodic_cell', args=[report.pk])}?at={at}"


@pytest.mark.requirement("S4-48")
def test_a_sum_opens_to_what_each_report_said_and_from_there_to_the_signed_sheet(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    call, by = asked(reporting), reporting.actor(reporting.bich)
    below = accepted(reporting, reporting.commune, 31)
    report = actions.submit_report(written(calls.gather_call(call, by=by), reporting), by=by)
    client.force_login(reporting.bich)
    page = client.get(url(report, "families/total/recognised")).text
    assert reverse("periodic_detail", args=[below.pk]) in page
    assert "chưa có báo cáo" in page
    paper = client.get(reverse("periodic_detail", args=[below.pk])).text
    assert reverse("paper_detail", args=[below.paper_id]) in paper
    assert "31/BC-UBND" in paper


def test_a_typed_figure_names_who_typed_it(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    at = f"families/{reporting.hamlet.pk}/estimate"
    actions.write_figures(report, [TypedCell(at, Decimal(4))], by=reporting.actor(reporting.lan))
    client.force_login(reporting.lan)
    assert "Nguyễn Thị Lan" in client.get(url(report, at)).text


def test_a_figure_that_is_not_there_is_not_found(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    assert client.get(url(report, "families/total/nothing")).status_code == 404
    client.force_login(reporting.oanh)
    assert client.get(url(report, "families/total/recognised")).status_code == 404
