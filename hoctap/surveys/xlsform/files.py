"""XLSForms as files: read in the child process, written for whoever asks for one."""

import io
import json
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font

from hoctap.core import files, isolation
from hoctap.core.refusals import Reason, Refused
from hoctap.core.sheets import harmless
from hoctap.surveys.design.rules import Design
from hoctap.surveys.xlsform import rules
from hoctap.surveys.xlsform.rules import ReadForm

MAX_BYTES = 2 * 1024 * 1024


def read_file(content: bytes, *, before: Mapping[str, str] | None = None) -> ReadForm:
    """`Refused` with every cell that is not taken."""
    if len(content) > MAX_BYTES:
        raise Refused(
            [Reason("Tệp lớn hơn 2 MB. Hãy bỏ ảnh và các trang không dùng rồi gửi lại.", field="file")]
        )
    files.checked(content, allowed={files.XLSX})
    try:
        told = json.loads(isolation.run("hoctap.surveys.xlsform.child:read_cells", content, seconds=20))
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
    cells = {name: [(number, dict(texts)) for number, texts in rows] for name, rows in told.items()}
    form = rules.read_form(cells, before=before)
    if form.reasons:
        raise Refused([Reason(reason.text, field="file") for reason in form.reasons])
    return form


def write_file(design: Design, *, title: str, form_id: str, version: int) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "survey", rules.SURVEY, rules.survey_rows(design), (24, 22, 60, 40, 10, 40, 30, 40))
    _sheet(book, "choices", rules.CHOICES, rules.choice_rows(design), (22, 26, 60))
    _sheet(book, "settings", rules.SETTINGS, [[title, form_id, str(version)]], (50, 40, 10))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(
    book: Workbook, name: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    page = book.create_sheet(name)
    page.append(list(head))
    for row in rows:
        page.append([harmless(text) for text in row])
    for cell, width in zip(page[1], widths, strict=True):
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = width
    page.freeze_panes = "A2"
