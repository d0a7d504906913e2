"""Points of communes for the map: `python scripts/place_points.py` writes hoctap/places/data/points.csv anew.

Run it in a throw-away environment with `vietnamadminunits` (see hoctap/places/data/README.md). A point of the list of 2025 is carried only
where it lies inside the ground of the units that the commune was made of, within MARGIN; what lies elsewhere is an error of the list and is
left out: its commune is named beside the map. What the old list says of ground is only compared with, never carried.
"""

import csv
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path

DATA = Path(__file__).parent.parent / "hoctap" / "places" / "data"
DAY = "2025-07-01"
MARGIN = 0.02
"""Degrees: some two kilometres."""

type Box = tuple[float, float, float, float]


def main() -> int:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        print("vietnamadminunits is not installed here", file=sys.stderr)
        return 1
    listed = sqlite3.connect(Path(spec.submodule_search_locations[0]) / "data" / "dataset.db")
    points = {
        code: (lon, lat)
        for code, lon, lat in listed.execute("SELECT wardCode, wardLon, wardLat FROM admin_units")
    }
    ground = {
        code: _box(bounds)
        for code, bounds in listed.execute("SELECT wardCode, wardBounds FROM admin_units_legacy")
        if bounds
    }
    made_of = _predecessors()
    kept = [
        (code, DAY, lon, lat)
        for code, (lon, lat) in sorted(points.items())
        if _holds([ground[old] for old in made_of.get(code, ()) if old in ground], lon, lat)
    ]
    with (DATA / "points.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "valid_from", "lon", "lat"))
        writer.writerows(kept)
    print(f"{len(kept)} of {len(points)} points are carried")
    return 0


def _predecessors() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (DATA / "lineage.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["on"] == DAY:
                new, old = row["successor"].partition(" ")[0], row["predecessor"].partition(" ")[0]
                found.setdefault(new, []).append(old)
    return found


def _box(text: str) -> Box:
    """'10.47,105.82 – 10.56,105.89': south and west, north and east."""
    south_west, north_east = text.split(" – ")
    south, west = (float(one) for one in south_west.split(","))
    north, east = (float(one) for one in north_east.split(","))
    return west, south, east, north


def _holds(boxes: list[Box], lon: float, lat: float) -> bool:
    if not boxes:
        return False
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return west - MARGIN <= lon <= east + MARGIN and south - MARGIN <= lat <= north + MARGIN


if __name__ == "__main__":
    sys.exit(main())
