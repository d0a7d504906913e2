"""Where communes lie, as one public point each, for maps. A commune whose point is not on record has none: it is not guessed."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from hoctap.places.catalogue import DATA
from hoctap.places.models import Place


@dataclass(frozen=True)
class Point:
    lon: float
    lat: float


@cache
def _points() -> Mapping[tuple[str, dt.date], Point]:
    """By code and first day: a code that was given to another unit later is another place."""
    with (DATA / "points.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["code"], dt.date.fromisoformat(row["valid_from"])): Point(
                float(row["lon"]), float(row["lat"])
            )
            for row in csv.DictReader(file)
        }


def points_of(places: Iterable[Place]) -> dict[UUID, Point]:
    """Those of them that are on record."""
    known = _points()
    return {
        place.pk: point
        for place in places
        if (point := known.get((place.code, place.valid_from))) is not None
    }
