"""A report that adds up a hundred and fifty others, against one SQL sum over what the others froze, in the same run.

The small case proves that both give the same sum and that queries do not grow with the reports; the measured one prints seconds.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hoctap.core.ids import uuid7
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation
from hoctap.reports.calls import actions as calls
from hoctap.reports.periodic import queries
from hoctap.reports.periodic.models import PeriodicReport
from tests.reports.periodic import steps
from tests.world import World, make_place

COMMUNES = int(os.environ.get("HOCTAP_BENCH_COMMUNES", "150"))
HAMLETS = 10


@dataclass(frozen=True)
class Gathering:
    report: PeriodicReport
    recognised: Decimal


def test_small_case_gives_the_sum_of_the_reports_in_a_fixed_number_of_queries(world: World):
    made = gathering(world, 4)
    assert total(made.report) == made.recognised == bare_sum(made.report)
    assert cost(made.report) == cost(gathering_of_more(world, made, 3)) <= 20


@pytest.mark.measured
@pytest.mark.parametrize(("name", "communes", "limit"), [("district", 13, 1.0), ("province", COMMUNES, 3.0)])
def test_adding_up_is_measured(
    world: World, capsys: pytest.CaptureFixture[str], name: str, communes: int, limit: float
):
    made = gathering(world, communes)
    found, seconds = best_of(3, lambda: total(made.report))
    summed, bare = best_of(3, lambda: bare_sum(made.report))
    assert found == summed
    with capsys.disabled():
        print(
            f"\n{name}: {communes} reports of six tables and {HAMLETS} hamlets added up in {seconds:.2f} s "
            f"({cost(made.report)} queries); one SQL sum {bare:.3f} s, {seconds / bare:.0f} times that"
        )
    assert seconds <= limit


def gathering(world: World, communes: int) -> Gathering:
    """One report that was really sent and accepted, and the others as its likes."""
    steps.begin(world)
    for number in range(3, HAMLETS + 1):
        make_place("hamlet", "ấp", f"Ấp {number}", world.commune)
    call = steps.asked(world)
    first = steps.accepted(world, world.commune, 31)
    by = world.actor(world.bich)
    _likes(first, world, communes - 1)
    return _gathered(calls.gather_call(call, by=by))


def gathering_of_more(world: World, made: Gathering, more: int) -> PeriodicReport:
    first = PeriodicReport.objects.get(place=world.commune)
    _likes(first, world, more)
    return made.report


def _gathered(report: PeriodicReport) -> Gathering:
    report = PeriodicReport.objects.with_all().get(pk=report.pk)
    return Gathering(report, bare_sum(report))


def _likes(first: PeriodicReport, world: World, number: int) -> None:
    body: Organisation = first.issuer
    paper = first.paper
    assert paper is not None
    places = [make_place("commune", "xã", f"Xã {uuid7()}", world.district) for _ in range(number)]
    papers = Paper.objects.bulk_create(
        Paper(kind=paper.kind, issuer=body, place=place, year=2024, title="Báo cáo") for place in places
    )
    PeriodicReport.objects.bulk_create(
        PeriodicReport(
            type=first.type,
            type_code=first.type_code,
            place=place,
            issuer=body,
            call=first.call,
            period_kind=first.period_kind,
            starts_on=first.starts_on,
            ends_on=first.ends_on,
            state="accepted",
            cut_off_on=first.cut_off_on,
            opened_by="Đo",
            submitted_at=timezone.now(),
            judged_at=timezone.now(),
            judged_by="Đo",
            frozen=first.frozen,
            paper=made,
        )
        for place, made in zip(places, papers, strict=True)
    )


def total(report: PeriodicReport) -> Decimal | None:
    cell = queries.live(report).cell("families/total/recognised")
    return cell.value if cell else None


def bare_sum(report: PeriodicReport) -> Decimal:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT sum((t.table -> 'total' -> 'cells' -> 'recognised' ->> 'value')::numeric)
               FROM reports_periodicreport AS report
               CROSS JOIN LATERAL jsonb_array_elements(report.frozen -> 'summary' -> 'tables') AS t("table")
               WHERE report.type_code = 'model_results' AND report.state = 'accepted' AND report.starts_on = %s
                 AND t.table -> 'spec' ->> 'key' = 'families'""",
            [report.starts_on],
        )
        return Decimal(cursor.fetchone()[0])


def cost(report: PeriodicReport) -> int:
    with CaptureQueriesContext(connection) as captured:
        total(report)
    return len(captured)


def best_of(times: int, run: Callable[[], Decimal | None]) -> tuple[Decimal | None, float]:
    best, found = float("inf"), None
    for _ in range(times):
        started = time.perf_counter()
        found = run()
        best = min(best, time.perf_counter() - started)
    return found, best
