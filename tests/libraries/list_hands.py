"""Lists of books as files: workbooks, and MARC records built here, whole and damaged."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from pymarc import Field, Indicators, Record, Subfield
from pymarc.marcxml import record_to_xml

HEAD = ("ISBN", "Nhan đề", "Tác giả", "NXB", "Năm XB", "Số bản", "Mã bản", "Người tặng", "Giá", "Ngày nhập")


def workbook(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, above: Sequence[str] = ()) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for line in above:
        page.append([line])
    page.append(list(head))
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def record(
    name: str = "Dế Mèn phiêu lưu ký :",
    *,
    isbn: str = "",
    author: str = "Tô Hoài",
    year: str = "2019",
    codes: Sequence[str] = (),
    utf8: bool = True,
) -> Record:
    made = Record(force_utf8=utf8)
    made.add_field(Field("008", data="190101s2019    vm |||||||||||||||||vie d".ljust(40)))
    if isbn:
        made.add_field(_field("020", a=f"{isbn} (bìa mềm)"))
    made.add_field(_field("100", a=f"{author},"))
    if name:
        made.add_field(_field("245", a=name, b="truyện /"))
    made.add_field(_field("260", a="Hà Nội :", b="Kim Đồng,", c=f"{year}."))
    made.add_field(_field("300", a="168 tr. ;"))
    made.add_field(_field("082", a="895.922"))
    made.add_field(_field("650", a="Văn học thiếu nhi", z="Việt Nam"))
    for code in codes:
        made.add_field(_field("952", p=code, g="45000.00", d="2020-02-03"))
    return made


def _field(tag: str, **told: str) -> Field:
    return Field(tag, Indicators(" ", " "), [Subfield(code, text) for code, text in told.items()])


def marc(*records: Record) -> bytes:
    return b"".join(one.as_marc() for one in records)


def marcxml(*records: Record) -> bytes:
    inner = b"".join(record_to_xml(one) for one in records)
    return (
        b'<?xml version="1.0"?><collection xmlns="http://www.loc.gov/MARC21/slim">' + inner + b"</collection>"
    )
