"""What a meeting has before it, and what came of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hoctap.core.dates import today
from hoctap.places.models import Place
from hoctap.recognition.answers import passes
from hoctap.recognition.models import (
    DossierState,
    NominationList,
    RecognitionRound,
    VillageMeeting,
)


def nomination_of(meeting: VillageMeeting) -> NominationList | None:
    return meeting.nominations.select_related("paper__issuer").first()


@dataclass(frozen=True)
class ScoredRow:
    id: UUID
    name: str
    reaches: bool
    excepted: bool


def scored_rows(season: RecognitionRound, hamlet: Place, excepted: set[UUID] | None) -> list[ScoredRow]:
    """What the meeting sees: names and đạt or chưa đạt, never points or reasons.

    Until somebody says otherwise (`excepted` is None), those whom an earlier meeting left out stay left out.
    """
    edition = season.edition.frozen()
    return [
        ScoredRow(
            dossier.pk,
            dossier.subject_name,
            bool(passes(edition, dossier, column="hamlet")),
            dossier.state == DossierState.NOT_NOMINATED if excepted is None else dossier.pk in excepted,
        )
        for dossier in season.dossiers.before_the_meeting(hamlet).select_related("household__head", "person")
    ]


def meeting_defaults(hamlet: Place) -> dict[str, Any]:
    return {"held_on": today(), "venue": f"Nhà văn hóa {hamlet.full_name}", "votes_against": 0}
