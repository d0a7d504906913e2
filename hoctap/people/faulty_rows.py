"""Faulty rows of a list as a workbook with a column 'Cần sửa'; put right, the same file can be imported.

Each sheet keeps its own headers. A household of several rows comes whole, so that it can be imported as one.
"""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hoctap.core.reading import saw
from hoctap.core.sheets import harmless
from hoctap.people.importing import staging
from hoctap.people.importing.listed import FIELD_LABELS
from hoctap.people.models import ImportFinding, ImportRun
from hoctap.people.reading.fields import Field
from hoctap.people.reading.model import SheetReading


def faulty_workbook(run: ImportRun) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    if not run.is_over and run.head:
        reading = staging.reading_of(run)
        cures: dict[str, dict[int, list[str]]] = {}
        found = run.findings.filter(kind=ImportFinding.Kind.FAULT, change="").order_by("pk")
        for said in found.values_list("data", flat=True).iterator():
            rows = cures.setdefault(said["sheet"], {})
            for number in said["rows"]:
                rows.setdefault(number, [])
            rows[said["row"]].append(f"{said['label']}: {said['reason']} {said['cure']}")
        pages = {sheet.name: _Page(book, sheet) for sheet in reading.used if sheet.name in cures}
        for row in staging.StagedRows(run, reading)():
            if row.sheet in pages and row.number in cures[row.sheet]:
                pages[row.sheet].add(row.number, row.cells, cures[row.sheet][row.number])
    if not book.worksheets:
        book.create_sheet("Không có dòng lỗi").append(["Không có dòng lỗi nào."])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Page:
    def __init__(self, book: Workbook, sheet: SheetReading):
        title = "".join(char for char in sheet.name if char not in "[]:*?/\\")[:31]
        self.sheet: Worksheet = book.create_sheet(title or "Dòng cần sửa")
        self.letters = [letter for letter in sheet.letters if sheet.labels.get(letter)]
        self.hamlet = sheet.hamlet_name if Field.HAMLET not in sheet.columns.values() else ""
        heads = [harmless(_header(sheet, letter)) for letter in self.letters]
        self.sheet.append(["Dòng", *heads, *(["Ấp"] if self.hamlet else []), "Cần sửa"])
        for cell in self.sheet[1]:
            cell.font = Font(bold=True)
        for index in range(1, len(heads) + 3):
            self.sheet.column_dimensions[get_column_letter(index)].width = 8 if index == 1 else 18
        self.sheet.column_dimensions[get_column_letter(self.sheet.max_column)].width = 70
        self.sheet.freeze_panes = "A2"

    def add(self, number: int, cells: dict[str, str], cures: Iterable[str]) -> None:
        typed = [harmless(cells.get(letter, "")) for letter in self.letters]
        saw(unnamed=1)
        self.sheet.append([number, *typed, *([self.hamlet] if self.hamlet else []), " ".join(cures)])
        last = self.sheet.cell(self.sheet.max_row, self.sheet.max_column)
        last.alignment = Alignment(wrap_text=True, vertical="top")


def _header(sheet: SheetReading, letter: str) -> str:
    """A line between the rows becomes a column of its own; what a person said of a column stands as its header."""
    kind = sheet.columns.get(letter, "")
    return FIELD_LABELS[kind] if letter.startswith("@") and kind else sheet.labels[letter].replace(" / ", " ")
