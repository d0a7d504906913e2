"""Which standard holds at a place on a day: its own, else of the nearest place above, else the one that is shipped."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from hoctap.places.models import Place
from hoctap.reading.models import BooksDefinition, ReadingStandard
from hoctap.reading.services.rules import ITEMS


@dataclass(frozen=True)
class Standard:
    items: tuple[str, ...] = ITEMS
    least: int = len(ITEMS)
    books: str = BooksDefinition.OPEN
    source: str = "mức của phần mềm, chưa có văn bản nào quy định"
    is_shipped: bool = True


def standard_at(place: Place, day: dt.date) -> Standard:
    return standards_of([place], day)[place.pk]


def standards_of(places: Collection[Place], day: dt.date) -> dict[UUID, Standard]:
    """One query."""
    above = {pk for place in places for pk in place.path}
    rows: dict[UUID, ReadingStandard] = {}
    for row in ReadingStandard.objects.filter(place__in=above, from_on__lte=day).order_by(
        "from_on", "set_at", "id"
    ):
        rows[row.place_id] = row
    found = {}
    for place in places:
        nearest = next((rows[pk] for pk in reversed(place.path) if pk in rows), None)
        found[place.pk] = _told(nearest) if nearest else Standard()
    return found


def _told(row: ReadingStandard) -> Standard:
    return Standard(tuple(row.digital_items), row.digital_least, row.books, row.source, is_shipped=False)
