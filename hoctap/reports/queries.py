"""The season's table: one reading for the screen, the workbook, the report and the command.

One row for each place directly below (ấp of a commune, communes of a district, …), a total that is Σ/Σ, the
targets that bind the place, and the names of the communes that have no records.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Breakdown, Figure
from hoctap.measures.registry import Measure
from hoctap.places import lineage
from hoctap.places.models import Level, Place
from hoctap.plans import queries as plan_queries
from hoctap.plans.models import Plan, Target
from hoctap.recognition.as_of import past_counters
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.reports.groups import group_rows
from hoctap.reports.marks import sample_mark, titles_of
from hoctap.reports.models import Report
from hoctap.reports.quantities.earlier import Earlier, read_before
from hoctap.reports.quantities.periods import PeriodKind, period_of
from hoctap.reports.quantities.queries import NOT_KNOWN, Reading, Value
from hoctap.reports.quantities.registry import measure_code
from hoctap.reports.season import SeasonRow, SeasonTable, words_of


def season_table(
    place: Place, year: int, title: Title = Title.LEARNING_FAMILY, *, as_of: dt.date | None = None
) -> SeasonTable:
    """A fixed number of queries for any number of places below. `as_of`: as it was at the end of that past day."""
    words = words_of(title)
    scope = measure_queries.read_scope(place, year)
    communes = [commune.pk for commune in scope.communes]
    past = past_counters(communes, year, [title], as_of) if as_of else None
    read = measure_queries.breakdowns(scope, [words.of_whole, words.of_registered], past=past)
    of_whole, of_registered = read[words.of_whole.code], read[words.of_registered.code]
    before = _before(place, year, of_registered, words.of_registered)
    in_one_commune = place.level in (Level.COMMUNE, Level.HAMLET)
    figures = _Figures(title, year, as_of, of_whole, of_registered, before, shows_registers=in_one_commune)
    children = [child.place for child in of_whole.children]
    # A past year shows the names of its last day.
    called = lineage.as_called_on([place, *children], dt.date(year, 12, 31))
    place, children = called[place.pk], [called[child.pk] for child in children]
    total = figures.row(place)
    rows = tuple(figures.row(child) for child in children) if place.level != Level.HAMLET else (total,)
    return SeasonTable(
        place=place,
        year=year,
        rows=rows,
        total=total,
        targets=tuple(plan_queries.target_results(place, year)),
        missing=of_whole.total.missing,
        sample_mark=sample_mark(communes, year, titles_of([words.of_whole, words.of_registered])),
        read_at=timezone.now(),
        title=title,
        as_of=as_of,
        groups=group_rows(total, communes) if place.level == Level.HAMLET else (),
        before_note=before.note,
    )


def _before(place: Place, year: int, now: Breakdown, measure: Measure) -> Earlier:
    """Who was recognised the year before, on the boundary of this year."""
    code = measure_code(measure, "numerator")
    reading = Reading(
        place=place,
        period=period_of(PeriodKind.YEAR, year),
        children=tuple(child.place for child in now.children),
        total={},
        by_child={child.place.pk: {code: Value(child.figure.numerator)} for child in now.children},
        communes_in=now.total.communes_in,
        communes_all=now.total.communes_all,
        missing=now.total.missing,
    )
    return read_before(place, reading.period, [code], now=reading)


def with_titles(place: Place, year: int) -> list[Title]:
    """The titles that have a round in the year here: the others are absent, not zero."""
    scope = measure_queries.read_scope(place, year, with_children=False)
    rounds = RecognitionRound.objects.filter(place__in=[commune.pk for commune in scope.communes], year=year)
    found = set(rounds.order_by().values_list("title", flat=True).distinct())
    return [title for title in season_titles([place, *scope.communes]) if title in found]


class _Figures:
    """The three readings side by side, by place."""

    def __init__(
        self,
        title: Title,
        year: int,
        as_of: dt.date | None,
        of_whole: Breakdown,
        of_registered: Breakdown,
        before: Earlier,
        *,
        shows_registers: bool,
    ):
        self._title, self._year, self._as_of = title, year, as_of
        self._all, self._registered = map(_by_place, (of_whole, of_registered))
        self._before = before
        self._totals = (of_whole.total, of_registered.total)
        self._shows_registers = shows_registers

    def row(self, place: Place) -> SeasonRow:
        if place.pk in self._all:
            now, registered = self._all[place.pk], self._registered.get(place.pk)
            before = self._before.by_child.get(place.pk, {})
        else:
            now, registered = self._totals
            before = self._before.total
        # In a table of communes a missing one is left out of every sum: each column adds up to its total.
        shows_register = not now.is_missing or self._shows_registers
        known = registered is not None and not now.is_missing
        return SeasonRow(
            place=place,
            year=self._year,
            households=now.denominator if shows_register else None,
            registered=registered.denominator if known and registered else None,
            recognised=registered.numerator if known and registered else None,
            late=registered.late if known and registered else None,
            of_households=now.percent,
            of_registered=registered.percent if registered else None,
            change=_change(registered, before) if registered else None,
            communes_in=now.communes_in,
            communes_all=now.communes_all,
            title=self._title,
            in_whole=now.numerator,
            as_of=self._as_of,
        )


def _by_place(breakdown: Breakdown) -> dict[UUID, Figure]:
    return {child.place.pk: child.figure for child in breakdown.children}


def _change(now: Figure, before: Mapping[str, Value]) -> int | None:
    """Only where the same communes have records in both years: else the difference is one of coverage."""
    then = next(iter(before.values()), NOT_KNOWN)
    if now.numerator is None or then.number is None or now.missing != then.missing_communes:
        return None
    return now.numerator - int(then.number)


def years_of(place: Place) -> list[int]:
    """Years that have a round or a target here, and the present one; newest first."""
    rounds = RecognitionRound.objects.filter(place__path__overlap=place.path[-1:]).order_by()
    if place.level in (Level.HAMLET, Level.GROUP):
        rounds = RecognitionRound.objects.filter(place_id__in=place.path).order_by()
    years = set(rounds.values_list("year", flat=True).distinct())
    targets = Target.objects.filter(plan__in=Plan.objects.binding(place)).order_by()
    years |= set(targets.values_list("year", flat=True).distinct())
    return sorted(years | {today().year}, reverse=True)


def last_season(place: Place) -> int:
    """The year to show first: the latest with a round here or above, else the present one."""
    rounds = RecognitionRound.objects.filter(place__path__overlap=[place.pk])
    if place.level in (Level.HAMLET, Level.GROUP):
        rounds = RecognitionRound.objects.filter(place_id__in=place.path)
    year: int | None = rounds.aggregate(last=Max("year"))["last"]
    return year or today().year


def places_for(actor: Actor, permission: Permission) -> list[Place]:
    """The places where the right was given, widest first."""
    places = Place.objects.filter(pk__in=actor.places_given(permission))
    return sorted(places, key=lambda place: (len(place.path), place.sort_key))


def last_record_on(place: Place, year: int) -> dt.date | None:
    """The latest day that the year's dossiers carry: figures cannot be cut off before it."""
    of_place = Dossier.objects.filter(
        hamlet__path__overlap=[place.pk], year=year, title=Title.LEARNING_FAMILY
    )
    latest = of_place.aggregate(registered=Max("registered_on"))["registered"]
    decided = of_place.filter(state=DossierState.RECOGNISED).aggregate(decided=Max("decided_on"))["decided"]
    return max((day for day in (latest, decided) if day), default=None)


