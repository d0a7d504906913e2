"""A form as it was read, and what its cells are told to be. Pure."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from hoctap.core.labelled import Labelled
from hoctap.core.refusals import Reason
from hoctap.core.text import clean, without_accents


class When(Labelled):
    NOW = "now", "kỳ này"
    BEFORE = "before", "cùng kỳ năm trước"
    PLANNED = "planned", "chỉ tiêu giao"
    ESTIMATE = "estimate", "ước thực hiện, ghi tay"


class Who(Labelled):
    SELF = "self", "của địa bàn lập biểu"
    ROW = "row", "của địa bàn ghi tên ở dòng ấy"


def letter_of(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    return f"{letter_of(column)}{row}"


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    kind: str
    """'text', 'number', 'formula' or 'blank'."""
    text: str
    is_percent: bool = False

    @property
    def address(self) -> str:
        return address(self.row, self.column)


@dataclass(frozen=True)
class Merged:
    top: int
    left: int
    bottom: int
    right: int

    @property
    def words(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True)
class Sheet:
    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Merged, ...]
    hidden: bool = False

    @property
    def words(self) -> str:
        return f"{self.name} (trang ẩn)" if self.hidden else self.name

    @cached_property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def merged_at(self, row: int, column: int) -> Merged | None:
        return next((one for one in self.merged if one.holds(row, column)), None)

    def text_at(self, row: int, column: int) -> str:
        """What stands there; of a merged range what its first cell says."""
        area = self.merged_at(row, column)
        if area is not None:
            row, column = area.top, area.left
        cell = self.cells.get((row, column))
        return cell.text if cell and cell.kind in ("text", "number") else ""

    def anchor(self, row: int, first: int, column: int, name_column: int) -> str:
        """The words around a cell that say what it is: the headings above the first row of its column and the row's name,
        without numbers.
        """
        headings = [self._heading(above, column) for above in range(1, first)]
        name = self.text_at(row, name_column) if name_column else ""
        told = " / ".join(dict.fromkeys(words for words in headings if words))
        return re.sub(r"\d+", "#", clean(f"{told} | {name}").lower())

    def _heading(self, row: int, column: int) -> str:
        """Of a column; what lies across the whole table is a title or a group."""
        area = self.merged_at(row, column)
        if area is not None and area.left <= 2 and area.right >= self.last_column:
            return ""
        cell = self.cells.get((area.top, area.left) if area else (row, column))
        if cell is None or cell.kind != "text" or re.fullmatch(r"[\d().\s]*", cell.text):
            return ""
        return cell.text


@dataclass(frozen=True)
class Layout:
    sheets: tuple[Sheet, ...]
    fingerprint: str
    locked: tuple[str, ...] = ()
    pictures: int = 0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            tuple(_sheet(sheet) for sheet in data["sheets"]),
            data["fingerprint"],
            tuple(data.get("locked", ())),
            data.get("pictures", 0),
        )

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def _sheet(data: Mapping[str, Any]) -> Sheet:
    cells = [Cell(*values) for values in data["cells"]]
    return Sheet(
        data["name"],
        {(cell.row, cell.column): cell for cell in cells},
        tuple(_merged(words) for words in data["merged"]),
        data.get("hidden", False),
    )


def _merged(words: str) -> Merged:
    first, _, last = words.partition(":")
    top, bottom = _split(first), _split(last or first)
    return Merged(top[1], top[0], bottom[1], bottom[0])


def _split(one: str) -> tuple[int, int]:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)", one)
    assert found
    return column_of(found[1]), int(found[2])


# ------------------------------------------------------------------------------------------------- rules


@dataclass(frozen=True)
class Rule:
    """Which figure stands in some cells of one column."""

    key: str
    sheet: str
    column: int
    first: int
    last: int
    """0: to the end of the sheet."""
    code: str
    """Of a quantity."""
    over: str = ""
    """Of the quantity that it is divided by: the cell holds the share in per cent."""
    when: str = When.NOW
    who: str = Who.SELF
    name_column: int = 0
    anchors: Mapping[str, str] = field(default_factory=dict)
    """Cell → the words around it when it was mapped."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**data)

    @property
    def words(self) -> str:
        """'C8', 'C8:C20', 'C8 đến hết'."""
        start = address(self.first, self.column)
        if self.last == 0:
            return f"{start} đến hết"
        return start if self.last == self.first else f"{start}:{address(self.last, self.column)}"

    def rows(self, sheet: Sheet) -> range:
        return range(self.first, (self.last or sheet.last_row) + 1)


