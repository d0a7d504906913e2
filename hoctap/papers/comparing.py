"""What a printed sheet says beside what would be printed now, in words: row by row, line by line.

Values in, sentences out. Who signs, number and date are no difference: they come after the print. Wording that follows the day
(legal bases, receivers) is told and holds nothing up.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hoctap.core.vietnamese import format_date, format_datetime, format_number
from hoctap.papers.content import (
    AnnexRow,
    HandoverRow,
    Letterhead,
    Line,
    NominationRow,
    PaperContent,
    Part,
    ReportColumn,
    ReportRow,
    ReportSection,
    ReportTable,
    ResultRow,
    ScoreAuthor,
    ScoreRow,
    Section,
    Signer,
    SubmissionRow,
    TargetResult,
    TitleVote,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    text: str
    holds: bool = True
    """Whether the sheet cannot be filed over it."""


WORDING = frozenset(
    {"legal_bases", "copies", "recipients", "addressee", "addressees", "sample_mark", "parent_name"}
)
_LATER = frozenset({"number", "dated_on", "order"})

LABELS: dict[str, str] = {
    "addressee": "nơi gửi", "addressees": "nơi gửi", "align": "canh lề", "caption": "tên bảng", "cells": "số liệu",
    "columns": "các cột", "estimates": "số ước", "groups": "nhóm cột", "heading": "tên mục", "is_estimate": "số ước",
    "is_total": "dòng cộng", "left": "người ký bên trái", "share": "độ rộng cột", "tables": "các bảng",
    "agreed": "số hộ được thống nhất", "annex_name": "tên danh sách", "annex_rows": "danh sách",
    "articles": "các Điều", "attendees": "người dự họp", "authority": "thẩm quyền", "birth_year": "năm sinh",
    "body": "nội dung", "chair_line": "chủ trì", "change": "tăng, giảm", "closing": "câu kết", "conclusion": "kết luận",
    "concerns": "số phản ánh", "concerns_answered": "số phản ánh đã trả lời",
    "considered": "số hộ đưa ra bình xét", "copies": "nơi nhận", "count": "số lượng", "enclosures": "tài liệu kèm theo",
    "ended_at": "giờ kết thúc", "excepted": "số hộ bị trừ", "group_name": "Tổ", "hamlet_name": "ấp, khóm",
    "head_name": "chủ hộ", "household_name": "hộ của công dân", "households_invited": "số hộ được mời", "households_present": "số hộ dự họp",
    "households_total": "tổng số hộ", "introduction": "lời dẫn", "is_each": "biểu quyết từng tên", "issuer_name": "cơ quan ban hành",
    "kind_name": "tên loại",
    "late": "công nhận sau thời hạn", "legal_bases": "căn cứ", "lines": "các dòng", "max_points": "điểm tối đa",
    "by_commune": "xã thẩm định", "by_family": "gia đình tự chấm", "by_hamlet": "Tổ, ấp chấm", "nominated": "số hộ đề nghị",
    "note": "ghi chú", "notes": "ghi chú", "paragraphs": "các đoạn", "parent_name": "cơ quan chủ quản", "parts": "các phần",
    "percent_of_registered": "% trên số đăng ký", "percent_of_total": "% trên tổng số", "place_name": "địa danh",
    "proceedings": "diễn biến", "recipients": "nơi gửi", "recognised": "số hộ được công nhận", "registered": "số hộ đăng ký",
    "rows": "bảng", "sample_mark": "dấu mẫu", "secretary_line": "thư ký", "sections": "các mục", "started_at": "giờ bắt đầu",
    "summary": "trích yếu", "symbol": "ký hiệu", "targets": "chỉ tiêu", "things": "tài sản", "total": "dòng cộng",
    "total_points": "tổng điểm", "unit": "đơn vị đếm", "venue": "địa điểm", "votes": "biểu quyết", "votes_against": "số không tán thành",
    "votes_for": "số tán thành", "votes_abstained": "số không có ý kiến", "year": "năm",
}  # fmt: skip

# What makes a row of a table this row, in the words by which a reader finds it.
_NAMED_BY: dict[type, Callable[[Any], str]] = {
    NominationRow: lambda row: f"{row.head_name}{f', sinh năm {row.birth_year}' if row.birth_year else ''}",
    AnnexRow: lambda row: (
        f"{row.head_name}{f', sinh năm {row.birth_year}' if row.birth_year else ''}, {row.hamlet_name}"
    ),
    SubmissionRow: lambda row: row.hamlet_name,
    ResultRow: lambda row: row.place_name,
    TitleVote: lambda row: row.title_name,
    TargetResult: lambda row: row.statement,
    ScoreRow: lambda row: f"{row.code} {row.text}".strip(),
    ScoreAuthor: lambda row: row.column,
    Section: lambda row: row.heading,
    ReportSection: lambda row: row.heading,
    ReportTable: lambda row: row.caption,
    ReportColumn: lambda row: ", ".join((*row.groups, row.label)),
    ReportRow: lambda row: next((cell for cell in row.cells if cell and not cell.isdigit()), ""),
    Part: lambda row: row.heading,
    Line: lambda row: row.label,
    HandoverRow: lambda row: row.label,
}


def differences(printed: PaperContent, now: PaperContent) -> list[Difference]:
    """Empty means that the sheet says what the records say."""
    if type(printed) is not type(now):
        return [Difference("Loại văn bản trên giấy khác loại văn bản lập được từ sổ.")]
    return list(_of_fields(printed, now, "", holds=True))


def settled(now: PaperContent, printed: PaperContent) -> PaperContent:
    """The new content with what was already settled on the printed one: who signs where, and the year of its book."""
    kept = {
        field.name: getattr(printed, field.name)
        for field in dataclasses.fields(printed)
        if isinstance(getattr(printed, field.name), Signer)
    }
    letterhead = dataclasses.replace(
        now.letterhead, number=printed.letterhead.number, dated_on=printed.letterhead.dated_on
    )
    return dataclasses.replace(now, letterhead=letterhead, **kept)


def _of_fields(printed: Any, now: Any, where: str, *, holds: bool) -> Iterator[Difference]:
    for field in dataclasses.fields(printed):
        if field.name in _LATER:
            continue
        yield from _of_values(
            getattr(printed, field.name),
            getattr(now, field.name),
            where=where,
            label=LABELS.get(field.name, field.name),
            holds=holds and field.name not in WORDING,
        )


def _of_values(printed: Any, now: Any, *, where: str, label: str, holds: bool) -> Iterator[Difference]:
    if printed == now or isinstance(printed, Signer) or isinstance(now, Signer):
        return
    if isinstance(printed, Letterhead) and isinstance(now, Letterhead):
        yield from _of_fields(printed, now, where, holds=holds)
    elif dataclasses.is_dataclass(printed) and type(printed) is type(now):
        yield from _of_fields(printed, now, _put(where, label), holds=holds)
    elif isinstance(printed, tuple) and isinstance(now, tuple):
        yield from _of_lists(printed, now, where=where, label=label, holds=holds)
    else:
        yield Difference(
            f"{_capital(_put(where, label))}: trên giấy {_said(printed)}, theo sổ nay {_said(now)}.", holds
        )


def _of_lists(
    printed: Sequence[Any], now: Sequence[Any], *, where: str, label: str, holds: bool
) -> Iterator[Difference]:
    name = _NAMED_BY.get(type((*printed, *now)[0]), str)
    gone, come = _unmatched(printed, now, name), _unmatched(now, printed, name)
    kept: dict[str, list[Any]] = {}
    for row in now:
        kept.setdefault(name(row), []).append(row)
    for row in printed:
        # Two of one name stand in the same order on both.
        other = kept[name(row)].pop(0) if kept.get(name(row)) else None
        if other is not None and dataclasses.is_dataclass(row):
            yield from _of_fields(row, other, name(row), holds=holds)
    at = _put(where, label)
    # A name that was put right stands at the same place of the list.
    for old in list(gone):
        new = next((row for row in come if _same_place(old, row)), None)
        if new is not None:
            gone.remove(old)
            come.remove(new)
            yield Difference(
                f"{_capital(at)}: trên giấy ghi “{name(old)}”, theo sổ nay là “{name(new)}”.", holds
            )
    for row in gone:
        yield Difference(f"{_capital(at)}: trên giấy có “{name(row)}”, theo sổ nay không có.", holds)
    for row in come:
        yield Difference(f"{_capital(at)}: theo sổ nay có “{name(row)}”, trên giấy không có.", holds)


def _unmatched(rows: Sequence[Any], others: Sequence[Any], name: Callable[[Any], str]) -> list[Any]:
    """Those of `rows` that `others` lacks; of two rows of one name each needs its own."""
    left = [name(row) for row in others]
    found = []
    for row in rows:
        if name(row) in left:
            left.remove(name(row))
        else:
            found.append(row)
    return found


def _same_place(old: Any, new: Any) -> bool:
    return getattr(old, "order", None) is not None and getattr(old, "order", None) == getattr(new, "order", 0)


def _put(where: str, label: str) -> str:
    return f"{where}, {label}" if where else label


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _said(value: object) -> str:
    if value is None or value == "":
        return "để trống"
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    return f"“{value}”"
