"""Documents that wait for a person."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.intake.models import Reading, ReadingState

_WAITING = (ReadingState.WAITING, ReadingState.UNREADABLE, ReadingState.STOPPED)


def work_items(actor: Actor) -> list[WorkItem]:
    """His own, and those at his own places. One query."""
    if not actor.places_with(Permission.PLAN_EDIT):
        return []
    waiting = (
        Reading.objects.visible_to(actor).filter(state__in=_WAITING, by=actor.user_id).order_by("-id")[:20]
    )
    return [
        WorkItem(
            title=f"Xác nhận văn bản {reading.file_name}"
            if reading.is_open
            else f"{reading.get_state_display()}: {reading.file_name}",
            url=reverse("reading_detail", args=[reading.pk]),
            why=reading.reason or "Đã đọc xong, chưa có gì vào kế hoạch trước khi xác nhận.",
            order=45,
        )
        for reading in waiting
    ]
