"""Targets beside their results. Screens, reports and the command read them here."""

import copy
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before, today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date, format_number
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Figure, Past, Scope
from hoctap.measures.registry import Measure, measures
from hoctap.places.models import Level, Place
from hoctap.plans import rules
from hoctap.plans.figures.queries import PlaceFigure, figures_at
from hoctap.plans.figures.rules import Judged, Outlook, average_growth, judge
from hoctap.plans.indicators import Indicator, indicators
from hoctap.plans.models import Comparator, Plan, Target, TargetKind, TargetShare
from hoctap.plans.rules import Standing


@dataclass(frozen=True)
class TargetResult:
    """One target at one place. Without a measure, or without records, the result is None: never zero."""

    target: Target
    place: Place
    measure: Measure | None
    figure: Figure | None
    result: Decimal | None
    """In the unit of the target."""
    met: bool | None
    standing: Standing | None
    indicator: Indicator | None = None
    told: PlaceFigure | None = None
    """A dated figure, where no record gives one."""
    arithmetic: str = ""
    """Of a figure that is worked out further: growth against a base year."""
    handed_down: bool = False
    """The value is the one given to this very place."""
    as_of: dt.date | None = None
    """The past day at whose end the figure is read; None is now."""

    @property
    def wanted(self) -> str:
        return wanted_words(self.target)

    @property
    def is_percent(self) -> bool:
        return self.target.unit == rules.PERCENT

    @property
    def is_partial(self) -> bool:
        return self.figure is not None and self.figure.is_partial

    @property
    def why_missing(self) -> str:
        """Why there is no result, in words; empty when there is one."""
        if self.result is not None:
            return ""
        if self.indicator is not None:
            return self.arithmetic or "Chưa có số liệu: chưa ai ghi số liệu có ngày và nguồn."
        if self.measure is None:
            return "Chưa có số liệu: chỉ tiêu này chưa gắn với sổ sách nào trong hệ thống."
        if not self.is_percent and not self.handed_down and self.target.plan.place_id != self.place.pk:
            whole = self.target.plan.place.full_name
            return f"Chỉ tiêu tính chung cho {whole}, không chia cho {self.place.full_name}."
        if self.measure.why_missing:
            return self.measure.why_missing
        if self.figure is None or self.figure.is_missing:
            return f"Chưa có số liệu năm {self.target.year}: chưa mở đợt công nhận."
        return "Chưa có số liệu: sổ hộ đang trống."

    @property
    def judged(self) -> Judged:
        """On track, at risk or late, with the arithmetic. A partial figure is judged as it stands."""
        target = self.target
        if target.stopped_on:
            return Judged(Outlook.STOPPED, target.stopped_why)
        first, last = dt.date(target.year, 1, 1), dt.date(target.year, 12, 31)
        if target.before_on:
            last = last_day_before(target.before_on)
            first = min(first, last)
        return judge(
            # What is to stay below grows towards nothing.
            "ceiling" if target.comparator == Comparator.AT_MOST else target.kind,
            target.value,
            self.result,
            met=self.met,
            first=first,
            last=last,
            on=self.told.as_of if self.told else self.as_of or today(),
            earlier=self.told.earlier if self.told and not self.arithmetic else None,
            unit=target.unit,
        )

    @property
    def told_words(self) -> str:
        """'120 / 150 trung tâm = 80 %, đến 30/06/2024, nguồn: …'."""
        if self.told is None or self.result is None:
            return ""
        value = f"{format_number(self.result)}\N{NO-BREAK SPACE}{self.target.unit}"
        if self.told.denominator:
            parts = f"{format_number(self.told.numerator)} / {format_number(self.told.denominator)}"
            value = f"{parts} {self.indicator.unit if self.indicator else ''} = {value}"
        if self.target.kind == TargetKind.BOOLEAN:
            value = "có" if self.result else "không"
        return f"{value}, đến {format_date(self.told.as_of)}, nguồn: {self.told.source}"

    @property
    def definition(self) -> str:
        """What is divided by what, in words."""
        if self.measure is not None:
            return f"{self.measure.numerator_label} / {self.measure.denominator_label}"
        if self.indicator is None:
            return ""
        one = self.indicator
        words = (
            f"{one.numerator_label} / {one.denominator_label}"
            if one.denominator_label
            else one.numerator_label
        )
        if one.who_counts:
            words += f" ({one.who_counts})"
        return f"{words}. {one.unsure}".strip() if one.unsure else words

    @property
    def deadline(self) -> str:
        return deadline_words(self.target.before_on)

    @property
    def plan_label(self) -> str:
        plan = self.target.plan
        return f"Kế hoạch số {plan.number}" if plan.number else plan.title

    @property
    def verdict(self) -> str:
        """'đạt' or 'chưa đạt', while communes are missing only for the time being."""
        words = {True: "đạt", False: "chưa đạt", None: ""}[self.met]
        is_whole = not self.is_partial and not self.incomplete
        return words if is_whole or not words else f"tạm tính: {words}"

    @property
    def incomplete(self) -> str:
        return self.figure.incomplete if self.figure else ""

    @property
    def note(self) -> str:
        """What the bar itself does not say: how the target is meant, that communes are missing, the last day."""
        parts = []
        if self.target.comparator != Comparator.AT_LEAST:
            parts.append(f"chỉ tiêu {self.wanted}: {self.verdict}")
        elif self.is_partial and self.figure:
            parts.append(
                f"{self.verdict} ({self.figure.communes_in}/{self.figure.communes_all} xã có số liệu)"
            )
        if self.incomplete and self.result is not None:
            parts.append(f"chưa đủ: {self.incomplete}")
        if self.deadline:
            parts.append(self.deadline)
        return " · ".join(parts)

    @property
    def bar_denominator(self) -> int | None:
        """A bar of a percentage has a denominator, a bar of a number of households has none."""
        return self.figure.denominator if self.figure and self.is_percent else None

    @property
    def bar_target(self) -> Decimal | None:
        """The line on the bar; "equal" and "at most" have none, since more would not be better."""
        more_is_better = self.target.comparator in (Comparator.AT_LEAST, Comparator.RANGE)
        return self.target.value if more_is_better else None

    def url(self, part: str) -> str:
        """Where the figure opens down to its dossiers; empty without records."""
        if self.measure is None or self.figure is None or self.figure.is_missing:
            return ""
        url = self.measure.drill_url(self.place, self.target.year, part)
        if not url or self.as_of is None:
            return url
        return f"{url}&as_of={self.as_of.isoformat()}" if self.measure.opens_then else ""

    @property
    def numerator_url(self) -> str:
        return self.url("numerator")

    @property
    def late_url(self) -> str:
        return self.url("late")


