"""Recognition in a change of boundaries: rounds, dossiers and decisions stay with the commune that made them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.recognition.models import Dossier, RecognitionRound, RoundState


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    rounds = RecognitionRound.objects.filter(place__in=place_ids, state=RoundState.OPEN)
    return waiting_at(
        rounds, "place", "{n} đợt công nhận còn mở: kết thúc ở nơi cũ trước", reverse("round_list")
    )


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    rounds = RecognitionRound.objects.filter(place__in=made)
    dossiers = Dossier.objects.filter(Q(hamlet__in=made) | Q(round__place__in=made))
    return recorded_since(rounds, "{n} đợt công nhận") + recorded_since(dossiers, "{n} hồ sơ công nhận")


RECOGNITION = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)


def joining_blockers(into_id: UUID, year: int, household_ids: list[UUID]) -> list[Reason]:
    """Dossiers that households carried into a hamlet have there since."""
    dossiers = Dossier.objects.filter(hamlet=into_id, year__gte=year, household__in=household_ids)
    return recorded_since(dossiers, "{n} hồ sơ công nhận của các hộ đi theo")