def latest_report(place: Place, year: int, kind: str) -> Report | None:
    return Report.objects.filter(place=place, year=year, kind=kind).order_by("-version").first()


def versions_of(report: Report) -> list[Report]:
    """Every version of the same report, newest first."""
    same = Report.objects.filter(kind=report.kind, place_id=report.place_id, year=report.year)
    return list(same.select_related("paper__issuer").order_by("-version"))


def readable_above(place: Place, actor: Actor, year: int | None = None) -> list[Place]:
    """The places above whose results the actor may read, widest first; as they were called at the end of a year, if given."""
    above = Place.objects.visible_to(actor, Permission.RESULT_READ).filter(pk__in=place.path[:-1])
    found = sorted(above, key=lambda each: len(each.path))
    if year is None or not found:
        return found
    called = lineage.as_called_on(found, dt.date(year, 12, 31))
    return [called[each.pk] for each in found]


def sent_reports(season: RecognitionRound) -> list[Reason]:
    """A signed report of the year says that the round is over; another version of it would have to say otherwise."""
    signed = Report.objects.filter(
        place__in=season.place.path, year=season.year, paper__signed_recorded_at__isnull=False
    ).select_related("paper")
    return [
        Reason(
            f"Báo cáo số {report.paper.full_number} năm {season.year} đã ký và gửi theo số liệu của đợt. "
            "Thay đổi bằng quyết định sửa đổi và báo cáo bổ sung."
        )
        for report in signed[:1]
    ]