def deadline_words(before_on: dt.date | None) -> str:
    """'trước ngày 15/11/2024: hạn cuối 14/11/2024'."""
    if before_on is None:
        return ""
    return f"trước ngày {format_date(before_on)}: hạn cuối {format_date(last_day_before(before_on))}"


def wanted_words(target: Target) -> str:
    """'từ 85 % trở lên', 'từ 12 đến 15 %', 'đúng 100 hộ'."""
    unit = f"\N{NO-BREAK SPACE}{target.unit}"
    value = format_number(target.value)
    if target.kind == TargetKind.BOOLEAN:
        return "có" if target.value else "không"
    if target.kind == TargetKind.ZERO:
        return f"không có {target.unit} nào"
    if target.comparator == Comparator.RANGE and target.value_max is not None:
        return f"từ {value} đến {format_number(target.value_max)}{unit}"
    if target.comparator == Comparator.AT_MOST:
        return f"không quá {value}{unit}"
    return f"đúng {value}{unit}" if target.comparator == Comparator.EQUAL else f"từ {value}{unit} trở lên"


def target_results(
    place: Place, year: int, *, past: Past | None = None, scope: Scope | None = None
) -> list[TargetResult]:
    """Every target that binds the place in the year: of its own plans, then of those above. `past`: held against the figures of
    that day; the targets are those that bind now. `scope`: the place's, where it was read already.
    """
    targets = (
        Target.objects.filter(plan__in=Plan.objects.binding(place), year=year)
        .select_related("plan__place")
        .order_by("-plan__dated_on", "plan_id", "position", "id")
    )
    own_first = sorted(_with_shares(targets, place), key=lambda target: -len(target.plan.place.path))
    return results_of(own_first, place, past=past, scope=scope)


def results_of(
    targets: Iterable[Target], place: Place, *, past: Past | None = None, scope: Scope | None = None
) -> list[TargetResult]:
    """The queries grow with the years asked for, not with the targets or the places."""
    targets = [_handed_down(target) for target in targets]
    figures: dict[tuple[str, int], Figure] = {}
    told: dict[tuple[str, int], PlaceFigure] = {}
    for year in {target.year for target in targets if target.measure}:
        codes = {target.measure for target in targets if target.year == year}
        dated = figures_at(codes, place, year, until=past.day if past else None)
        told |= {(code, year): figure for code, figure in dated.items()}
        wanted = [measure for code in codes if (measure := measures.get(code))]
        if not wanted:
            continue
        if scope is None or scope.year != year:
            scope = measure_queries.read_scope(place, year, with_children=False)
        read = measure_queries.breakdowns(scope, wanted, past=past)
        figures |= {(code, year): breakdown.total for code, breakdown in read.items()}
    bases = _bases_on_record(targets, place, past)
    found = []
    for target in targets:
        key = (target.measure, target.year)
        base = bases.get((target.measure, target.base_year))
        found.append(
            _result(target, place, figures.get(key), told.get(key), past.day if past else None, base)
        )
    return found


