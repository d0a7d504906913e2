"""Reads of periodic reports shaped for their screens."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.db.models.fields.json import KeyTransform

from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before
from hoctap.core.refusals import Reason
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.recognition.models import RecognitionRound
from hoctap.reports.marks import mark_at, titles_of_codes
from hoctap.reports.periodic import rules
from hoctap.reports.periodic.definition import Aspect, Definition, ReceiverRule, Rows
from hoctap.reports.periodic.filling import Filled
from hoctap.reports.periodic.gathering import Gathered, gather
from hoctap.reports.periodic.models import (
    SENT,
    PeriodicReport,
    ReportCall,
    ReportReceiver,
    ReportState,
    ReportText,
    ReportType,
    TypedFigure,
)
from hoctap.reports.periodic.reading import fill, read_source, said_by_quantity
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.queries import Planned, planned
from hoctap.reports.types.queries import type_for

OF_CENTRES = "centre_"
"""With which the codes of the shipped types for learning centres begin."""

# ---------------------------------------------------------------- who writes, who receives


def kinds_of(type_: ReportType) -> tuple[str, ...]:
    """Of bodies that make such a report. The shipped types for centres are older than the kind of organisation that a centre is."""
    kind = OrganisationKind(type_.body_kind)
    of_centres = kind == OrganisationKind.OTHER and type_.code.startswith(OF_CENTRES)
    return (kind, OrganisationKind.CENTRE) if of_centres else (kind,)


def bodies_of(type_: ReportType, place: Place, period: Period) -> list[Organisation]:
    """The bodies of the type's kind that worked at the place in the period."""
    rows = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=period.starts_on),
        place=place,
        kind__in=kinds_of(type_),
        valid_from__lte=period.ends_on,
    )
    return list(rows.select_related("place").order_by("name", "id"))


def made_by_other(type_: ReportType, place: Place, issuer: Organisation, period: Period) -> str:
    """The name of another standing body that made such a report of the period, where one of a place is added up above."""
    if not ReportType.objects.filter(definition__gathers=type_.code).exists():
        return ""
    row = (
        PeriodicReport.objects.filter(
            type_code=type_.code,
            place=place,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            issuer__valid_to__isnull=True,
        )
        .exclude(issuer=issuer)
        .select_related("issuer")
        .first()
    )
    return row.issuer.name if row else ""


@dataclass(frozen=True)
class Receiver:
    name: str
    organisation: Organisation | None
    gathers: bool


def receivers_for(definition: Definition, place: Place, day: dt.date) -> list[Receiver]:
    """Who a report of the place goes to on a day: bodies of the list, or their names in words."""
    above = {one.pk: one for one in Place.objects.filter(pk__in=place.path)}
    chain = [above[pk] for pk in reversed(place.path) if pk in above]
    kinds = {rule.kind for rule in definition.receivers}
    bodies = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        place__in=place.path,
        kind__in=kinds,
        valid_from__lte=day,
    ).order_by("-valid_from", "name")
    found = []
    for rule in definition.receivers:
        if rule.holds_on(day) and (one := _receiver(rule, chain, list(bodies))):
            found.append(one)
    return found


def _receiver(rule: ReceiverRule, chain: Sequence[Place], bodies: Sequence[Organisation]) -> Receiver | None:
    places = [place for place in (chain[1:] if rule.above else chain[:1]) if rule.level in ("", place.level)]
    for place in places:
        for body in bodies:
            if body.place_id == place.pk and body.kind == rule.kind:
                return Receiver(body.name, body, rule.gathers)
    if rule.words and places:
        return Receiver(rule.words.format(place=places[0].full_name), None, rule.gathers)
    return None


def receiver_facts(rows: Iterable[ReportReceiver | Receiver]) -> list[rules.ReceiverFacts]:
    return [
        rules.ReceiverFacts(
            one.name,
            rules.Term(one.organisation.valid_from, one.organisation.valid_to) if one.organisation else None,
            one.organisation.successor.name if one.organisation and one.organisation.successor else "",
        )
        for one in rows
    ]


