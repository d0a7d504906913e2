"""What the minutes of a yearly check say."""

import datetime as dt
from collections.abc import Sequence

from hoctap.centres.facilities.equipment.models import Equipment
from hoctap.centres.facilities.equipment.queries import Gap
from hoctap.centres.facilities.equipment.rules import Counted
from hoctap.centres.models import Centre
from hoctap.core.vietnamese import format_date, format_number
from hoctap.papers.content import (
    Letterhead,
    Line,
    ProceedingsContent,
    ReportColumn,
    ReportRow,
    ReportSection,
    ReportTable,
    Signer,
)

_COLUMNS = (
    ReportColumn("TT", 0.5),
    ReportColumn("Thiết bị", 3, "left"),
    ReportColumn("Theo sổ", 0.9),
    ReportColumn("Dùng tốt", 0.9, groups=("Kiểm đếm",)),
    ReportColumn("Cần sửa", 0.9, groups=("Kiểm đếm",)),
    ReportColumn("Hỏng", 0.9, groups=("Kiểm đếm",)),
    ReportColumn("Thừa (+), thiếu (−)", 1),
    ReportColumn("Nguồn", 1.8, "left"),
)


def minutes(
    centre: Centre,
    counted: Sequence[tuple[Equipment, Counted]],
    *,
    checked_on: dt.date,
    taken_by: str,
    note: str,
    gap: Gap | None,
) -> ProceedingsContent:
    """`counted`: each row of the register as it stood before, and what was found."""
    organisation = centre.organisation
    rows = [_row(number, row, found) for number, (row, found) in enumerate(counted, 1)]
    total = [sum(row.quantity for row, _ in counted)]
    total += [sum(getattr(found, name) for _, found in counted) for name in ("good", "repair", "broken")]
    rows.append(
        ReportRow(("", "Cộng", *map(format_number, total), _difference(sum(total[1:]) - total[0]), ""), True)
    )
    closing = []
    if gap is not None:
        closing.append(
            f"So với danh mục cần có “{gap.standard.source}”: "
            + ("đủ." if gap.is_whole else f"còn thiếu {gap.words}.")
        )
    if note:
        closing.append(f"Nhận xét, kiến nghị: {note}")
    sections = [ReportSection("Kết quả kiểm kê", (), (ReportTable(_COLUMNS, tuple(rows)),))]
    if closing:
        sections.append(ReportSection("Kết luận", tuple(closing)))
    return ProceedingsContent(
        letterhead=Letterhead(
            issuer_name=organisation.name,
            parent_name=organisation.parent_name,
            place_name=organisation.place.name,
            symbol=f"BB-{organisation.symbol}",
            year=checked_on.year,
        ),
        summary=f"Kiểm kê cơ sở vật chất, trang thiết bị năm {checked_on.year}",
        lines=(
            Line("Thời gian", f"ngày {format_date(checked_on)}."),
            Line("Địa điểm", f"{organisation.name}."),
            Line("Người kiểm kê", f"{taken_by}."),
        ),
        sections=tuple(sections),
        left=Signer("Người kiểm kê", taken_by),
        signer=Signer("Giám đốc"),
        copies=("Lưu: VT",),
        sample_mark=(
            "Danh mục cần có là mẫu chưa xác thực, không dùng để kết luận chính thức"
            if gap is not None and gap.standard.is_sample
            else ""
        ),
    )


def _row(number: int, row: Equipment, found: Counted) -> ReportRow:
    difference = found.good + found.repair + found.broken - row.quantity
    counts = map(format_number, (row.quantity, found.good, found.repair, found.broken))
    return ReportRow((str(number), str(row), *counts, _difference(difference), row.get_source_display()))


def _difference(number: int) -> str:
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{format_number(abs(number))}"
