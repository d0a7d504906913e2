"""What of plans waits for the signed-in person, for the home page."""

from django.db.models import Count, Q
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.plans.difficulties.models import DifficultyGroup, DifficultyState, GroupState
from hoctap.plans.models import IN_FORCE, Difficulty, Plan, Receipt
from hoctap.plans.settling.queries import open_matters
from hoctap.plans.tasking.models import OPEN, InstanceState, Part
from hoctap.plans.tasking.queries import own_body, reported_by
from hoctap.plans.tasking.rules import BEFORE, period_words

MOST = 8


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    if by.may_anywhere(Permission.TASK_REPORT):
        items += _own_work(by) + _own_receipts(by)
    if by.may_anywhere(Permission.TASK_FOLLOW):
        items += _to_confirm(by) + _to_assign(by) + _difficulties(by)
    if by.may_anywhere(Permission.PLAN_EDIT):
        items += _unsettled(by)
    if by.may_anywhere(Permission.DIFFICULTY_DECIDE):
        items += _to_decide(by)
    return items


def _own_work(by: Actor) -> list[WorkItem]:
    body = own_body(by)
    if body is None:
        return []
    rows = reported_by(by).filter(body=body, state__in=OPEN, task__plan__state__in=IN_FORCE)
    day = today()
    near = rows.filter(before_on__isnull=False).select_related("task__plan").order_by("before_on", "id")
    items = []
    for row in near[:MOST]:
        assert row.last_day is not None
        left = (row.last_day - day).days
        if left > max(BEFORE):
            break
        items.append(
            WorkItem(
                row.task.text[:140] + (f" ({period_words(row.period)})" if row.period else ""),
                reverse("instance_detail", args=[row.pk]),
                why=row.task.plan.label,
                due_on=row.last_day,
                late=left < 0,
                order=8 if left < 0 else 20,
            )
        )
    new = rows.filter(state=InstanceState.ASSIGNED).count()
    if new:
        items.append(WorkItem(f"{new} việc trong kế hoạch chưa nhận", reverse("task_list"), order=30))
    return items


def _own_receipts(by: Actor) -> list[WorkItem]:
    body = own_body(by)
    rows = Receipt.objects.visible_to(by).filter(body=body, read_at__isnull=True).select_related("plan")
    return [
        WorkItem(
            f"Báo đã nhận {one.plan.label}"[:160], reverse("recipient_list", args=[one.plan_id]), order=35
        )
        for one in (rows[:MOST] if body else [])
    ]


def _to_confirm(by: Actor) -> list[WorkItem]:
    waiting = Q(tasks__instances__state__in=[InstanceState.DONE])
    plans = (
        Plan.objects.filter(place__in=by.places_given(Permission.TASK_FOLLOW))
        .annotate(waiting=Count("tasks__instances", filter=waiting))
        .filter(waiting__gt=0)
        .select_related("place")
    )
    return [
        WorkItem(
            f"{plan.waiting} việc báo xong, chờ xác nhận",
            reverse("plan_detail", args=[plan.pk]),
            why=plan.label[:120],
            order=25,
        )
        for plan in plans[:MOST]
    ]


def _to_assign(by: Actor) -> list[WorkItem]:
    named = Q(tasks__bodies__part=Part.LEAD)
    plans = (
        Plan.objects.filter(place__in=by.places_given(Permission.TASK_FOLLOW))
        .in_force(today().year)
        .annotate(
            all_tasks=Count("tasks", filter=Q(tasks__dropped_on__isnull=True), distinct=True),
            named=Count("tasks", filter=named & Q(tasks__dropped_on__isnull=True), distinct=True),
        )
    )
    return [
        WorkItem(
            f"{plan.all_tasks - plan.named} việc chưa ghi cơ quan nào làm",
            reverse("plan_detail", args=[plan.pk]),
            why=plan.label[:120],
            order=60,
        )
        for plan in plans
        if plan.all_tasks > plan.named
    ][:MOST]


def _difficulties(by: Actor) -> list[WorkItem]:
    places = by.places_given(Permission.TASK_FOLLOW)
    items = []
    sent = Difficulty.objects.filter(plan__place__in=places, state=DifficultyState.SENT)
    if count := sent.count():
        items.append(
            WorkItem(f"{count} khó khăn, vướng mắc chờ tổng hợp", reverse("difficulty_list"), order=22)
        )
    decided = DifficultyGroup.objects.filter(plan__place__in=places, state=GroupState.DECIDED)
    items += [
        WorkItem(
            f"Trả lời các đơn vị: {group.title}"[:160],
            reverse("matter_detail", args=[group.pk]),
            order=22,
        )
        for group in decided[:MOST]
    ]
    return items


def _to_decide(by: Actor) -> list[WorkItem]:
    places = by.places_given(Permission.DIFFICULTY_DECIDE)
    rows = DifficultyGroup.objects.filter(plan__place__in=places, state=GroupState.PROPOSED)
    return [
        WorkItem(
            f"Quyết định về khó khăn, vướng mắc: {group.title}"[:160],
            reverse("matter_detail", args=[group.pk]),
            order=15,
        )
        for group in rows[:MOST]
    ]


def _unsettled(by: Actor) -> list[WorkItem]:
    count = sum(one.waits is None for one in open_matters(by))
    if not count:
        return []
    title = f"{count} kế hoạch, việc cần xử lý sau sắp xếp"
    return [WorkItem(title, reverse("unsettled_list"), order=45)]
