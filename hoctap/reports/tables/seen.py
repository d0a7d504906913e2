"""What is seen on a screen of figures as CSV and XLSX: the same rows, numbers as numbers, with whose figures they are and who took them.

A screen gives its `LongSheet`; `taken` adds the lines above the head.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.sheet_stream import LongSheet, SheetColumn, Value
from hoctap.core.vietnamese import MISSING, format_date, format_datetime
from hoctap.places.models import Place
from hoctap.reports.heat import HeatTable
from hoctap.reports.season import SeasonRow, SeasonTable
from hoctap.reports.tables.queries import AdhocTable, Row
from hoctap.reports.trends import Trend, TrendTable


def taken(sheet: LongSheet, place: Place, by: Actor, *notes: str) -> LongSheet:
    """Place, day and who, above what the screen says by itself."""
    lines = [
        place.title,
        *notes,
        *sheet.notes,
        f"Dấu “{MISSING}” là chưa có số liệu, không phải bằng không.",
        f"Lấy từ hệ thống lúc {format_datetime(timezone.now())}, người lấy: {by.described}.",
    ]
    return replace(sheet, notes=tuple(line for line in lines if line))


def adhoc_sheet(table: AdhocTable) -> LongSheet:
    columns = [SheetColumn(table.row_label, "text", 36)]
    columns += [
        SheetColumn(column.head, "share" if column.is_share else "count", 16) for column in table.columns
    ]

    def line(row: Row, label: str) -> list[Value]:
        return [label, *(_share(cell.value) if cell.part == "percent" else cell.value for cell in row.cells)]

    as_of = table.definition.as_of
    return LongSheet(
        name="Bảng",
        title=table.caption,
        columns=columns,
        rows=[line(row, row.label) for row in table.rows],
        total=line(table.total, table.total_label) if table.total else None,
        notes=(
            table.finding,
            f"Như hệ thống đã ghi đến hết ngày {format_date(as_of)}." if as_of else "",
            *table.missing,
            *table.lacking,
        ),
        mark=table.sample_mark,
    )


def season_sheet_of(table: SeasonTable) -> LongSheet:
    """The table of one title as it is seen; the workbook of all titles is `reports.workbook`."""
    words = table.words
    columns = [
        SheetColumn(table.child_label, "text", 34),
        SheetColumn(words.whole_label, "count"),
        SheetColumn("Đăng ký", "count"),
        SheetColumn(words.recognised_label, "count"),
        SheetColumn("Trễ hạn", "count"),
        *([SheetColumn("Trong đó người lớn", "count")] if table.counts_adults else []),
        SheetColumn(words.share_label, "share"),
        SheetColumn("% trên đăng ký", "share"),
        SheetColumn("± năm trước", "count"),
    ]

    def line(row: SeasonRow, label: str) -> list[Value]:
        return [
            label,
            row.households,
            row.registered,
            row.recognised,
            row.late,
            *([row.in_whole] if table.counts_adults else []),
            _share(row.of_households),
            _share(row.of_registered),
            row.change,
        ]

    missing = f"Chưa có số liệu: {', '.join(table.missing)}." if table.missing else ""
    return LongSheet(
        name=table.title_label,
        title=table.caption,
        columns=columns,
        rows=[line(row, row.name) for row in table.shown_rows],
        total=line(table.total, "Tổng cộng"),
        notes=(table.finding, missing, table.before_note),
        mark=table.sample_mark,
    )


def heat_sheet(heat: HeatTable) -> LongSheet:
    return LongSheet(
        name="Các tỷ lệ",
        title=f"Các tỷ lệ đặt cạnh nhau – {heat.place.full_name}, năm {heat.year}",
        columns=[
            SheetColumn("Địa bàn", "text", 34),
            *(SheetColumn(one.label, "share", 18) for one in heat.measures),
            *(SheetColumn(f"{one.label} ({one.unit})", "count", 18) for one in heat.indicators),
        ],
        rows=[
            [
                row.place.title,
                *(_share(cell.share) if cell.told is None else cell.told.value for cell in row.cells),
            ]
            for row in heat.rows
        ],
        notes=heat.lacking,
        mark=heat.sample_mark,
    )


def trend_sheet(trends: TrendTable) -> LongSheet:
    """Years that still run, or of which some hamlets are not known, are told in the last column."""

    def line(trend: Trend, label: str) -> list[Value]:
        unsure = [
            str(point.year) for point in trend.points if point.percent is not None and not point.is_whole
        ]
        note = f"{trend.finding}{f'; chưa trọn: {", ".join(unsure)}' if unsure else ''}"
        return [label, *(_share(point.percent) for point in trend.points), note]

    return LongSheet(
        name="Qua các năm",
        title=trends.caption,
        columns=[
            SheetColumn("Địa bàn hôm nay", "text", 34),
            *(SheetColumn(str(year), "share") for year in trends.years),
            SheetColumn("Nhận xét", "text", 60),
        ],
        rows=[line(trend, trend.place.title) for trend in trends.rows],
        total=line(trends.total, "Cả địa bàn"),
        notes=("Mỗi năm tính trên địa giới hôm nay.",),
        mark=trends.sample_mark,
    )


def _share(percent: int | Decimal | None) -> Decimal | None:
    return None if percent is None else Decimal(percent) / 100


def file_name(words: str, place: Place, *parts: object) -> str:
    return "-".join([words, str(place.code or place.pk), *(str(part) for part in parts)])


def lines_of(sheet: LongSheet) -> Sequence[Sequence[Value]]:
    """Its rows and its total, for tests and for counting."""
    return [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]