_RANGE = re.compile(r"([A-Za-z]{1,2})(\d{1,4})(?:\s*(?::|-|đến)\s*(?:([A-Za-z]{1,2})(\d{0,4})|hết))?")


def parse_range(typed: str) -> tuple[int, int, int] | None:
    """'C8' → (3, 8, 8); 'C8:C20' → (3, 8, 20); 'C8:C' and 'C8 đến hết' → (3, 8, 0). None: it is neither."""
    text = clean(typed).replace("$", "")
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    column, first = column_of(found[1]), int(found[2])
    if found[3] and column_of(found[3]) != column:
        return None
    if found.end(2) == len(text):
        return column, first, first
    last = int(found[4]) if found[4] else 0
    return None if last and last < first else (column, first, last)


def rule_reasons(layout: Layout, rule: Rule, others: Sequence[Rule]) -> list[Reason]:
    """Why the cells cannot be told to be that; each names the cell."""
    sheet = layout.sheet(rule.sheet)
    if sheet is None:
        return [Reason(f"Biểu không có trang “{rule.sheet}”. Hãy chọn lại trang tính.", field="sheet")]
    where = f"Trang “{sheet.name}”"
    if not 1 <= rule.column <= sheet.last_column or not 1 <= rule.first <= sheet.last_row:
        end = address(sheet.last_row, sheet.last_column)
        return [Reason(f"{where}: ô {rule.words} nằm ngoài biểu (ô cuối là {end}).", field="cells")]
    if rule.last > sheet.last_row:
        return [Reason(f"{where}: biểu chỉ có đến dòng {sheet.last_row}.", field="cells")]
    reasons = []
    if rule.who == Who.ROW and not 1 <= rule.name_column <= sheet.last_column:
        reasons.append(Reason("Hãy ghi cột có tên địa bàn, ví dụ B.", field="name_column"))
    for row in rule.rows(sheet):
        area = sheet.merged_at(row, rule.column)
        if area is not None and (area.top, area.left) != (row, rule.column):
            # In a long column a heading of a group that lies across is no place to write to, and is passed over.
            if rule.first == rule.last or area.left == rule.column:
                reasons.append(
                    Reason(
                        f"{where}: ô {address(row, rule.column)} nằm trong vùng gộp {area.words}. "
                        f"Hãy chọn ô {address(area.top, area.left)}.",
                        field="cells",
                    )
                )
            continue
        cell = sheet.cells.get((row, rule.column))
        if rule.first == rule.last and cell is not None and cell.kind == "formula":
            reasons.append(
                Reason(
                    f"{where}: ô {cell.address} có công thức ({cell.text}), giữ nguyên, không điền.",
                    field="cells",
                )
            )
        if rule.first == rule.last and cell is not None and cell.kind == "text":
            reasons.append(
                Reason(
                    f"{where}: ô {cell.address} đã có chữ “{cell.text[:40]}”, không ghi đè.", field="cells"
                )
            )
    if not reasons and not any(True for _ in open_cells(sheet, rule)):
        reasons.append(Reason(f"{where}: {rule.words} không có ô nào điền được.", field="cells"))
    mine = {(row, rule.column) for row in rule.rows(sheet)}
    for other in others:
        if other.sheet == rule.sheet and other.key != rule.key:
            both = mine & {(row, other.column) for row in other.rows(sheet)}
            if both:
                row, column = min(both)
                reasons.append(
                    Reason(
                        f"{where}: ô {address(row, column)} đã gán ở “{other.words}”. Hãy bỏ dòng gán ấy trước.",
                        field="cells",
                    )
                )
    return reasons


