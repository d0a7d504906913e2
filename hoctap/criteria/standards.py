"""The only place where đạt / không đạt is judged. Plain values in, a judgement with its trace or reasons out.

An edition of this kind has levels and no points (TT 24/2023, TT 25/2023/TT-BGDĐT): a chỉ tiêu is met when all it asks is met and there
is evidence; a tiêu chí when all its chỉ tiêu are; a level when all tiêu chí are. What does not concern a kind of unit is left out of both.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum
from functools import cached_property
from typing import NamedTuple

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_number

HUNDRED = Decimal(100)


class Ask(StrEnum):
    """What a line of a chỉ tiêu wants to know."""

    YES = "yes"
    """Có / không."""
    SHARE = "share"
    """A percentage, at least so much: a numerator over a denominator, or the percentage as its source gives it."""
    COUNT = "count"
    """A number, at least so many."""
    RANK = "rank"
    """One of a few named steps, at least this one."""
    RISES = "rises"
    """A figure that is greater than that of the year before."""
    FALLS = "falls"
    """A figure that is smaller than that of the year before."""


MEASURED = frozenset({Ask.SHARE, Ask.COUNT, Ask.RANK})
"""Held against a number of the level; where a level gives none, it is not asked there."""


@dataclass(frozen=True)
class Scope:
    """Which kinds of unit a chỉ tiêu concerns: only these, or all but those. Empty: everybody."""

    only: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    def covers(self, kinds: Collection[str]) -> bool:
        if self.only and not self.only.intersection(kinds):
            return False
        return not self.but.intersection(kinds)


EVERYBODY = Scope()


@dataclass(frozen=True)
class Condition:
    code: str
    """Empty where a chỉ tiêu asks one thing only."""
    label: str
    ask: Ask
    least: Mapping[str, Decimal]
    """Level → at least so much. SHARE in per cent, RANK as the place in `ranks` from 1. Empty for YES, RISES and FALLS; a level that is
    not in it does not ask."""
    eased: Mapping[str, Mapping[str, Decimal]]
    """Variant (hard area, …) → level → at least so much, instead."""
    ranks: tuple[str, ...] = ()
    measure: str = ""
    """Code of the measure that gives the figure where records can; empty where a person writes it down."""
    unit: str = ""
    scope: Scope = EVERYBODY

    def least_for(self, level: str, variants: Collection[str] = ()) -> Decimal | None:
        for variant in variants:
            if level in self.eased.get(variant, {}):
                return self.eased[variant][level]
        return self.least.get(level)

    def wanted_words(self, level: str, variants: Collection[str] = ()) -> str:
        """'≥ 60 %', 'mức độ 2', 'có', 'tăng so với năm trước'."""
        least = self.least_for(level, variants)
        if self.ask is Ask.YES:
            return "có"
        if self.ask is Ask.RISES:
            return "tăng so với năm trước"
        if self.ask is Ask.FALLS:
            return "giảm so với năm trước"
        if least is None:
            return ""
        if self.ask is Ask.RANK:
            return f"từ {self.ranks[int(least) - 1]}"
        if self.ask is Ask.SHARE:
            return f"≥ {format_number(least)} %"
        return f"≥ {format_number(least)} {self.unit}".rstrip()


@dataclass(frozen=True)
class Indicator:
    """A chỉ tiêu đánh giá."""

    code: str
    group: str
    label: str
    clause: str
    conditions: tuple[Condition, ...]
    scope: Scope = EVERYBODY
    level_scopes: Mapping[str, Scope] | None = None
    """Level → whom it concerns at that level, where that differs."""
    needs_evidence: bool = True
    verification: str = "verified"
    help: str = ""

    def concerns(self, level: str, kinds: Collection[str]) -> bool:
        scope = (self.level_scopes or {}).get(level, self.scope)
        return scope.covers(kinds)

    def asked_of(self, kinds: Collection[str]) -> tuple[Condition, ...]:
        return tuple(one for one in self.conditions if one.scope.covers(kinds))


@dataclass(frozen=True)
class Stage:
    """A level of a title: mức độ 1, mức độ 2."""

    code: str
    label: str


@dataclass(frozen=True)
class FrozenStandard:
    code: str
    levels: tuple[Stage, ...]
    """The lowest first."""
    indicators: tuple[Indicator, ...]
    is_sample: bool = False

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(indicator.group for indicator in self.indicators))

    @property
    def level_codes(self) -> tuple[str, ...]:
        return tuple(level.code for level in self.levels)

    def level(self, code: str) -> Stage:
        return next(level for level in self.levels if level.code == code)

    @cached_property
    def _plans(self) -> dict[tuple[str, frozenset[str], tuple[str, ...]], "tuple[_Planned, ...]"]:
        return {}

    def plan(self, level: str, kinds: Collection[str], variants: Collection[str]) -> "tuple[_Planned, ...]":
        """What is asked of such a unit at a level: read once for all files of its kind."""
        key = (level, frozenset(kinds), tuple(variants))
        found = self._plans.get(key)
        if found is None:
            found = tuple(_planned(one, level, kinds, variants) for one in self.indicators)
            self._plans[key] = found
        return found


@dataclass(frozen=True)
class Given:
    """What is known of one condition. Exactly as entered: a share is worked out here."""

    is_met: bool | None = None
    """YES."""
    value: Decimal | None = None
    """SHARE in per cent, COUNT, RANK from 1 (0: none), RISES and FALLS this year's."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    last: Decimal | None = None
    """RISES and FALLS: the figure of the year before."""

    @property
    def share(self) -> Decimal | None:
        """Per cent, not rounded: 59.99 % has not reached 60 %."""
        if self.numerator is not None and self.denominator:
            return self.numerator * HUNDRED / self.denominator
        return self.value


