"""What columns a table of a type may have. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.reports.periodic.definition import Aspect, Column

MOST = 14
"""More do not fit on the width of a sheet."""
LONGEST_HEAD = 60


@dataclass(frozen=True)
class Chosen:
    """A column as it was chosen, with what is known of its quantity."""

    column: Column
    label: str
    """Of its quantity; empty where there is no such quantity."""
    is_new: bool
    is_in_hamlets: bool = True
    is_below: bool = True
    """Of a table that adds up reports: whether the reports below have it."""


@dataclass(frozen=True)
class ColumnsFacts:
    caption: str
    captions: Sequence[str]
    """Of the other tables of the type."""
    columns: Sequence[Chosen]
    rows_are_hamlets: bool
    valid_from: dt.date
    last_from: dt.date | None


def column_blockers(facts: ColumnsFacts) -> list[Reason]:
    reasons = []
    if not facts.caption:
        reasons.append(Reason("Ghi tên bảng.", "caption"))
    elif facts.caption.casefold() in {one.casefold() for one in facts.captions}:
        reasons.append(Reason(f"Đã có bảng tên “{facts.caption}”: ghi tên khác.", "caption"))
    if not facts.columns:
        reasons.append(
            Reason("Bảng không còn cột nào. Giữ ít nhất một cột, hoặc bỏ cả bảng ở bản mới của loại.")
        )
    if len(facts.columns) > MOST:
        reasons.append(Reason(f"Nhiều nhất {MOST} cột một bảng, rộng hơn thì không in được trên khổ giấy."))
    for one in facts.columns:
        reasons += _of_one(one, facts)
    reasons += _twice(facts.columns)
    if facts.last_from is not None and facts.valid_from < facts.last_from:
        reasons.append(
            Reason(f"Bản mới dùng từ {facts.last_from:%d/%m/%Y} trở đi, như bản trước.", "valid_from")
        )
    return reasons


def _of_one(one: Chosen, facts: ColumnsFacts) -> list[Reason]:
    column, named = one.column, one.column.head or one.label
    if not one.label:
        return [Reason(f"Cột “{named}”: không có số liệu này. Chọn lại số liệu.")]
    reasons = []
    if not column.head:
        reasons.append(Reason(f"Cột “{named}”: ghi tên cột."))
    elif len(column.head) > LONGEST_HEAD:
        reasons.append(Reason(f"Cột “{named}”: tên cột dài quá {LONGEST_HEAD} chữ cái."))
    if column.aspect == Aspect.RATIO and not column.over:
        reasons.append(Reason(f"Cột “{named}”: tỷ lệ cần chọn chia cho số liệu nào."))
    if column.aspect == Aspect.RATIO and column.over == column.quantity:
        reasons.append(Reason(f"Cột “{named}”: một số chia cho chính nó luôn là 100 %."))
    if column.aspect != Aspect.RATIO and column.over:
        reasons.append(Reason(f"Cột “{named}”: chỉ tỷ lệ mới chia; bỏ ô “Chia cho”."))
    whole = {kept.column.quantity for kept in facts.columns if not kept.is_new and not kept.is_in_hamlets}
    if facts.rows_are_hamlets and one.is_new and not one.is_in_hamlets and not whole:
        reasons.append(
            Reason(
                f"Cột “{named}”: {one.label} chỉ biết của cả xã, không có theo từng ấp. "
                "Thêm ở “Thêm số liệu” của bản mới."
            )
        )
    if not one.is_below:
        reasons.append(
            Reason(
                f"Cột “{named}”: báo cáo của cấp dưới không có cột này, không có gì để cộng. "
                "Thêm vào loại của cấp dưới trước."
            )
        )
    return reasons


def _twice(columns: Sequence[Chosen]) -> list[Reason]:
    reasons = []
    seen: set[tuple[str, ...]] = set()
    heads: set[tuple[str, str]] = set()
    for one in columns:
        column = one.column
        what = (column.aspect.value, column.quantity, column.over)
        if one.label and what in seen:
            reasons.append(Reason(f"Cột “{column.head}”: {one.label} ({column.aspect.label}) có hai lần."))
        seen.add(what)
        head = (column.group.casefold(), column.head.casefold())
        if column.head and head in heads:
            reasons.append(Reason(f"Hai cột cùng tên “{column.head}”: mỗi cột một tên riêng."))
        heads.add(head)
    return reasons
