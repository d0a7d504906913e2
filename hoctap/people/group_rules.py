"""Clans, units of work and what people work as: values in, reasons out. No table, no clock."""

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

OLDEST_YEAR = 1945


def named_blockers(name: str, from_year: int, to_year: int | None, now: int, *, what: str) -> list[Reason]:
    reasons = []
    if not clean(name):
        reasons.append(Reason(f"Hãy ghi tên {what}.", field="name"))
    if not OLDEST_YEAR <= from_year <= now:
        reasons.append(Reason(f"Năm phải từ {OLDEST_YEAR} đến {now}.", field="from_year"))
    elif to_year is not None and not from_year <= to_year <= now:
        reasons.append(Reason(f"Năm phải từ {from_year} đến {now}.", field="to_year"))
    return reasons


def source_blockers(source: str) -> list[Reason]:
    if clean(source):
        return []
    return [Reason("Hãy ghi nguồn số liệu, ví dụ: danh sách của ấp ngày 1/10/2026.", field="source")]


def share_blockers(households: int, persons: int) -> list[Reason]:
    if persons < households:
        return [Reason("Số người không thể ít hơn số hộ.", field="persons")]
    return []
