"""The books of a centre, printed when somebody asks for them: each is a view of what was recorded anyway."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.accounts.context import where
from hoctap.centres import asking
from hoctap.centres.registry import Cell, centre_books
from hoctap.core import files
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.sheets import table_workbook
from hoctap.core.vietnamese import format_number
from hoctap.papers.books.printing import Column, book_docx
from hoctap.places.views import asked


@require_GET
@requires(Permission.CENTRE_READ)
def centrebook_list(request: Request) -> HttpResponse:
    """The books of one centre and a year, or which centre."""
    centre, year = asking.centre(request), asked.year(request)
    values: dict[str, Any] = {"centre": centre, "year": year}
    if centre is None:
        values["centres"] = asking.centres(request.actor)
    else:
        books = sorted(centre_books.items(), key=lambda one: one[1].order)
        values["books"] = [(code, book, len(book.rows(centre, year))) for code, book in books]
        values["where"] = where(request, place=centre.place, year=year)
    return render(request, "centres/centrebook_list.html", values)


@require_GET
@requires(Permission.CENTRE_READ)
def centrebook_print(request: Request, pk: UUID, code: str, form: str) -> HttpResponse:
    """One book of a year as Word (to print and sign) or Excel."""
    centre, year = asking.read_centre(request, pk), asked.year(request)
    book = centre_books.get(code)
    if book is None or form not in ("docx", "xlsx"):
        raise Http404
    rows, sums = book.rows(centre, year), book.sums(centre, year) if book.sums else []
    name = f"{book.label} {year}, {centre.name}.{form}"
    if form == "docx":
        columns = [Column(head, width, is_centred) for head, width, is_centred in book.columns]
        content = book_docx(book.label, centre.name, year, columns, _as_text(rows), _as_text(sums))
        return download(content, files.DOCX, name)
    content = table_workbook(
        book.label,
        [head for head, _, _ in book.columns],
        [*rows, *sums],
        [max(6, width + 4) for _, width, _ in book.columns],
        wrapped=[at for at, (_, width, _) in enumerate(book.columns, start=1) if width >= 20],
    )
    return download(content, files.XLSX, name)


def _as_text(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Cell) -> Cell:
    """Đồng with dots; a year stays as it is."""
    if value is None:
        return ""
    return format_number(value) if isinstance(value, int) and value >= 10_000 else value
