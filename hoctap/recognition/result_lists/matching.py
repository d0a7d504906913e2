"""The citizens of a round as a list may name them, and rows compared with what stands in their dossiers."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from hoctap.core.reading import not_shown
from hoctap.criteria.scoring import FrozenEdition
from hoctap.people.models import Person
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.result_lists.models import ResultRow
from hoctap.recognition.result_lists.reading import told_of
from hoctap.recognition.result_lists.rules import Citizen, Citizens
from hoctap.recognition.results.queries import facts_of
from hoctap.recognition.results.rules import Beside, compare

Outcome = ResultRow.Outcome
OUTCOMES = {
    Beside.NEW: Outcome.READY,
    Beside.AGREES: Outcome.AGREES,
    Beside.DIFFERS: Outcome.DIFFERS,
    Beside.SAME: Outcome.SAME,
    Beside.CLOSED: Outcome.CLOSED,
}
TO_WRITE = (Outcome.READY, Outcome.AGREES, Outcome.DIFFERS)
ASKS = (Outcome.SEVERAL, Outcome.NONE)


def citizens_of(season: RecognitionRound) -> Citizens:
    """By the names in the register, also of rows that were merged into one. Two queries."""
    rows = list(
        season.dossiers.of_people_kept()
        .order_by("pk")
        .values_list("pk", "hamlet_id", "person_id", "person__full_name", "person__birth_year")
    )
    dossier_of = {person_id: (pk, hamlet_id) for pk, hamlet_id, person_id, _, _ in rows}
    known = [Citizen(pk, hamlet_id, name, born) for pk, hamlet_id, _, name, born in rows]
    merged = Person.objects.filter(merged_into__dossiers__round=season).values_list(
        "merged_into_id", "full_name", "birth_year"
    )
    known += [Citizen(*dossier_of[kept], name, born) for kept, name, born in merged if kept in dossier_of]
    return Citizens(known)


def compare_rows(rows: Sequence[ResultRow], season: RecognitionRound, edition: FrozenEdition) -> None:
    """What each row that names one citizen comes to now; a second row of the same citizen is asked about or is the same again."""
    named = [row for row in rows if row.dossier_id is not None]
    with not_shown():
        dossiers = {
            one.pk: one for one in season.dossiers.filter(pk__in={row.dossier_id for row in named}).named()
        }
    set_outcomes(named, dossiers, edition)


def set_outcomes(
    named: Sequence[ResultRow], dossiers: Mapping[UUID, Dossier], edition: FrozenEdition
) -> None:
    facts = facts_of(dossiers.values(), edition)
    first: dict[UUID, ResultRow] = {}
    for row in named:
        assert row.dossier_id is not None
        compared = compare(facts[row.dossier_id], told_of(row))
        row.outcome, row.why = OUTCOMES[compared.beside], compared.why[:400]
        before = first.setdefault(row.dossier_id, row)
        if before is row or row.outcome not in TO_WRITE or before.outcome not in (*TO_WRITE, *ASKS):
            continue
        if (before.total, before.passed, before.result_on) == (row.total, row.passed, row.result_on):
            row.outcome, row.why = Outcome.SAME, f"Lặp lại dòng {before.number}."
            continue
        # Two rows of one file say two things of one citizen: a person chooses the row.
        key = row.dossier_id
        for one, other in ((before, row), (row, before)):
            one.outcome, one.dossier_id, one.candidates = Outcome.SEVERAL, None, [key]
            one.why = f"Dòng {other.number} ghi kết quả khác cho cùng người này."
