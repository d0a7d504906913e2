"""CSV and its relatives: which characters the bytes are, which sign stands between cells."""

import codecs
import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from hoctap.people.reading.grid import Book, Grid, SheetSource
from hoctap.people.reading.legacy import syllable_share

MAX_ROWS = 160_000
SEPARATORS = ",;\t|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
NO_TEXT = "Không nhận ra loại tệp. Hãy gửi tệp Excel (.xlsx, .xls), .ods hoặc .csv."


def open_text(file_name: str, content: bytes) -> Book:
    """One sheet, without a name. ValueError says why bytes are no text of ours."""
    text, encoding = decoded(content)
    book = Book("csv", [])
    if encoding == "windows-1258":
        book.warnings.append(
            "Tệp dùng bảng mã Windows-1258; chữ đã được đổi sang Unicode. Hãy xem lại họ tên."
        )
    # Excel's own first line that names the separator; it is no row.
    said = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    separator = said.group(1) if said else _separator(text[:60_000])
    rows = _rows(text, separator, said.end() if said else 0)
    if not rows:
        raise ValueError("Tệp trống. Hãy chọn đúng tệp danh sách.")
    name = PurePath(file_name).stem[:80] or "CSV"
    book.sheets.append(SheetSource(name, hidden=False, open=lambda: Grid(lambda: iter(rows), len(rows))))
    return book


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Old fonts come out as Latin letters: which font it was is told column by column."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _checked(content[len(mark) :], encoding), encoding
    sample = content[:4000]
    if b"\0" in sample:
        # Every other byte is zero in UTF-16 of Latin text.
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
            if zeros.count(0) > 0.4 * len(zeros):
                return _checked(content, encoding), encoding
    if b"\0" in content:
        _checked(content.replace(b"\0", b""), "latin-1")
        raise ValueError(
            "Tệp có ký tự rỗng (NUL), có thể đã hỏng. Hãy mở bằng Excel rồi lưu lại thành tệp .xlsx."
        )
    try:
        return _checked(content, "utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    latin, vietnamese = _checked(content, "latin-1"), content.decode("windows-1258", "replace")
    if (
        syllable_share(vietnamese[:20_000]) > syllable_share(latin[:20_000])
        and syllable_share(vietnamese[:20_000]) > 0.6
    ):
        return vietnamese, "windows-1258"
    return latin, "latin-1"


def _checked(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8" and not content.startswith(codecs.BOM_UTF8):
            raise
        raise ValueError(NO_TEXT) from None
    sample = text[:10_000]
    strange = sum(
        1 for char in sample if (char < " " and char not in "\r\n\t\x0b\x0c") or "\x7f" <= char < "\xa0"
    )
    if strange > 0.01 * len(sample) + 1:
        raise ValueError(NO_TEXT)
    return text


def _separator(text: str) -> str:
    """The sign that gives the most columns in the most lines."""
    best, worth = ",", 0.0
    for sign in SEPARATORS:
        try:
            rows = list(itertools.islice(_read(text, sign), 60))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if any(row))
        if widths:
            width, count = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]))
            found = (width - 1) * count
            if found > worth:
                best, worth = sign, found
    return best


def _read(text: str, separator: str, start: int = 0) -> Iterator[list[str]]:
    csv.field_size_limit(10_000_000)
    return csv.reader((line.group() for line in _LINE.finditer(text, start)), delimiter=separator)


def _rows(text: str, separator: str, start: int) -> list[list[str]]:
    """A row as Excel numbers it: line breaks inside quotation marks stay in their cell."""
    try:
        rows = list(itertools.islice(_read(text, separator, start), MAX_ROWS + 1))
    except csv.Error as error:
        raise ValueError(NO_TEXT) from error
    if len(rows) > MAX_ROWS:
        raise ValueError(f"Tệp có hơn {MAX_ROWS:,} dòng. Hãy chia thành nhiều tệp.".replace(",", "."))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
