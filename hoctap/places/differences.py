"""What the two sources of the catalogue say differently, at the place it is about."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from hoctap.places import catalogue
from hoctap.places.catalogue import DATA, DIFFERENCE_COLUMNS, Catalogue, FaultyFile

# The one reform in the files: rows of the table are about the day before it, or about it.
REFORM = date(2025, 7, 1)
BEFORE = "trước 01/7/2025"
_FIELDS = {"name": "Tên", "kind": "Loại", "exists": "Có đơn vị này", "parent": "Cấp trên", "edge": "Mối nối"}


@dataclass(frozen=True)
class Difference:
    what: str
    key: str
    first: str
    second: str
    carried: str
    settled: bool
    why: str


@cache
def by_place() -> dict[UUID, list[Difference]]:
    """Place id → its rows of the table; an edge stands at both ends. Read at the first call of the process."""
    known = catalogue.load()
    found: dict[UUID, list[Difference]] = {}
    path = DATA / "differences.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, strict=True)
        if tuple(lines.fieldnames or ()) != DIFFERENCE_COLUMNS:
            raise FaultyFile(f"{path.name}: hàng tiêu đề phải là {','.join(DIFFERENCE_COLUMNS)}.")
        for line in lines:
            difference = Difference(
                what=_FIELDS[line["field"]],
                key=line["key"] if line["field"] == "edge" else "",
                first=line["vietnamadminunits"],
                second=line["vietnam_provinces"],
                carried=line["carried"],
                settled=line["settled"] == "có",
                why=line["why"],
            )
            for id_ in _places_of(line, known):
                found.setdefault(id_, []).append(difference)
    return found


def _places_of(line: dict[str, str], known: Catalogue) -> list[UUID]:
    """Nothing for a unit that we do not carry."""
    if line["field"] == "edge":
        old, new = (side.split()[0] for side in line["key"].split(" → "))
        sides = [(old, True), (new, False)]
    else:
        sides = [(line["key"], line["period"] == BEFORE)]
    return [
        row.id
        for code, is_old in sides
        for row in known.holders(code)
        if (row.valid_to == REFORM if is_old else row.valid_from == REFORM)
    ]
