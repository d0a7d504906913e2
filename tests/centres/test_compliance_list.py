"""Whether a centre does what is asked of it: done, not done, or not known."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.assessments.models import Ranking
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.compliance.queries import checked
from hoctap.centres.facts import actions as facts
from hoctap.centres.models import Centre
from hoctap.centres.registry import Met, requirements
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.learning.models import Programme
from hoctap.papers.models import Paper
from hoctap.reports.periodic import actions as reports
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.types.actions import load_shipped_types
from hoctap.surveys.models import Campaign
from tests.assessments import ranking_hands
from tests.centres.facility_hands import chairs
from tests.centres.hands import centre_at
from tests.centres.test_centre_file import activity
from tests.season import SCAN
from tests.surveys.hands import campaign_at
from tests.world import World

URL = "/centres/compliance/"


def met(centre: Centre, year: int) -> dict[str, Met]:
    (row,) = checked([centre], year)
    return {line.requirement.code: line.answer.met for line in row.lines}


@pytest.mark.requirement("S4-65")
def test_each_answer_comes_from_records(world: World, director: User, centre: Centre):
    by = world.actor(director)
    nothing = met(centre, 2024)
    assert nothing["board"] == nothing["reviews"] == nothing["silence"] == Met.UNKNOWN
    assert (
        nothing["regulation"] == nothing["books"] == nothing["programme"] == nothing["activities"] == Met.NOT
    )
    seats = [
        board.seat_member(
            centre, SeatDetails(role, name, dt.date(2024, 1, 1), "1/QĐ", dt.date(2024, 1, 1)), by=by
        )
        for role, name in (("director", "Một"), ("deputy", "Hai"), ("deputy", "Ba"))
    ]
    assert met(centre, 2024)["board"] == Met.DONE
    assert met(centre, 2023)["board"] == Met.NOT
    assert met(centre, 2024)["reviews"] == Met.NOT
    for seat in seats:
        board.review_year(seat, year=2024, level="done", text="Đủ việc", by=by)
    assert met(centre, 2024)["reviews"] == Met.DONE
    facts.file_regulation(centre, SCAN, number="01/QC", issued_on=dt.date(2024, 3, 1), by=by)
    assert met(centre, 2024)["regulation"] == Met.DONE
    assert met(centre, 2023)["regulation"] == Met.NOT
    board.record_board_meeting(
        centre, on=dt.date(2024, 5, 6), chaired_by="Một", agenda="a", conclusion="b", present=seats, by=by
    )
    assert met(centre, 2024)["books"] == Met.DONE
    programme = Programme.objects.create(centre=centre, year=2024, made_by="x", state="submitted")
    assert met(centre, 2024)["programme"] == Met.NOT
    Programme.objects.filter(pk=programme.pk).update(
        state="approved", decided_by="y", decided_at=dt.datetime(2024, 2, 1, tzinfo=dt.UTC)
    )
    assert met(centre, 2024)["programme"] == Met.DONE
    for day in range(1, 6):
        activity(centre, dt.date(2024, 5, day))
    activity(centre, dt.date(2024, 5, 9), "planned")
    assert met(centre, 2024)["activities"] == Met.NOT
    activity(centre, dt.date(2024, 6, 1))
    assert met(centre, 2024)["activities"] == Met.DONE


@pytest.mark.requirement("S4-65")
def test_survey_ranking_equipment_and_the_yearly_report_are_told_by_their_apps(
    world: World, director: User, centre: Centre
):
    by, year = world.actor(director), today().year
    wanted = ("survey", "ranking", "reports", "equipment")

    def told(of: int) -> list[Met]:
        found = met(centre, of)
        return [found[code] for code in wanted]

    # A year that runs on may still bring it; what was never written down of equipment is not known.
    assert told(year) == [Met.UNKNOWN] * 4
    assert told(year - 1) == [Met.NOT, Met.NOT, Met.NOT, Met.UNKNOWN]
    assert told(year + 1) == [Met.UNKNOWN] * 4
    campaign = campaign_at(world.commune, by, channels=("tally",))
    assert told(year)[0] == Met.UNKNOWN
    Campaign.objects.filter(pk=campaign.pk).update(state="closed", closed_by="x", closed_at=timezone.now())
    assert told(year)[0] == Met.DONE
    sheet = ranking_hands.opened(centre, by, year - 1)
    assert told(year - 1)[1] == Met.NOT
    ranking_hands.submitted(centre, by, year - 1)
    assert told(year - 1)[1] == Met.DONE
    Ranking.objects.filter(pk=sheet.pk).update(state="returned", returned_why="thiếu sổ")
    assert told(year - 1)[1] == Met.NOT
    chairs(centre, good=20, by=by)
    assert told(year)[3] == Met.NOT
    for kind in ("Tủ sách", "Bàn", "Máy vi tính"):
        chairs(centre, of=kind, by=by)
    assert told(year)[3] == Met.DONE
    assert told(year - 1)[3] == Met.UNKNOWN  # nobody checked that year


@pytest.mark.requirement("S4-65")
def test_a_yearly_report_counts_once_it_is_sent_and_not_when_it_came_back(
    world: World, director: User, centre: Centre
):
    load_shipped_types(by=system_job("kiểm thử"))
    year = today().year - 1
    report = reports.open_report(
        ReportType.objects.get(code="centre_year"),
        world.commune,
        centre.organisation,
        period_of("year", year),
        by=world.actor(world.lan),
    )
    assert met(centre, year)["reports"] == Met.NOT
    report.paper = Paper.objects.create(
        kind="periodic_report",
        issuer=centre.organisation,
        place=world.commune,
        year=year,
        title="Báo cáo năm",
    )
    report.state, report.frozen, report.submitted_at = "submitted", {}, timezone.now()
    report.save()
    assert met(centre, year)["reports"] == Met.DONE
    assert met(centre, year - 1)["reports"] == Met.NOT
    report.state, report.judged_by, report.judged_at = "returned", "x", timezone.now()
    report.save()
    assert met(centre, year)["reports"] == Met.NOT


def test_what_nobody_tells_is_not_known_and_never_done(
    world: World, director: User, centre: Centre, client: Client, monkeypatch: pytest.MonkeyPatch
):
    for code in ("survey", "reports", "equipment", "ranking"):
        monkeypatch.delitem(requirements._entries, code, raising=False)
    answers = met(centre, 2024)
    assert answers["survey"] == answers["reports"] == answers["equipment"] == Met.UNKNOWN
    client.force_login(world.minh)
    page = client.get(f"{URL}?centre={centre.pk}&year=2024").content.decode()
    assert "chưa rõ" in page
    assert centre.name in page
    client.force_login(world.oanh)
    assert client.get(f"{URL}?centre={centre.pk}").status_code == 404


def test_more_centres_take_no_more_queries(
    world: World, centre: Centre, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.bich)
    client.get(URL)
    centre_at(world.other_commune)
    with django_assert_max_num_queries(26):
        assert centre.name in client.get(URL).content.decode()
