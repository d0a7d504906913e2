"""The lines of an edition as a table of texts, and back: the same for the screen, what is pasted, and the workbook.

One row a line; in a đạt / không đạt edition one row for each thing that a line asks. A row with empty "Mã" goes on with the line above.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial

from hoctap.core.refusals import Reason
from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_number
from hoctap.criteria.drafting.content import Content, Line, Row, conditions_of, plain, scope_of, text

LONGEST = {"code": 20, "group": 200, "label": 300, "clause": 200, "help": 300}
MOST_ROWS = 400
SEPARATOR = "; "
EVERYBODY = "tất cả"

ASKS = {
    "yes": "có / không",
    "share": "tỷ lệ %",
    "count": "số lượng",
    "rank": "bậc",
    "rises": "tăng so với năm trước",
    "falls": "giảm so với năm trước",
}
MARKS = {
    "verified": "đã đối chiếu văn bản",
    "draft_label": "nhãn theo bản dự thảo 2020",
    "sample": "mẫu chưa xác thực",
}
_YES = {"x", "co", "1", "yes", "dung"}
_NO = {"", "0", "k", "khong", "no"}
_NUMBER = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?|-?\d+\.\d+")


@dataclass(frozen=True)
class Column:
    key: str
    head: str
    wide: int
    """Characters, for the screen and the workbook."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Kept value → word in the cell."""
    is_of_line: bool = True
    """Of the whole line, or of one thing that it asks."""
    on_screen: bool = True
    level: str = ""
    variant: str = ""

    @property
    def is_long(self) -> bool:
        return self.wide >= 24

    @property
    def is_number(self) -> bool:
        return self.key == "max_points" or self.key.startswith(("least:", "eased:"))


def columns_for(content: Content, measures: Mapping[str, str]) -> list[Column]:
    """`measures`: code → label of those that may be named."""
    first = [
        Column("code", "Mã", 8),
        Column("group", "Nhóm", 24),
        Column("label", "Nội dung", 40),
        Column("clause", "Điều khoản", 16),
    ]
    last = [
        Column("needs_evidence", "Cần minh chứng", 8, {"yes": "có", "no": "không"}),
        Column("verification", "Mức xác thực", 18, MARKS),
        Column("help", "Gợi ý khi chấm", 24),
        Column("auto", "Máy đề xuất", 20, on_screen=False),
    ]
    if not content.is_standards:
        return [*first, Column("max_points", "Điểm tối đa", 8), *last]
    part = partial(Column, is_of_line=False)
    levels = [(row["code"], row["label"]) for row in content.levels]
    asked = [
        part("part", "Phần", 6),
        part("part_label", "Nội dung của phần", 24),
        part("ask", "Hỏi gì", 14, ASKS),
        *(part(f"least:{code}", f"Từ – {label}", 8, level=code) for code, label in levels),
        *(
            part(
                f"eased:{variant['code']}:{code}",
                f"{variant['label']} – {label}",
                8,
                level=code,
                variant=variant["code"],
            )
            for variant in content.variants
            for code, label in levels
        ),
        part("unit", "Đơn vị tính", 10),
        part("ranks", "Các bậc, thấp trước", 20),
        part("measure", "Tính từ số liệu", 20, dict(measures)),
    ]
    kinds = {row["code"]: row["label"] for row in content.kinds}
    scoped: list[Column] = []
    if kinds or _names_kinds(content.lines):
        asked += [
            part("part_only", "Phần: chỉ với", 18, kinds),
            part("part_but", "Phần: trừ", 18, kinds),
        ]
        scoped = [Column("only", "Chỉ với", 18, kinds), Column("but", "Trừ", 18, kinds)]
        for code, label in levels:
            scoped += [
                Column(f"only:{code}", f"{label}: chỉ với", 18, kinds, level=code),
                Column(f"but:{code}", f"{label}: trừ", 18, kinds, level=code),
            ]
    return [*first, *asked, *scoped, *last]


def _names_kinds(lines: Iterable[Line]) -> bool:
    return any(line.scope or any("only" in row or "but" in row for row in line.conditions) for line in lines)


type Cells = dict[str, str]


def rows_of(content: Content, columns: Sequence[Column]) -> list[Cells]:
    rows: list[Cells] = []
    for line in content.lines:
        asked = line.conditions or [{}]
        for index, condition in enumerate(asked if content.is_standards else [{}]):
            cells = {}
            for column in columns:
                if column.is_of_line:
                    value = _of_line(line, column) if index == 0 else ""
                else:
                    value = _of_part(condition, column)
                cells[column.key] = value
            rows.append(cells)
    return rows


