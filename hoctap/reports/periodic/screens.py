"""The pages of one report, put together for `views`: writing, checking, reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from hoctap.accounts.context import where
from hoctap.core.actor import Actor
from hoctap.core.http import Request
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.reports.answers import queries as answers
from hoctap.reports.attached import queries as attached
from hoctap.reports.attached.forms import AttachForm
from hoctap.reports.periodic import oddities, queries, writers
from hoctap.reports.periodic.definition import Definition
from hoctap.reports.periodic.filling import Filled
from hoctap.reports.periodic.forms import CELL, CutOffForm, ReceiversForm, SentOnForm, receivers_text
from hoctap.reports.periodic.models import PeriodicReport, ReportState, ReportText
from hoctap.reports.periodic.reading import written_cells
from hoctap.reports.periodic.shown import ShownTable, shown_tables
from hoctap.reports.quantities.odd import Odd


def may_receive(actor: Actor, report: PeriodicReport) -> bool:
    place = queries.gathering_place(report)
    return place is not None and actor.may(Permission.REPORT_RECEIVE, at=place)


@dataclass(frozen=True)
class ShownSection:
    key: str
    heading: str
    help: str
    required: bool
    tables: tuple[ShownTable, ...]
    text: str
    revision: int
    by: str
    at: object
    standing: ReportText | None = None
    """What somebody else wrote meanwhile, beside what was sent."""
    wrong: str = ""
    remark: str = ""


def _sections(
    definition: Definition,
    tables: Mapping[str, ShownTable],
    texts: Mapping[str, ReportText],
    *,
    sent: Mapping[str, str] | None = None,
    clashes: Mapping[str, ReportText] | None = None,
    wrong: Mapping[str, str] | None = None,
    remarks: Mapping[str, str] | None = None,
) -> list[ShownSection]:
    found = []
    for one in definition.sections:
        row = texts.get(one.key)
        clash = (clashes or {}).get(one.key)
        standing = clash or row
        found.append(
            ShownSection(
                key=one.key,
                heading=one.heading,
                help=one.help,
                required=one.required,
                tables=tuple(tables[spec.key] for spec in one.tables if spec.key in tables),
                text=(sent or {}).get(one.key, row.text if row else ""),
                revision=standing.revision if standing else 0,
                by=row.by if row else "",
                at=row.at if row else None,
                standing=clash,
                wrong=(wrong or {}).get(one.key, ""),
                remark=(remarks or {}).get(f"section:{one.key}", ""),
            )
        )
    return found


def write_page(
    request: Request,
    report: PeriodicReport,
    *,
    refused: Iterable[Reason] = (),
    clashes: Mapping[str, ReportText] | None = None,
    cut_off: forms.Form | None = None,
    sent_on: forms.Form | None = None,
    attach: forms.Form | None = None,
) -> HttpResponse:
    reasons = list(refused)
    typed, texts = queries.typed_of(report), queries.texts_of(report)
    filled = queries.live(report, values=queries.values_of(typed))
    wrong = {reason.field: reason.text for reason in reasons if reason.field}
    sent = {name: str(value) for name, value in request.POST.items()} if reasons else {}
    before = answers.returned_before(report)
    asked = (
        answers.asked_of(
            report, before=before, now=filled, texts={key: row.text for key, row in texts.items()}
        )
        if before
        else []
    )
    remarks = answers.asked_notes(asked)
    tables = shown_tables(
        report,
        filled,
        typed=typed,
        writable=written_cells(report.type.spec, filled),
        wrong=wrong,
        sent={name: value for name, value in sent.items() if name.startswith(CELL)},
        remarks=remarks,
    )
    values = {
        "report": report,
        "definition": report.type.spec,
        "sections": _sections(
            report.type.spec,
            tables,
            texts,
            sent={
                name.removeprefix("text:"): value for name, value in sent.items() if name.startswith("text:")
            },
            clashes=clashes,
            wrong=wrong,
            remarks=_by_address(remarks),
        ),
        "filled": filled,
        "reasons": reasons,
        "returned": before,
        "asked": [_asking(one, sent, wrong) for one in asked],
        "why_left": texts.get(answers.LEFT),
        "left_key": answers.LEFT,
        "files": attached.files_of(report),
        "withdrawn": attached.withdrawn_of(report),
        "attach": attach or AttachForm(),
        "helps_as": writers.body_elsewhere(report, request.actor),
        "cut_off": cut_off or CutOffForm(initial={"cut_off_on": report.cut_off_on}),
        "sent_on": sent_on or SentOnForm(initial={"sent_on": report.sent_on}),
        "estimates": queries.estimate_errors(report, filled),
        "odd_count": len(oddities.odd_in(report, filled)),
        "where": where(request, place=report.place, year=report.period.year),
    }
    bad = bool(reasons) or any(form is not None and form.errors for form in (cut_off, sent_on, attach))
    return render(request, "reports/periodic_write.html", values, status=422 if bad else 200)


@dataclass(frozen=True)
class Asking:
    """A remark with the fields of its answer, as they were typed where they were refused."""

    asked: answers.Asked
    text: str
    is_mended: bool
    wrong: str


def _asking(one: answers.Asked, sent: Mapping[str, str], wrong: Mapping[str, str]) -> Asking:
    name = f"answer:{one.remark.pk}"
    if name not in sent:
        return Asking(one, one.text, one.is_mended, "")
    return Asking(one, sent[name], f"mended:{one.remark.pk}" in sent, wrong.get(name, ""))


def _by_address(notes: Iterable[answers.Noted]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in notes:
        found[one.about] = f"{found[one.about]}; {one.text}" if one.about in found else one.text
    return found


@dataclass(frozen=True)
class OddShown:
    odd: Odd
    key: str
    text: str
    revision: int
    standing: ReportText | None = None
    """What somebody else wrote meanwhile, beside what was sent."""


def check_page(
    request: Request,
    report: PeriodicReport,
    *,
    refused: Iterable[Reason] = (),
    clashes: Mapping[str, ReportText] | None = None,
    receivers: forms.Form | None = None,
) -> HttpResponse:
    reasons = list(refused)
    filled, texts = queries.live(report), queries.texts_of(report)
    rows = list(report.receivers.select_related("organisation"))
    odd = []
    for one in oddities.odd_in(report, filled):
        key = oddities.text_key(one)
        row, clash = texts.get(key), (clashes or {}).get(key)
        text = row.text if row else ""
        if request.method == "POST" and reasons:
            text = str(request.POST.get(f"text:{key}", text))
        odd.append(OddShown(one, key, text, row.revision if row else 0, clash))
    tables = shown_tables(report, filled)
    last = queries.version_before(report)
    asked = answers.asked_of(report, now=filled, texts={key: row.text for key, row in texts.items()})
    values = {
        "report": report,
        "sections": _sections(report.type.spec, tables, texts),
        "filled": filled,
        "odd": odd,
        "blocking": [one for one in odd if one.odd.blocks],
        "asking": [one for one in odd if not one.odd.blocks],
        "reasons": reasons,
        "receivers": rows,
        "receivers_form": receivers or ReceiversForm(initial={"receivers": receivers_text(rows)}),
        "changed": queries.differences(queries.filled(last), filled) if last else [],
        "last": last,
        "asked": asked,
        "written_by": writers.written_by(report),
        "unanswered": [one for one in asked if not one.is_answered],
        "why_left": texts.get(answers.LEFT),
        "left_key": answers.LEFT,
        "files": attached.files_of(report),
        "where": where(request, place=report.place, year=report.period.year),
    }
    bad = bool(reasons) or (receivers is not None and bool(receivers.errors))
    return render(request, "reports/periodic_check.html", values, status=422 if bad else 200)


def detail_page(request: Request, report: PeriodicReport, *, refused: Iterable[Reason] = ()) -> HttpResponse:
    reasons = list(refused)
    assert report.frozen is not None
    filled = queries.filled(report)
    definition = Definition.from_json(report.frozen["definition"])
    versions = queries.versions_of(report)
    newest = versions[0]
    live = _now(report, newest)
    remarks = list(report.remarks.all())
    answered = answers.answered_in(report)
    notes = [*answers.notes_of(answered), *(answers.Noted(one.about, one.text) for one in remarks)]
    tables = shown_tables(report, filled, remarks=notes, now=live)
    texts = report.frozen["texts"]
    receives = may_receive(request.actor, report)
    prepares = request.actor.may(Permission.REPORT_PREPARE, at=report)
    before = next((one for one in versions if one.version == report.version - 1 and one.frozen), None)
    values = {
        "report": report,
        "before": before,
        "why": queries.reason_of(report) if before else "",
        "figures_changed": queries.differences(queries.filled(before), filled) if before else [],
        "words_changed": queries.words_changed(before, report) if before else [],
        "sections": _frozen_sections(definition, tables, texts, remarks=_by_address(notes)),
        "filled": filled,
        "changed": queries.differences(filled, live),
        "explained": report.frozen.get("explained", []),
        "remarks": remarks,
        "answered": answered,
        "why_unanswered": report.frozen.get("why_unanswered", ""),
        "answered_by": _answering(report, versions),
        "files": attached.enclosed_in(report),
        "written_by": writers.written_by(report),
        "helpers": writers.helpers_of(report),
        "receivers": list(report.receivers.all()),
        "reasons": reasons,
        "versions": versions,
        "newest": newest if newest.pk != report.pk else None,
        "may_accept": receives and report.state == ReportState.SUBMITTED,
        "may_return": receives and report.state in (ReportState.SUBMITTED, ReportState.ACCEPTED),
        "may_correct": prepares and newest.pk == report.pk,
        "may_continue": prepares and newest.is_draft,
        "may_read_paper": request.actor.may(Permission.PAPER_READ, at=report),
        "lines": lines_to_remark(filled, definition) if receives else [],
        "columns": columns_to_remark(filled) if receives else [],
        "above": queries.reports_above(report, request.actor),
        "where": where(request, place=report.place, year=report.period.year),
    }
    return render(request, "reports/periodic_detail.html", values, status=422 if reasons else 200)


def _answering(report: PeriodicReport, versions: Iterable[PeriodicReport]) -> PeriodicReport | None:
    """The version that answers this one's remarks, once it was sent."""
    return next((one for one in versions if one.version == report.version + 1 and not one.is_draft), None)


