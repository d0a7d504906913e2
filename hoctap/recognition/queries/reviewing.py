"""What the commune has before it."""

from dataclasses import dataclass

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.places.models import Place
from hoctap.recognition import duties
from hoctap.recognition.answers import column_points, passes
from hoctap.recognition.models import (
    Dossier,
    DossierState,
    RecognitionRound,
    Way,
)
from hoctap.recognition.queries.entering import plain

WAITING_FOR_COMMUNE = [DossierState.NOMINATED]


@dataclass(frozen=True)
class ReviewRow:
    dossier: Dossier
    name: str
    self_total: str
    hamlet_total: str
    commune_total: str
    source: str
    below: bool
    is_by_criteria: bool
    """Its commune score is written in the dossier, not here."""
    is_alike: bool = False
    """Somebody of this household bears the reviewer's name: he is asked."""
    is_own: bool = False

    @property
    def key(self) -> str:
        return str(self.dossier.pk)


def review_rows(season: RecognitionRound, hamlet: Place, by: Actor) -> list[ReviewRow]:
    """The nominated dossiers of a hamlet, for the commune's look."""
    edition = season.edition.frozen()
    dossiers = list(
        season.dossiers.filter(hamlet=hamlet, state__in=WAITING_FOR_COMMUNE).select_related(
            "household__head", "person"
        )
    )
    user = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    family = duties.family_of(user, dossiers) if user else duties.Family([], [], {})
    return [
        ReviewRow(
            dossier=dossier,
            name=dossier.subject_name,
            self_total=plain(dossier.self_total),
            hamlet_total=plain(dossier.hamlet_total),
            commune_total=plain(dossier.commune_total),
            source=dossier.way_words,
            below=passes(edition, dossier) is False,
            is_by_criteria=dossier.way == Way.CRITERIA or bool(column_points(dossier, "commune")),
            is_alike=dossier in family.alike,
            is_own=dossier in family.own,
        )
        for dossier in dossiers
    ]
