"""What a list of another title must say, and whom its rows name. Values in, reasons out; never a guess."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hoctap.core.refusals import Reason
from hoctap.core.text import person_sort_key
from hoctap.core.vietnamese import format_date


def list_reasons(
    *,
    is_kind: bool,
    year: int,
    number: str,
    dated_on: dt.date | None,
    issuer: str,
    source: str,
    stands_already: bool,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if not is_kind:
        reasons.append(Reason("Hãy chọn danh hiệu.", "kind"))
    if not 1990 <= year <= today.year:
        reasons.append(Reason(f"Năm phải từ 1990 đến {today.year}.", "year"))
    if not number:
        reasons.append(Reason("Ghi số quyết định.", "paper_number"))
    if dated_on is None:
        reasons.append(Reason("Ghi ngày quyết định.", "paper_date"))
    elif dated_on > today:
        reasons.append(Reason(f"Ngày {format_date(dated_on)} ở sau ngày hôm nay.", "paper_date"))
    elif not year <= dated_on.year <= year + 1:
        reasons.append(
            Reason(f"Quyết định ngày {format_date(dated_on)} không phải của năm {year}.", "paper_date")
        )
    if not issuer:
        reasons.append(Reason("Ghi cơ quan ban hành.", "paper_issuer"))
    if not source:
        reasons.append(Reason("Ghi danh sách lấy từ đâu.", "source"))
    if stands_already:
        reasons.append(
            Reason(
                f"Quyết định {number} của danh hiệu này đã ghi rồi. Bỏ lần ghi trước, có lý do, rồi ghi lại.",
                "paper_number",
            )
        )
    return reasons


@dataclass(frozen=True)
class Row:
    """One row of a list: where it stands, whose name, in which hamlet."""

    where: str
    name: str
    hamlet_id: UUID | None = None
    birth_year: int | None = None
    fault: str = ""
    """What is wrong with it already."""


@dataclass(frozen=True)
class Family:
    household_id: UUID
    hamlet_id: UUID
    name: str
    birth_year: int | None


@dataclass
class Families:
    """Households of a year by the name of their head."""

    listed: Iterable[Family]
    _by_name: dict[str, list[Family]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self.listed:
            self._by_name[person_sort_key(one.name)].append(one)

    def find(self, row: Row) -> tuple[Family | None, str]:
        """The one that the row names, or why none."""
        found = [
            one
            for one in self._by_name.get(person_sort_key(row.name), [])
            if row.hamlet_id is None or one.hamlet_id == row.hamlet_id
        ]
        if len(found) > 1 and row.birth_year is not None:
            found = [one for one in found if one.birth_year == row.birth_year]
        if not found:
            return (
                None,
                f"không thấy chủ hộ “{row.name}” trong sổ hộ của năm. Sửa tên, hoặc ghi hộ vào sổ trước.",
            )
        if len(found) > 1:
            return None, f"có {len(found)} chủ hộ tên “{row.name}”. Ghi thêm ấp, năm sinh."
        return found[0], ""


def row_reasons(faults: Sequence[str], *, leaves_out: bool, found: int) -> list[Reason]:
    """`leaves_out`: the rest is written without the rows that name nobody."""
    if not found and not faults:
        return [Reason("Danh sách không có dòng nào.", "names")]
    if not found and leaves_out:
        return [Reason("Không dòng nào khớp với sổ.", "names")]
    return [] if leaves_out else [Reason(fault, "names") for fault in faults]
