"""The matrix body × task as one A3 sheet, in DOCX."""

import io
import math

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hoctap.core.vietnamese import format_date
from hoctap.plans.models import Plan
from hoctap.plans.tasking.queries import OTHERS, Matrix

WIDTH, HEIGHT, MARGIN = 420, 297, 12  # mm: A3 lying
ACROSS, DOWN = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
_NUMBER, _BODY, _OTHERS, _DUE, _HEADS, _TITLE = 9.0, 9.0, 44.0, 30.0, 46.0, 22.0
_PADDING = 1.2  # mm, both sides of a cell together
_LARGEST, _SMALLEST = 10.0, 6.0
_POINT = 0.353  # mm
_LETTER, _LINE = 0.47, 1.22  # mean width of a letter and height of a line, in sizes of the font
FONT = "Times New Roman"


def matrix_docx(plan: Plan, matrix: Matrix, *, on: object) -> bytes:
    """Letters shrink with the number of rows, never below 6 points; tasks are cut to what their lines hold."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    size, longest = _fit(matrix)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    _line(document, "PHÂN CÔNG NHIỆM VỤ", Pt(size + 4), bold=True, centre=True)
    _line(document, f"{plan.label}: {plan.title}" if plan.number else plan.title, Pt(size + 1), centre=True)
    legend = "CT: chủ trì, thực hiện · PH: phối hợp · BC: nơi nhận báo cáo"
    _line(document, f"{legend} · In từ hệ thống ngày {format_date(on)}", Pt(size))  # type: ignore[arg-type]
    _table(document, matrix, size, longest)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _widths(matrix: Matrix) -> list[float]:
    bodies = [_OTHERS if name == OTHERS else _BODY for name in matrix.bodies]
    return [_NUMBER, ACROSS - _NUMBER - _DUE - sum(bodies), *bodies, _DUE]


def _texts(matrix: Matrix, longest: int) -> list[list[str]]:
    found = []
    for number, row in enumerate(matrix.rows, start=1):
        text = row.task.text if len(row.task.text) <= longest else row.task.text[: longest - 1].rstrip() + "…"
        found.append([str(number), f"{row.task.section} {text}".strip(), *row.cells, _short(row.due)])
    return found


def _height(texts: list[list[str]], widths: list[float], size: float) -> float:
    """How high the rows will be, by the mean width of a letter."""
    height = 0.0
    for row in texts:
        lines = max(
            math.ceil(len(text) * _LETTER * size * _POINT / (width - _PADDING)) if text else 1
            for text, width in zip(row, widths, strict=True)
        )
        height += lines * _LINE * size * _POINT + 0.4
    return height


def _fit(matrix: Matrix) -> tuple[float, int]:
    """The largest letters with which everything fits, and how many characters of a task are shown."""
    widths, room = _widths(matrix), DOWN - _HEADS - _TITLE
    size = _LARGEST
    while size > _SMALLEST and _height(_texts(matrix, 1000), widths, size) > room:
        size -= 0.25
    longest = 1000
    while longest > 60 and _height(_texts(matrix, longest), widths, size) > room:
        longest = int(longest * 0.9)
    return size, longest


def _table(document: object, matrix: Matrix, size: float, longest: int) -> None:
    widths = _widths(matrix)
    table = document.add_table(rows=1, cols=len(widths))  # type: ignore[attr-defined]
    table.style, table.autofit = "Table Grid", False
    _narrow(table)
    heads = table.rows[0]
    heads.height, heads.height_rule = Mm(_HEADS), WD_ROW_HEIGHT_RULE.EXACTLY
    for cell, text in zip(heads.cells, ["TT", "Việc", *matrix.bodies, "Hạn"], strict=True):
        _fill(cell, text, bold=True, centre=True, size=size)
        if text in matrix.bodies and text != OTHERS:
            _upright(cell)
    _repeat(heads)
    for values in _texts(matrix, longest):
        for at, (cell, value) in enumerate(zip(table.add_row().cells, values, strict=True)):
            _fill(cell, value, centre=at != 1, size=size)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _narrow(table: object) -> None:
    """Little space beside the text of cells."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(_PADDING / 2 / 25.4 * 1440)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.append(margins)  # type: ignore[attr-defined]


def _upright(cell: object) -> None:
    """From the bottom up: names of bodies are long and their columns narrow."""
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "btLr")
    cell._tc.get_or_add_tcPr().append(direction)  # type: ignore[attr-defined]


def _short(due: str) -> str:
    """'trước ngày 15/11/2024' without the last day, which the screen tells."""
    return due.partition(":")[0].replace("không ghi hạn", "")


def _line(document: object, text: str, size: Pt, *, bold: bool = False, centre: bool = False) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _fill(cell: object, text: str, *, size: float, bold: bool = False, centre: bool = False) -> None:
    paragraph = cell.paragraphs[0]  # type: ignore[attr-defined]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat(row: object) -> None:
    """The heads stand again on a second sheet, where a plan needs one."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)  # type: ignore[attr-defined]
