"""How the lines of a đạt / không đạt edition lie in the database and in files, and back into the values that are judged."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from hoctap.criteria.standards import EVERYBODY, Ask, Condition, Indicator, Scope


class StoredLine(Protocol):
    code: str
    group: str
    label: str
    clause: str
    conditions: list[dict[str, Any]]
    scope: dict[str, Any]
    needs_evidence: bool
    verification: str
    help: str


def scope_from(data: Mapping[str, Any]) -> Scope:
    if not data.get("only") and not data.get("but"):
        return EVERYBODY
    return Scope(frozenset(data.get("only", ())), frozenset(data.get("but", ())))


def condition_from(data: Mapping[str, Any]) -> Condition:
    """{"code", "label", "ask", "least": {level: number}, "eased": {variant: {level: number}}, "ranks", "measure", "unit", "only", "but"}."""
    return Condition(
        code=data.get("code", ""),
        label=data.get("label", ""),
        ask=Ask(data.get("ask", Ask.YES)),
        least={level: Decimal(str(number)) for level, number in data.get("least", {}).items()},
        eased={
            variant: {level: Decimal(str(number)) for level, number in numbers.items()}
            for variant, numbers in data.get("eased", {}).items()
        },
        ranks=tuple(data.get("ranks", ())),
        measure=data.get("measure", ""),
        unit=data.get("unit", ""),
        scope=scope_from(data),
    )


def indicator_from(line: StoredLine) -> Indicator:
    conditions = tuple(condition_from(row) for row in line.conditions) or (
        Condition("", "", Ask.YES, {}, {}),
    )
    levels = line.scope.get("levels", {})
    return Indicator(
        code=line.code,
        group=line.group,
        label=line.label,
        clause=line.clause,
        conditions=conditions,
        scope=scope_from(line.scope),
        level_scopes={level: scope_from(scope) for level, scope in levels.items()} or None,
        needs_evidence=line.needs_evidence,
        verification=line.verification,
        help=line.help,
    )
