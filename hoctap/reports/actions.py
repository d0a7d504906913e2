"""Making a report: the figures are read once, frozen, and printed from what was frozen."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.places.models import Level, OrganisationKind, Place
from hoctap.places.queries import organisation_in
from hoctap.plans.models import Plan
from hoctap.reports import queries, rules
from hoctap.reports.content import ReportText, report_title, results_report
from hoctap.reports.frozen import freeze
from hoctap.reports.models import Report, ReportKind

PAPER_KIND = "results_report"


@transaction.atomic
def prepare_report(place: Place, year: int, cut_off_on: dt.date, text: ReportText, *, by: Actor) -> Report:
    """Freeze the figures and make the paper. A later one is the next version; the earlier stays."""
    by.must(Permission.REPORT_PREPARE, at=place)
    # One version after the other, also when two officers press at once.
    place = Place.objects.select_for_update().get(pk=place.pk)
    text = _cleaned(text)
    issuer = organisation_in(place, OrganisationKind.PEOPLES_COMMITTEE, year)
    table = queries.season_table(place, year)
    reasons = rules.report_blockers(
        rules.ReportFacts(
            is_commune_or_above=place.level not in (Level.HAMLET, Level.GROUP),
            has_issuer=issuer is not None,
            has_figures=not table.total.is_missing,
            year=year,
            cut_off_on=cut_off_on,
            today=today(),
            last_record_on=queries.last_record_on(place, year),
            recipients=text.recipients,
        )
    )
    if reasons or issuer is None:
        raise Refused(reasons)
    figures = freeze(table)
    kind = ReportKind.LEARNING_FAMILY_RESULTS
    earlier = queries.latest_report(place, year, kind)
    version = earlier.version + 1 if earlier else 1
    report_id = uuid7()
    content = results_report(
        figures,
        text,
        issuer=issuer,
        place=place,
        cut_off_on=cut_off_on,
        version=version,
        plans=_plans_of(place, year),
    )
    paper = paper_actions.create_paper(
        PAPER_KIND,
        issuer=issuer,
        place=place,
        year=year,
        title=report_title(year, version),
        content=content,
        about=About("reports.report", str(report_id)),
        by=by,
    )
    report = Report.objects.create(
        id=report_id,
        kind=kind,
        place=place,
        year=year,
        version=version,
        cut_off_on=cut_off_on,
        figures=figures.to_json(),
        paper=paper,
        prepared_by=by.described,
    )
    audit.record(by, "reports.report.prepared", report)
    return report


def _plans_of(place: Place, year: int) -> list[Plan]:
    return list(Plan.objects.binding(place).filter(targets__year=year).distinct().order_by("dated_on", "id"))


def _cleaned(text: ReportText) -> ReportText:
    return ReportText(
        recipients=tuple(name for name in (clean(name) for name in text.recipients) if name),
        shortcomings=text.shortcomings,
        proposals=text.proposals,
    )
