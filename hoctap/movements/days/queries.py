"""When days fall at a place, what stands in its calendar, and what an event brought."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY
from hoctap.core.refusals import Reason
from hoctap.learning.activities.queries import with_people
from hoctap.learning.models import Activity, ActivityKind, ActivityState, Session
from hoctap.learning.queries import keeping_records, turnout
from hoctap.measures.queries import read_scope
from hoctap.movements.campaigns.models import Movement, MovementState
from hoctap.movements.choosing import UPPER
from hoctap.movements.days.models import (
    REMIND_DAYS,
    Observance,
    ObservanceDates,
    ObservanceSetting,
    Occasion,
    OccasionActivity,
)
from hoctap.movements.days.rules import MARGIN, Falls, Span, span_in
from hoctap.places.models import Level, Place


def keeping_reasons(
    place: Place, observance: Observance | None = None, *, below: bool = False
) -> list[Reason]:
    """What keeps a place from having a day, or this one; `below`: a hamlet may, too."""
    reasons = []
    if place.level not in UPPER and not (below and place.level == Level.HAMLET):
        reasons.append(Reason("Lịch đặt cho xã, huyện hoặc tỉnh; ấp, khóm theo lịch của xã.", "place"))
    if place.valid_to is not None:
        reasons.append(Reason("Địa bàn này đã kết thúc. Chọn nơi kế tục.", "place"))
    if observance is not None:
        if observance.ended_on is not None:
            reasons.append(Reason("Ngày này đã thôi dùng."))
        if observance.place_id is not None and observance.place_id not in place.path:
            reasons.append(Reason("Ngày này của nơi khác, không phải của nơi này hay cấp trên.", "place"))
    return reasons


# ---------------------------------------------------------------- when


@dataclass(frozen=True)
class Dated:
    """`source`: the paper that set the days, empty where a rule did."""

    span: Span
    source: str = ""


def falls_of(one: Observance) -> Falls:
    return Falls(one.rule, one.month, one.day, one.weekday, one.nth, one.days)


type Key = tuple[UUID, UUID, int]


def dated_at(
    observances: Iterable[Observance], places: Iterable[Place], years: Iterable[int]
) -> dict[Key, Dated]:
    """By day, place and year. What the nearest place wrote down goes before the rule. One query."""
    observances, places, years = list(observances), list(places), list(years)
    kept = ObservanceDates.objects.filter(
        observance__in=observances, place__in={pk for place in places for pk in place.path}, year__in=years
    )
    written = {(row.observance_id, row.place_id, row.year): row for row in kept}
    found: dict[Key, Dated] = {}
    for one in observances:
        falls = falls_of(one)
        for year in years:
            by_rule = span_in(falls, year)
            for place in places:
                if not _is_of(one, place):
                    continue
                rows = (written.get((one.pk, pk, year)) for pk in reversed(place.path))
                row = next((row for row in rows if row), None)
                if row is not None:
                    found[one.pk, place.pk, year] = Dated(Span(row.first_on, row.last_on), row.source)
                elif by_rule is not None:
                    found[one.pk, place.pk, year] = Dated(by_rule)
    return found


@dataclass(frozen=True)
class Kept:
    is_kept: bool = True
    remind_days: int = REMIND_DAYS


def kept_at(observances: Iterable[Observance], places: Iterable[Place]) -> dict[tuple[UUID, UUID], Kept]:
    """How each place keeps each day: its own setting, else of the nearest above, else as shipped. One query."""
    observances, places = list(observances), list(places)
    rows = ObservanceSetting.objects.filter(
        observance__in=observances, place__in={pk for place in places for pk in place.path}
    )
    written = {(row.observance_id, row.place_id): Kept(row.is_kept, row.remind_days) for row in rows}
    return {
        (one.pk, place.pk): next(
            (found for pk in reversed(place.path) if (found := written.get((one.pk, pk)))), Kept()
        )
        for one in observances
        for place in places
        if _is_of(one, place)
    }


def _is_of(one: Observance, place: Place) -> bool:
    return one.place_id is None or one.place_id in place.path


# ---------------------------------------------------------------- the calendar


@dataclass(frozen=True)
class Entry:
    """`kind`: "day", "occasion", "movement" or "activity"."""

    key: str
    first: dt.date
    last: dt.date
    title: str
    kind: str
    word: str
    url: str
    note: str = ""


def entries_at(actor: Actor, place: Place, first: dt.date, last: dt.date) -> list[Entry]:
    """What stands in the calendar of a place between two days, in order. Six queries, whatever there is."""
    found = [
        *_days(place, first, last),
        *_occasions(actor, place, first, last),
        *_movements(actor, place, first, last),
        *_activities(actor, place, first, last),
    ]
    return sorted(found, key=lambda one: (one.first, one.kind != "day", one.title))


def _days(place: Place, first: dt.date, last: dt.date) -> list[Entry]:
    observances = list(Observance.objects.at(place.path).standing())
    years = range(first.year - 1, last.year + 1)
    dated, kept = dated_at(observances, [place], years), kept_at(observances, [place])
    return [
        Entry(
            f"{one.pk}-{year}",
            when.span.first,
            when.span.last,
            one.name,
            "day",
            one.get_kind_display(),
            f"{reverse('observance_detail', args=[one.pk])}?year={year}&place={place.pk}",
            when.source,
        )
        for one in observances
        for year in years
        if (when := dated.get((one.pk, place.pk, year)))
        and when.span.meets(first, last)
        and kept[one.pk, place.pk].is_kept
    ]


def _occasions(actor: Actor, place: Place, first: dt.date, last: dt.date) -> list[Entry]:
    own = Q(place__in=place.path) | Q(place__parent=place, place__level=Level.HAMLET)
    rows = Occasion.objects.visible_to(actor).filter(
        own, cancelled_on__isnull=True, first_on__lte=last, last_on__gte=first
    )
    return [
        Entry(
            str(one.pk),
            one.first_on,
            one.last_on,
            one.name,
            "occasion",
            "kế hoạch",
            reverse("occasion_detail", args=[one.pk]),
            one.place.title,
        )
        for one in rows.select_related("place")
    ]


def _movements(actor: Actor, place: Place, first: dt.date, last: dt.date) -> list[Entry]:
    """The day of launching, and the last day."""
    rows = (
        Movement.objects.visible_to(actor).filter(place__in=place.path).exclude(state=MovementState.CANCELLED)
    )
    rows = rows.filter(Q(launched_on__range=(first, last)) | Q(last_on__range=(first, last)))
    found = []
    for one in rows.select_related("place"):
        url = reverse("movement_detail", args=[one.pk])
        for day, word in ((one.launched_on, "phát động"), (one.last_on, "kết thúc")):
            if first <= day <= last:
                key = f"{one.pk}-{'launch' if word == 'phát động' else 'end'}"
                found.append(Entry(key, day, day, one.name, "movement", word, url, one.place.title))
    return found


def _activities(actor: Actor, place: Place, first: dt.date, last: dt.date) -> list[Entry]:
    """Planned ones of a commune; a place above has too many to be read in a calendar."""
    if place.level != Level.COMMUNE:
        return []
    rows = Activity.objects.visible_to(actor).filter(
        commune=place, state=ActivityState.PLANNED, starts_on__lte=last, ends_on__gte=first
    )
    return [
        Entry(
            str(one.pk),
            one.starts_on,
            one.ends_on,
            one.title,
            "activity",
            one.get_kind_display(),
            reverse("activity_detail", args=[one.pk]),
            one.venue_name,
        )
        for one in rows
    ]


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[tuple[dt.date, list[Entry]]]]

    @property
    def before(self) -> dt.date:
        return (self.first - ONE_DAY).replace(day=1)

    @property
    def after(self) -> dt.date:
        return (self.first + 31 * ONE_DAY).replace(day=1)


def month_of(entries: Sequence[Entry], first: dt.date) -> Month:
    """By weeks from Monday."""
    after = (first + 31 * ONE_DAY).replace(day=1)
    day = first - first.weekday() * ONE_DAY
    weeks = []
    while day < after:
        weeks.append(
            [
                (one, [entry for entry in entries if entry.first <= one <= entry.last])
                for one in (day + step * ONE_DAY for step in range(7))
            ]
        )
        day += 7 * ONE_DAY
    return Month(first, weeks)


@dataclass(frozen=True)
class DayRow:
    observance: Observance
    dated: Dated | None
    kept: Kept
    occasion: Occasion | None


def day_rows(actor: Actor, place: Place, year: int) -> list[DayRow]:
    """All days of a place in a year, those without dates last. Four queries."""
    observances = list(Observance.objects.at(place.path).standing().select_related("place"))
    dated, kept = dated_at(observances, [place], [year]), kept_at(observances, [place])
    occasions = {
        one.observance_id: one
        for one in Occasion.objects.visible_to(actor).filter(place=place, year=year, cancelled_on=None)
    }
    rows = [
        DayRow(one, dated.get((one.pk, place.pk, year)), kept[one.pk, place.pk], occasions.get(one.pk))
        for one in observances
    ]
    return sorted(
        rows, key=lambda row: (row.dated.span.first if row.dated else dt.date.max, row.observance.name)
    )


# ---------------------------------------------------------------- one event


@dataclass(frozen=True)
class OccasionPage:
    occasion: Occasion
    activities: list[Activity]
    """Those that the reader may see, with `turns`."""
    held: int
    turns: int | None
    classes: int | None
    """Classes that began in its days, at its place and below; None where no commune there keeps the year."""


def page_of(occasion: Occasion, actor: Actor) -> OccasionPage:
    linked = Activity.objects.filter(pk__in=occasion.links.values("activity"))
    shown = with_people(Activity.objects.visible_to(actor).filter(pk__in=linked.values("pk")))
    held = linked.filter(state=ActivityState.HELD)
    turns = turnout(Session.objects.filter(activity__in=held, state=ActivityState.HELD), "state")
    communes = _communes(occasion.place, occasion.year)
    keeping = keeping_records(communes, occasion.year)
    span = Span(occasion.first_on, occasion.last_on)
    classes = classes_opened(dict.fromkeys(keeping, span), within=occasion.place)
    return OccasionPage(
        occasion,
        list(shown.select_related("place").order_by("starts_on", "id")),
        held.count(),
        sum(turns.values()) if turns else None,
        sum(classes.values()) if keeping else None,
    )


def _communes(place: Place, year: int) -> list[UUID]:
    return [one.pk for one in read_scope(place, year, with_children=False).communes]


def classes_opened(spans: dict[UUID, Span], *, within: Place | None = None) -> dict[UUID, int]:
    """Commune → classes that began in these days and were held. One query."""
    wanted = Q()
    days: dict[Span, list[UUID]] = defaultdict(list)
    for pk, span in spans.items():
        days[span].append(pk)
    for span, ids in days.items():
        wanted |= Q(commune__in=ids, starts_on__range=(span.first, span.last))
    if not wanted:
        return {}
    rows = Activity.objects.filter(wanted, kind=ActivityKind.CLASS, state=ActivityState.HELD)
    if within is not None:
        rows = rows.filter(place__path__contains=[within.pk])
    found: dict[UUID, int] = dict.fromkeys(spans, 0)
    for commune in rows.order_by().values_list("commune_id", flat=True):
        found[commune] += 1
    return found


def offered_to(occasion: Occasion, actor: Actor) -> QuerySet[Activity]:
    """Activities of its place near its days, and those that are linked already."""
    rows = Activity.objects.visible_to(actor).filter(place__path__contains=[occasion.place_id])
    by_date = Q(starts_on__lte=occasion.last_on + MARGIN, ends_on__gte=occasion.first_on - MARGIN) & ~Q(
        state=ActivityState.CANCELLED
    )
    found: QuerySet[Activity] = rows.filter(by_date | Q(pk__in=occasion.links.values("activity")))
    return found.select_related("place").order_by("starts_on", "id")


# ---------------------------------------------------------------- a day across communes


@dataclass
class CommuneRow:
    commune: Place
    dated: Dated | None
    is_recorded: bool
    occasions: list[Occasion] = field(default_factory=list)
    activities: int = 0
    turns: int | None = None
    classes: int = 0


@dataclass(frozen=True)
class DayTable:
    rows: list[CommuneRow]

    @property
    def planned(self) -> int:
        return sum(bool(row.occasions) for row in self.rows)

    @property
    def activities(self) -> int:
        return sum(row.activities for row in self.rows)

    @property
    def turns(self) -> int | None:
        counted = [row.turns for row in self.rows if row.turns is not None]
        return sum(counted) if counted else None

    @property
    def classes(self) -> int | None:
        counted = [row.classes for row in self.rows if row.is_recorded and row.dated]
        return sum(counted) if counted else None

    @property
    def missing(self) -> int:
        return sum(not row.is_recorded for row in self.rows)


def day_table(observance: Observance, place: Place, year: int) -> DayTable:
    """What a day brought, commune by commune. A fixed number of queries, however many communes."""
    communes = read_scope(place, year, with_children=False).communes
    ids = {one.pk for one in communes}
    dated = dated_at([observance], communes, [year])
    keeping = keeping_records(ids, year)
    spans = {pk: found.span for pk in keeping if (found := dated.get((observance.pk, pk, year)))}
    classes = classes_opened(spans)
    rows = {
        one.pk: CommuneRow(one, dated.get((observance.pk, one.pk, year)), one.pk in keeping)
        for one in communes
    }
    for occasion in _occasions_of(observance, place, year):
        commune = next((pk for pk in occasion.place.path if pk in ids), None)
        if commune is not None:
            rows[commune].occasions.append(occasion)
    linked = _held_for(observance, year, ids)
    for commune, activities in linked.items():
        rows[commune].activities = len(activities)
    sessions = Session.objects.filter(
        activity__in={pk for found in linked.values() for pk in found}, state=ActivityState.HELD
    )
    for (commune,), number in turnout(sessions, "activity__commune").items():
        rows[commune].turns = number
    for pk, number in classes.items():
        rows[pk].classes = number
    return DayTable(sorted(rows.values(), key=lambda row: (row.commune.sort_key, row.commune.pk)))


def _occasions_of(observance: Observance, place: Place, year: int) -> QuerySet[Occasion]:
    rows = Occasion.objects.filter(
        observance=observance, year=year, cancelled_on__isnull=True, place__path__contains=[place.pk]
    )
    return rows.select_related("place").order_by("first_on", "id")


def _held_for(observance: Observance, year: int, communes: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Commune → activities held that belong to the day, each once though a district's event names it too."""
    rows = OccasionActivity.objects.filter(
        occasion__observance=observance,
        occasion__year=year,
        occasion__cancelled_on__isnull=True,
        activity__commune__in=communes,
        activity__state=ActivityState.HELD,
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for commune, activity in rows.order_by().values_list("activity__commune_id", "activity_id"):
        found[commune].add(activity)
    return found


def classes_in(commune: Place, span: Span, actor: Actor) -> list[Activity]:
    """Those behind the figure of one commune, with `turns`."""
    rows = Activity.objects.visible_to(actor).filter(
        commune=commune,
        kind=ActivityKind.CLASS,
        state=ActivityState.HELD,
        starts_on__range=(span.first, span.last),
    )
    return list(with_people(rows).select_related("place").order_by("starts_on", "id"))
