"""Long tables as XLSX and CSV, written row by row: what is in memory does not grow with the rows.

A workbook is one sheet whose XML goes straight into its ZIP. Text is text, never a formula; numbers, shares and days are numbers that a
spreadsheet goes on with. CSV is what Excel opens by itself where Vietnamese is set: UTF-8 with a mark, `;` between, a comma in decimals.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from hoctap.core.sheets import harmless
from hoctap.core.vietnamese import MISSING

type Value = str | int | float | Decimal | dt.date | None

# Of what a cell shows: its number format. "text" and "count" and so on are the kinds of a column.
KINDS = ("text", "count", "share", "points", "day")
_FORMATS = {"count": "#,##0", "share": "0.0%", "points": "0.##", "day": "dd/mm/yyyy"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = dt.date(1899, 12, 30)
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_000
"""What one sheet holds, head and notes apart."""
_A_PIECE = 64 * 1024


@dataclass(frozen=True)
class SheetColumn:
    head: str
    kind: str = "text"
    width: int = 14


@dataclass(frozen=True)
class LongSheet:
    """`notes` stand above the head: whose figures, of which day, who took them. What is missing in a column of figures is a dash where
    `dash` says so, an empty cell elsewhere. `mark`: what must go along with every figure, above the head and on each printed page of a
    workbook, in a last column of a CSV, which has no notes.
    """

    name: str
    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value]]
    notes: Sequence[str] = ()
    total: Sequence[Value] | None = None
    dash: bool = True
    mark: str = ""

    @property
    def lines(self) -> list[str]:
        """What stands above the head, the mark first."""
        return [*([self.mark] if self.mark else []), *self.notes]


# ---------------------------------------------------------------------------------------------------- XLSX


def write_xlsx(out: BinaryIO, sheet: LongSheet, *, progress: Callable[[int], None] | None = None) -> int:
    """Gives the number of rows. `progress` hears it now and then and may end it by raising."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed:
        head_row = len(sheet.lines) + 3
        for name, content in _parts(sheet, head_row).items():
            packed.writestr(name, content)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            return _write_sheet(part, sheet, head_row, progress)  # type: ignore[arg-type]


def _write_sheet(
    part: BinaryIO, sheet: LongSheet, head_row: int, progress: Callable[[int], None] | None
) -> int:
    letters = [get_column_letter(at) for at in range(1, len(sheet.columns) + 1)]
    part.write(_beginning(sheet, head_row).encode())
    part.write(_text_row(1, [sheet.title], "A", _STYLE["title"]))
    for at, words in enumerate(sheet.lines, 2):
        marked = at == 2 and bool(sheet.mark)
        part.write(_text_row(at, [words], "A", _BOLD["text"] if marked else _STYLE["note"]))
    heads = "".join(
        _text_cell(f"{letter}{head_row}", column.head, _STYLE["head"])
        for letter, column in zip(letters, sheet.columns, strict=True)
    )
    part.write(f'<row r="{head_row}" ht="45" customHeight="1">{heads}</row>'.encode())
    writers = [_cell_writer(column, dash=sheet.dash) for column in sheet.columns]
    at = head_row
    waiting: list[str] = []
    for row in sheet.rows:
        at += 1
        cells = [write(letter, at, value) for write, letter, value in zip(writers, letters, row, strict=True)]
        waiting.append(f'<row r="{at}">{"".join(cells)}</row>')
        if len(waiting) >= 500:
            part.write("".join(waiting).encode())
            waiting.clear()
            if progress is not None:
                progress(at - head_row)
    part.write("".join(waiting).encode())
    if sheet.total is not None:
        bold = [_cell_writer(column, dash=sheet.dash, bold=True) for column in sheet.columns]
        cells = [
            write(letter, at + 1, value)
            for write, letter, value in zip(bold, letters, sheet.total, strict=True)
        ]
        part.write(f'<row r="{at + 1}">{"".join(cells)}</row>'.encode())
    part.write(_end(sheet.mark).encode())
    return at - head_row


def xlsx(sheet: LongSheet) -> bytes:
    """A short one, whole."""
    out = io.BytesIO()
    write_xlsx(out, sheet)
    return out.getvalue()


# Numbers of the formats in `_styles`: plain ones, then the same in bold.
_STYLE = {"text": 0, "head": 1, "title": 2, "note": 3, "count": 4, "share": 5, "points": 6, "day": 7}
_BOLD = {"text": 8, "count": 9, "share": 10, "points": 11, "day": 12}
_RIGHT, _RIGHT_BOLD = 13, 14


