"""Incoming papers that are not settled yet go over to the next person."""

from collections.abc import Sequence

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.papers.books.models import Incoming, IncomingState


def unsettled(capacity: Capacity) -> list[HandoverLine]:
    mine = Incoming.objects.visible_to(capacity.actor()).filter(handler=capacity.user_id)
    rows = mine.exclude(state=IncomingState.DONE).select_related("organisation__place").order_by("pk")
    return [HandoverLine(str(row.pk), f"{row.label}: {row.title}", row.place_path) for row in rows]


def hand_over(ids: Sequence[str], giver: Capacity, receiver: Capacity, by: Actor) -> None:
    rows = Incoming.objects.select_for_update(of=("self",)).filter(pk__in=ids, handler=giver.user_id)
    for row in rows.exclude(state=IncomingState.DONE).select_related("organisation__place").order_by("pk"):
        row.handler_id = receiver.user_id
        row.save(update_fields=["handler"])
        audit.record(by, "papers.incoming.handed", row, fields=["handler"])


INCOMING_PAPERS = HandoverItem(
    "Văn bản đến chưa giải quyết xong", Permission.PAPER_READ, unsettled, hand_over
)
