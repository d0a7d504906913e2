"""Steps of a periodic report, as tests take them."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import time_machine

from hoctap.accounts.models import RoleAssignment
from hoctap.core.actor import system_job
from hoctap.core.dates import VIETNAM
from hoctap.core.permissions import Role
from hoctap.papers import actions as papers
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.reports.answers.actions import Answer, answer_remarks
from hoctap.reports.answers.queries import asked_of
from hoctap.reports.calls import actions as calls
from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportType
from hoctap.reports.quantities.periods import Period, PeriodKind, period_of
from hoctap.reports.types.actions import load_shipped_types
from tests.figures import make_two_seasons
from tests.world import World, make_organisation

type SetDay = Callable[[int, int, int], dt.date]

YEAR_2024 = period_of(PeriodKind.YEAR, 2024)


def begin(world: World) -> World:
    make_two_seasons(world)
    make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Hưng Thạnh", "UBND", world.other_commune
    )
    load_shipped_types(by=system_job("kiểm thử"))
    RoleAssignment.objects.create(
        capacity=world.bich.capacities.get(), role=Role.REPORT_GATHERER.value, place=world.district
    )
    return world


@contextmanager
def moved_days() -> Iterator[SetDay]:
    running: list[time_machine.travel] = []

    def set_day(year: int, month: int, day: int) -> dt.date:
        while running:
            running.pop().stop()
        travel = time_machine.travel(dt.datetime(year, month, day, 9, tzinfo=VIETNAM), tick=True)
        travel.start()
        running.append(travel)
        return dt.date(year, month, day)

    yield set_day
    while running:
        running.pop().stop()


def type_of(code: str) -> ReportType:
    return ReportType.objects.filter(code=code).latest("version")


def committee_of(place: Place) -> Organisation:
    return Organisation.objects.get(place=place, kind="peoples_committee")


def asked(world: World, period: Period = YEAR_2024) -> ReportCall:
    """Plan 415's call: before 15/11, gathered by the district's association."""
    return calls.open_call(
        type_of("model_results"),
        world.district,
        Organisation.objects.get(place=world.district, kind="association"),
        period,
        dt.date(2024, 11, 15),
        by=world.actor(world.bich),
    )


def opened(world: World, place: Place | None = None) -> PeriodicReport:
    place = place or world.commune
    writer = world.lan if place == world.commune else world.oanh
    return actions.open_report(
        type_of("model_results"), place, committee_of(place), YEAR_2024, by=world.actor(writer)
    )


def written(report: PeriodicReport, world: World) -> PeriodicReport:
    """The sections that must be written, every odd figure explained, every remark answered."""
    writer = world.actor(
        {world.commune.pk: world.lan, world.other_commune.pk: world.oanh}.get(report.place_id, world.bich)
    )
    for section in report.type.spec.sections:
        if section.required:
            seen = report.texts.filter(key=section.key).count()
            actions.write_text(report, section.key, f"Nội dung {section.heading}", seen=seen, by=writer)
    left = [one for one in asked_of(report) if not one.is_answered]
    answer_remarks(report, [Answer(one.remark.pk, "Đã kiểm tra.") for one in left], by=writer)
    for odd in oddities.odd_in(report, queries.live(report)):
        if not odd.blocks:
            key = oddities.text_key(odd)
            actions.write_text(
                report, key, "Đã kiểm tra.", seen=report.texts.filter(key=key).count(), by=writer
            )
    return report


def sent(world: World, place: Place | None = None) -> PeriodicReport:
    report = written(opened(world, place), world)
    writer = world.lan if report.place_id == world.commune.pk else world.oanh
    return actions.submit_report(report, by=world.actor(writer))


def signed(report: PeriodicReport, number: int, world: World) -> None:
    report.refresh_from_db()
    assert report.paper is not None
    writer = world.actor(
        {world.commune.pk: world.lan, world.other_commune.pk: world.oanh}.get(report.place_id, world.bich)
    )
    papers.mark_printed(report.paper, by=writer)
    papers.record_signature(
        report.paper, number=number, dated_on=report.submitted_at.date(), signer="Phan Văn Ký", by=writer
    )
    report.refresh_from_db()


def accepted(world: World, place: Place, number: int) -> PeriodicReport:
    report = sent(world, place)
    signed(report, number, world)
    actions.accept_report(report, by=world.actor(world.bich))
    report.refresh_from_db()
    return report