def _cell_writer(column: SheetColumn, *, dash: bool, bold: bool = False) -> Callable[[str, int, Value], str]:
    styles = _BOLD if bold else _STYLE
    style, text_style = styles[column.kind], styles["text"]
    missing_style = _RIGHT_BOLD if bold else _RIGHT
    shows_dash = dash and column.kind != "text"

    def write(letter: str, at: int, value: Value) -> str:
        if value is None:
            return _text_cell(f"{letter}{at}", MISSING, missing_style) if shows_dash else ""
        if isinstance(value, str):
            return _text_cell(f"{letter}{at}", value, text_style) if value else ""
        if isinstance(value, dt.date):
            value = (value - _EPOCH).days
        return f'<c r="{letter}{at}" s="{style}"><v>{value}</v></c>'

    return write


def _text_cell(where: str, words: str, style: int) -> str:
    plain = escape(_NOT_XML.sub("", words)[:LONGEST_TEXT])
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'


def _text_row(at: int, words: Sequence[str], letter: str, style: int) -> bytes:
    return f'<row r="{at}">{"".join(_text_cell(f"{letter}{at}", one, style) for one in words)}</row>'.encode()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _end(mark: str) -> str:
    header = f"&C&B{mark.replace('&', '&&')}"[:255]
    printed = f"<headerFooter><oddHeader>{escape(header)}</oddHeader></headerFooter>" if mark else ""
    return (
        '</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>{printed}</worksheet>'
    )


def _beginning(sheet: LongSheet, head_row: int) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
        for at, column in enumerate(sheet.columns, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="{head_row}" '
        f'topLeftCell="B{head_row + 1}" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )


def _parts(sheet: LongSheet, head_row: int) -> dict[str, str]:
    name = escape(re.sub(r"[\[\]:*?/\\']", " ", sheet.name)[:31].strip() or "Bảng", {'"': "&quot;"})
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    titles = (
        f'<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">\'{name}\'!${head_row}:${head_row}'
        "</definedName></definedNames>"
    )
    return {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
            f'Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>{titles}</workbook>'
        ),
        "xl/styles.xml": _styles(),
    }


def _styles() -> str:
    numbers = {kind: 164 + at for at, kind in enumerate(_FORMATS)}
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{_FORMATS[kind]}"/>' for kind, number in numbers.items()
    )
    right = '<alignment horizontal="right"/>'
    head = '<alignment horizontal="center" vertical="center" wrapText="1"/>'

    def form(font: int, number: int = 0, fill: int = 0, alignment: str = "") -> str:
        applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"'
        return (
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" {applied}>'
            f"{alignment}</xf>"
        )

    plain = [form(0, numbers[kind]) for kind in ("count", "share", "points", "day")]
    bold = [form(1, numbers[kind]) for kind in ("count", "share", "points", "day")]
    all_forms = [
        form(0), form(1, fill=2, alignment=head), form(2), form(3), *plain, form(1), *bold,
        form(0, alignment=right), form(1, alignment=right),
    ]  # fmt: skip
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(numbers)}">{formats}</numFmts>'
        '<fonts count="4"><font><sz val="11"/><name val="Times New Roman"/></font>'
        '<font><b/><sz val="11"/><name val="Times New Roman"/></font>'
        '<font><b/><sz val="14"/><name val="Times New Roman"/></font>'
        '<font><i/><sz val="11"/><name val="Times New Roman"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF4"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(all_forms)}">{"".join(all_forms)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


# ----------------------------------------------------------------------------------------------------- CSV


def csv_pieces(sheet: LongSheet) -> Iterator[bytes]:
    """The head at once, then the rows in pieces of some thousand bytes; no notes, so that a program reads it too."""
    waiting = io.StringIO()
    writer = csv.writer(waiting, delimiter=";", lineterminator="\r\n")
    marked = [sheet.mark] if sheet.mark else []
    writer.writerow([*(harmless(column.head) for column in sheet.columns), *(["Ghi chú"] if marked else [])])
    yield b"\xef\xbb\xbf" + waiting.getvalue().encode()
    waiting.seek(0)
    waiting.truncate()
    kinds = [column.kind for column in sheet.columns]

    def line(row: Sequence[Value]) -> list[str]:
        values = (_csv_value(kind, value, dash=sheet.dash) for kind, value in zip(kinds, row, strict=True))
        return [*values, *marked]

    for row in sheet.rows:
        writer.writerow(line(row))
        if waiting.tell() > _A_PIECE:
            yield waiting.getvalue().encode()
            waiting.seek(0)
            waiting.truncate()
    if sheet.total is not None:
        writer.writerow(line(sheet.total))
    yield waiting.getvalue().encode()


def _csv_value(kind: str, value: Value, *, dash: bool) -> str:
    if value is None:
        return MISSING if dash and kind != "text" else ""
    if isinstance(value, str):
        return harmless(_NOT_XML.sub("", value))
    if isinstance(value, dt.date):
        return f"{value:%d/%m/}{value.year:04d}"
    if kind == "share":
        # In percent points, as the screen shows it: 0.829 is 82,9.
        value = round(Decimal(value) * 100, 2)
    text = f"{value:f}" if isinstance(value, (Decimal, float)) else str(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
