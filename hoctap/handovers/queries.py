"""Reading what would go over, and what went over."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.accounts.handing import HandoverItem, HandoverLine, handover_items
from hoctap.accounts.models import Capacity
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date
from hoctap.handovers.models import PlannedHandover, PlannedState
from hoctap.handovers.rules import Missing
from hoctap.papers.models import Paper


@dataclass(frozen=True)
class Open:
    """One kind of open work that a position would leave behind."""

    code: str
    item: HandoverItem
    lines: list[HandoverLine]

    @property
    def summary(self) -> str:
        return f"{self.item.label}: {len(self.lines)}"


@dataclass(frozen=True)
class _Spot:
    place_path: list[UUID]


def open_work(capacity: Capacity) -> list[Open]:
    found = [Open(code, item, item.find(capacity)) for code, item in handover_items.items()]
    return [one for one in found if one.lines]


def missing_rights(work: Sequence[Open], receiver: Actor) -> list[Missing]:
    """What the receiver could not go on with, kind by kind."""
    missing = []
    for one in work:
        beyond = [
            line for line in one.lines if not receiver.may(one.item.permission, at=_Spot(line.place_path))
        ]
        if beyond:
            missing.append(Missing(one.item.label, one.item.permission.description, len(beyond)))
    return missing


def receivers(giver: Capacity, by: Actor) -> list[Capacity]:
    """Positions within the actor's reach that have not ended, other than the giver's; one that begins later can be planned for."""
    day = today()
    places = by.places_with(Permission.ACCOUNT_MANAGE)
    held = Capacity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        user__is_active=True,
        organisation__place__path__overlap=places,
    ).exclude(pk=giver.pk)
    return list(held.select_related("user", "organisation").order_by("user__full_name", "id").distinct())


def about_url(paper: Paper) -> str:
    return reverse("handover_detail", args=[paper.about_id])


def link_of(capacity: Capacity) -> tuple[str, str]:
    planned = waiting_for(capacity)
    if planned is not None:
        words = f"Chờ bàn giao ngày {format_date(planned.handed_on)}"
        return words, reverse("plannedhandover_detail", args=[planned.pk])
    return "Bàn giao công việc", reverse("handover_new", args=[capacity.pk])


def waiting_for(giver: Capacity) -> PlannedHandover | None:
    return PlannedHandover.objects.filter(giver=giver, state=PlannedState.WAITING).first()


def due(on: dt.date) -> list[PlannedHandover]:
    """Those whose day has come, or came while no worker ran."""
    return list(PlannedHandover.objects.filter(state=PlannedState.WAITING, handed_on__lte=on))


def work_items(by: Actor) -> list[WorkItem]:
    """What waits for its day, and what could not be done on it. One query, for who manages accounts."""
    if not by.may_anywhere(Permission.ACCOUNT_MANAGE):
        return []
    waiting = PlannedHandover.objects.visible_to(by).filter(state=PlannedState.WAITING)
    return [
        WorkItem(
            title=f"Bàn giao ngày {format_date(one.handed_on)}: {one.giver.user.full_name} giao {one.receiver.user.full_name}",
            url=reverse("plannedhandover_detail", args=[one.pk]),
            why=f"Đã đến ngày mà chưa làm được: {one.failure}" if one.failure else "Chờ đến ngày",
            due_on=one.handed_on,
            late=bool(one.failure),
            order=30 if one.failure else 80,
        )
        for one in waiting.select_related("giver__user", "receiver__user")
    ]
