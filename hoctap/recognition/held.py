"""Who holds the title of the year already by another round: a family that moved, or a citizen whose rows were merged, is recognised once."""

from collections.abc import Iterable
from uuid import UUID

from hoctap.core.refusals import Reason
from hoctap.recognition.models import DecisionLine, Dossier, DossierState
from hoctap.recognition.oneness import kept_of


def held_elsewhere(dossiers: Iterable[Dossier]) -> dict[UUID, Dossier]:
    """Each of these whose family or citizen is recognised by another of the same title and year, and that other. Two queries for citizens."""
    mine = list(dossiers)
    if not mine:
        return {}
    held = Dossier.objects.filter(
        state=DossierState.RECOGNISED,
        title__in={one.title for one in mine},
        year__in={one.year for one in mine},
    ).exclude(pk__in=[one.pk for one in mine])
    root = kept_of([one.person_id for one in mine if one.person_id])
    citizens = held.filter(person__in=root) if root else held.none()
    homes = [one.household_id for one in mine if one.person_id is None]
    families = held.filter(household__in=homes, person__isnull=True) if homes else held.none()
    found = {
        (one.title, one.year, root[one.person_id] if one.person_id else one.household_id): one
        for one in [
            *citizens.select_related("round__place"),
            *families.select_related("round__place"),
        ]
    }
    return {
        one.pk: other
        for one in mine
        if (other := found.get((one.title, one.year, one.person_id or one.household_id)))
        and other.round_id != one.round_id
    }


def held_reasons(dossiers: Iterable[Dossier]) -> list[Reason]:
    mine = {one.pk: one for one in dossiers}
    held = held_elsewhere(mine.values())
    numbers = decision_numbers(one.pk for one in held.values())
    return [
        Reason(
            f"{mine[pk].subject_name} đã được công nhận {other.title_name} năm {other.year} ở "
            f"{other.round.place.full_name}{f' ({number})' if (number := numbers.get(other.pk)) else ''}: không công nhận lần thứ hai. "
            "Rút đăng ký của hồ sơ này, hoặc thu hồi bên kia trước."
        )
        for pk, other in held.items()
    ]


def decision_numbers(dossiers: Iterable[UUID]) -> dict[UUID, str]:
    """'05/QĐ-UBND' of the decision in effect that recognised each. One query, or none."""
    ids = list(dossiers)
    if not ids:
        return {}
    lines = (
        DecisionLine.objects.filter(
            dossier__in=ids, effect=DecisionLine.Effect.RECOGNISE, decision__effective_on__isnull=False
        )
        .select_related("decision__paper__issuer")
        .order_by("decision__effective_on", "decision_id")
    )
    return {line.dossier_id: f"Quyết định số {line.decision.paper.full_number}" for line in lines}
