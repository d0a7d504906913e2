"""What an edition must be before it may be published. Plain values in, reasons out; each names the row it is about."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.scoring import FrozenCriterion
from hoctap.criteria.standards import MEASURED, Ask, Condition, Indicator, Scope, Stage
from hoctap.criteria.titles import Title


@dataclass(frozen=True)
class GradeRow:
    label: str
    least: Decimal
    below: Decimal | None


@dataclass(frozen=True)
class GroupRow:
    name: str
    points: Decimal


@dataclass(frozen=True)
class Validity:
    name: str
    start: dt.date
    end: dt.date | None
    """The first day on which it no longer holds."""

    def overlaps(self, other: "Validity") -> bool:
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)


@dataclass(frozen=True)
class PointsDraft:
    threshold: Decimal
    least_each: Decimal | None
    declared_total: Decimal | None
    """What the instrument says all points come to; None where it says nothing."""
    criteria: Sequence[FrozenCriterion]
    groups: Sequence[GroupRow] = ()
    grades: Sequence[GradeRow] = ()


@dataclass(frozen=True)
class StandardsDraft:
    levels: Sequence[Stage]
    indicators: Sequence[Indicator]
    kinds: Collection[str] = field(default_factory=frozenset)
    variants: Collection[str] = field(default_factory=frozenset)


class _Line(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def clause(self) -> str: ...


def points_reasons(draft: PointsDraft) -> list[Reason]:
    """Points that do not add up, thresholds that overlap or leave a gap, lines that are there twice or say nothing."""
    reasons = _line_reasons(draft.criteria)
    for row, criterion in enumerate(draft.criteria, start=1):
        if criterion.max_points <= 0:
            reasons.append(Reason(f"Dòng {row} ({criterion.code}): điểm tối đa phải lớn hơn 0.", "criteria"))
        elif criterion.max_points != criterion.max_points.quantize(Decimal("0.1")):
            reasons.append(
                Reason(f"Dòng {row} ({criterion.code}): điểm lẻ nhất là 0,5 hoặc 0,1.", "criteria")
            )
        elif draft.least_each is not None and criterion.max_points < draft.least_each:
            reasons.append(
                Reason(
                    f"Dòng {row} ({criterion.code}): tối đa {format_number(criterion.max_points)} điểm, thấp hơn mức không mục nào "
                    f"dưới {format_number(draft.least_each)}.",
                    "criteria",
                )
            )
    total = sum((criterion.max_points for criterion in draft.criteria), Decimal(0))
    if draft.declared_total is not None and total != draft.declared_total:
        reasons.append(
            Reason(
                f"Cộng điểm tối đa các dòng được {format_number(total)}, văn bản ghi {format_number(draft.declared_total)}. "
                "Xem lại điểm từng dòng.",
                "declared_total",
            )
        )
    reasons += _group_reasons(draft)
    reasons += _grade_reasons(draft.grades, draft.threshold, total)
    if not 0 < draft.threshold <= total:
        reasons.append(
            Reason(f"Mức đạt phải lớn hơn 0 và không quá tổng {format_number(total)} điểm.", "threshold")
        )
    return reasons


def standards_reasons(
    draft: StandardsDraft,
    measures: Mapping[str, Collection[str]],
    title: str,
    uses: Mapping[str, Collection[str]] | None = None,
) -> list[Reason]:
    """Levels without a demand, a higher level that asks less, shares past 100 %, measures that do not exist or go in a circle.

    `measures`: every measure that may be named → the titles whose results it is counted from. `uses`: a title → those titles whose results its
    own editions are judged by. A measure that comes back to `title`, at once or by way of others, is circular.
    """
    reasons = _line_reasons(draft.indicators)
    levels = [level.code for level in draft.levels]
    if not levels:
        reasons.append(Reason("Ghi ít nhất một mức độ.", "levels"))
    if len(set(levels)) != len(levels):
        reasons.append(Reason("Hai mức độ trùng mã.", "levels"))
    for row, indicator in enumerate(draft.indicators, start=1):
        name = f"Dòng {row} ({indicator.code})"
        codes = [condition.code for condition in indicator.conditions]
        if len(set(codes)) != len(codes):
            reasons.append(Reason(f"{name}: hai phần trùng mã.", "criteria"))
        for condition in indicator.conditions:
            part = f"{name}, phần {condition.code}" if condition.code else name
            reasons += _condition_reasons(condition, levels, draft.variants, part)
            if condition.measure:
                reasons += _measure_reasons(condition.measure, measures, title, part, uses or {})
            reasons += _scope_reasons(condition.scope, draft.kinds, part)
        for level in levels:
            if not any(
                condition.ask not in MEASURED or level in condition.least
                for condition in indicator.conditions
            ):
                reasons.append(Reason(f"{name}: mức độ {level} chưa ghi yêu cầu.", "criteria"))
        for scope in (indicator.scope, *(indicator.level_scopes or {}).values()):
            reasons += _scope_reasons(scope, draft.kinds, name)
    return reasons


def validity_reasons(mine: Validity, others: Iterable[Validity], *, where: str) -> list[Reason]:
    """Two editions of one title in one territory never hold on the same day."""
    reasons = []
    if mine.end is not None and mine.end <= mine.start:
        reasons.append(Reason("Ngày hết hiệu lực phải sau ngày bắt đầu.", "valid_to"))
    for other in others:
        if mine.overlaps(other):
            until = f" đến {format_date(other.end)}" if other.end else ", chưa ghi ngày hết"
            reasons.append(
                Reason(
                    f"Hiệu lực trùng với “{other.name}” ({where}, từ {format_date(other.start)}{until}). "
                    "Ghi ngày hết hiệu lực của bộ kia hoặc sửa ngày của bộ này.",
                    "valid_from",
                )
            )
    return reasons


def _line_reasons(lines: Sequence[_Line]) -> list[Reason]:
    reasons = []
    if not lines:
        reasons.append(Reason("Bộ tiêu chí chưa có dòng nào.", "criteria"))
    seen: dict[str, int] = {}
    for row, line in enumerate(lines, start=1):
        if not line.code:
            reasons.append(Reason(f"Dòng {row}: chưa ghi mã.", "criteria"))
        elif line.code in seen:
            reasons.append(Reason(f"Dòng {row}: mã {line.code} đã có ở dòng {seen[line.code]}.", "criteria"))
        seen.setdefault(line.code, row)
        for value, word in ((line.label, "nội dung"), (line.group, "nhóm"), (line.clause, "điều khoản")):
            if not value.strip():
                reasons.append(Reason(f"Dòng {row} ({line.code}): chưa ghi {word}.", "criteria"))
    return reasons


def _group_reasons(draft: PointsDraft) -> list[Reason]:
    reasons = []
    named = {criterion.group for criterion in draft.criteria}
    for group in draft.groups:
        if group.name not in named:
            reasons.append(Reason(f"Nhóm “{group.name}” không có dòng nào.", "groups"))
            continue
        total = sum(
            (criterion.max_points for criterion in draft.criteria if criterion.group == group.name),
            Decimal(0),
        )
        if total != group.points:
            reasons.append(
                Reason(
                    f"Nhóm “{group.name}”: cộng các dòng được {format_number(total)} điểm, nhóm ghi {format_number(group.points)}.",
                    "groups",
                )
            )
    return reasons


def _grade_reasons(grades: Sequence[GradeRow], threshold: Decimal, total: Decimal) -> list[Reason]:
    if not grades:
        return []
    reasons = []
    if grades[0].least != threshold:
        reasons.append(
            Reason(
                f"Xếp loại thấp nhất “{grades[0].label}” từ {format_number(grades[0].least)} điểm, mức đạt là {format_number(threshold)}: "
                "hai số phải bằng nhau.",
                "grades",
            )
        )
    for row, (lower, higher) in enumerate(pairwise(grades), start=1):
        if lower.below is None or lower.below < higher.least:
            reasons.append(
                Reason(
                    f"Xếp loại dòng {row} “{lower.label}” và dòng {row + 1} “{higher.label}”: còn khoảng điểm không thuộc loại nào.",
                    "grades",
                )
            )
        elif lower.below > higher.least:
            reasons.append(
                Reason(
                    f"Xếp loại dòng {row} “{lower.label}” và dòng {row + 1} “{higher.label}” chồng lên nhau.",
                    "grades",
                )
            )
    for row, grade in enumerate(grades, start=1):
        if grade.below is not None and grade.below <= grade.least:
            reasons.append(
                Reason(f"Xếp loại dòng {row} “{grade.label}”: điểm trên phải lớn hơn điểm dưới.", "grades")
            )
    if grades[-1].below is not None and grades[-1].below <= total:
        reasons.append(
            Reason(
                f"Xếp loại cao nhất “{grades[-1].label}” phải đến hết {format_number(total)} điểm.", "grades"
            )
        )
    return reasons


def _condition_reasons(
    condition: Condition, levels: Sequence[str], variants: Collection[str], name: str
) -> list[Reason]:
    reasons = []
    numbers = [condition.least, *condition.eased.values()]
    for variant in condition.eased:
        if variant not in variants:
            reasons.append(
                Reason(f"{name}: trường hợp riêng “{variant}” không có trong bộ tiêu chí.", "criteria")
            )
    for given in numbers:
        for level, least in given.items():
            if level not in levels:
                reasons.append(Reason(f"{name}: mức độ “{level}” không có trong bộ tiêu chí.", "criteria"))
            if condition.ask is Ask.SHARE and not 0 < least <= 100:
                reasons.append(Reason(f"{name}: tỷ lệ yêu cầu phải trên 0 và không quá 100 %.", "criteria"))
            if condition.ask is Ask.RANK and not (least == int(least) and 1 <= least <= len(condition.ranks)):
                reasons.append(Reason(f"{name}: mức yêu cầu không có trong các mức đã ghi.", "criteria"))
        wanted = [given[level] for level in levels if level in given]
        if wanted != sorted(wanted):
            reasons.append(Reason(f"{name}: mức độ cao hơn lại yêu cầu thấp hơn.", "criteria"))
    for variant, given in condition.eased.items():
        for level, least in given.items():
            if level in condition.least and least > condition.least[level]:
                reasons.append(
                    Reason(
                        f"{name}: trường hợp riêng “{variant}” mức độ {level} lại yêu cầu cao hơn mức chung.",
                        "criteria",
                    )
                )
    if condition.ask is Ask.RANK and len(condition.ranks) < 2:
        reasons.append(Reason(f"{name}: ghi ít nhất hai mức để chọn.", "criteria"))
    return reasons


def circle(start: Collection[str], title: str, uses: Mapping[str, Collection[str]]) -> list[str]:
    """The shortest way from one of these titles to `title`, through what their editions are judged by; empty where there is none."""
    waiting = [[one] for one in sorted(start)]
    seen = set(start)
    while waiting:
        way = waiting.pop(0)
        if way[-1] == title:
            return way
        for following in sorted(uses.get(way[-1], ())):
            if following not in seen or following == title:
                seen.add(following)
                waiting.append([*way, following])
    return []


def _measure_reasons(
    measure: str,
    measures: Mapping[str, Collection[str]],
    title: str,
    name: str,
    uses: Mapping[str, Collection[str]],
) -> list[Reason]:
    if measure not in measures:
        return [Reason(f"{name}: không có cách tính “{measure}” trong hệ thống.", "criteria")]
    if title in measures[measure]:
        return [Reason(f"{name}: “{measure}” lại tính từ chính danh hiệu này, thành vòng quẩn.", "criteria")]
    if way := circle(measures[measure], title, uses):
        through = ", rồi ".join(f"“{Title(one).label}”" for one in way[:-1])
        return [
            Reason(
                f"{name}: “{measure}” tính từ {through}, mà danh hiệu ấy lại tính từ chính danh hiệu này, thành vòng quẩn. "
                "Ghi số liệu có nguồn ở một trong hai bộ.",
                "criteria",
            )
        ]
    return []


def _scope_reasons(scope: Scope, kinds: Collection[str], name: str) -> list[Reason]:
    unknown = sorted((scope.only | scope.but) - set(kinds))
    return [
        Reason(f"{name}: loại đơn vị “{kind}” không có trong bộ tiêu chí.", "criteria") for kind in unknown
    ]
