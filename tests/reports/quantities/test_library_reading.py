"""Reports of libraries are filled from their records."""

import datetime as dt

import pytest

from hoctap.libraries.models import LibraryKind
from hoctap.reading.visits.actions import record_month
from hoctap.reports.quantities.library import CODES
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.quantities.registry import Asked, quantities, readers
from tests.libraries.shelf_hands import library_at
from tests.reading.hands import BY, books, lend
from tests.world import World


@pytest.mark.requirement("S1-04")
def test_a_commune_sums_its_shelves_and_one_without_records_is_missing(world: World):
    own = library_at(world.commune, "Thư viện xã")
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    library_at(world.other_commune, "Thư viện xã")
    first = books(own, 3)[0]
    books(case, 2)
    for day in (dt.date(2026, 3, 1), dt.date(2026, 8, 1)):
        lend(first, day, returned_on=day)
    record_month(own, year=2026, month=3, people={"study": 40}, by=BY)
    record_month(case, year=2026, month=4, people={"read_here": 2}, by=BY)
    communes = (world.commune.pk, world.other_commune.pk)
    asked = Asked(CODES, communes, period_of("half_year", 2026, 1), with_hamlets=True)
    told = readers["library.titles"](asked)

    def at(code: str, place: object) -> object:
        found = told[code].get(place)  # type: ignore[call-overload]
        return found.number if found else None

    assert at("library.copies", world.commune.pk) == 5
    assert at("library.copies", world.hamlet.pk) == 2
    assert at("library.visits", world.commune.pk) == 42
    assert at("library.loans.home", world.commune.pk) == 1
    assert at("library.loans.inside", world.commune.pk) is None
    assert all(at(code, world.other_commune.pk) is None for code in CODES)


def test_the_written_rows_open_the_records():
    for code in CODES:
        assert not quantities[code].is_written
        assert quantities[code].drill_url is not None


def test_the_number_of_queries_does_not_grow(world: World, django_assert_num_queries):  # type: ignore[no-untyped-def]
    library_at(world.commune, "Thư viện xã")
    period = period_of("year", 2026, 1)
    with django_assert_num_queries(10):
        readers["library.titles"](Asked(CODES, (world.commune.pk,), period))
    library_at(world.other_commune, "Thư viện xã")
    with django_assert_num_queries(10):
        readers["library.titles"](Asked(CODES, (world.commune.pk, world.other_commune.pk), period))
