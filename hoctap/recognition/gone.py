"""Who is not there any more when the papers of a season are drawn up: the register of its year does not count them."""

from collections.abc import Iterable

from hoctap.core.refusals import Reason
from hoctap.people.models import HouseholdLeftKind, HouseholdMember, LeftKind
from hoctap.recognition import rules
from hoctap.recognition.models import Dossier, RecognitionRound

_HOW = {
    HouseholdLeftKind.DIED: "hộ không còn ai (đã mất)",
    HouseholdLeftKind.JOINED: "hộ đã nhập với hộ khác",
}


def gone_reasons(season: RecognitionRound, dossiers: Iterable[Dossier]) -> list[Reason]:
    """One query for citizens, none for families: their rows were read with the dossiers.

    A head who died leaves a family behind, under its new head; a family that moved stays where it was assessed. Neither is gone.
    """
    if season.words.is_of_persons:
        persons = {one.person_id: one.subject_name for one in dossiers}
        died = HouseholdMember.objects.filter(
            person__in=persons, left_kind=LeftKind.DIED, left_year__lte=season.year
        ).values_list("person_id", "left_year")
        gone = [(persons[person_id], "đã mất", year) for person_id, year in died if year is not None]
    else:
        gone = [
            (one.subject_name, _HOW[kind], one.household.left_year)
            for one in dossiers
            if (kind := HouseholdLeftKind(one.household.left_kind)) in _HOW
            and one.household.left_year is not None
            and one.household.left_year <= season.year
        ]
    return rules.gone_reasons(sorted(gone))