def _bases_on_record(
    targets: Sequence[Target], place: Place, past: Past | None
) -> dict[tuple[str, int | None], PlaceFigure]:
    """The figure of the base year of a growth, where the target names the year and not its value. At most two queries a year."""
    found: dict[tuple[str, int | None], PlaceFigure] = {}
    asked = {
        (target.measure, target.base_year)
        for target in targets
        if target.base_year is not None
        and target.base_value is None
        and (indicator := indicators.get(target.measure)) is not None
        and indicator.needs_base_year
    }
    for year in {year for _, year in asked}:
        codes = [code for code, of in asked if of == year]
        figures = figures_at(codes, place, year, until=past.day if past else None)
        found |= {(code, year): figure for code, figure in figures.items()}
    return found


def _with_shares(targets: QuerySet[Target], place: Place) -> QuerySet[Target]:
    """With what was handed down to this place of each."""
    share = TargetShare.objects.filter(target=OuterRef("pk"), place=place)
    return targets.annotate(
        share_value=Subquery(share.values("value")[:1]),
        share_value_max=Subquery(share.values("value_max")[:1]),
    )


def _handed_down(target: Target) -> Target:
    """With the value that was given to the place instead of the whole's, where one was."""
    value = getattr(target, "share_value", None)
    if value is None:
        return target
    given = copy.copy(target)
    given.value, given.value_max = value, target.share_value_max  # type: ignore[attr-defined]
    return given


def _result(
    target: Target,
    place: Place,
    figure: Figure | None,
    told: PlaceFigure | None = None,
    as_of: dt.date | None = None,
    base: PlaceFigure | None = None,
) -> TargetResult:
    result, arithmetic = _in_unit_of(target, place, figure), ""
    indicator = indicators.get(target.measure)
    if told is not None:
        result = told.value
        if indicator and indicator.needs_base_year:
            base_value = target.base_value if base is None else base.value
            # What stopped before the target's year has grown only over the years it lived.
            year = min(target.year, told.as_of.year)
            result, arithmetic = average_growth(target.base_year, base_value, year, told.value)
    return TargetResult(
        target=target,
        place=place,
        measure=measures.get(target.measure) if indicator is None else None,
        figure=figure,
        result=result,
        met=rules.is_met(target.comparator, target.value, target.value_max, result),
        standing=None
        if result is None
        else rules.standing(target.comparator, target.value, target.value_max, result),
        indicator=indicator,
        told=told,
        arithmetic=arithmetic,
        handed_down=_is_handed_down(target),
        as_of=as_of,
    )


def _is_handed_down(target: Target) -> bool:
    return getattr(target, "share_value", None) is not None


def _in_unit_of(target: Target, place: Place, figure: Figure | None) -> Decimal | None:
    if figure is None:
        return None
    if target.unit == rules.PERCENT:
        return figure.percent
    # A number of households is set for the whole of the plan's place; nobody divided it among those below.
    if (target.plan.place_id != place.pk and not _is_handed_down(target)) or figure.numerator is None:
        return None
    return Decimal(figure.numerator)


def plan_results(plan: Plan, place: Place | None) -> list[TargetResult]:
    """The plan's targets at a place; at no place the targets stand without results."""
    targets = plan.targets.select_related("plan__place").order_by("year", "position", "id")
    if place is None:
        return [_result(target, plan.place, None) for target in targets]
    return results_of(_with_shares(targets, place), place)


def place_to_show(plan: Plan, actor: Actor, *, asked: str = "") -> Place | None:
    """Where results of the plan are shown: the place asked for, the plan's own, else the actor's first below it."""
    if actor.may(Permission.RESULT_READ, at=plan) and not asked:
        return plan.place
    below = Place.objects.visible_to(actor, Permission.RESULT_READ).within([plan.place_id])
    if asked:
        try:
            return below.filter(pk=UUID(asked)).first()
        except ValueError:
            return None
    own = below.filter(pk__in=actor.places_with(Permission.RESULT_READ))
    return min(own, key=lambda place: (len(place.path), place.sort_key), default=None)


def places_that_plan(actor: Actor) -> list[Place]:
    """Where the actor may type in a plan: communes and above, his own places first."""
    places = Place.objects.visible_to(actor, Permission.PLAN_EDIT).exclude(
        level__in=[Level.HAMLET, Level.GROUP]
    )
    return sorted(places, key=lambda place: (len(place.path), not place.is_current, place.sort_key))
