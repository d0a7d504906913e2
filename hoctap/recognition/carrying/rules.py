"""When last year may stand for this one. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


@dataclass(frozen=True)
class CarryFacts:
    year: int
    """The year that is carried over."""
    subject: str
    """'hộ' or 'công dân'."""
    where: str
    waiting: int
    """Rows of which nothing is entered yet."""
    same_edition: int
    other_edition: int
    """Of these, how many were scored last year, by the same edition and by another."""
    others: Sequence[str]
    """The names of those other editions."""
    edition: str

    @property
    def found(self) -> int:
        return self.same_edition + self.other_edition


def carry_blockers(facts: CarryFacts, *, with_points: bool) -> list[Reason]:
    if not facts.waiting:
        return [
            Reason(f"{facts.where} không còn {facts.subject} nào chưa nhập: không có hàng nào để kế thừa.")
        ]
    if not facts.found:
        return [
            Reason(
                f"Năm {facts.year} không có hồ sơ đã chấm của {facts.subject} nào còn chờ nhập ở {facts.where}. "
                "Nhập từ phiếu giấy."
            )
        ]
    if with_points and not facts.same_edition:
        return [
            Reason(
                f"Năm {facts.year} chấm theo {_named(facts.others)}, đợt này chấm theo “{facts.edition}”: "
                "điểm của hai bộ tiêu chí không kế thừa được. Chỉ kế thừa được việc đăng ký."
            )
        ]
    return []


def undo_blockers(*, is_undone: bool, met_on: dt.date | None, year: int, hamlet: str) -> list[Reason]:
    """Until the meeting has had the list before it."""
    if is_undone:
        return [Reason(f"Lần kế thừa năm {year} này đã được bỏ rồi.")]
    if met_on is not None:
        return [
            Reason(
                f"{hamlet} đã họp bình xét ngày {format_date(met_on)} trên danh sách này: không bỏ cả lần kế thừa được nữa. "
                "Sửa từng hàng."
            )
        ]
    return []


def _named(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
