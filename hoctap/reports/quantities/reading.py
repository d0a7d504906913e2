"""What records give: measures by their parts, and the register's own count."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Sum

from hoctap.core.dates import today
from hoctap.measures.models import Summary
from hoctap.measures.queries import found_at
from hoctap.measures.registry import measures
from hoctap.places.models import Level, Place
from hoctap.recognition.as_of import past_counters
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found


def day_read(period: Period, as_of: dt.date | None = None) -> dt.date | None:
    """The past day whose end is read; None where that is what is kept now: the whole year, or a period that is not over."""
    day = period.ends_on if not period.is_whole_year else None
    if as_of is not None:
        day = min(as_of, period.ends_on)
    return None if day is None or day >= today() else day


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


def read_households(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """The register's own count, whether or not a round was opened: of communes that have any. One query for each kind of place."""
    ids = [*asked.communes, *(hamlets_of(asked) if asked.with_hamlets else ())]
    rows = Summary.objects.filter(counter="household.listed", place__in=ids, year__lte=asked.year).order_by()
    counts = {place: Found(count) for place, count in rows.values_list("place").annotate(Sum("value"))}
    return dict.fromkeys(asked.codes, counts)
