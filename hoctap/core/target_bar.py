"""A result against its target as a bar: the places on the bar, and the sentence that says the same."""

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from hoctap.core import vietnamese
from hoctap.core.vietnamese import Number


@dataclass(frozen=True)
class Bar:
    value: str
    finding: str
    tone: str
    parts: str
    target: str
    on_time_width: str = "0"
    late_start: str = "0"
    late_width: str = ""
    line: str = ""
    text: str = ""
    notes: list[str] = field(default_factory=list)


def read_bar(
    numerator: Number | None, denominator: Number | None, target: Number | None, unit: str, late: Number
) -> Bar:
    in_percent = denominator is not None
    share = vietnamese.percent_of(numerator, denominator) if in_percent else _exact(numerator)
    goal = _exact(target)
    goal_text = ""
    if goal is not None:
        goal_text = (
            vietnamese.format_percent(goal, 2) if in_percent else f"{vietnamese.format_number(goal)} {unit}"
        )
    if share is None or numerator is None:
        return Bar(
            value=vietnamese.MISSING,
            finding="chưa có số liệu",
            tone="neutral",
            parts="",
            target=goal_text,
            line=_x(goal, Decimal(100)) if in_percent and goal is not None else "",
            text="Chưa có số liệu.",
        )
    if denominator is not None:
        value = vietnamese.format_share(share, goal)
        parts = f"{vietnamese.format_number(numerator)} / {vietnamese.format_number(denominator)} {unit}"
        full = Decimal(100)
    else:
        value = f"{vietnamese.format_number(numerator)} {unit}"
        parts = ""
        full = max(share, goal or Decimal(0), Decimal(1)) * Decimal("1.1")
    finding, tone = _finding(share, _exact(numerator), _exact(denominator), goal, unit)
    late_share = share * _decimal_of(late) / _decimal_of(numerator) if late and numerator else Decimal(0)
    notes = [f"{vietnamese.format_number(late)} {unit} trễ hạn"] if late else []
    words = [f"{value}{f' ({parts})' if parts else ''}"]
    if goal_text:
        words.append(f"chỉ tiêu {goal_text}")
    words += [finding, *notes]
    return Bar(
        value=value,
        finding=finding,
        tone=tone,
        parts=parts,
        target=goal_text,
        on_time_width=_x(share - late_share, full),
        late_start=_x(share - late_share, full),
        late_width=_x(late_share, full) if late_share else "",
        line=_x(goal, full) if goal is not None else "",
        text="; ".join(word for word in words if word) + ".",
        notes=notes,
    )


def _finding(
    share: Decimal, numerator: Decimal | None, denominator: Decimal | None, goal: Decimal | None, unit: str
) -> tuple[str, str]:
    if goal is None or numerator is None:
        return "", "neutral"
    if share >= goal:
        return "đạt chỉ tiêu", "done"
    needed = goal if denominator is None else goal * denominator / 100
    missing = needed.to_integral_value(rounding=ROUND_CEILING) - numerator
    return f"còn thiếu {vietnamese.format_number(missing)} {unit}", "working"


def _exact(value: Number | None) -> Decimal | None:
    return None if value is None else _decimal_of(value)


def _decimal_of(value: Number) -> Decimal:
    return Decimal(str(value))


def _x(share: Decimal, full: Decimal) -> str:
    """A place on the bar for SVG: with a point, within the bar."""
    return f"{min(max(share * 100 / full, Decimal(0)), Decimal(100)):.2f}%"
