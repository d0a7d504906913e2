"""The comparison with the year before as XLSX: the screen's rows, numbers as numbers."""

from decimal import Decimal

from hoctap.core.sheets import Value, table_workbook
from hoctap.core.vietnamese import MISSING
from hoctap.reports.comparison import Comparison, ComparisonRow

_WIDTHS = [30, 13, 13, 10, 13, 13, 10, 13, 13, 60]


def comparison_workbook(comparison: Comparison) -> bytes:
    before, year = comparison.before, comparison.year
    headers = [
        f"{comparison.child_label} hôm nay",
        f"Tổng số hộ {before}",
        f"Công nhận {before}",
        f"% {before}",
        f"Tổng số hộ {year}",
        f"Công nhận {year}",
        f"% {year}",
        "± hộ công nhận",
        "± điểm %",
        f"Số liệu {before} lấy từ; điều cần biết",
    ]
    rows = [_cells(row, row.place.title) for row in comparison.rows]
    rows.append(_cells(comparison.total, f"Tổng cộng {comparison.place.full_name}"))
    if comparison.sample_mark:
        rows.append([comparison.sample_mark])
    return table_workbook(f"{before} và {year}", headers, rows, _WIDTHS, wrapped=[10])


def _cells(row: ComparisonRow, name: str) -> list[Value]:
    numbers = [
        row.then.households,
        row.then.recognised,
        _rounded(row.then.percent),
        row.now.households,
        row.now.recognised,
        _rounded(row.now.percent),
        row.change,
        _rounded(row.points),
    ]
    return [name, *(MISSING if number is None else number for number in numbers), _notes(row)]


def _notes(row: ComparisonRow) -> str:
    notes = [f"{source.place.title} ({source.commune})" for source in row.sources]
    if row.why:
        notes.append(row.why)
    elif row.comparable < row.hamlets:
        notes.append(f"so được {row.comparable}/{row.hamlets} ấp, khóm")
    return "; ".join(notes)


def _rounded(percent: Decimal | None) -> float | None:
    """To a tenth, as on the screen."""
    return None if percent is None else round(float(percent), 1)
