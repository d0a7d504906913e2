"""What an edition says, apart from the rows that hold it: the shape of the shipped files, in one spelling.

Two editions say the same when their contents are equal. Screens, workbooks and files all come down to a `Content` and start from one.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from hoctap.core.text import clean
from hoctap.criteria.scoring import FrozenCriterion
from hoctap.criteria.standards import Indicator, Stage
from hoctap.criteria.stored import indicator_from

POINTS, STANDARDS = "points", "standards"

type Row = dict[str, Any]


@dataclass
class Line:
    """One line as it lies in the database and in files; what `stored.indicator_from` reads."""

    code: str
    group: str
    label: str
    clause: str
    max_points: Decimal = Decimal(0)
    needs_evidence: bool = False
    verification: str = "sample"
    help: str = ""
    conditions: list[Row] = field(default_factory=list)
    scope: Row = field(default_factory=dict)
    auto: Row = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        return indicator_from(self)

    @property
    def frozen(self) -> FrozenCriterion:
        return FrozenCriterion(
            code=self.code,
            group=self.group,
            label=self.label,
            clause=self.clause,
            max_points=self.max_points,
            needs_evidence=self.needs_evidence,
            verification=self.verification,
            help=self.help,
        )


@dataclass
class Content:
    name: str
    scoring: str = POINTS
    instrument: str = ""
    verification: str = "sample"
    verification_note: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    threshold: Decimal = Decimal(0)
    least_each: Decimal | None = None
    declared_total: Decimal | None = None
    valid_months: int | None = None
    next_level_months: int | None = None
    forms: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    grades: list[Row] = field(default_factory=list)
    levels: list[Row] = field(default_factory=list)
    kinds: list[Row] = field(default_factory=list)
    variants: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(Stage(row["code"], row["label"]) for row in self.levels)

    @property
    def is_standards(self) -> bool:
        return self.scoring == STANDARDS


def text(value: object) -> str:
    """As one line of a table holds it: without what no program may print, spaces one by one."""
    raw = str(value or "")
    return clean("".join(letter if _is_plain(letter) else " " for letter in raw))


def _is_plain(letter: str) -> bool:
    return not unicodedata.category(letter).startswith("C")


def plain(number: Decimal) -> int | float:
    """How numbers lie in JSON: 60, 97.5."""
    return int(number) if number == int(number) else float(number)


def coded(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [{"code": text(row["code"]), "label": text(row["label"])} for row in rows]


def grouped(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [{"name": text(row["name"]), "points": plain(Decimal(str(row["points"])))} for row in rows]


def graded(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    kept = []
    for row in rows:
        grade: Row = {
            "code": text(row["code"]),
            "label": text(row["label"]),
            "from": plain(Decimal(str(row["from"]))),
        }
        if row.get("below") is not None:
            grade["below"] = plain(Decimal(str(row["below"])))
        kept.append(grade)
    return kept


def scope_of(data: Mapping[str, Any]) -> Row:
    """Only what narrows; what holds at one level stays, even where it says everybody."""
    kept: Row = {key: sorted(map(text, data[key])) for key in ("only", "but") if data.get(key)}
    if data.get("levels"):
        kept["levels"] = {text(level): scope_of(scope) for level, scope in sorted(data["levels"].items())}
    return kept


def condition_of(data: Mapping[str, Any]) -> Row:
    kept: Row = {"ask": text(data.get("ask", "yes"))}
    for key in ("code", "label", "measure", "unit"):
        if text(data.get(key)):
            kept[key] = text(data[key])
    if data.get("least"):
        kept["least"] = _numbers(data["least"])
    eased = {
        text(variant): _numbers(numbers) for variant, numbers in data.get("eased", {}).items() if numbers
    }
    if eased:
        kept["eased"] = dict(sorted(eased.items()))
    if data.get("ranks"):
        kept["ranks"] = [text(rank) for rank in data["ranks"]]
    for key in ("only", "but"):
        if data.get(key):
            kept[key] = sorted(map(text, data[key]))
    return kept


def _numbers(data: Mapping[str, Any]) -> Row:
    return {text(level): plain(Decimal(str(number))) for level, number in sorted(data.items())}


def conditions_of(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """One that only asks có / không is what a line without any asks."""
    kept = [condition_of(row) for row in rows]
    return [] if kept == [{"ask": "yes"}] else kept


def line_of(data: Mapping[str, Any]) -> Line:
    return Line(
        code=text(data["code"]),
        group=text(data["group"]),
        label=text(data["label"]),
        clause=text(data["clause"]),
        max_points=Decimal(str(data.get("max_points") or 0)).normalize() + 0,
        needs_evidence=bool(data.get("needs_evidence", False)),
        verification=data.get("verification", "sample"),
        help=text(data.get("help", "")),
        conditions=conditions_of(data.get("conditions", [])),
        scope=scope_of(data.get("scope", {})),
        auto=dict(data.get("auto", {})),
    )


def content_from(data: Mapping[str, Any]) -> Content:
    """From what a shipped file, or one like it, says."""
    optional = {key: _decimal(data.get(key)) for key in ("least_each", "declared_total")}
    return Content(
        name=text(data["name"]),
        scoring=data.get("scoring", POINTS),
        instrument=text(data.get("instrument", "")),
        verification=data.get("verification", "sample"),
        verification_note=text(data.get("verification_note", "")),
        valid_from=data.get("valid_from"),
        valid_to=data.get("valid_to"),
        threshold=Decimal(str(data.get("threshold") or 0)).normalize() + 0,
        least_each=optional["least_each"],
        declared_total=optional["declared_total"],
        valid_months=data.get("valid_months"),
        next_level_months=data.get("next_level_months"),
        forms=coded(data.get("forms", [])),
        groups=grouped(data.get("groups", [])),
        grades=graded(data.get("grades", [])),
        levels=coded(data.get("levels", [])),
        kinds=coded(data.get("kinds", [])),
        variants=coded(data.get("variants", [])),
        lines=[line_of(row) for row in data.get("criteria", [])],
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize() + 0


HEADER = (
    "name",
    "scoring",
    "instrument",
    "verification",
    "verification_note",
    "valid_from",
    "valid_to",
    "threshold",
    "least_each",
    "declared_total",
    "valid_months",
    "next_level_months",
    "forms",
    "groups",
    "grades",
    "levels",
    "kinds",
    "variants",
)
"""Names that a content shares with the columns of its edition."""

LINE = (
    "code",
    "group",
    "label",
    "clause",
    "max_points",
    "needs_evidence",
    "verification",
    "help",
    "conditions",
    "scope",
    "auto",
)


def with_lines(content: Content, lines: Sequence[Line]) -> Content:
    return replace(content, lines=list(lines))
