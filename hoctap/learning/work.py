"""What of centres' years waits for the signed-in person, for the home page."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date
from hoctap.learning.activities.queries import waiting_sessions
from hoctap.learning.models import Programme, ProgrammeState

MOST = 6


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    if by.may_anywhere(Permission.PROGRAMME_APPROVE):
        items += _to_approve(by)
    if by.may_anywhere(Permission.CENTRE_KEEP):
        items += _returned(by)
    if by.may_anywhere(Permission.ATTENDANCE_TAKE):
        items += _uncounted(by)
    return items


def _to_approve(by: Actor) -> list[WorkItem]:
    """Not of who sent it: he is not the one who approves."""
    rows = Programme.objects.filter(
        state=ProgrammeState.SUBMITTED,
        centre__organisation__place__path__overlap=by.places_with(Permission.PROGRAMME_APPROVE),
    ).exclude(submitted_by_id_of=by.user_id)
    return [
        WorkItem(
            f"Phê duyệt chương trình năm {one.year} của {one.centre.name}",
            reverse("programme_detail", args=[one.pk]),
            why=f"{one.submitted_by} trình {format_date(one.submitted_at.date())}"
            if one.submitted_at
            else "",
            order=15,
        )
        for one in rows.select_related("centre__organisation").order_by("submitted_at", "id")[:MOST]
    ]


def _returned(by: Actor) -> list[WorkItem]:
    rows = Programme.objects.filter(
        state=ProgrammeState.RETURNED,
        centre__organisation__place__path__overlap=by.places_with(Permission.CENTRE_KEEP),
    )
    return [
        WorkItem(
            f"Sửa chương trình năm {one.year} của {one.centre.name}",
            reverse("programme_detail", args=[one.pk]),
            why=f"UBND xã trả lại: {one.returned_why}"[:160],
            order=18,
        )
        for one in rows.select_related("centre__organisation").order_by("id")[:MOST]
    ]


def _uncounted(by: Actor) -> list[WorkItem]:
    rows = waiting_sessions(by).select_related("activity__place").order_by("on", "id")
    shown = list(rows[: MOST + 1])
    items = [
        WorkItem(
            f"Ghi người dự: {one.activity.title}"[:160],
            reverse("activity_detail", args=[one.activity_id]),
            why=f"đã qua ngày {format_date(one.on)}, {one.activity.place.title}",
            order=24,
        )
        for one in shown[:MOST]
    ]
    if len(shown) > MOST:
        items.append(
            WorkItem(
                f"Còn {rows.count() - MOST} buổi khác chưa ghi người dự", reverse("activity_list"), order=24
            )
        )
    return items
