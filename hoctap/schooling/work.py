"""What of schooling waits for the signed-in person."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.schooling.queries import VISIT_EVERY, due_count


def work_items(actor: Actor) -> list[WorkItem]:
    if not actor.may_anywhere(Permission.SCHOOLING_VISIT):
        return []
    due = due_count(actor)
    why = f"Đến ngày hẹn, hoặc đã {VISIT_EVERY.days} ngày chưa ai đến."
    return (
        [WorkItem(f"{due} em cần đến vận động ra lớp", reverse("pupil_list"), why, order=45)] if due else []
    )
