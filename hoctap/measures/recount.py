"""Counting everything again, by the very SELECT that the triggers are made from."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.measures.models import Summary
from hoctap.measures.registry import counted_tables
from hoctap.measures.triggers import COPY_AGAIN, recount_select
from hoctap.places.models import Place


@dataclass(frozen=True)
class Difference:
    counter: str
    place_id: UUID
    place: str
    year: int
    kept: int
    counted: int

    def __str__(self) -> str:
        return f"{self.counter}, {self.place}, năm {self.year}: đang giữ {self.kept}, đếm lại {self.counted}"


def recount() -> list[Difference]:
    """What differs, in one statement and so in one snapshot. Empty means that every counter is right."""
    if not counted_tables.items():
        return []
    counted = "\nUNION ALL\n".join(
        recount_select(table.table, table.contributions) for table in counted_tables
    )
    sql = f"""
        WITH counted (counter, place_id, year, value) AS (
            SELECT counter, place_id, year, sum(value)
            FROM ({counted}) AS parts (counter, place_id, year, value)
            GROUP BY 1, 2, 3
        )
        SELECT counter, place_id, year, coalesce(kept.value, 0), coalesce(counted.value, 0)::int
        FROM counted FULL JOIN measures_summary AS kept USING (counter, place_id, year)
        WHERE coalesce(kept.value, 0) <> coalesce(counted.value, 0)
        UNION
        SELECT counter, place_id, year, coalesce(beside.value, 0), coalesce(counted.value, 0)::int
        FROM (
            SELECT counted.* FROM counted JOIN places_place ON places_place.id = place_id AND level = 'commune'
        ) AS counted FULL JOIN measures_communecount AS beside USING (counter, place_id, year)
        WHERE coalesce(beside.value, 0) <> coalesce(counted.value, 0)
        ORDER BY 1, 2, 3
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    places = Place.objects.in_bulk({row[1] for row in rows})
    return [
        Difference(counter, at, places[at].full_name, year, kept, found)
        for counter, at, year, kept, found in rows
    ]


def record_differences(*, by: Actor) -> list[Difference]:
    """The nightly check: what differs goes to the trail of each place concerned; a person repairs it."""
    differences = recount()
    _record(by, "measures.recount.differs", differences)
    return differences


@transaction.atomic
def repair(*, by: Actor) -> list[Difference]:
    """Set every differing counter to what the records say; writers wait meanwhile."""
    with connection.cursor() as cursor:
        # In the order in which a change takes them: its own table, then the counters.
        for table in counted_tables:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table.table)} IN SHARE MODE")
        cursor.execute("LOCK TABLE measures_summary IN SHARE ROW EXCLUSIVE MODE")
    differences = recount()
    for difference in differences:
        Summary.objects.update_or_create(
            counter=difference.counter,
            place_id=difference.place_id,
            year=difference.year,
            defaults={"value": difference.counted},
        )
    if differences:
        with connection.cursor() as cursor:
            cursor.execute(COPY_AGAIN)
    _record(by, "measures.recount.repaired", differences)
    return differences


def _record(by: Actor, what: str, differences: list[Difference]) -> None:
    counts: dict[UUID, int] = {}
    for difference in differences:
        counts[difference.place_id] = counts.get(difference.place_id, 0) + 1
    for place in Place.objects.filter(pk__in=counts):
        audit.record(by, what, place, count=counts[place.pk])
