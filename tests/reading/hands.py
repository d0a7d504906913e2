"""Visits, trips, bookcases: what the tests of reading share."""

import datetime as dt

from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.libraries.models import Borrower, Copy, Library, Loan
from hoctap.places.models import FigureKind, Place, PopulationFigure
from hoctap.reading.models import VisitLine, VisitSheet
from hoctap.reading.visits.actions import record_month
from tests.libraries.shelf_hands import copy_in, title_at

BY = system_job("kiểm thử")
# What a scanner reads is unique over all communes.
_serial = iter(range(10_000, 1_000_000))


def full_year(library: Library, year: int, a_month: int, *, without: tuple[int, ...] = ()) -> None:
    """Twelve notebook months of the same number."""
    for month in range(1, 13):
        if month not in without:
            record_month(library, year=year, month=month, people={"read_here": a_month}, by=BY)


def books(library: Library, count: int) -> list[Copy]:
    title = title_at(library.place, f"Sách {next(_serial)}")
    return [copy_in(library, title, f"TK{next(_serial)}") for _ in range(count)]


def lend(
    copy: Copy, on: dt.date, *, returned_on: dt.date | None = None, library: Library | None = None
) -> Loan:
    library = library or copy.library
    card = str(next(_serial))
    borrower = Borrower.objects.create(library=library, name="Bạn đọc", card=card, since=on)
    return Loan.objects.create(
        library=library,
        copy=copy,
        borrower=borrower,
        lent_on=on,
        due_on=on + dt.timedelta(days=14),
        returned_on=returned_on,
        lent_by="kiểm thử",
    )


def population(place: Place, people: int, year: int | None = None) -> None:
    PopulationFigure.objects.create(
        place=place,
        what=FigureKind.PERSONS,
        value=people,
        as_of=dt.date(year or today().year, 1, 1),
        source="niên giám",
        recorded_by="kiểm thử",
    )


def counted(library: Library) -> dict[tuple[str, str], int]:
    """By purpose and who, of everything."""
    rows = VisitLine.objects.filter(sheet__in=VisitSheet.objects.filter(library=library))
    return {(row.purpose, row.who): row.people for row in rows}
