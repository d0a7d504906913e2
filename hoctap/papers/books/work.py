"""What of the books waits for the signed-in person, for the home page."""

from django.db.models import Count
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.papers.books.models import Delivery, Incoming, IncomingState, Urgency
from hoctap.places.models import Organisation

MOST = 8


def work_items(by: Actor) -> list[WorkItem]:
    return [*_to_receive(by), *_to_handle(by)]


def _to_receive(by: Actor) -> list[WorkItem]:
    """At the very places where the right was given: what lies below has its own people."""
    places = by.places_given(Permission.PAPER_FILE)
    if not places:
        return []
    waiting = Delivery.objects.filter(organisation__place__in=places, received_on__isnull=True)
    counts = dict(waiting.order_by().values_list("organisation").annotate(n=Count("pk"))[:MOST])
    return [
        WorkItem(
            f"{counts[one.pk]} văn bản gửi tới {one.name} chờ nhận"[:160],
            reverse("book_in", args=[one.pk]),
            order=32,
        )
        for one in (Organisation.objects.filter(pk__in=counts).order_by("name", "id") if counts else [])
    ]


def _to_handle(by: Actor) -> list[WorkItem]:
    if by.user_id is None or not by.may_anywhere(Permission.PAPER_READ):
        return []
    rows = Incoming.objects.visible_to(by).filter(handler=by.user_id).exclude(state=IncomingState.DONE)
    day = today()
    return [
        WorkItem(
            f"{one.described}: {one.title}"[:160],
            reverse("incoming_detail", args=[one.pk]),
            why=f"Số đến {one.arrival_number}"
            + (f", {one.get_urgency_display().lower()}" if one.urgency != Urgency.USUAL else ""),
            due_on=one.due_on,
            late=one.due_on is not None and one.due_on < day,
            order=9 if one.due_on is not None and one.due_on < day else 22,
        )
        for one in rows.order_by("due_on", "id")[:MOST]
    ]
