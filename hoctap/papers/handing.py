"""Papers that are not signed yet go over to the next person in charge."""

from collections.abc import Sequence

from hoctap.accounts.handing import HandoverItem, HandoverLine
from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import Paper, PaperState

OPEN = (PaperState.DRAFT, PaperState.PRINTED)


def unsigned(capacity: Capacity) -> list[HandoverLine]:
    places = capacity.actor().places_with(Permission.PAPER_FILE)
    mine = Paper.objects.filter(
        in_charge=capacity.user_id, state__in=OPEN, place__path__overlap=places
    ).select_related("place", "issuer")
    return [
        HandoverLine(
            str(paper.pk),
            f"{paper_kinds[paper.kind].label}: {paper.title} ({paper.state_words.lower()})",
            paper.place.path,
        )
        for paper in mine.order_by("pk")
    ]


def take_charge(ids: Sequence[str], giver: Capacity, receiver: Capacity, by: Actor) -> None:
    """Whoever prepared a paper stays its preparer: what keeps preparing and signing apart goes on to hold."""
    papers = Paper.objects.select_for_update(of=("self",)).filter(
        pk__in=ids, in_charge=giver.user_id, state__in=OPEN
    )
    for paper in papers.select_related("place").order_by("pk"):
        paper.in_charge_id = receiver.user_id
        paper.save(update_fields=["in_charge"])
        audit.record(by, "papers.paper.handed_over", paper, fields=["in_charge"])


PAPERS = HandoverItem("Văn bản chưa ký", Permission.PAPER_FILE, unsigned, take_charge)
