"""A list of books as a workbook or CSV, to entries. Runs in the child process."""

import re
from collections.abc import Iterator
from typing import Any

from hoctap.core.text import clean, without_accents
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.importing.entries import (
    CopyEntry,
    Entry,
    Fault,
    day_in,
    encoded,
    judged,
    money_in,
)
from hoctap.libraries.catalogue.importing.marc import split_year
from hoctap.libraries.catalogue.rules import TitleDetails

MOST_ROWS = 50_000
_LOOK_AT = 20
# Field → heads without accents, whole or as the beginning of one.
HEADS: dict[str, tuple[str, ...]] = {
    "isbn": ("isbn",),
    "name": ("nhan de", "ten sach", "ten tai lieu", "tua sach", "title", "ten an pham"),
    "authors": ("tac gia", "author"),
    "publisher": ("nha xuat ban", "nxb", "publisher"),
    "year": ("nam xuat ban", "nam xb", "year"),
    "edition": ("lan xuat ban", "lan in", "edition"),
    "pages": ("so trang", "pages"),
    "language": ("ngon ngu", "language"),
    "classification": ("ky hieu phan loai", "phan loai", "ddc", "classification"),
    "subjects": ("chu de", "de muc", "mon loai", "subject"),
    "summary": ("tom tat", "summary"),
    "kind": ("loai tai lieu", "loai hinh"),
    "number": ("so ban", "so luong", "so cuon", "sl", "copies"),
    "codes": ("ma ban", "ma sach", "ma vach", "so dang ky ca biet", "dkcb", "so dkcb", "barcode"),
    "source": ("nguon", "source"),
    "giver": ("nguoi tang", "don vi tang", "noi cap", "noi tang", "giver"),
    "price": ("gia", "don gia", "gia bia", "gia tien", "price"),
    "acquired_on": ("ngay nhap", "ngay vao so", "acquired"),
}
_KINDS = {
    "sach": "book",
    "bao": "serial",
    "tap chi": "serial",
    "nghe nhin": "audiovisual",
    "dien tu": "electronic",
}
_LANGUAGES = {
    "viet": "vie",
    "anh": "eng",
    "khmer": "khm",
    "hoa": "chi",
    "trung": "chi",
    "phap": "fre",
    "nga": "rus",
}
_SOURCES = {
    "mua": "bought",
    "tang": "given",
    "quyen gop": "given",
    "cap": "grant",
    "tu sach": "grant",
    "chuyen": "transfer",
}
NO_HEAD = "Không thấy cột nhan đề. Dòng đầu bảng cần có ô “Nhan đề” hoặc “Tên sách”; tải tệp mẫu về để xem."


def read_sheet(data: bytes) -> Iterator[bytes]:
    """Lines of `entries.encoded`; the number is the row of the sheet."""
    from hoctap.people.reading.books import open_book

    this_year, content = split_year(data)
    name, _, content = content.partition(b"\n")
    book = open_book(name.decode("utf-8", "replace"), content)
    for source in book.sheets:
        if source.hidden or not source.is_table:
            continue
        grid = source.open()
        if grid.height > MOST_ROWS + _LOOK_AT:
            raise ValueError(f"Bảng dài quá {MOST_ROWS} dòng. Hãy chia làm nhiều tệp.")
        rows = [[_text(value) for value in row] for row in grid.rows()]
        head = _head(rows)
        if head is not None:
            at, columns = head
            return (encoded(found) for found in _entries(rows, at, columns, this_year))
    raise ValueError(NO_HEAD)


def _head(rows: list[list[str]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:_LOOK_AT]):
        columns: dict[str, int] = {}
        for index, text in enumerate(row):
            field = _field(text)
            if field and field not in columns:
                columns[field] = index
        if "name" in columns and len(columns) >= 2:
            return at, columns
    return None


def _field(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", " ", without_accents(text)).strip()
    if not plain or len(plain) > 60:
        return ""
    for field, heads in HEADS.items():
        if plain in heads:
            return field
    return next(
        (
            field
            for field, heads in HEADS.items()
            if any(plain.startswith(f"{one} ") for one in heads if len(one) > 3)
        ),
        "",
    )


def _entries(
    rows: list[list[str]], head: int, columns: dict[str, int], this_year: int
) -> Iterator[Entry | Fault]:
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        told = {field: row[index] if index < len(row) else "" for field, index in columns.items()}
        if any(told.values()):
            yield _entry(number, told, this_year)


def _entry(number: int, told: dict[str, str], this_year: int) -> Entry | Fault:
    get = lambda field: told.get(field, "")  # noqa: E731
    wrong = []
    year: int | None = None
    if get("year"):
        if re.fullmatch(r"[0-9]{4}", get("year"), re.ASCII):
            year = int(get("year"))
        else:
            wrong.append(f"Năm xuất bản “{get('year')[:20]}”: ghi bốn chữ số.")
    codes = [rules.cleaned_code(one) for one in re.split(r"[;,\s]+", get("codes")) if one]
    count = len(codes)
    if get("number"):
        if re.fullmatch(r"[0-9]{1,4}", get("number"), re.ASCII):
            count = int(get("number"))
        else:
            wrong.append(f"Số bản “{get('number')[:20]}”: ghi bằng số.")
    if codes and count != len(codes):
        wrong.append(f"Ghi {count} bản mà có {len(codes)} mã. Sửa số bản hoặc số mã cho khớp.")
    price = money_in(get("price")) if get("price") else None
    if get("price") and price is None:
        wrong.append(f"Giá “{get('price')[:20]}”: ghi bằng số đồng.")
    day = day_in(get("acquired_on"))
    if get("acquired_on") and not day:
        wrong.append(f"Ngày nhập “{get('acquired_on')[:20]}”: ghi như 15/11/2024.")
    if wrong:
        return Fault(number, " ".join(wrong)[:500], clean(get("name"))[:120])
    source = _one_of(get("source"), _SOURCES, "given" if get("giver") else "")
    copy = CopyEntry("", price, day, clean(get("giver"))[:200], source)
    details = TitleDetails(
        name=get("name"),
        kind=_one_of(get("kind"), _KINDS, "book"),
        isbn=get("isbn"),
        authors=get("authors"),
        publisher=get("publisher"),
        year=year,
        edition=get("edition"),
        pages=get("pages"),
        language=_language(get("language")),
        classification=get("classification"),
        subjects=tuple(get("subjects").split(";")),
        summary=get("summary"),
    )
    copies = tuple(
        CopyEntry(codes[at] if codes else "", copy.price, copy.acquired_on, copy.giver, copy.source)
        for at in range(min(count, rules.MOST_AT_ONCE + 1))
    )
    return judged(number, details, copies, this_year)


def _one_of(text: str, known: dict[str, str], otherwise: str) -> str:
    plain = without_accents(text)
    return next((code for words, code in known.items() if words in plain), otherwise) if plain else otherwise


def _language(text: str) -> str:
    if re.fullmatch(r"[a-z]{3}", text.strip(), re.ASCII):
        return text.strip()
    return _one_of(text, _LANGUAGES, "vie")


def _text(value: Any) -> str:
    from hoctap.people.reading.cells import text_of

    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return clean(text_of(value))