class Met(Enum):
    YES = "đạt"
    NO = "không đạt"
    UNKNOWN = "chưa có số liệu"
    NO_EVIDENCE = "không có minh chứng"
    EXEMPT = "không áp dụng"


class ConditionLine(NamedTuple):
    key: str
    met: Met
    wanted: str
    least: Decimal | None
    found: Decimal | bool | None


class IndicatorLine(NamedTuple):
    code: str
    group: str
    met: Met
    conditions: tuple[ConditionLine, ...]


class Deciding(Enum):
    """What settled the result: the first of these that applies."""

    MISSING = "còn chỉ tiêu chưa có số liệu"
    FAILED = "có chỉ tiêu không đạt"
    REACHED = "đạt tất cả tiêu chí"


class Judgement(NamedTuple):
    """At the level that was asked for."""

    level: str
    decided_by: Deciding
    lines: tuple[IndicatorLine, ...]
    failed: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def reaches(self) -> bool:
        return self.decided_by is Deciding.REACHED

    @property
    def groups_met(self) -> dict[str, Met]:
        """Tiêu chí → đạt when all its chỉ tiêu are; one that concerns nobody here is left out."""
        found: dict[str, Met] = {}
        for line in self.lines:
            before = found.get(line.group, Met.EXEMPT)
            found[line.group] = max(before, line.met, key=_WEIGHT.__getitem__)
        return found


_WEIGHT = {Met.EXEMPT: 0, Met.YES: 1, Met.UNKNOWN: 2, Met.NO_EVIDENCE: 3, Met.NO: 4}
_BY_WEIGHT = tuple(_WEIGHT)
_EXEMPT, _YES, _UNKNOWN, _NO_EVIDENCE, _NO = range(5)


class _Part(NamedTuple):
    """One condition as it is asked. `fixed`: what is told of it whatever is known."""

    key: str
    ask: Ask
    least: Decimal | None
    wanted: str
    fixed: "ConditionLine | None"
    unknown: "ConditionLine"


class _Planned(NamedTuple):
    code: str
    group: str
    needs_evidence: bool
    parts: tuple[_Part, ...]
    fixed: "IndicatorLine | None"
    """Of a line that does not concern such a unit."""


def key_of(indicator: str, condition: str) -> str:
    """What answers are kept under: 'X5.2.a', or 'X5.1' where it asks one thing only."""
    return f"{indicator}.{condition}" if condition else indicator


def judge(
    standard: FrozenStandard,
    level: str,
    given: Mapping[str, Given],
    *,
    with_evidence: Collection[str],
    kinds: Collection[str] = (),
    variants: Collection[str] = (),
) -> Judgement:
    """`with_evidence`: codes of the chỉ tiêu that have evidence standing. `kinds`: what sort of unit it is, for those that are exempt."""
    lines: list[IndicatorLine] = []
    failed: list[str] = []
    missing: list[str] = []
    for planned in standard.plan(level, kinds, variants):
        if planned.fixed is not None:
            lines.append(planned.fixed)
            continue
        parts: list[ConditionLine] = []
        worst = _EXEMPT
        for part in planned.parts:
            if part.fixed is not None:
                parts.append(part.fixed)
                continue
            found = given.get(part.key)
            if found is None:
                parts.append(part.unknown)
                worst = max(worst, _UNKNOWN)
                continue
            weight, value = _met(part.ask, part.least, found)
            parts.append(ConditionLine(part.key, _BY_WEIGHT[weight], part.wanted, part.least, value))
            worst = max(worst, weight)
        if worst == _YES and planned.needs_evidence and planned.code not in with_evidence:
            worst = _NO_EVIDENCE
        if worst >= _NO_EVIDENCE:
            failed.append(planned.code)
        elif worst == _UNKNOWN:
            missing.append(planned.code)
        lines.append(IndicatorLine(planned.code, planned.group, _BY_WEIGHT[worst], tuple(parts)))
    if missing:
        decided_by = Deciding.MISSING
    else:
        decided_by = Deciding.FAILED if failed else Deciding.REACHED
    return Judgement(level, decided_by, tuple(lines), tuple(failed), tuple(missing))