def gathering_place(report: PeriodicReport) -> Place | None:
    """Where it is received: by whoever asked for it, else at the place of the body that gathers."""
    if report.call is not None:
        return report.call.place
    row = (
        report.receivers.filter(gathers=True, organisation__isnull=False)
        .select_related("organisation__place")
        .first()
    )
    if row is not None and row.organisation is not None:
        return row.organisation.place
    return report.place.parent


# ---------------------------------------------------------------- what was written


def texts_of(report: PeriodicReport) -> dict[str, ReportText]:
    """The words that stand, by key: one query."""
    rows = report.texts.order_by("key", "-revision").distinct("key")
    return {row.key: row for row in rows}


def typed_of(report: PeriodicReport) -> dict[str, TypedFigure]:
    rows = report.typed.order_by("cell", "-revision").distinct("cell")
    return {row.cell: row for row in rows}


def values_of(typed: Mapping[str, TypedFigure]) -> dict[str, Decimal]:
    return {cell: row.value for cell, row in typed.items() if row.value is not None}


# ---------------------------------------------------------------- figures


def filled(report: PeriodicReport, *, values: Mapping[str, Decimal] | None = None) -> Filled:
    """As frozen once it was sent; else to the minute."""
    if report.frozen is not None:
        definition = Definition.from_json(report.frozen["definition"])
        return Filled.from_json(report.frozen["figures"], definition.tables())
    return live(report, values=values)


def live(report: PeriodicReport, *, values: Mapping[str, Decimal] | None = None) -> Filled:
    """What the tables would say now, also of a report that was sent."""
    definition = report.type.spec
    if definition.gathers:
        rows = gathered_for(report)
        return gather(definition, rows, planned(report.place, report.period), cut_off_on=report.cut_off_on)
    if values is None:
        values = values_of(typed_of(report))
    source = read_source(
        definition,
        report.place,
        report.period,
        cut_off_on=report.cut_off_on,
        typed=values,
        earlier=earlier_said(report),
        from_paper=report.sent_on is not None,
    )
    told = source.planned if any(table.rows == Rows.TARGETS for table in definition.tables()) else ()
    mark = _mark_of(definition, report, told)
    return fill(definition, source, cut_off_on=report.cut_off_on, sample_mark=mark)


def _mark_of(definition: Definition, report: PeriodicReport, targets: Sequence[Planned]) -> str:
    """Printed on every page where a title of the report was judged by an edition that nobody verified, this year or in the year before
    that it is held against.
    """
    year = report.period.year
    columns = {column.aspect for table in definition.tables() for column in table.columns}
    years = [year - 1, year] if columns & {Aspect.BEFORE, Aspect.CHANGE} else [year]
    codes = [*definition.quantities(), *(one.measure for one in targets)]
    return mark_at(report.place, years, titles_of_codes(codes))


def earlier_report(report: PeriodicReport) -> PeriodicReport | None:
    """Of the same type, place and body for the same period a year before: the version sent last."""
    return _sent_for(report, report.period.before())


def previous_report(report: PeriodicReport) -> PeriodicReport | None:
    """Of the period that ended on the day before this one began: what a fund held then, it opens with."""
    return _sent_for(report, report.period.previous())


def _sent_for(report: PeriodicReport, period: Period) -> PeriodicReport | None:
    return (
        PeriodicReport.objects.filter(
            type_code=report.type_code,
            place=report.place,
            issuer=report.issuer,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            state__in=SENT,
        )
        .select_related("type", "place", "issuer")
        .order_by("-version")
        .first()
    )


def earlier_said(report: PeriodicReport) -> dict[str, Decimal]:
    earlier = earlier_report(report)
    if earlier is None or earlier.frozen is None:
        return {}
    return said_by_quantity(earlier.type.spec, filled(earlier))


# ---------------------------------------------------------------- gathering


def asked_places(type_: ReportType, place: Place, period: Period, before_on: dt.date | None) -> list[Place]:
    """Whoever is to answer: places of the type's level below that stand on the last day of the period, or on the last day to send
    where that comes first.
    """
    day = period.ends_on
    if before_on is not None:
        day = max(min(day, last_day_before(before_on)), period.starts_on)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    below = Place.objects.within([place.pk]).filter(standing, level=type_.level, valid_from__lte=day)
    return list(below.exclude(pk=place.pk).order_by("sort_key", "id"))


