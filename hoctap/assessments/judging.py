"""A file judged by its edition: figures and evidence in, one answer with its trace out, for both ways of scoring."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hoctap.assessments.models import Assessment, Figure
from hoctap.core.vietnamese import format_number, format_percent
from hoctap.criteria import scoring, standards
from hoctap.criteria.scoring import FrozenEdition
from hoctap.criteria.standards import Ask, Condition, Given, Met, key_of


@dataclass(frozen=True)
class PartRow:
    """One thing that a line asks."""

    key: str
    label: str
    wanted: str
    found: str
    met: Met
    condition: Condition | None
    figure: Figure | None
    most: Decimal | None = None
    """Of a points edition: the most points."""


@dataclass(frozen=True)
class LineRow:
    code: str
    group: str
    label: str
    clause: str
    help: str
    met: Met
    parts: tuple[PartRow, ...]
    evidence_count: int
    verification: str

    @property
    def tone(self) -> str:
        return {Met.YES: "done", Met.NO: "refused", Met.NO_EVIDENCE: "returned", Met.UNKNOWN: "waiting"}.get(
            self.met, "plain"
        )


@dataclass(frozen=True)
class Outcome:
    """`reaches`: at the level asked for; of a points edition, at its threshold. `words`: what decided."""

    reaches: bool
    decided_by: str
    lines: tuple[LineRow, ...]
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    highest: str = ""
    """The highest level that would be reached; empty: none."""
    total: Decimal | None = None
    grade: str = ""
    grade_label: str = ""

    @property
    def groups(self) -> list[tuple[str, Met, list[LineRow]]]:
        found: dict[str, list[LineRow]] = {}
        for line in self.lines:
            found.setdefault(line.group, []).append(line)
        return [(group, _whole([line.met for line in lines]), lines) for group, lines in found.items()]

    @property
    def concerned(self) -> list[LineRow]:
        return [line for line in self.lines if line.met is not Met.EXEMPT]

    @property
    def met_count(self) -> int:
        return sum(line.met is Met.YES for line in self.lines)


_ORDER = {Met.EXEMPT: 0, Met.YES: 1, Met.UNKNOWN: 2, Met.NO_EVIDENCE: 3, Met.NO: 4}


def _whole(met: Sequence[Met]) -> Met:
    return max(met, key=_ORDER.__getitem__, default=Met.EXEMPT)


def judge(
    assessment: Assessment, figures: Mapping[str, Figure], evidence: Mapping[str, int], *, level: str = ""
) -> Outcome:
    """`evidence`: line → how many pieces stand. Read the edition's criteria with the file."""
    if assessment.has_points:
        return _by_points(assessment, figures, evidence)
    return _by_standard(assessment, figures, evidence, level or assessment.level)


def _by_standard(
    assessment: Assessment, figures: Mapping[str, Figure], evidence: Mapping[str, int], level: str
) -> Outcome:
    standard = assessment.edition.standard()
    given: dict[str, Given] = {key: figure.given for key, figure in figures.items()}
    seen: Collection[str] = {line for line, count in evidence.items() if count}
    told = standards.judge(
        standard,
        level,
        given,
        with_evidence=seen,
        kinds=assessment.kinds,
        variants=assessment.variants,
    )
    lines = []
    for indicator, line in zip(standard.indicators, told.lines, strict=True):
        parts = []
        for condition, found in zip(indicator.conditions, line.conditions, strict=False):
            if found.met is Met.EXEMPT:
                continue
            key = key_of(indicator.code, condition.code)
            parts.append(
                PartRow(
                    key=key,
                    label=condition.label,
                    wanted=found.wanted,
                    found=found_words(condition, figures.get(key)),
                    met=found.met,
                    condition=condition,
                    figure=figures.get(key),
                )
            )
        lines.append(
            LineRow(
                indicator.code,
                indicator.group,
                indicator.label,
                indicator.clause,
                indicator.help,
                line.met,
                tuple(parts),
                evidence.get(indicator.code, 0),
                indicator.verification,
            )
        )
    return Outcome(
        reaches=told.reaches,
        decided_by=told.decided_by.value,
        lines=tuple(lines),
        missing=told.missing,
        failed=told.failed,
        highest=standards.highest_level(
            standard, given, with_evidence=seen, kinds=assessment.kinds, variants=assessment.variants
        ),
    )


