"""What targets of plans ask of schooling. The levels are those that a decision recognised; a province or district has one when each of its
communes has it (Nghị định 20/2014/NĐ-CP), and then the lowest of theirs."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from hoctap.core.vietnamese import format_date
from hoctap.places.models import Level, Place
from hoctap.plans.indicators import Provided
from hoctap.schooling.models import Enrolment, LevelRecord, Relapse
from hoctap.schooling.queries import enrolments_of, levels_of, relapses_of


def _communes_below(place_ids: Sequence[UUID], year: int) -> dict[UUID, list[UUID]]:
    """For each of the places the communes at and below it. One query."""
    rows = Place.objects.within(list(place_ids)).filter(level=Level.COMMUNE).valid_in(year)
    found: dict[UUID, list[UUID]] = {place: [] for place in place_ids}
    for pk, path in rows.values_list("pk", "path"):
        for place in place_ids:
            if place in path:
                found[place].append(pk)
    return found


def _source(rows: Iterable[LevelRecord | Enrolment | Relapse], told: int, asked: int) -> str:
    day = max(row.system_day for row in rows)
    words = f"theo hệ thống PCGD–XMC ngày {format_date(day)}"
    return words if asked == 1 else f"{words}; {told}/{asked} xã có số liệu"


def children_enrolled(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    below = _communes_below(place_ids, year)
    counted = enrolments_of({pk for ids in below.values() for pk in ids}, year)
    told = {}
    for place, ids in below.items():
        rows = [row for (commune, _), row in counted.items() if commune in set(ids)]
        children, enrolled = sum(row.children for row in rows), sum(row.enrolled for row in rows)
        if not children:
            continue
        value = (Decimal(enrolled) * 100 / Decimal(children)).quantize(Decimal("0.01"))
        source = _source(rows, len({row.commune_id for row in rows}), len(ids))
        day = max(row.system_day for row in rows)
        told[place] = Provided(value, Decimal(enrolled), Decimal(children), day, source)
    return told


def relapses(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """0 where 0 was found; nothing where nobody looked."""
    below = _communes_below(place_ids, year)
    counted = relapses_of({pk for ids in below.values() for pk in ids}, year)
    told = {}
    for place, ids in below.items():
        rows = [counted[commune, ""] for commune in ids if (commune, "") in counted]
        if rows:
            value = Decimal(sum(row.people for row in rows))
            day = max(row.system_day for row in rows)
            told[place] = Provided(value, None, None, day, _source(rows, len(rows), len(ids)))
    return told


def recognised(aim: str) -> Callable[[Sequence[UUID], int], dict[UUID, Provided]]:
    def provide(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
        below = _communes_below(place_ids, year)
        found = levels_of({pk for ids in below.values() for pk in ids}, year)
        told = {}
        for place, ids in below.items():
            rows = [found[commune, aim] for commune in ids if (commune, aim) in found]
            # What a commune found itself is no recognition, unless it found that it has not reached it.
            known = [row for row in rows if row.decision or row.level == 0]
            if not ids or len(known) < len(ids):
                continue
            lowest = min(row.level for row in known)
            papers = {row.decision for row in known if row.decision}
            source = _source(known, len(known), len(ids))
            if len(ids) == 1 and papers:
                source += f"; {papers.pop()}"
            day = max(row.system_day for row in known)
            told[place] = Provided(Decimal(lowest), None, None, day, source)
        return told

    return provide
