"""The matrix body × task as one A3 sheet, in DOCX."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hoctap.core.vietnamese import format_date
from hoctap.plans.models import Plan
from hoctap.plans.tasking.queries import Matrix

WIDTH, HEIGHT, MARGIN = 420, 297, 12  # mm: A3 lying
_NUMBER, _DUE = 9, 34
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


def _fit(matrix: Matrix) -> tuple[float, int]:
    """The size of letters, and how many characters of a task are shown."""
    rows = max(1, len(matrix.rows))
    height = (HEIGHT - 2 * MARGIN - 45) / rows * 2.83  # points that one row may take
    size = max(6.0, min(10.0, height / 2.5))
    lines = max(1, int(height / (size * 1.2)))
    per_line = int(_task_width(matrix) * 2.83 / (size * 0.47))
    return size, max(40, lines * per_line)


def _task_width(matrix: Matrix) -> float:
    return max(90.0, WIDTH - 2 * MARGIN - _NUMBER - _DUE - 15.0 * len(matrix.bodies))


def _table(document: object, matrix: Matrix, size: float, longest: int) -> None:
    bodies = len(matrix.bodies)
    task = _task_width(matrix)
    each = (WIDTH - 2 * MARGIN - _NUMBER - _DUE - task) / max(1, bodies)
    widths = [_NUMBER, task, *([each] * bodies), _DUE]
    table = document.add_table(rows=1, cols=len(widths))  # type: ignore[attr-defined]
    table.style, table.autofit = "Table Grid", False
    heads = ["TT", "Việc", *matrix.bodies, "Hạn"]
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _fill(cell, text, bold=True, centre=True, size=size)
    _repeat(table.rows[0])
    for number, row in enumerate(matrix.rows, start=1):
        cells = table.add_row().cells
        text = row.task.text if len(row.task.text) <= longest else row.task.text[: longest - 1] + "…"
        values = [str(number), f"{row.task.section} {text}".strip(), *row.cells, _short(row.due)]
        for at, (cell, value) in enumerate(zip(cells, values, strict=True)):
            _fill(cell, value, centre=at != 1, size=size)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


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