def call_for(code: str, place: Place, period: Period) -> ReportCall | None:
    """What a place is asked for, by the nearest body above that asks."""
    calls = ReportCall.objects.filter(
        type__code=code, place__in=place.path[:-1], starts_on=period.starts_on, ends_on=period.ends_on
    ).select_related("place", "receiver", "type")
    return max(calls, key=lambda call: len(call.place.path), default=None)


def gathered_for(report: PeriodicReport) -> list[Gathered]:
    """Each place that was asked below, with what was accepted of it. A fixed number of queries."""
    below = type_for(report.type.spec.gathers, report.period, report.place)
    if below is None:
        return []
    call = ReportCall.objects.filter(
        type__code=below.code, place=report.place, starts_on=report.starts_on, ends_on=report.ends_on
    ).first()
    places = asked_places(below, report.place, report.period, call.before_on if call else None)
    return gathered_at(below.code, report.period, places)


def gathered_at(code: str, period: Period, places: Sequence[Place]) -> list[Gathered]:
    """Of each report only its sums are read: a province has a hundred of them."""
    rows = (
        PeriodicReport.objects.filter(
            type_code=code,
            place__in=[place.pk for place in places],
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            state=ReportState.ACCEPTED,
        )
        .annotate(summary=KeyTransform("summary", "frozen"), of_type=KeyTransform("definition", "frozen"))
        .defer("frozen")
        .order_by("place", "-submitted_at", "-version")
    )
    latest: dict[UUID, PeriodicReport] = {}
    for row in rows:
        latest.setdefault(row.place_id, row)
    return [
        Gathered(place, place.title, report, _summary(report) if report else None)
        for place in places
        for report in (latest.get(place.pk),)
    ]


def _summary(report: PeriodicReport) -> Filled:
    definition = Definition.from_json(report.of_type)  # type: ignore[attr-defined]
    return Filled.from_json(report.summary, definition.tables())  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    """What one report below says to a figure."""

    name: str
    report: PeriodicReport | None
    text: str
    late: bool


def lines_of(report: PeriodicReport, address: str) -> list[Line]:
    """Each report that a sum was made of, as it was when the sum was frozen, with what it says to the figure."""
    shown = filled(report)
    reports = {
        str(one.pk): one
        for one in PeriodicReport.objects.filter(pk__in=_behind(shown)).select_related("type")
    }
    rows = {row.place_id: row for table in shown.tables for row in table.rows if row.report_id}
    lines = []
    for place in shown.geometry:
        row = rows.get(place.id)
        below = reports.get(row.report_id) if row else None
        cell = filled(below).cell(address) if below else None
        lines.append(Line(place.name, below, cell.shown if cell else "—", bool(row and row.late)))
    return lines


def _behind(shown: Filled) -> set[str]:
    return {row.report_id for table in shown.tables for row in table.rows if row.report_id}


# ---------------------------------------------------------------- one report


def version_before(report: PeriodicReport) -> PeriodicReport | None:
    """The one that was sent before it, of the same period."""
    return next((one for one in versions_of(report) if one.version == report.version - 1), None)


def versions_of(report: PeriodicReport) -> list[PeriodicReport]:
    return list(
        PeriodicReport.objects.filter(
            type_code=report.type_code,
            place=report.place_id,
            issuer=report.issuer_id,
            starts_on=report.starts_on,
            ends_on=report.ends_on,
        )
        .select_related("paper__issuer")
        .order_by("-version")
    )


@dataclass(frozen=True)
class CellDifference:
    label: str
    then: str
    now: str


def differences(then: Filled, now: Filled) -> list[CellDifference]:
    """Each figure that says something else now, with where it stands."""
    found = []
    for table in then.tables:
        for row in table.all_rows:
            for column in table.spec.columns:
                old = row.cells.get(column.key)
                new = now.cell(f"{table.key}/{row.key}/{column.key}")
                if old is not None and new is not None and old.shown != new.shown:
                    found.append(CellDifference(f"{row.label}: {head_of(column)}", old.shown, new.shown))
    return found