def open_cells(sheet: Sheet, rule: Rule) -> Iterator[tuple[int, str]]:
    """Row and address of the cells of a rule that may be written: no formula, no words, not inside a merged range."""
    for row in rule.rows(sheet):
        area = sheet.merged_at(row, rule.column)
        if area is not None and (area.top, area.left) != (row, rule.column):
            continue
        cell = sheet.cells.get((row, rule.column))
        if cell is not None and cell.kind in ("formula", "text"):
            continue
        yield row, address(row, rule.column)


def anchored(layout: Layout, rule: Rule) -> Rule:
    """With the words around each of its cells."""
    sheet = layout.sheet(rule.sheet)
    assert sheet is not None
    return replace(
        rule,
        anchors={
            at: sheet.anchor(row, rule.first, rule.column, rule.name_column)
            for row, at in open_cells(sheet, rule)
        },
    )


@dataclass(frozen=True)
class Moved:
    rule: Rule
    why: str


def carried(layout: Layout, rules: Sequence[Rule]) -> tuple[list[Rule], list[Moved]]:
    """Of the rules of an earlier copy: those whose cells still say the same, and those that are to be mapped again, with the reason."""
    kept: list[Rule] = []
    moved: list[Moved] = []
    for rule in rules:
        if reasons := rule_reasons(layout, rule, ()):
            moved.append(Moved(rule, reasons[0].text))
            continue
        now = anchored(layout, rule)
        differs = [at for at, words in rule.anchors.items() if now.anchors.get(at) != words]
        more = [at for at in now.anchors if at not in rule.anchors]
        heading = any(_heading(rule.anchors[at]) != _heading(now.anchors.get(at, "")) for at in differs)
        if rule.who == Who.ROW and not heading:
            # Rows are found by their names: other names or another number of rows are no other figures.
            kept.append(now)
        elif differs or more:
            moved.append(Moved(rule, _moved_words(layout, rule, now, (differs or more)[0])))
        else:
            kept.append(now)
    return kept, moved


def stands_again(
    layout: Layout, moved: Sequence[Rule], kept: Sequence[Rule]
) -> tuple[list[Rule], list[Moved]]:
    """Of what had moved in an earlier copy: what the new one has where it was, and what is still to be mapped again."""
    found, left = list(kept), []
    for rule in moved:
        again, still = carried(layout, [rule])
        reasons = rule_reasons(layout, again[0], found) if again else []
        if again and not reasons:
            found += again
        else:
            left += still or [Moved(rule, reasons[0].text)]
    return found, left


def _moved_words(layout: Layout, rule: Rule, now: Rule, at: str) -> str:
    before = rule.anchors.get(at, "")
    if at in now.anchors:
        return f"ô {at}: trước đây ở “{before}”, nay “{now.anchors[at]}”"
    sheet, (column, row) = layout.sheet(rule.sheet), _split(at)
    area = sheet.merged_at(row, column) if sheet else None
    cell = sheet.cells.get((row, column)) if sheet else None
    if area is not None and (area.top, area.left) != (row, column):
        return f"ô {at}: nay nằm trong vùng gộp {area.words}"
    if cell is not None and cell.kind == "formula":
        return f"ô {at}: nay có công thức ({cell.text})"
    if cell is not None and cell.kind == "text":
        return f"ô {at}: nay có chữ “{cell.text[:40]}”"
    return f"ô {at}: nay không còn, trước đây ở “{before}”"


def _heading(anchor: str) -> str:
    return anchor.partition(" | ")[0]


# -------------------------------------------------------------------------------------------- names of places


def name_key(text: str) -> str:
    """'1. Xã  Tân Kiều' → 'xã tân kiều'."""
    return re.sub(r"^[\divx]+\s*[.)]\s*|^[-+•]\s*", "", clean(text).lower()).strip()


def nearest(name: str, known: Sequence[str], count: int = 3) -> list[str]:
    """Of the names known, those most like it."""
    plain = {without_accents(one): one for one in known}
    found = difflib.get_close_matches(without_accents(name), list(plain), n=count, cutoff=0.6)
    return [plain[one] for one in found]
