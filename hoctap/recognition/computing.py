"""What records of today say of a family's criterion: a proposal with its arithmetic, for a person to confirm. It writes nothing.

Which criterion asks which rule is data of the edition (`auto` in its file). A rule that has no record to count from proposes nothing: a
figure that is missing is not 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q

from hoctap.core.vietnamese import format_number
from hoctap.criteria.models import Criterion, Title
from hoctap.people.models import HouseholdMember
from hoctap.recognition.enrolling import ADULT
from hoctap.recognition.models import Dossier, DossierState


@dataclass(frozen=True)
class Proposal:
    points: Decimal
    words: str
    """'2 / 3 người lớn đạt Công dân học tập 2025, 2026 → 6,7 / 10'."""


@dataclass(frozen=True)
class Counted:
    numerator: int
    denominator: int
    what: str
    note: str = ""


def proposals_of(dossier: Dossier) -> dict[str, Proposal]:
    """By criterion. A fixed number of queries for each rule that the edition names, none where it names none."""
    if dossier.person_id:
        return {}
    found = {}
    for criterion in dossier.round.edition.criteria.all():
        rule = RULES.get(criterion.auto.get("rule", ""))
        counted = rule(dossier, criterion.auto) if rule else None
        if counted is not None:
            found[criterion.code] = proposal(criterion, counted)
    return found


def proposal(criterion: Criterion, counted: Counted) -> Proposal:
    share = criterion.max_points * counted.numerator / counted.denominator
    points = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    words = (
        f"{counted.numerator} / {counted.denominator} {counted.what} → "
        f"{format_number(points)} / {format_number(criterion.max_points)}"
    )
    return Proposal(points, words + (f" ({counted.note})" if counted.note else ""))


def _adults_who_are_learning_citizens(dossier: Dossier, rule: dict[str, Any]) -> Counted | None:
    """Adults of the household, and those recognised in the year or the years before that the edition counts."""
    years = [dossier.year - back for back in range(int(rule.get("years_back", 0)), -1, -1)]
    decided = Dossier.objects.filter(
        title=Title.LEARNING_CITIZEN, year__in=years, state=DossierState.RECOGNISED
    )
    if not decided.filter(round__place=dossier.round.place_id).exists():
        return None
    adults, unknown = [], 0
    for person_id, birth_year in HouseholdMember.objects.filter(
        Q(left_year__isnull=True) | Q(left_year__gt=dossier.year),
        household=dossier.household_id,
        joined_year__lte=dossier.year,
        person__merged_into__isnull=True,
    ).values_list("person_id", "birth_year"):
        if birth_year is None:
            unknown += 1
        elif birth_year <= dossier.year - ADULT:
            adults.append(person_id)
    if not adults:
        return None
    holders = decided.filter(person__in=adults).values("person").distinct().count()
    return Counted(
        holders,
        len(adults),
        f"người lớn đạt Công dân học tập {', '.join(map(str, years))}",
        f"{unknown} người chưa rõ năm sinh, chưa tính" if unknown else "",
    )


RULES: dict[str, Callable[[Dossier, dict[str, Any]], Counted | None]] = {
    "adults_who_are_learning_citizens": _adults_who_are_learning_citizens,
}
