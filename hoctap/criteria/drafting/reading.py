"""An edition out of a file: a table like the shipped ones (.toml) or a workbook (.xlsx). What cannot be read is named by its row."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from hoctap.core.refusals import Reason, Refused
from hoctap.criteria.drafting.content import Content, content_from
from hoctap.criteria.drafting.table import ASKS, MARKS
from hoctap.criteria.drafting.workbook import content_of_book
from hoctap.criteria.standards import Ask

_TEXTS = {"code", "title", "name", "instrument", "verification", "verification_note", "scoring"}
_DAYS = {"valid_from", "valid_to"}
_NUMBERS = {"threshold", "least_each", "declared_total"}
_MONTHS = {"valid_months", "next_level_months"}
_LISTS: dict[str, dict[str, Any]] = {
    "forms": {"code": str, "label": str},
    "groups": {"name": str, "points": (int, float)},
    "grades": {"code": str, "label": str, "from": (int, float)},
    "levels": {"code": str, "label": str},
    "kinds": {"code": str, "label": str},
    "variants": {"code": str, "label": str},
}
_LINE_TEXTS = ("code", "group", "label", "clause")
_LINE = {*_LINE_TEXTS, "max_points", "needs_evidence", "verification", "help", "conditions", "scope", "auto"}
_CONDITION = {"code", "label", "ask", "least", "eased", "ranks", "measure", "unit", "only", "but"}


class ReadFile(NamedTuple):
    title: str
    """Empty where the file does not say it: a workbook."""
    content: Content


def read_file(name: str, data: bytes, measures: Mapping[str, str]) -> ReadFile:
    """`Refused` with every row that cannot be read."""
    if name.lower().endswith(".xlsx"):
        content, reasons = content_of_book(data, measures)
        if reasons:
            raise Refused(reasons)
        return ReadFile("", content)
    if not name.lower().endswith(".toml"):
        raise Refused([Reason("Tệp phải là .toml hoặc .xlsx.", "file")])
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused([Reason(f"Tệp .toml không đọc được: {error}.", "file")]) from error
    if reasons := _reasons(values):
        raise Refused(reasons)
    return ReadFile(str(values.get("title", "")), content_from(values))


def _reasons(values: Mapping[str, Any]) -> list[Reason]:
    found: list[str] = []
    if not values.get("name"):
        found.append("name: ghi tên bộ tiêu chí.")
    for key, value in values.items():
        if key in _TEXTS:
            _must(found, key, isinstance(value, str), "ghi chữ trong ngoặc kép")
        elif key in _DAYS:
            is_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
            _must(found, key, is_day, "ghi ngày như 2026-01-01, không ngoặc kép")
        elif key in _NUMBERS:
            _must(found, key, _is_number(value), "ghi số")
        elif key in _MONTHS:
            _must(found, key, isinstance(value, int) and not isinstance(value, bool), "ghi số tháng")
        elif key == "is_frame":
            _must(found, key, isinstance(value, bool), "ghi true hoặc false")
        elif key in _LISTS:
            found += _list_reasons(key, value)
        elif key != "criteria":
            found.append(f"{key}: không có mục này.")
    _must(
        found,
        "scoring",
        values.get("scoring", "points") in ("points", "standards"),
        "ghi points hoặc standards",
    )
    _must(
        found,
        "verification",
        values.get("verification", "sample") in MARKS,
        f"ghi một trong {', '.join(MARKS)}",
    )
    criteria = values.get("criteria", [])
    if not isinstance(criteria, list):
        return [Reason(text, "file") for text in [*found, "criteria: ghi từng dòng bằng [[criteria]]."]]
    for row, line in enumerate(criteria, start=1):
        found += [f"Dòng {row}, {text}" for text in _line_reasons(line)]
    return [Reason(text, "file") for text in found]


def _list_reasons(key: str, rows: Any) -> list[str]:
    if not isinstance(rows, list):
        return [f"{key}: ghi từng dòng bằng [[{key}]]."]
    found = []
    for number, row in enumerate(rows, start=1):
        for part, kind in _LISTS[key].items():
            if not isinstance(row, dict) or not isinstance(row.get(part), kind):
                found.append(f"{key}, dòng {number}: thiếu hoặc sai {part}.")
        if isinstance(row, dict) and "below" in row and not _is_number(row["below"]):
            found.append(f"{key}, dòng {number}: below phải là số.")
    return found


def _line_reasons(line: Any) -> list[str]:
    if not isinstance(line, dict):
        return ["ghi bằng [[criteria]]."]
    found: list[str] = [f"mục “{key}”: không có mục này." for key in line if key not in _LINE]
    for key in _LINE_TEXTS:
        _must(found, f"mục “{key}”", isinstance(line.get(key), str), "ghi chữ trong ngoặc kép")
    _must(found, "mục “max_points”", _is_number(line.get("max_points", 0)), "ghi số")
    _must(
        found,
        "mục “needs_evidence”",
        isinstance(line.get("needs_evidence", False), bool),
        "ghi true hoặc false",
    )
    _must(
        found,
        "mục “verification”",
        line.get("verification", "sample") in MARKS,
        f"ghi một trong {', '.join(MARKS)}",
    )
    _must(found, "mục “help”", isinstance(line.get("help", ""), str), "ghi chữ trong ngoặc kép")
    _must(found, "mục “auto”", isinstance(line.get("auto", {}), dict), 'ghi như { rule = "…" }')
    found += [f"mục “scope”: {text}" for text in _scope_reasons(line.get("scope", {}))]
    conditions = line.get("conditions", [])
    if not isinstance(conditions, list):
        return [*found, "mục “conditions”: ghi bằng [[criteria.conditions]]."]
    for number, condition in enumerate(conditions, start=1):
        found += [f"phần {number}: {text}" for text in _condition_reasons(condition)]
    return found


def _scope_reasons(scope: Any) -> list[str]:
    if not isinstance(scope, dict):
        return ['ghi như { only = ["…"] }.']
    found = [f"không có mục “{key}”." for key in scope if key not in ("only", "but", "levels")]
    found += [
        f'“{key}” ghi danh sách như ["…"].' for key in ("only", "but") if not _are_texts(scope.get(key, []))
    ]
    levels = scope.get("levels", {})
    if not isinstance(levels, dict):
        return [*found, '“levels” ghi như { 2 = { only = ["…"] } }.']
    for level, inner in levels.items():
        found += [f"mức {level}: {text}" for text in _scope_reasons(inner)]
    return found


def _condition_reasons(condition: Any) -> list[str]:
    if not isinstance(condition, dict):
        return ["ghi bằng [[criteria.conditions]]."]
    found: list[str] = [f"không có mục “{key}”." for key in condition if key not in _CONDITION]
    _must(
        found,
        "“ask”",
        condition.get("ask", "yes") in {ask.value for ask in Ask},
        f"ghi một trong {', '.join(ASKS)}",
    )
    for key in ("code", "label", "measure", "unit"):
        _must(found, f"“{key}”", isinstance(condition.get(key, ""), str), "ghi chữ trong ngoặc kép")
    for key in ("ranks", "only", "but"):
        _must(found, f"“{key}”", _are_texts(condition.get(key, [])), 'ghi danh sách như ["…"]')
    _must(found, "“least”", _are_numbers(condition.get("least", {})), "ghi như { 1 = 60, 2 = 80 }")
    eased = condition.get("eased", {})
    is_eased = isinstance(eased, dict) and all(_are_numbers(numbers) for numbers in eased.values())
    _must(found, "“eased”", is_eased, "ghi như { hard = { 1 = 50 } }")
    return found


def _must(found: list[str], name: str, is_so: bool, cure: str) -> None:
    if not is_so:
        found.append(f"{name}: {cure}.")


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return -1_000_000 < value < 1_000_000


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_number(one) for one in value.values())
