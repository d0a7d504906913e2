"""Whose figures are a place's: its own public library where it has one, else every shelf at and below it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.dates import ONE_DAY
from hoctap.core.vietnamese import format_date
from hoctap.libraries.models import Library, LibraryKind
from hoctap.places.models import Level

OWN = {
    LibraryKind.PROVINCE.value: Level.PROVINCE.value,
    LibraryKind.DISTRICT.value: Level.DISTRICT.value,
    LibraryKind.COMMUNE.value: Level.COMMUNE.value,
}


@dataclass(frozen=True)
class Subject:
    libraries: tuple[Library, ...]
    is_own: bool
    """The public library of the place itself."""

    @property
    def words(self) -> str:
        if self.is_own:
            return ", ".join(one.name for one in self.libraries)
        return f"{len(self.libraries)} thư viện, tủ sách"

    @property
    def ended(self) -> Library | None:
        """The one that ended last, where none of them stands any more."""
        if not self.libraries or any(one.valid_to is None for one in self.libraries):
            return None
        return max(self.libraries, key=lambda one: one.valid_to or dt.date.min)

    @property
    def why_ended(self) -> str:
        last = self.ended
        if last is None or last.valid_to is None:
            return ""
        return f"{last.name} thôi hoạt động từ {format_date(last.valid_to)}: {last.ended_why}"

    @property
    def last_day(self) -> dt.date | None:
        last = self.ended
        return last.valid_to - ONE_DAY if last is not None and last.valid_to is not None else None

    def year_told(self, year: int) -> int:
        """Of what ended the last year that it stood whole."""
        last = self.last_day
        if last is None or last >= dt.date(year, 12, 31):
            return year
        return last.year if (last.month, last.day) == (12, 31) else last.year - 1


def subjects_of(places: Sequence[UUID]) -> dict[UUID, Subject]:
    """Museums and culture houses are no libraries, and what is only planned is not counted. One query."""
    rows = Library.objects.lending().filter(place__path__overlap=list(places), is_planned=False)
    own: dict[UUID, list[Library]] = {place: [] for place in places}
    below: dict[UUID, list[Library]] = {place: [] for place in places}
    for one in rows.select_related("place").order_by("sort_key", "id"):
        for place in one.place.path:
            if place in below:
                below[place].append(one)
        if one.place_id in own and OWN.get(one.kind) == one.place.level:
            own[one.place_id].append(one)
    return {place: Subject(tuple(own[place] or below[place]), is_own=bool(own[place])) for place in places}
