"""A periodic report as a paper: what was frozen to the content that is rendered."""

from collections.abc import Iterator, Mapping, Sequence

from hoctap.papers.content import (
    Letterhead,
    ReportColumn,
    ReportContent,
    ReportRow,
    ReportSection,
    ReportTable,
    Signer,
)
from hoctap.papers.layout import date_text
from hoctap.reports.periodic.definition import FIRST_HEADS, Aspect, Column, Definition, Rows
from hoctap.reports.periodic.filling import TYPED, Filled, FilledRow, FilledTable
from hoctap.reports.periodic.models import PeriodicReport

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def report_title(report: PeriodicReport) -> str:
    """The trích yếu; a later version says that it replaces the earlier."""
    again = f" (bản thay thế lần {report.version - 1})" if report.version > 1 else ""
    words = report.type.spec.summary or "{type} {period}"
    return (
        words.format(period=report.period.label, place=report.place.full_name, type=report.type.name) + again
    )


def periodic_report(
    report: PeriodicReport,
    figures: Filled,
    texts: Mapping[str, str],
    receivers: Sequence[str],
    *,
    enclosed: Sequence[str] = (),
) -> ReportContent:
    definition = report.type.spec
    return ReportContent(
        letterhead=Letterhead(
            issuer_name=report.issuer.name,
            parent_name=report.issuer.parent_name,
            place_name=report.place.name,
            year=report.period.year,
            symbol=f"BC-{report.issuer.symbol}",
        ),
        summary=report_title(report),
        addressees=tuple(receivers),
        introduction=tuple(_introduction(report, figures)),
        sections=tuple(_sections(definition, figures, texts)),
        closing=f"Kèm theo báo cáo này: {'; '.join(enclosed)}" if enclosed else "",
        signer=Signer(
            title=definition.signer_title or "Chủ tịch", authority_lines=definition.authority_lines
        ),
        copies=("Như trên", "Lưu: VT"),
        sample_mark=figures.sample_mark,
    )


def _introduction(report: PeriodicReport, figures: Filled) -> Iterator[str]:
    until = date_text(figures.cut_off_on, year=figures.cut_off_on.year)
    yield (
        f"{report.issuer.name} báo cáo {report.period.label} như sau (số liệu thực hiện đến {until}; "
        "dấu “—” là chưa có số liệu):"
    )
    if figures.from_reports and figures.missing:
        yield (
            f"Báo cáo tổng hợp từ {figures.places_in}/{figures.places_all} đơn vị; chưa có báo cáo của: "
            f"{', '.join(figures.missing)}."
        )


def _sections(definition: Definition, figures: Filled, texts: Mapping[str, str]) -> Iterator[ReportSection]:
    number = 0
    for section in definition.sections:
        found = [table for spec in section.tables if (table := figures.table(spec.key))]
        tables = tuple(paper_table(table, figures.before_note) for table in found if not table.is_empty)
        paragraphs = tuple(line.strip() for line in texts.get(section.key, "").splitlines() if line.strip())
        if empty := [table.spec.caption for table in found if table.is_empty]:
            paragraphs += (f"Chưa có số liệu: {'; '.join(empty)}.",)
        if not tables and not paragraphs:
            continue
        heading = f"{_ROMAN[number]}. {section.heading.upper()}" if number < len(_ROMAN) else section.heading
        yield ReportSection(heading, paragraphs, tables)
        number += 1


def paper_table(table: FilledTable, before_note: str = "") -> ReportTable:
    spec = table.spec
    has_units = any(row.unit for row in table.rows) and spec.rows != Rows.TARGETS
    columns = [ReportColumn("TT", 0.5), ReportColumn(FIRST_HEADS[spec.rows], 3.4, align="left")]
    if has_units:
        columns.append(ReportColumn("Đơn vị", 0.9))
    columns += [_column(column) for column in spec.columns]
    rows = [_row(at, row, spec.columns, has_units) for at, row in enumerate(table.all_rows, start=1)]
    return ReportTable(
        tuple(columns), tuple(rows), caption=spec.caption, notes=tuple(_notes(table, before_note))
    )


def _column(column: Column) -> ReportColumn:
    return ReportColumn(
        column.head,
        {"wanted": 1.6, "result": 1.2}.get(column.key, 1.0),
        align="right" if column.key not in ("wanted", "met") else "center",
        groups=(column.group,) if column.group else (),
        is_estimate=column.aspect == Aspect.ESTIMATE,
    )


def _row(at: int, row: FilledRow, columns: Sequence[Column], has_units: bool) -> ReportRow:
    name = row.label + (" (chưa có báo cáo)" if row.is_missing and not row.is_total else "")
    start = ["" if row.is_total else str(at), name, *([row.unit] if has_units else [])]
    cells = [row.cells[column.key].shown if column.key in row.cells else "" for column in columns]
    return ReportRow((*start, *cells), is_total=row.is_total)


def _notes(table: FilledTable, before_note: str) -> Iterator[str]:
    if table.spec.note:
        yield table.spec.note
    if before_note and table.shows_before:
        yield before_note
    if table.spec.rows == Rows.TARGETS and (plans := sorted({row.unit for row in table.rows if row.unit})):
        yield f"Theo {'; '.join(plans)}."
    if any(column.aspect == Aspect.ESTIMATE for column in table.spec.columns):
        yield "Cột ước là số ước của người lập báo cáo, không phải số thực hiện."
    typed = any(
        cell.source == TYPED and cell.value is not None and cell.aspect == Aspect.NOW
        for row in table.rows
        for cell in row.cells.values()
    )
    if typed:
        yield "Số ghi theo sổ của đơn vị, hệ thống chưa có sổ điện tử để đối chiếu."
    late = [row.label for row in table.rows if row.late]
    if late:
        yield f"Gửi trễ hạn: {', '.join(late)}."