def _of_line(line: Line, column: Column) -> str:
    key = column.key
    if key == "max_points":
        return format_number(line.max_points).replace(".", "") if line.max_points else ""
    if key == "needs_evidence":
        return column.choices["yes" if line.needs_evidence else "no"]
    if key == "verification":
        return column.choices.get(line.verification, "")
    if key == "auto":
        return json.dumps(line.auto, ensure_ascii=False, sort_keys=True) if line.auto else ""
    if key in ("only", "but"):
        return _joined(line.scope.get(key, ()), column)
    if column.level:
        side = key.partition(":")[0]
        levels = line.scope.get("levels", {})
        if column.level in levels and not levels[column.level] and side == "only":
            return EVERYBODY
        return _joined(levels.get(column.level, {}).get(side, ()), column)
    return str(getattr(line, key))


def _of_part(condition: Row, column: Column) -> str:
    key = column.key
    if key == "part":
        return str(condition.get("code", ""))
    if key == "part_label":
        return str(condition.get("label", ""))
    if key == "ask":
        return ASKS.get(condition.get("ask", "yes"), "")
    if key == "ranks":
        return SEPARATOR.join(condition.get("ranks", ()))
    if key == "measure":
        named = condition.get("measure", "")
        return column.choices.get(named, named)
    if key in ("part_only", "part_but"):
        return _joined(condition.get(key.removeprefix("part_"), ()), column)
    if column.level:
        numbers = (
            condition.get("eased", {}).get(column.variant, {})
            if column.variant
            else condition.get("least", {})
        )
        return _number_text(numbers.get(column.level))
    return str(condition.get(key, ""))


def _number_text(number: int | float | None) -> str:
    return "" if number is None else format_number(Decimal(str(number))).replace(".", "")


def _joined(codes: Iterable[str], column: Column) -> str:
    return SEPARATOR.join(column.choices.get(code, code) for code in codes)


class _Cell:
    """One cell being read: what is wrong with it is said by row, column and cure."""

    def __init__(self, row: int, column: Column, value: str, reasons: list[Reason]):
        self.row, self.column, self.value, self.reasons = row, column, value, reasons

    def wrong(self, words: str) -> None:
        self.reasons.append(
            Reason(
                f"Dòng {self.row}, cột “{self.column.head}”: {words}", f"cell-{self.row}-{self.column.key}"
            )
        )

    @property
    def words(self) -> str:
        most = LONGEST.get(self.column.key)
        if most and len(self.value) > most:
            self.wrong(f"dài quá {most} chữ, hãy rút gọn.")
        return self.value

    @property
    def number(self) -> Decimal | None:
        if not self.value:
            return None
        typed = self.value.replace(" ", "").removesuffix("%").removeprefix("≥")
        if not _NUMBER.fullmatch(typed) or len(typed) > 12:
            self.wrong(f"“{self.value[:20]}” không phải là số. Ghi như 60 hoặc 7,5.")
            return None
        try:
            return number_in(typed)
        except InvalidOperation:
            self.wrong(f"“{self.value[:20]}” không phải là số. Ghi như 60 hoặc 7,5.")
            return None

    def chosen(self, value: str = "") -> str:
        """The kept value of a word; empty for an empty cell."""
        typed = value or self.value
        if not typed:
            return ""
        folded = without_accents(typed)
        for kept, word in self.column.choices.items():
            if typed == kept or folded == without_accents(word):
                return kept
        some = SEPARATOR.join(list(self.column.choices.values())[:6]) or "chưa có gì để chọn"
        self.wrong(f"“{typed[:40]}” không có trong danh sách. Chọn một trong: {some}.")
        return ""

    @property
    def several(self) -> list[str]:
        found = [self.chosen(one.strip()) for one in self.value.split(SEPARATOR.strip()) if one.strip()]
        return sorted({one for one in found if one})

    @property
    def yes(self) -> bool:
        folded = without_accents(self.value)
        if folded not in _YES | _NO:
            self.wrong("ghi “có” hoặc “không”.")
        return folded in _YES


def number_in(typed: str) -> Decimal:
    """'1.000,5', '7,5', '7.5', '60'."""
    if "," in typed:
        return Decimal(typed.replace(".", "").replace(",", "."))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", typed):
        return Decimal(typed.replace(".", ""))
    return Decimal(typed)


