"""The three books as files: which columns, which rows, for paper and for the next office's workbook."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.sheets import table_workbook
from hoctap.papers.books import queries
from hoctap.papers.books.printing import Column, Value, book_docx
from hoctap.places.models import Organisation

_OUT = (26, 22, 54, 26, 42, 22, 14, 22, 18, 16)
_IN = (22, 13, 38, 28, 22, 54, 30, 22, 18, 15)
_FOLLOW = (14, 84, 38, 23, 52, 28, 23)


@dataclass(frozen=True)
class Book:
    title: str
    file_name: str
    heads: Sequence[str]
    widths: Sequence[int]
    centred: frozenset[int] = frozenset()

    @property
    def columns(self) -> list[Column]:
        return [
            Column(head, width, at in self.centred)
            for at, (head, width) in enumerate(zip(self.heads, self.widths, strict=True))
        ]


BOOKS = {
    "out": Book("Sổ đăng ký văn bản đi", "so-van-ban-di", queries.OUT_HEADS, _OUT, frozenset({0, 1, 6, 7})),
    "in": Book("Sổ đăng ký văn bản đến", "so-van-ban-den", queries.IN_HEADS, _IN, frozenset({0, 1, 3, 4, 7})),
    "follow": Book(
        "Sổ theo dõi giải quyết văn bản đến",
        "so-theo-doi-van-ban-den",
        queries.FOLLOW_HEADS,
        _FOLLOW,
        frozenset({0, 3}),
    ),
}


def rows_of(which: str, organisation: Organisation, year: int) -> list[list[Value]]:
    if which == "out":
        return [row.cells for row in queries.out_rows(queries.outgoing(organisation, year))]
    rows = queries.in_rows(queries.incoming_of(organisation, year).order_by("arrival_number"))
    return [row.follow_cells if which == "follow" else row.cells for row in rows]


def as_docx(which: str, organisation: Organisation, year: int) -> bytes:
    book = BOOKS[which]
    return book_docx(book.title, organisation.name, year, book.columns, rows_of(which, organisation, year))


def as_xlsx(which: str, organisation: Organisation, year: int) -> bytes:
    book = BOOKS[which]
    wrapped = [at + 1 for at, width in enumerate(book.widths) if width >= 40]
    rows = rows_of(which, organisation, year)
    return table_workbook(f"Năm {year}", book.heads, rows, [w // 2 + 6 for w in book.widths], wrapped=wrapped)
