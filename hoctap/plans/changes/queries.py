"""Where a plan comes from and who has followed; what its versions changed; plans on a line of time."""

import datetime as dt
from dataclasses import dataclass, field

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place
from hoctap.plans.changes.rules import Difference, differences
from hoctap.plans.changes.snapshots import snapshot
from hoctap.plans.models import Plan, PlanState, PlanVersion
from hoctap.plans.tasking.holders import mirror_day
from hoctap.plans.tasking.making import bounds

MOST_STEPS = 8


@dataclass(frozen=True)
class Shift:
    """One version with what changed from before it to after it."""

    version: PlanVersion
    differences: list[Difference]


def shifts(plan: Plan) -> list[Shift]:
    """Newest first."""
    versions = list(plan.versions.order_by("number"))
    if not versions:
        return []
    states = [version.before for version in versions[1:]] + [snapshot(plan)]
    pairs = zip(versions, states, strict=True)
    return [Shift(version, differences(version.before, after)) for version, after in pairs][::-1]


# ---------------------------------------------------------------- the cascade


@dataclass(frozen=True)
class Below:
    """A place that owes a plan of its own, with the plans it has."""

    place: Place
    plans: list[Plan]
    parent_day: dt.date | None

    @property
    def issued(self) -> list[Plan]:
        return [plan for plan in self.plans if plan.state != PlanState.DRAFT]

    @property
    def code(self) -> str:
        return "done" if self.issued else "draft" if self.plans else "missing"

    @property
    def words(self) -> str:
        if not self.plans:
            return "chưa ban hành"
        if not self.issued:
            return "đang dự thảo"
        day = self.issued[0].dated_on
        if day and self.parent_day:
            return f"đã ban hành, sau {(day - self.parent_day).days} ngày"
        return "đã ban hành"


@dataclass(frozen=True)
class Cascade:
    above: list[Plan]
    """From the top down."""
    below: list[Below]
    own: list[Plan]
    """Of the same place: a yearly plan under a longer one, a centre's plan under its commune's."""
    places_due: int
    counts: dict[str, int] = field(default_factory=dict)


def cascade(plan: Plan, actor: Actor) -> Cascade:
    """What is above, and of the places that the actor may see who has issued a plan of its own and who has not."""
    children = list(
        Plan.objects.visible_to(actor).filter(parent=plan).select_related("place").order_by("dated_on", "id")
    )
    due = places_due(plan)
    seen = [place for place in due if actor.may(Permission.PLAN_READ, at=place)]
    rows = [
        Below(place, [child for child in children if place.pk in child.place.path], plan.dated_on)
        for place in seen
    ]
    counts = {code: sum(row.code == code for row in rows) for code in ("done", "draft", "missing")}
    rows.sort(key=lambda row: (["missing", "draft", "done"].index(row.code), row.place.sort_key))
    own = [child for child in children if child.place_id == plan.place_id]
    return Cascade(_above(plan, actor), rows, own, len(due), counts)


def _above(plan: Plan, actor: Actor) -> list[Plan]:
    found: list[Plan] = []
    step = plan
    for _ in range(MOST_STEPS):
        if step.parent_id is None:
            break
        above = Plan.objects.visible_to(actor).select_related("place").filter(pk=step.parent_id).first()
        if above is None:
            break
        found.append(above)
        step = above
    return found[::-1]


def places_due(plan: Plan) -> list[Place]:
    """The next tier that stood on the plan's day: districts of a province while there were any, else communes."""
    day = mirror_day(plan)
    within = Place.objects.within([plan.place_id]).exclude(pk=plan.place_id)
    standing = within.filter(valid_from__lte=day).exclude(valid_to__lte=day)
    if plan.place.level == Level.PROVINCE:
        districts = list(standing.filter(level=Level.DISTRICT).order_by("sort_key"))
        if districts:
            return districts
    return list(standing.filter(level=Level.COMMUNE).order_by("sort_key"))


def possible_parents(plan: Plan, actor: Actor) -> list[Plan]:
    """Plans that this one may carry out: of the places above it and of its own."""
    rows = Plan.objects.visible_to(actor).filter(place__in=plan.place.path).exclude(pk=plan.pk)
    rows = rows.filter(year_from__lte=plan.year_to).select_related("place")
    return sorted(rows, key=lambda one: (-len(one.place.path), -one.year_from))[:200]


# ---------------------------------------------------------------- the timeline


@dataclass(frozen=True)
class Span:
    """A plan on a line of time, in percents of the years shown."""

    plan: Plan
    left: int
    width: int
    open_ended: bool


@dataclass(frozen=True)
class Timeline:
    first: int
    last: int
    spans: list[Span]
    now: int

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)


def timeline(plans: list[Plan]) -> Timeline | None:
    if not plans:
        return None
    first = min(plan.year_from for plan in plans)
    last = max(max(plan.year_to for plan in plans), today().year)
    begin, end = dt.date(first, 1, 1), dt.date(last, 12, 31)
    whole = (end - begin).days + 1

    def at(day: dt.date) -> int:
        return max(0, min(100, round(100 * (day - begin).days / whole)))

    spans = []
    for plan in sorted(plans, key=lambda one: (one.year_from, one.dated_on or dt.date(one.year_from, 1, 1))):
        starts, ends = bounds(plan)
        left = at(starts)
        spans.append(Span(plan, left, max(1, at(ends or end) - left), ends is None))
    return Timeline(first, last, spans, at(today()))