def lines_from(
    content: Content,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, str]],
    numbers: Sequence[int] = (),
) -> tuple[list[Line], list[Reason]]:
    """Lines out of a table, and what could not be read. `numbers`: how the rows are called where that is not 1, 2, 3.

    A column that the table does not have leaves what the line of the same code said.
    """
    lines: list[Line] = []
    reasons: list[Reason] = []
    known = {line.code: line for line in content.lines}
    if len(rows) > MOST_ROWS:
        return [], [Reason(f"Bảng có {len(rows)} dòng, nhiều nhất {MOST_ROWS}.", "criteria")]
    for index, raw in enumerate(rows):
        number = numbers[index] if numbers else index + 1
        cells = {key: text(value) for key, value in raw.items()}
        if not any(_says(cells.get(column.key, ""), column) for column in columns):
            continue
        at = {
            column.key: _Cell(number, column, cells[column.key], reasons)
            for column in columns
            if column.key in cells
        }
        goes_on = content.is_standards and lines and cells.get("code", "") in ("", lines[-1].code)
        if not goes_on:
            line = _line(cells, at, lines[-1] if lines else None)
            _keep_unseen(line, known.get(line.code), at)
            if content.is_standards:
                line.scope = _scope(columns, at, known.get(line.code))
            lines.append(line)
        if content.is_standards:
            lines[-1].conditions.append(_condition(columns, at))
    for line in lines:
        line.conditions = conditions_of(line.conditions)
    return lines, reasons


def _says(value: str, column: Column) -> bool:
    """Words that a fresh row of the screen has already say nothing by themselves."""
    return bool(value) and column.key not in ("needs_evidence", "verification", "ask")


def _line(cells: Cells, at: Mapping[str, _Cell], above: Line | None) -> Line:
    group = at["group"].words if "group" in at else ""
    line = Line(
        code=at["code"].words if "code" in at else "",
        # Merged cells of Excel: the words stand in the first row only.
        group=group or (above.group if above else ""),
        label=at["label"].words if "label" in at else "",
        clause=at["clause"].words if "clause" in at else "",
        help=at["help"].words if "help" in at else "",
    )
    if "max_points" in at:
        points = at["max_points"].number
        if points is not None and not 0 <= points <= 9999:
            at["max_points"].wrong("điểm phải từ 0 đến 9.999.")
            points = None
        line.max_points = points or Decimal(0)
    if "needs_evidence" in at:
        line.needs_evidence = at["needs_evidence"].yes
    if "verification" in at:
        line.verification = at["verification"].chosen() or "sample"
    if "auto" in at and cells["auto"]:
        line.auto = _auto(at["auto"])
    return line


def _auto(cell: _Cell) -> Row:
    try:
        read = json.loads(cell.value)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not isinstance(read.get("rule"), str):
        cell.wrong("để trống, hoặc giữ nguyên như bản tải ra.")
        return {}
    return read


def _keep_unseen(line: Line, before: Line | None, at: Mapping[str, _Cell]) -> None:
    if before is None:
        return
    if "auto" not in at:
        line.auto = before.auto
    if "verification" not in at:
        line.verification = before.verification
    if "help" not in at:
        line.help = before.help


def _scope(columns: Sequence[Column], at: Mapping[str, _Cell], before: Line | None) -> Row:
    if "only" not in at and "but" not in at:
        return before.scope if before else {}
    scope: Row = {side: at[side].several for side in ("only", "but") if side in at}
    levels: Row = {}
    for level in dict.fromkeys(column.level for column in columns if column.level and column.is_of_line):
        sides = {side: at[f"{side}:{level}"] for side in ("only", "but") if f"{side}:{level}" in at}
        if "only" in sides and without_accents(sides["only"].value) == without_accents(EVERYBODY):
            levels[level] = {}
        elif any(cell.value for cell in sides.values()):
            levels[level] = {side: cell.several for side, cell in sides.items()}
    return scope_of(scope | ({"levels": levels} if levels else {}))


def _condition(columns: Sequence[Column], at: Mapping[str, _Cell]) -> Row:
    def read(key: str) -> str:
        return at[key].words if key in at else ""

    condition: Row = {
        "code": read("part"),
        "label": read("part_label"),
        "ask": (at["ask"].chosen() if "ask" in at else "") or "yes",
        "unit": read("unit"),
        "measure": at["measure"].chosen() if "measure" in at else "",
        "ranks": [text(one) for one in read("ranks").split(SEPARATOR.strip()) if text(one)],
        "least": {},
        "eased": {},
    }
    for side in ("only", "but"):
        if f"part_{side}" in at:
            condition[side] = at[f"part_{side}"].several
    for column in columns:
        if column.is_of_line or not column.level or column.key not in at:
            continue
        number = at[column.key].number
        if number is None:
            continue
        if column.variant:
            condition["eased"].setdefault(column.variant, {})[column.level] = plain(number)
        else:
            condition["least"][column.level] = plain(number)
    is_measured = condition["ask"] in ("share", "count", "rank")
    if (condition["least"] or condition["eased"]) and not is_measured and "ask" in at:
        at["ask"].wrong(
            f"đã ghi số thì chọn “{ASKS['share']}”, “{ASKS['count']}” hoặc “{ASKS['rank']}”; không thì bỏ số."
        )
    return condition
