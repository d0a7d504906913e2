"""Libraries of a commune in reports, from their records (Thông tư 18/2014/TT-BVHTTDL, Điều 13). What was written before keeps its codes.

Stock and readers stand as on the last day read, loans and visits are those of the period. A commune is told where at least one of its shelves
has the figure on record; a library of a district or province is no commune's.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.urls import reverse

from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.reading.statistics.queries import Told, told_of
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found

_READ: dict[str, Callable[[Told], int | None]] = {
    "library.titles": lambda told: told.titles,
    "library.copies": lambda told: told.copies,
    "library.periodicals": lambda told: told.serials,
    "library.databases": lambda told: told.databases,
    "library.loans.inside": lambda told: told.inside,
    "library.loans.home": lambda told: told.home,
    "library.loans.electronic": lambda told: told.electronic,
    "library.readers": lambda told: told.readers,
    "library.readers_new": lambda told: told.readers_new,
    "library.visits": lambda told: told.visits,
}
CODES = tuple(_READ)


def read_libraries(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """A fixed number of queries. A hamlet has what its own shelves have."""
    last = min(asked.as_of or asked.period.ends_on, asked.period.ends_on, today())
    found: dict[str, dict[UUID, Found]] = {code: {} for code in asked.codes}
    if last < asked.period.starts_on:
        return found
    wanted = set(asked.communes)
    rows = Library.objects.lending().filter(place__path__overlap=list(wanted), is_planned=False)
    places = {
        pk: [place for place in path if place in wanted or asked.with_hamlets]
        for pk, path in rows.order_by().values_list("pk", "place__path")
    }
    for pk, told in told_of(list(places), asked.period.starts_on, last).items():
        for code in asked.codes:
            number = _READ[code](told)
            if number is None:
                continue
            for place in _from_the_commune_down(places[pk], wanted):
                before = found[code].get(place)
                found[code][place] = Found(number + (before.number if before else 0))
    return found


def _from_the_commune_down(path: list[UUID], communes: set[UUID]) -> list[UUID]:
    first = next(at for at, place in enumerate(path) if place in communes)
    return path[first:]


def drill_url(place: Place, period: Period) -> str:
    half = (period.starts_on.month, period.ends_on.month) == (1, 6)
    query = {"place": place.pk, "year": period.year, "period": "half" if half else "year"}
    return reverse("statistics_detail", query=query)
