"""Targets beside their results. Screens, reports and the command read them here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.dates import last_day_before
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date, format_number
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Figure
from hoctap.measures.registry import Measure, measures
from hoctap.places.models import Level, Place
from hoctap.plans import rules
from hoctap.plans.models import Comparator, Plan, Target
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
        if self.measure is None:
            return "Chưa có số liệu: chỉ tiêu này chưa gắn với sổ sách nào trong hệ thống."
        if not self.is_percent and self.target.plan.place_id != self.place.pk:
            whole = self.target.plan.place.full_name
            return f"Chỉ tiêu tính chung cho {whole}, không chia cho {self.place.full_name}."
        if self.measure.why_missing:
            return self.measure.why_missing
        if self.figure is None or self.figure.is_missing:
            return f"Chưa có số liệu năm {self.target.year}: chưa mở đợt công nhận."
        return "Chưa có số liệu: sổ hộ đang trống."

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
        """The line on the bar; "equal" has none, since more would not be better."""
        return None if self.target.comparator == Comparator.EQUAL else self.target.value

    def url(self, part: str) -> str:
        """Where the figure opens down to its dossiers; empty without records."""
        if self.measure is None or self.figure is None or self.figure.is_missing:
            return ""
        return self.measure.drill_url(self.place, self.target.year, part)

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
    if target.comparator == Comparator.RANGE and target.value_max is not None:
        return f"từ {value} đến {format_number(target.value_max)}{unit}"
    return f"đúng {value}{unit}" if target.comparator == Comparator.EQUAL else f"từ {value}{unit} trở lên"


def target_results(place: Place, year: int) -> list[TargetResult]:
    """Every target that binds the place in the year: of its own plans, then of those above."""
    targets = (
        Target.objects.filter(plan__in=Plan.objects.binding(place), year=year)
        .select_related("plan__place")
        .order_by("-plan__dated_on", "plan_id", "position", "id")
    )
    own_first = sorted(targets, key=lambda target: -len(target.plan.place.path))
    return results_of(own_first, place)


def results_of(targets: Iterable[Target], place: Place) -> list[TargetResult]:
    """The queries grow with the years asked for, not with the targets or the places."""
    targets = list(targets)
    figures: dict[tuple[str, int], Figure] = {}
    for year in {target.year for target in targets if measures.get(target.measure)}:
        codes = {target.measure for target in targets if target.year == year}
        wanted = [measure for code in codes if (measure := measures.get(code))]
        scope = measure_queries.read_scope(place, year, with_children=False)
        read = measure_queries.breakdowns(scope, wanted)
        figures |= {(code, year): breakdown.total for code, breakdown in read.items()}
    return [_result(target, place, figures.get((target.measure, target.year))) for target in targets]


def _result(target: Target, place: Place, figure: Figure | None) -> TargetResult:
    result = _in_unit_of(target, place, figure)
    return TargetResult(
        target=target,
        place=place,
        measure=measures.get(target.measure),
        figure=figure,
        result=result,
        met=rules.is_met(target.comparator, target.value, target.value_max, result),
        standing=None
        if result is None
        else rules.standing(target.comparator, target.value, target.value_max, result),
    )


def _in_unit_of(target: Target, place: Place, figure: Figure | None) -> Decimal | None:
    if figure is None:
        return None
    if target.unit == rules.PERCENT:
        return figure.percent
    # A number of households is set for the whole of the plan's place; nobody divided it among those below.
    if target.plan.place_id != place.pk or figure.numerator is None:
        return None
    return Decimal(figure.numerator)


def plan_results(plan: Plan, place: Place | None) -> list[TargetResult]:
    """The plan's targets at a place; at no place the targets stand without results."""
    targets = list(plan.targets.select_related("plan__place").order_by("year", "position", "id"))
    if place is None:
        return [_result(target, plan.place, None) for target in targets]
    return results_of(targets, place)


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
