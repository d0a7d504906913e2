"""The register in a change of boundaries: households stay where they are, their hamlet becomes another.

A household's row of residence in the old hamlet closes in the year of the change and a new one opens in the successor, marked with the
change; the years before stay with the old hamlet. Three statements for any number of households; the counters follow by their triggers.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F
from django.urls import reverse

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_number
from hoctap.people.models import Household, HouseholdMember, ImportRun, Residence
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, Counted, OpenWork, waiting_at

_CARRY = """
    WITH mapping (old, new) AS (SELECT * FROM unnest(%(old)s::uuid[], %(new)s::uuid[])),
    closed AS (
        UPDATE people_residence AS residence SET to_year = greatest(was.from_year, %(year)s)
        FROM people_residence AS was JOIN mapping ON mapping.old = was.hamlet_id
        WHERE residence.id = was.id AND (was.to_year IS NULL OR was.to_year > %(year)s)
        RETURNING residence.household_id, mapping.new, residence.to_year AS at, was.to_year, residence.sort_key
    )
    INSERT INTO people_residence (id, household_id, hamlet_id, from_year, to_year, sort_key, change_id)
    SELECT gen_random_uuid(), household_id, new, at, to_year, sort_key, %(change)s FROM closed
"""
_MOVE_HOUSEHOLDS = """
    UPDATE people_household AS household SET hamlet_id = mapping.{to}
    FROM unnest(%(old)s::uuid[], %(new)s::uuid[]) AS mapping (old, new)
    WHERE household.hamlet_id = mapping.{here} AND EXISTS (
        SELECT FROM people_residence AS opened
        WHERE opened.household_id = household.id AND opened.change_id = %(change)s
    )
"""
# The row that was closed is the latest of those that end where the new one began.
_TAKE_BACK = """
    WITH gone AS (
        DELETE FROM people_residence WHERE change_id = %(change)s
        RETURNING household_id, hamlet_id, from_year, to_year
    ),
    closed AS (
        SELECT DISTINCT ON (gone.household_id, gone.hamlet_id, gone.from_year) residence.id, gone.to_year
        FROM gone
        JOIN unnest(%(old)s::uuid[], %(new)s::uuid[]) AS mapping (old, new) ON mapping.new = gone.hamlet_id
        JOIN people_residence AS residence ON residence.household_id = gone.household_id
            AND residence.hamlet_id = mapping.old AND residence.to_year = gone.from_year
        ORDER BY gone.household_id, gone.hamlet_id, gone.from_year, residence.from_year DESC, residence.id DESC
    )
    UPDATE people_residence AS residence SET to_year = closed.to_year FROM closed WHERE residence.id = closed.id
"""


def carry(carriage: Carriage) -> dict[str, Any]:
    values = _values(carriage)
    with connection.cursor() as cursor:
        cursor.execute(_CARRY, values)
        moved = cursor.rowcount
        cursor.execute(_MOVE_HOUSEHOLDS.format(here="old", to="new"), values)
    ended = Residence.objects.filter(change=carriage.change_id, to_year__isnull=False)
    return {"moved": moved, "left": {str(row.pk): row.to_year for row in ended.only("to_year")}}


def undo(carriage: Carriage, kept: dict[str, Any]) -> None:
    values = _values(carriage)
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_HOUSEHOLDS.format(here="new", to="old"), values)
        cursor.execute(_TAKE_BACK, values)


def _values(carriage: Carriage) -> dict[str, Any]:
    return {
        "old": list(carriage.hamlets),
        "new": list(carriage.hamlets.values()),
        "year": carriage.on.year,
        "change": carriage.change_id,
    }


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    reasons = []
    made = list(carriage.made)
    carried = Residence.objects.filter(change=carriage.change_id)
    new = Household.objects.filter(residences__hamlet__in=made).exclude(pk__in=carried.values("household"))
    reasons += _since(new, "hộ mới trong sổ")
    left = kept.get("left", {})
    gone = [pk for pk, to_year in carried.values_list("pk", "to_year") if left.get(str(pk)) != to_year]
    if gone or kept.get("moved", 0) != carried.count():
        reasons += _since(Household.objects.filter(residences__in=gone), "hộ đã ghi rời đi hoặc chuyển nơi ở")
        if kept.get("moved", 0) != carried.count():
            reasons.append(Reason("Sổ hộ của nơi mới đã được sửa sau khi sắp xếp."))
    back = Residence.objects.filter(hamlet__in=made, change__isnull=True).filter(
        household__in=carried.values("household")
    )
    reasons += _since(Household.objects.filter(residences__in=back), "hộ chuyển trong sổ của nơi mới")
    imports = ImportRun.objects.filter(place__in=made)
    if count := imports.count():
        reasons.append(Reason(f"Nơi mới đã có {count} lần nhập danh sách hộ sau khi sắp xếp."))
    return reasons


def _since(households: Any, what: str) -> list[Reason]:
    names = list(households.distinct().values_list("head__full_name", flat=True)[:4])
    count = households.distinct().count() if len(names) > 3 else len(names)
    if not count:
        return []
    shown = ", ".join(names[:3]) + (" …" if count > 3 else "")
    return [Reason(f"Nơi mới đã có {format_number(count)} {what} sau khi sắp xếp: {shown}.")]


def households_at(hamlet_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = Residence.objects.filter(hamlet__in=hamlet_ids, to_year__isnull=True).values("hamlet")
    return {row["hamlet"]: row["n"] for row in rows.annotate(n=Count("id")).order_by()}


def persons_at(hamlet_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = (
        HouseholdMember.objects.filter(
            household__residences__hamlet__in=hamlet_ids,
            household__residences__to_year__isnull=True,
            left_year__isnull=True,
        )
        .values(at=F("household__residences__hamlet"))
        .annotate(n=Count("id"))
    )
    return {row["at"]: row["n"] for row in rows.order_by()}


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    runs = ImportRun.objects.filter(place__in=place_ids, state=ImportRun.State.PREVIEWED)
    return waiting_at(runs, "place", "{n} danh sách hộ đã đọc, chưa nhập", reverse("import_new"))


REGISTER = BoundaryCarrier(
    counted=(Counted("hộ trong sổ", households_at, order=1), Counted("người trong sổ", persons_at, order=2)),
    carry=carry,
    undo=undo,
    undo_blockers=undo_blockers,
    open_work=open_work,
)
