"""Difficulties shaped for screens: the list, one with its road, a matter gathered of several, how long people wait."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.plans.difficulties.models import (
    Difficulty,
    DifficultyGroup,
    DifficultyState,
)
from hoctap.plans.difficulties.rules import waited_words
from hoctap.plans.models import Plan

TONES = {
    "raised": "neutral",
    "sent": "waiting",
    "gathered": "working",
    "proposed": "waiting",
    "decided": "working",
    "solved": "done",
    "answered": "done",
    "withdrawn": "locked",
}
SHOWN = {"open": "Đang chờ", "closed": "Đã giải quyết, đã trả lời", "all": "Tất cả"}
OPEN = [DifficultyState.RAISED, DifficultyState.SENT, DifficultyState.GATHERED]


@dataclass(frozen=True)
class Shown:
    row: Difficulty
    now: dt.datetime

    @property
    def tone(self) -> str:
        return TONES[self.row.state]

    @property
    def waited(self) -> str:
        return waited_words(self.row.waited(self.now))


def shown(rows: "list[Difficulty] | QuerySet[Difficulty]") -> list[Shown]:
    now = timezone.now()
    return [Shown(row, now) for row in rows]


def listed(actor: Actor, *, show: str = "open", plan: UUID | None = None) -> "QuerySet[Difficulty]":
    rows = Difficulty.objects.visible_to(actor).select_related("plan__place", "place", "group", "task")
    if plan is not None:
        rows = rows.filter(plan=plan)
    if show == "open":
        rows = rows.filter(state__in=OPEN)
    elif show == "closed":
        rows = rows.exclude(state__in=OPEN)
    return rows.order_by("raised_at", "id") if show == "open" else rows.order_by("-raised_at", "-id")


def groups_of(actor: Actor, *, plan: UUID | None = None) -> "QuerySet[DifficultyGroup]":
    rows = DifficultyGroup.objects.visible_to(actor).select_related("plan__place")
    if plan is not None:
        rows = rows.filter(plan=plan)
    return rows.annotate(size=Count("difficulties")).order_by("-id")


@dataclass(frozen=True)
class Waiting:
    """How long answers take: of those that were sent on."""

    answered: int
    median_days: int | None
    longest_open: int | None


def waiting(actor: Actor) -> Waiting:
    rows = Difficulty.objects.visible_to(actor).filter(sent_at__isnull=False)
    now = timezone.now()
    done = sorted(row.waited(now).days for row in rows if row.state == DifficultyState.ANSWERED)
    open_days = [row.waited(now).days for row in rows if row.state in OPEN]
    return Waiting(len(done), done[len(done) // 2] if done else None, max(open_days, default=None))


def road_of(row: Difficulty) -> list[dict[str, object]]:
    """Newest first, as the timeline takes it."""
    found: list[dict[str, object]] = [
        {"what": "Nêu khó khăn, vướng mắc", "who": row.raised_by, "at": row.raised_at, "note": row.text}
    ]
    if row.sent_at:
        found.append(
            {"what": f"Gửi tới {row.focal_name}", "at": row.sent_at, "note": row.wish, "tone": "waiting"}
        )
    if group := row.group:
        found.append({"what": f"Tổng hợp vào: {group.title}", "at": group.created_at, "tone": "working"})
        found += [one for one in group_road(group) if one]
    if row.state == DifficultyState.SOLVED:
        found.append(
            {"what": "Giải quyết tại chỗ", "at": row.closed_at, "note": row.solution, "tone": "done"}
        )
    if row.state == DifficultyState.WITHDRAWN:
        found.append({"what": "Rút", "at": row.closed_at})
    return found[::-1]


def group_road(group: DifficultyGroup) -> list[dict[str, object]]:
    """Oldest first."""
    found: list[dict[str, object]] = []
    if group.proposed_at:
        found.append(
            {
                "what": "Đề xuất",
                "who": group.proposed_by,
                "at": group.proposed_at,
                "note": group.proposal,
                "tone": "waiting",
            }
        )
    if group.decided_at:
        paper = f" ({group.decision_paper})" if group.decision_paper else ""
        found.append(
            {
                "what": f"Quyết định{paper}",
                "who": group.decided_by,
                "at": group.decided_at,
                "note": group.decision,
                "tone": "sealed",
            }
        )
    if group.answered_at:
        found.append(
            {
                "what": "Trả lời các đơn vị",
                "who": group.answered_by,
                "at": group.answered_at,
                "note": group.answer,
                "tone": "done",
            }
        )
    return found


def may_raise(plan: Plan, actor: Actor) -> bool:
    return actor.may_anywhere(Permission.TASK_REPORT) and _raised_at(plan, actor).exists()


def places_to_raise(plan: Plan, actor: Actor) -> list[Place]:
    """Where the actor may raise a difficulty of the plan, the nearest place to the top first."""
    return sorted(_raised_at(plan, actor), key=lambda place: (len(place.path), place.sort_key))[:200]


def _raised_at(plan: Plan, actor: Actor) -> "QuerySet[Place]":
    return Place.objects.within([plan.place_id]).reached_by(actor, Permission.TASK_REPORT)
