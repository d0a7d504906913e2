"""Runs in the child process only: options and a file come in, the reading goes out."""

from collections.abc import Iterator

from hoctap.people.reading.books import open_book
from hoctap.people.reading.model import (
    MAX_BYTES,
    TOO_LONG,
    Options,
    Reading,
    SheetReading,
    encode_head,
    split_options,
)
from hoctap.people.reading.personal import mask
from hoctap.people.reading.table import read_table

MAX_SHEETS = 200


def read(data: bytes) -> bytes:
    """A line of options and the file → a line for the head, then a line a row. ValueError says what is wrong."""
    return b"".join(read_parts(data))


def read_parts(data: bytes) -> Iterator[bytes]:
    """The same in pieces: what was read is never there twice."""
    options, content = split_options(data)
    if len(content) > MAX_BYTES:
        raise ValueError(TOO_LONG)
    reading, tables = _read(options, bytes(content))
    yield encode_head(reading)
    for lines in tables:
        for line in lines:
            yield line + b"\n"


def _read(options: Options, content: bytes) -> tuple[Reading, list[list[bytes]]]:
    book = open_book(options.file_name, content)
    reading = Reading(book.format, warnings=book.warnings)
    tables = []
    if len(book.sheets) > MAX_SHEETS:
        raise ValueError(f"Tệp có hơn {MAX_SHEETS} trang. Hãy chia thành nhiều tệp.")
    for index, source in enumerate(book.sheets):
        sheet = SheetReading(mask(source.name), hidden=source.hidden)
        reading.sheets.append(sheet)
        if options.sheets is not None and sheet.name not in options.sheets:
            sheet.why_not_used = "Không chọn trang này."
        elif options.sheets is None and source.hidden:
            sheet.why_not_used = "Trang bị ẩn trong tệp."
        elif not source.is_table:
            sheet.why_not_used = "Trang biểu đồ, không phải bảng."
        else:
            grid = source.open()
            sheet.hidden_rows = grid.hidden_rows
            tables.append(read_table(sheet, grid, options, index))
    if not any(sheet.used for sheet in reading.sheets) and options.sheets is None:
        reading.warnings.append("Không trang nào có bảng danh sách với cột họ và tên.")
    return reading, tables
