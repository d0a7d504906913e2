"""Books of the shelves that a door shows. `find_titles` is the one place where the catalogue is searched."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from hoctap.libraries.catalogue.queries import search_titles
from hoctap.libraries.circulation.models import HoldState
from hoctap.libraries.models import Copy, Hold, Library, Loan, Title
from hoctap.portal.models import Door

PAGE = 20
MOST_EXPORTED = 20_000


@dataclass(frozen=True)
class Shelf:
    """Where copies of a title stand, and whether one is in and put aside for nobody. Never who has it."""

    library: Library
    copies: int
    inside: int


@dataclass(frozen=True)
class Found:
    title: Title
    shelves: list[Shelf]

    @property
    def is_in(self) -> bool:
        return any(one.inside for one in self.shelves)


@dataclass(frozen=True)
class SearchPage:
    found: list[Found]
    number: int
    has_more: bool


def _libraries(door: Door) -> QuerySet[Library]:
    return Library.objects.filter(doors=door)


def copies_at(door: Door) -> QuerySet[Any]:
    """By where they stand now."""
    rows = Copy.objects.held().annotate(stands=Coalesce("at", "library"))
    return rows.filter(stands__in=_libraries(door).values("pk"))


def stands_at(door: Door, title: Title, library: Library) -> bool:
    return copies_at(door).filter(title=title, stands=library.pk).exists()


def find_titles(door: Door, asked: str) -> QuerySet[Title]:
    """As those who keep the shelves find them; of titles with a copy on a shown shelf. One query, with a number in it two."""
    return search_titles(asked).filter(Exists(copies_at(door).filter(title=OuterRef("pk"))))


def search(door: Door, asked: str, number: int) -> SearchPage:
    """Three queries, with a number among the words four."""
    first = (number - 1) * PAGE
    titles = list(find_titles(door, asked)[first : first + PAGE + 1])
    return SearchPage(_with_shelves(door, titles[:PAGE]), number, len(titles) > PAGE)


def book(door: Door, pk: UUID) -> Found | None:
    title = find_titles(door, "").filter(pk=pk).first()
    return _with_shelves(door, [title])[0] if title else None


def _with_shelves(door: Door, titles: list[Title]) -> list[Found]:
    out = Loan.objects.filter(copy=OuterRef("pk"), returned_on__isnull=True)
    aside = Hold.objects.filter(copy=OuterRef("pk"), state=HoldState.READY)
    rows = copies_at(door).filter(title__in=[one.pk for one in titles])
    rows = rows.annotate(is_out=Exists(out) | Exists(aside))
    counted: dict[UUID, dict[UUID, list[int]]] = {}
    for title_id, stands, is_out in rows.order_by().values_list("title_id", "stands", "is_out"):
        of_shelf = counted.setdefault(title_id, {}).setdefault(stands, [0, 0])
        of_shelf[0] += 1
        of_shelf[1] += not is_out
    known = Library.objects.in_bulk({pk for shelves in counted.values() for pk in shelves})
    return [
        Found(
            one,
            sorted(
                (
                    Shelf(known[pk], copies, inside)
                    for pk, (copies, inside) in counted.get(one.pk, {}).items()
                ),
                key=lambda shelf: shelf.library.sort_key,
            ),
        )
        for one in titles
    ]


def exported(door: Door) -> Iterator[list[str]]:
    """The open catalogue: a line for each title and shelf."""
    yield ["title", "author", "publisher", "year", "isbn", "language", "classification", "library", "copies"]
    titles = list(find_titles(door, "")[:MOST_EXPORTED])
    for found in _with_shelves(door, titles):
        one = found.title
        for shelf in found.shelves:
            yield [
                *(one.name, one.authors, one.publisher, str(one.year or ""), one.isbn, one.language),
                *(one.classification, shelf.library.name, str(shelf.copies)),
            ]