def _now(report: PeriodicReport, newest: PeriodicReport) -> Filled:
    """What its tables would say now, of the version that stands; of an older one the newer stands beside it."""
    if newest.pk != report.pk and not newest.is_draft:
        return queries.filled(newest)
    return queries.live(report)


def _frozen_sections(
    definition: Definition,
    tables: Mapping[str, ShownTable],
    texts: Mapping[str, str],
    *,
    remarks: Mapping[str, str],
) -> list[ShownSection]:
    return [
        ShownSection(
            key=one.key,
            heading=one.heading,
            help="",
            required=one.required,
            tables=tuple(tables[spec.key] for spec in one.tables if spec.key in tables),
            text=texts.get(one.key, ""),
            revision=0,
            by="",
            at=None,
            remark=remarks.get(f"section:{one.key}", ""),
        )
        for one in definition.sections
        if texts.get(one.key) or one.tables
    ]


def lines_to_remark(filled: Filled, definition: Definition) -> list[tuple[str, str]]:
    """What a remark may be about: sections, then each line, in the order of the page."""
    found = [(f"section:{one.key}", f"Mục {one.heading}") for one in definition.sections]
    for table in filled.tables:
        if not table.is_empty:
            found += [
                (f"{table.key}/{row.key}", f"{table.spec.caption}: {row.label}") for row in table.all_rows
            ]
    return found


def columns_to_remark(filled: Filled) -> list[tuple[str, str]]:
    return [
        (f"{table.key}/{column.key}", f"{table.spec.caption}: {queries.head_of(column)}")
        for table in filled.tables
        if not table.is_empty
        for column in table.spec.columns
    ]
