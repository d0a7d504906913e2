"""The points of one column, criterion by criterion: read as typed, written with their author, added up."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.criteria import scoring
from hoctap.criteria.scoring import FrozenEdition, Score
from hoctap.recognition.answers import COLUMNS, column_points, points_in, signature_of
from hoctap.recognition.models import Dossier


def parse_points(
    edition: FrozenEdition, points: Mapping[str, str]
) -> tuple[dict[str, Decimal | None], list[Reason]]:
    wanted: dict[str, Decimal | None] = {}
    reasons: list[Reason] = []
    for criterion in edition.criteria:
        if criterion.code not in points:
            continue
        try:
            value = scoring.parse_points(points[criterion.code])
        except ValueError as error:
            reasons.append(
                Reason(
                    f"Tiêu chí {criterion.code}: “{error}” không phải là số điểm.", f"points-{criterion.code}"
                )
            )
            continue
        if value is not None:
            reasons += scoring.point_reasons(criterion, value)
        wanted[criterion.code] = value
    return wanted, reasons


def write_points(
    dossier: Dossier,
    column: str,
    wanted: Mapping[str, Decimal | None],
    *,
    why: str = "",
    answered_by: str = "",
    by: Actor,
) -> list[str]:
    """Returns the criteria that changed. `answered_by` is the key of the person whose answers somebody else typed in."""
    changed = []
    present = column_points(dossier, column)
    for code, value in wanted.items():
        if value == present.get(code):
            continue
        answer = dossier.answers.setdefault(code, {})
        if value is None:
            answer.pop(column, None)
        else:
            answer[column] = {**signature_of(by), "points": str(value), "why": why}
            if answered_by:
                answer[column]["answered_by"] = answered_by
        changed.append(code)
    return changed


def total_column(dossier: Dossier, edition: FrozenEdition, column: str) -> None:
    counted = score_column(edition, dossier.answers, column) or scoring.score(edition, {})
    setattr(dossier, COLUMNS[column], None if counted.missing else counted.total)
    # A total that was typed before is replaced by the sum, and its author by those of the points.
    dossier.answers.get("totals", {}).pop(column, None)


def score_column(edition: FrozenEdition, answers: Mapping[str, Any], column: str) -> Score | None:
    """The column added up; None where nothing is scored in it. The commune's stands on the hamlet's points."""
    points = points_in(answers, column)
    if not points:
        return None
    return scoring.score(
        edition, {**points_in(answers, "hamlet"), **points} if column == "commune" else points
    )