def highest_level(
    standard: FrozenStandard,
    given: Mapping[str, Given],
    *,
    with_evidence: Collection[str],
    kinds: Collection[str] = (),
    variants: Collection[str] = (),
) -> str:
    """The highest level whose conditions are all met; empty where none is."""
    for level in reversed(standard.level_codes):
        if judge(standard, level, given, with_evidence=with_evidence, kinds=kinds, variants=variants).reaches:
            return level
    return ""


def given_reasons(condition: Condition, given: Given, *, name: str, field: str = "") -> list[Reason]:
    """Why a figure cannot be what was meant. `name`: how the line is called to the person."""
    reasons = []
    if condition.ask is Ask.SHARE:
        if (given.numerator is None) != (given.denominator is None):
            reasons.append(Reason(f"{name}: ghi đủ cả tử số và mẫu số, hoặc ghi tỷ lệ %.", field))
        elif given.denominator == 0:
            reasons.append(Reason(f"{name}: mẫu số là 0, không tính được tỷ lệ.", field))
        elif (
            given.numerator is not None
            and given.denominator is not None
            and given.numerator > given.denominator
        ):
            reasons.append(
                Reason(
                    f"{name}: tử số {format_number(given.numerator)} lớn hơn mẫu số {format_number(given.denominator)}.",
                    field,
                )
            )
        elif given.share is not None and not 0 <= given.share <= HUNDRED:
            reasons.append(Reason(f"{name}: tỷ lệ phải từ 0 đến 100 %.", field))
    if condition.ask is Ask.RANK and given.value is not None and not _is_rank(condition, given.value):
        reasons.append(Reason(f"{name}: chọn một trong các mức: {', '.join(condition.ranks)}.", field))
    if condition.ask in (Ask.RISES, Ask.FALLS) and (given.value is None) != (given.last is None):
        reasons.append(Reason(f"{name}: ghi cả số năm nay và số năm trước.", field))
    if any(number is not None and number < 0 for number in (given.numerator, given.denominator)) or (
        condition.ask is Ask.COUNT and given.value is not None and given.value < 0
    ):
        reasons.append(Reason(f"{name}: số không được âm.", field))
    return reasons


def shown_share(share: Decimal) -> Decimal:
    """As it stands on paper: two decimals. Never what is compared."""
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _planned(indicator: Indicator, level: str, kinds: Collection[str], variants: Collection[str]) -> _Planned:
    exempt = IndicatorLine(indicator.code, indicator.group, Met.EXEMPT, ())
    parts = tuple(_part(indicator, one, level, kinds, variants) for one in indicator.conditions)
    return _Planned(
        indicator.code,
        indicator.group,
        indicator.needs_evidence,
        parts,
        None if indicator.concerns(level, kinds) else exempt,
    )


def _part(
    indicator: Indicator,
    condition: Condition,
    level: str,
    kinds: Collection[str],
    variants: Collection[str],
) -> _Part:
    key = key_of(indicator.code, condition.code)
    least = condition.least_for(level, variants)
    # Of other kinds of unit, or asked at another level only.
    is_asked = condition.scope.covers(kinds) and (least is not None or condition.ask not in MEASURED)
    wanted = condition.wanted_words(level, variants) if is_asked else ""
    return _Part(
        key,
        condition.ask,
        least,
        wanted,
        None if is_asked else ConditionLine(key, Met.EXEMPT, "", None, None),
        ConditionLine(key, Met.UNKNOWN, wanted, least, None),
    )


def _met(ask: Ask, least: Decimal | None, given: Given) -> tuple[int, Decimal | bool | None]:
    """As a weight: see `_WEIGHT`."""
    if ask is Ask.YES:
        if given.is_met is None:
            return _UNKNOWN, None
        return (_YES if given.is_met else _NO), given.is_met
    if ask is Ask.RISES or ask is Ask.FALLS:
        if given.value is None or given.last is None:
            return _UNKNOWN, given.value
        ok = given.value > given.last if ask is Ask.RISES else given.value < given.last
        return (_YES if ok else _NO), given.value
    value = given.share if ask is Ask.SHARE else given.value
    if value is None or least is None:
        return _UNKNOWN, value
    return (_YES if value >= least else _NO), value


def _is_rank(condition: Condition, value: Decimal) -> bool:
    """0: none of them yet."""
    return value == int(value) and 0 <= value <= len(condition.ranks)