def standing_points(
    edition: FrozenEdition, written: Mapping[str, Decimal], seen: Collection[str]
) -> dict[str, Decimal]:
    """Without evidence a line has no points, whatever was written down."""
    return {
        one.code: written[one.code] if one.code in seen or not one.needs_evidence else Decimal(0)
        for one in edition.criteria
        if one.code in written
    }


def _by_points(assessment: Assessment, figures: Mapping[str, Figure], evidence: Mapping[str, int]) -> Outcome:
    edition = assessment.edition.frozen()
    typed = {key: figure.value for key, figure in figures.items() if figure.value is not None}
    seen = {line for line, count in evidence.items() if count}
    told = scoring.score(edition, standing_points(edition, typed, seen))
    grade = edition.grade_of(told.total) if told.reaches else None
    lines = []
    for criterion in edition.criteria:
        figure = figures.get(criterion.code)
        written = figure.value if figure is not None else None
        met = Met.UNKNOWN if written is None else Met.YES
        if written and criterion.needs_evidence and not evidence.get(criterion.code):
            met = Met.NO_EVIDENCE
        part = PartRow(
            key=criterion.code,
            label="",
            wanted=f"tối đa {format_number(criterion.max_points)} điểm",
            found="" if written is None else f"{format_number(written)} điểm",
            met=met,
            condition=None,
            figure=figure,
            most=criterion.max_points,
        )
        lines.append(
            LineRow(
                criterion.code,
                criterion.group,
                criterion.label,
                criterion.clause,
                criterion.help,
                met,
                (part,),
                evidence.get(criterion.code, 0),
                criterion.verification,
            )
        )
    return Outcome(
        reaches=told.reaches,
        decided_by=told.decided_by.value,
        lines=tuple(lines),
        missing=told.missing,
        failed=told.too_low,
        total=told.total,
        grade=grade.code if grade else "",
        grade_label=grade.label if grade else "",
    )


def found_words(condition: Condition, figure: Figure | None) -> str:
    """'72,5 % (1.450/2.000)', 'mức độ 2', 'có'."""
    if figure is None:
        return ""
    given = figure.given
    if condition.ask is Ask.YES:
        return "" if given.is_met is None else ("có" if given.is_met else "không")
    if condition.ask is Ask.SHARE:
        if given.share is None:
            return ""
        counted = (
            f" ({format_number(given.numerator)}/{format_number(given.denominator)})"
            if given.denominator
            else ""
        )
        return f"{format_percent(given.share, 2)}{counted}"
    if given.value is None:
        return ""
    if condition.ask is Ask.RANK:
        return condition.ranks[int(given.value) - 1] if given.value else "chưa đạt mức nào"
    if condition.ask in (Ask.RISES, Ask.FALLS):
        before = "" if given.last is None else f", năm trước {format_number(given.last)}"
        return f"{format_number(given.value)} {condition.unit}".rstrip() + before
    return f"{format_number(given.value)} {condition.unit}".rstrip()


def stored(assessment: Assessment, outcome: Outcome) -> dict[str, Any]:
    """What a closed self-assessment or a decision keeps: the answer with its trace, in the words of that day."""
    return {
        "edition": assessment.edition.code,
        "edition_name": assessment.edition.name,
        "instrument": assessment.edition.instrument,
        "sample": assessment.edition.is_sample,
        "level": assessment.level,
        "kinds": assessment.kinds,
        "variants": assessment.variants,
        "reaches": outcome.reaches,
        "decided_by": outcome.decided_by,
        "total": None if outcome.total is None else str(outcome.total),
        "grade": outcome.grade,
        "grade_label": outcome.grade_label,
        "lines": [
            {
                "code": line.code,
                "group": line.group,
                "label": line.label,
                "clause": line.clause,
                "met": line.met.value,
                "evidence": line.evidence_count,
                "parts": [
                    {"key": part.key, "label": part.label, "wanted": part.wanted, "found": part.found}
                    for part in line.parts
                ],
            }
            for line in outcome.lines
        ],
    }
