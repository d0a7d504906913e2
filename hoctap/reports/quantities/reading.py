"""What records give today: measures by their parts."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from hoctap.measures.queries import found_at
from hoctap.measures.registry import Measure, measures
from hoctap.places.models import Level, Place
from hoctap.recognition.as_of import past_counters
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found


def read_measures(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """'measure:<code>:<part>': the parts of a measure, and what came late beside its numerator."""
    parts = {code: code.removeprefix("measure:").rpartition(":")[::2] for code in asked.codes}
    known = {code: measure for code, _ in parts.values() if (measure := measures.get(code))}
    wanted = list(known.values())
    past = None
    if asked.as_of is not None:
        titles = sorted({title for one in wanted if one.computed is None for title in one.counted_from})
        past = past_counters(asked.communes, asked.year, titles, asked.as_of)
    counted = found_at(
        wanted,
        list(asked.communes),
        asked.year,
        hamlets=hamlets_of(asked) if asked.with_hamlets else {},
        past=past,
    )
    found: dict[str, dict[UUID, Found]] = {}
    for name, (code, part) in parts.items():
        found[name] = {
            place: Found(getattr(one, part), one.late if part == "numerator" else 0)
            for place, one in counted.get(code, {}).items()
        }
    return found


def hamlets_of(asked: Asked) -> dict[UUID, UUID]:
    """Hamlet → commune, also of those that ended. One query."""
    rows = Place.objects.filter(parent__in=asked.communes, level=Level.HAMLET).order_by()
    return {hamlet: commune for hamlet, commune in rows.values_list("pk", "parent_id") if commune}


def drill_measure(measure: Measure, part: str, place: Place, period: Period, as_of: dt.date | None) -> str:
    url = measure.drill_url(place, period.year, part)
    return f"{url}&as_of={as_of.isoformat()}" if url and as_of else url
