"""Rounds and dossiers made directly, for tests that only read figures."""

import datetime as dt
from decimal import Decimal

from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.people.models import Household
from hoctap.places.models import Place
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from tests.world import make_household


def make_round(commune: Place, edition: CriteriaEdition, year: int = 2024) -> RecognitionRound:
    return RecognitionRound.objects.create(
        title=Title.LEARNING_FAMILY,
        year=year,
        place=commune,
        edition=edition,
        before_on=dt.date(year, 11, 15),
        opened_by="Kiểm thử",
    )


def make_dossier(
    round_: RecognitionRound, household: Household, state: str = "listed", *, late: bool = False
) -> Dossier:
    decided = state in (DossierState.RECOGNISED, DossierState.REVOKED)
    year = round_.year
    return Dossier.objects.create(
        round=round_,
        household=household,
        hamlet=household.hamlet,
        title=round_.title,
        year=year,
        state=state,
        registered_on=None if state == DossierState.LISTED else dt.date(year, 2, 1),
        hamlet_total=Decimal(90) if decided else None,
        decided_on=dt.date(year, 11, 20 if late else 10) if decided else None,
        frozen_score={"total": "90"} if decided else None,
        is_late=late,
        sort_key=household.sort_key,
    )


def fill_hamlet(
    round_: RecognitionRound, hamlet: Place, households: int, registered: int, recognised: int, late: int = 0
) -> list[Dossier]:
    """So many households, of whom some registered, some were recognised, and some of these late."""
    dossiers = []
    for number in range(households):
        household = make_household(hamlet, f"Nguyễn Văn {number:03d}", listed_year=min(round_.year, 2024))
        state = "recognised" if number < recognised else "registered" if number < registered else "listed"
        dossiers.append(make_dossier(round_, household, state, late=number < late))
    return dossiers
