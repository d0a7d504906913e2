"""Complaints that wait, also those against decisions of rounds that are closed."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.recognition.complaints.models import OPEN, Complaint, ComplaintState


def complaint_items(by: Actor) -> list[WorkItem]:
    if not by.may_anywhere(Permission.DECISION_PREPARE):
        return []
    waiting = (
        Complaint.objects.filter(
            state__in=OPEN,
            decision__round__place__path__overlap=by.places_with(Permission.DECISION_PREPARE),
        )
        .select_related("decision__round__place", "decision__paper__issuer")
        .order_by("due_on", "id")
    )
    day = today()
    return [
        WorkItem(
            f"{'Thụ lý' if one.state == ComplaintState.RECEIVED else 'Giải quyết'} khiếu nại nhận ngày {one.received_on:%d/%m/%Y}",
            reverse("complaint_detail", args=[one.pk]),
            why=f"{one.decision.round.place.title} · Quyết định {one.decision.paper.full_number}",
            due_on=one.due_on,
            late=one.is_late(day),
            order=4,
        )
        for one in waiting
    ]
