"""A ranking as it stands: its criteria with both columns of points, their totals and the grades these come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hoctap.assessments.ranking.models import Column, Ranking, RankingEvidence, RankingLine
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition, score


@dataclass(frozen=True)
class Points:
    """One column of points. `total` is None as long as a criterion is missing: what is not whole has no total."""

    total: Decimal | None
    missing: tuple[str, ...]
    grade: str = ""
    grade_label: str = ""


@dataclass(frozen=True)
class Row:
    criterion: FrozenCriterion
    line: RankingLine
    own_pieces: tuple[RankingEvidence, ...] = ()
    inspected_pieces: tuple[RankingEvidence, ...] = ()

    @property
    def code(self) -> str:
        return self.criterion.code


@dataclass(frozen=True)
class Judged:
    rows: tuple[Row, ...]
    own: Points
    inspected: Points
    most: Decimal

    @property
    def groups(self) -> list[tuple[str, list[Row]]]:
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.criterion.group, []).append(row)
        return list(found.items())


def judge(ranking: Ranking) -> Judged:
    """A query for the lines and one for their evidence; the criteria came with the edition."""
    edition = ranking.edition.frozen()
    lines = {line.code: line for line in ranking.lines.all()}
    pieces = pieces_of(ranking)
    rows = tuple(
        Row(
            one,
            lines.get(one.code) or RankingLine(ranking=ranking, code=one.code),
            tuple(pieces.get((one.code, Column.OWN), ())),
            tuple(pieces.get((one.code, Column.INSPECTION), ())),
        )
        for one in edition.criteria
    )
    return Judged(
        rows,
        total_of(edition, {row.code: row.line.self_points for row in rows}),
        total_of(edition, {row.code: row.line.inspected_points for row in rows}),
        edition.max_total,
    )


def pieces_of(ranking: Ranking) -> dict[tuple[str, str], list[RankingEvidence]]:
    """What stands, by criterion and column. One query."""
    found: dict[tuple[str, str], list[RankingEvidence]] = {}
    for use in ranking.evidence.filter(detached_at=None, evidence__withdrawn_at=None).select_related(
        "evidence"
    ):
        found.setdefault((use.line, use.column), []).append(use)
    return found


def total_of(edition: FrozenEdition, points: Mapping[str, Decimal | None]) -> Points:
    told = score(edition, {code: given for code, given in points.items() if given is not None})
    if told.missing:
        return Points(None, told.missing)
    # Below the least of a criterion no grade is reached, whatever the total.
    grade = None if told.too_low else edition.grade_of(told.total)
    return Points(told.total, (), grade.code if grade else "", grade.label if grade else "")


def frozen_of(ranking: Ranking, judged: Judged, members: Sequence[str]) -> dict[str, Any]:
    """What a decision keeps, in the words of that day."""
    edition = ranking.edition
    return {
        "edition": edition.code,
        "edition_name": edition.name,
        "instrument": edition.instrument,
        "sample": edition.is_sample,
        "grades": edition.grades,
        "self_total": _text(judged.own.total),
        "self_grade": judged.own.grade_label,
        "inspected_total": _text(judged.inspected.total),
        "inspected_grade": judged.inspected.grade_label,
        "team": list(members),
        "lines": [
            {
                "code": row.code,
                "group": row.criterion.group,
                "label": row.criterion.label,
                "most": str(row.criterion.max_points),
                "self": _text(row.line.self_points),
                "basis": row.line.basis,
                "inspected": _text(row.line.inspected_points),
                "note": row.line.inspected_note,
                "evidence": [
                    {"id": str(use.evidence_id), "column": use.column, "sha256": use.evidence.sha256}
                    for use in (*row.own_pieces, *row.inspected_pieces)
                ],
            }
            for row in judged.rows
        ],
    }


def _text(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