def words_changed(then: PeriodicReport, now: PeriodicReport) -> list[str]:
    """Headings of the sections that were written otherwise in the later of two sent versions."""
    before, after = (then.frozen or {}).get("texts", {}), (now.frozen or {}).get("texts", {})
    sections = now.type.spec.sections
    return [one.heading for one in sections if before.get(one.key, "") != after.get(one.key, "")]


def reason_of(report: PeriodicReport) -> str:
    """Why a later version was opened."""
    return str(report.moves.filter(from_state="").values_list("note", flat=True).first() or "")


def head_of(column: object) -> str:
    group, head = getattr(column, "group", ""), getattr(column, "head", "")
    return f"{group} – {head}" if group else head


def named(address: str, shown: Filled, definition: Definition) -> str:
    """What an address is called on screen; empty where nothing has it."""
    if address.startswith("section:"):
        section = definition.section(address.removeprefix("section:"))
        return f"Mục {section.heading}" if section else ""
    found = shown.find(address)
    if found is None:
        return _row_named(address, shown)
    table, row, _, column = found
    return f"{table.spec.caption}: {row.label}, {head_of(column)}"[:300]


def _row_named(address: str, shown: Filled) -> str:
    """Of an address without a column: the whole line."""
    key, _, row_key = address.partition("/")
    table = shown.table(key)
    row = table.row(row_key) if table else None
    return f"{table.spec.caption}: {row.label}"[:300] if table and row else ""


@dataclass(frozen=True)
class EstimateError:
    """What was estimated a year ago beside what came."""

    label: str
    estimated: Decimal
    happened: Decimal | None

    @property
    def error(self) -> Decimal | None:
        return None if self.happened is None else self.estimated - self.happened


def estimate_errors(report: PeriodicReport, shown: Filled) -> list[EstimateError]:
    """Last year's estimates beside last year's whole figures, as this report's columns of a year before have them."""
    earlier = earlier_report(report)
    if earlier is None:
        return []
    found = []
    for table in filled(earlier).tables:
        now = shown.table(table.key)
        for row in table.all_rows:
            for column in table.spec.columns:
                cell = row.cells.get(column.key)
                if cell is None or cell.aspect.value != "estimate" or cell.value is None:
                    continue
                happened = _before_in(now, row.key, column.quantity) if now else None
                found.append(EstimateError(f"{row.label}: {head_of(column)}", cell.value, happened))
    return found


def _before_in(table: object, row_key: str, quantity: str) -> Decimal | None:
    row = table.row(row_key)  # type: ignore[attr-defined]
    if row is None:
        return None
    for column in table.spec.columns:  # type: ignore[attr-defined]
        if column.quantity != quantity:
            continue
        cell = row.cells.get(column.key)
        if cell and column.aspect.value == "before":
            return cell.value
        if cell and column.aspect.value == "change":
            return cell.second
    return None


def level_label(level: str) -> str:
    return str(Level(level).label)


def body_label(kind: str) -> str:
    return str(OrganisationKind(kind).label)


def reports_above(report: PeriodicReport, actor: Actor) -> list[PeriodicReport]:
    """The reports above into which this version was added up."""
    rows = PeriodicReport.objects.visible_to(actor).filter(
        place__in=report.place.path[:-1],
        starts_on=report.starts_on,
        ends_on=report.ends_on,
        state__in=SENT,
        type__definition__gathers=report.type_code,
    )
    return [one for one in rows.with_all().order_by("-version") if str(report.pk) in _behind(filled(one))]


def sent_of_season(season: RecognitionRound) -> list[Reason]:
    """A report that was accepted tells that the year is over; what changes since goes up as its next version."""
    accepted = PeriodicReport.objects.filter(
        place__in=season.place.path,
        ends_on__year=season.year,
        state=ReportState.ACCEPTED,
        type__definition__icontains=f'"{season.title}.',
    )
    return [
        Reason(
            f"{report} của {report.place.full_name} đã được nhận. "
            "Thay đổi bằng quyết định sửa đổi, rồi lập bản báo cáo sau. Vẫn cần mở lại đợt thì đề nghị "
            f"{report.call.receiver.name if report.call else 'nơi nhận'} trả lại báo cáo ấy trước."
        )
        for report in accepted.select_related("type", "place", "call__receiver")[:1]
    ]
