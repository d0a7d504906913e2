"""What is open and names an ended place or body: "cần xử lý sau sắp xếp"."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.places.models import LineageEdge, Organisation, Place
from hoctap.plans.models import IN_FORCE, Plan, Settlement, TaskInstance
from hoctap.plans.settling.models import About, Outcome

MOST = 300


@dataclass(frozen=True)
class Open:
    """One matter for a person. `successors`: what is known to have followed, never assumed to inherit."""

    about: About
    plan: Plan
    named: str
    ended: str
    successors: list[str]
    instance: TaskInstance | None = None
    waits: Settlement | None = None

    @property
    def key(self) -> str:
        return f"{self.about}:{self.instance.pk if self.instance else self.plan.pk}"


def open_matters(actor: Actor) -> list[Open]:
    """Of the plans that the actor may change. A fixed number of queries."""
    day = today()
    running = (
        Plan.objects.filter(_editable(actor), state__in=IN_FORCE)
        .filter(Q(year_to__gte=day.year) | Q(open_ended=True))
        .select_related("place", "heir", "lead_body", "focal_body")
    )
    plans = list(running[:MOST])
    rows = (
        TaskInstance.objects.running()
        .filter(task__plan__in=running.values("pk"))
        .filter(Q(place__valid_to__lte=day) | Q(body__valid_to__lte=day))
        # Where the whole plan waits, its work waits with it.
        .exclude(task__plan__place__valid_to__lte=day, task__plan__heir__isnull=True)
        .with_all()
        .order_by("task__plan", "task__position", "id")[:MOST]
    )
    instances = list(rows)
    waits = _waiting(plans, instances)
    ended = {plan.place_id for plan in plans} | {row.place_id for row in instances}
    followers = _followers(ended)
    found = []
    for plan in plans:
        if _is_over(plan.place) and plan.heir_id is None:
            told = followers.get(plan.place_id, [])
            found.append(_of(About.PLAN, plan, plan.place.full_name, plan.place, told, waits))
            continue
        for about, body in ((About.LEAD, plan.lead_body), (About.FOCAL, plan.focal_body)):
            if body is not None and _is_over(body):
                found.append(_of(about, plan, body.name, body, [], waits))
    for row in instances:
        over = row.body if row.body is not None and _is_over(row.body) else row.place
        told = followers.get(row.place_id, [])
        found.append(_of(About.WORK, row.task.plan, row.body_name, over, told, waits, row))
    return found


def _of(
    about: About,
    plan: Plan,
    named: str,
    over: Place | Organisation,
    successors: list[str],
    waits: dict[tuple[str, UUID], Settlement],
    instance: TaskInstance | None = None,
) -> Open:
    ended = f"kết thúc từ {format_date(over.valid_to)}" if over.valid_to else ""
    if over.ended_by:
        ended += f" theo {over.ended_by}"
    key = (about.value, instance.pk if instance else plan.pk)
    return Open(about, plan, named, ended, successors, instance, waits.get(key))


def _editable(actor: Actor) -> Q:
    if actor.system_job:
        return Q()
    own = actor.places_with(Permission.PLAN_EDIT)
    return Q(place__path__overlap=own) | Q(heir__path__overlap=own)


def _is_over(one: Place | Organisation) -> bool:
    return one.valid_to is not None and one.valid_to <= today()


def _followers(places: Iterable[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    edges = LineageEdge.objects.filter(predecessor__in=list(places)).select_related("successor")
    for edge in edges.order_by(F("successor__sort_key")):
        found.setdefault(edge.predecessor_id, []).append(edge.successor.full_name)
    return found


def _waiting(plans: list[Plan], rows: list[TaskInstance]) -> dict[tuple[str, UUID], Settlement]:
    """The last word on each matter, where it was "chờ hướng dẫn"."""
    plan_ids = {plan.pk for plan in plans} | {row.task.plan_id for row in rows}
    found = {}
    for one in Settlement.objects.filter(plan__in=plan_ids).order_by("id"):
        key = (one.about, one.instance_id or one.plan_id)
        if one.outcome == Outcome.WAITING:
            found[key] = one
        else:
            found.pop(key, None)
    return found
