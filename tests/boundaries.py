"""Changes of boundaries for tests: Tân Kiều and Hưng Thạnh of the world, and the shipped catalogue's Tháp Mười."""

import datetime as dt
from dataclasses import dataclass

from django.apps import apps as installed
from django.db import connection

from hoctap.core.actor import Actor, Grant, system_job
from hoctap.core.permissions import Role
from hoctap.places import actions as places
from hoctap.places import catalogue
from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart, draft_change
from hoctap.places.models import BoundaryChange, Place
from tests.world import World, make_household

ON = dt.date(2025, 7, 1)
JOB = system_job("kiểm thử")


def keeper_of(place: Place) -> Actor:
    """Somebody who keeps the system at a place."""
    return Actor(name="Người giữ hệ thống", grants=(Grant(place.pk, Role.SYSTEM_ADMIN.permissions),))


def merge(world: World, *, on: dt.date = ON, decision: str = "1663/NQ-UBTVQH15") -> BoundaryChange:
    """A draft: both communes of the world become xã Phương Thịnh, which takes the code of Hưng Thạnh."""
    parts = (OldPart(world.commune), OldPart(world.other_commune))
    new = NewPlace("xã", "Phương Thịnh", "30043", parent=world.district, parts=parts)
    return draft_change(Draft("Lập xã Phương Thịnh", on, decision, [new]), by=JOB)


def divide(world: World) -> BoundaryChange:
    """A draft: Tân Kiều is divided into two new communes; the second takes the whole of Hưng Thạnh too."""
    first = NewPlace("xã", "Kênh Trên", parent=world.district, parts=(OldPart(world.commune, whole=False),))
    second = NewPlace(
        "xã",
        "Kênh Dưới",
        parent=world.district,
        parts=(OldPart(world.commune, whole=False), OldPart(world.other_commune)),
    )
    return draft_change(Draft("Chia xã Tân Kiều", ON, "", [first, second]), by=JOB)


def dump() -> dict[str, list[str]]:
    """Every row of every table of the house but the trail and the record of the change itself. A counter of nothing is no counter."""
    found = {}
    with connection.cursor() as cursor:
        for model in installed.get_models():
            table = model._meta.db_table
            if not model.__module__.startswith("hoctap.") or table.startswith(("places_boundary", "audit_")):
                continue
            only = " WHERE value <> 0" if table.startswith("measures_") else ""
            cursor.execute(f"SELECT row::text FROM {table} AS row{only} ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


# Tháp Mười in 2024: thirteen communes; the six of today that they lie in. Phương Thịnh also took one from Cao Lãnh.
OLD_CODES = [
    "30037",
    "30040",
    "30043",
    "30046",
    "30049",
    "30052",
    "30055",
    "30058",
    "30061",
    "30064",
    "30067",
    "30070",
    "30073",
]


@dataclass
class ThapMuoi:
    old: dict[str, Place]
    """The thirteen and what joined them, by old code."""
    new: list[catalogue.PlaceRow]


def make_thap_muoi(households: int = 3) -> ThapMuoi:
    """Each old commune from the shipped catalogue with Ấp 1 and Ấp 2; `households` in Ấp 1 and one in Ấp 2, in 2024."""
    known = catalogue.load()
    rows = {code: known.resolve(code, dt.date(2024, 12, 31), catalogue.Level.COMMUNE) for code in OLD_CODES}
    new = {row.id: row for old in rows.values() for row in known.successors(old)}
    rows |= {old.code: old for row in new.values() for old in known.predecessors(row)}
    old = {code: places.install_commune(row, by=JOB).commune for code, row in rows.items()}
    for commune in old.values():
        for name, count in (("Ấp 1", households), ("Ấp 2", 1)):
            hamlet = places.add_hamlet(commune, name, "ấp", by=JOB)
            for number in range(count):
                make_household(hamlet, f"Nguyễn Văn {commune.code} {number}")
    return ThapMuoi(old, sorted(new.values(), key=lambda row: row.code))
