"""Báo cáo năm of an authority: figures counted from the files, frozen with the paper."""

from django.db import transaction

from hoctap.assessments import following_contents, rules
from hoctap.assessments.models import YearReport
from hoctap.assessments.roads import file_road
from hoctap.assessments.rows import issuer_of_council
from hoctap.assessments.year_figures import year_figures
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import PaperState
from hoctap.places.models import Level, Place

UNITS = "learning_unit_district"


@transaction.atomic
def make_year_report(place: Place, year: int, *, by: Actor) -> YearReport:
    """Of Phòng before 15/3 (TT 24/2023), of Sở at the end of the school year. Laid out again until it is signed; then another one follows."""
    by.must(Permission.ASSESSMENT_JUDGE, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    rows = year_figures(place, year)
    if reasons := rules.report_reasons(
        is_office=place.level in (Level.DISTRICT, Level.PROVINCE), year=year, files=len(rows), today=today()
    ):
        raise Refused(reasons)
    issuer = issuer_of_council(place, year)
    last = file_road(UNITS).last_day_to_report(year) if place.level == Level.DISTRICT else None
    content = following_contents.year_report(place, issuer, year, rows, last_day=last)
    figures = [
        {
            "title": row.title,
            "total": row.total.count,
            "cells": {cell.label: cell.count for cell in row.cells},
            "levels": dict(row.levels),
            "late": row.late,
        }
        for row in rows
    ]
    report = (
        YearReport.objects.filter(place=place, year=year)
        .exclude(paper__state__in=[PaperState.SIGNED, PaperState.FILED, PaperState.VOID])
        .select_related("paper")
        .first()
    )
    if report is not None:
        paper_actions.new_version(report.paper, content, why="Lập lại theo số liệu hiện có", by=by)
        report.figures = figures
        report.save(update_fields=["figures"])
    else:
        report = YearReport(place=place, year=year, figures=figures, made_by=by.described)
        report.paper = paper_actions.create_paper(
            "assessment_year_report",
            issuer=issuer,
            place=place,
            year=today().year,
            title=f"Kết quả đánh giá, công nhận các danh hiệu học tập năm {year}",
            content=content,
            about=About("assessments.yearreport", str(report.pk)),
            by=by,
        )
        report.save()
    audit.record(by, "assessments.year_report.made", report, count=len(rows))
    return report
