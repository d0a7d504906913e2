"""Papers in a change of boundaries: signed ones keep the old issuer's name for good, unsigned ones are told of."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.core.refusals import Reason
from hoctap.papers.models import Incoming, Paper, PaperRecipient, PaperState
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    unsigned = Paper.objects.filter(place__in=place_ids, state__in=[PaperState.DRAFT, PaperState.PRINTED])
    return waiting_at(unsigned, "place", "{n} văn bản soạn dở, chưa ký", reverse("paper_list"))


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    papers = Paper.objects.filter(Q(place__in=made) | Q(issuer__place__in=made))
    incoming = Incoming.objects.filter(organisation__place__in=made)
    received = PaperRecipient.objects.filter(organisation__place__in=made).exclude(paper__in=papers)
    return [
        *recorded_since(papers, "{n} văn bản"),
        *recorded_since(incoming, "{n} văn bản đến"),
        *recorded_since(received, "{n} văn bản gửi tới"),
    ]


PAPERS = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
