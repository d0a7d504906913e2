"""A GeoJSON file of communes read in a child process: each feature's code, name and simplified rings, or what is wrong with it.

Knows no database and no settings. `read` is called by `core.isolation`.
"""

import json
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

MOST_FEATURES = 4_000
MOST_POINTS = 2_000_000
WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 24.0
"""Việt Nam with its islands, in degrees of WGS 84."""
TOLERANCE = 0.001
"""Degrees, some 110 m: less than a dot of the picture of a province."""
CODES = ("code", "ma", "ma_xa", "maxa", "ma_dvhc", "ward_code", "wardcode", "ward_id")
NAMES = ("name", "ten", "ten_xa", "tenxa", "ward", "ward_name", "full_name")

type Point = tuple[float, float]


def read(data: bytes) -> bytes:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("Tệp không phải chữ UTF-8. Hãy xuất lại GeoJSON với mã UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("Tệp không phải GeoJSON đọc được.") from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or told.get("type") != "FeatureCollection":
        raise ValueError("Tệp không phải GeoJSON gồm nhiều hình (FeatureCollection).")
    if not features:
        raise ValueError("Tệp không có hình nào.")
    if len(features) > MOST_FEATURES:
        raise ValueError(f"Tệp có {len(features)} hình, nhiều nhất {MOST_FEATURES}.")
    counted = 0
    rows = []
    for number, feature in enumerate(features, start=1):
        row = _feature(number, feature)
        counted += row.pop("points", 0)
        if counted > MOST_POINTS:
            raise ValueError(f"Tệp có hơn {MOST_POINTS} điểm. Hãy giản lược ranh giới rồi nạp lại.")
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False).encode()


def _feature(number: int, feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    named = (
        {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    )
    code, name = _first(named, CODES), _first(named, NAMES)
    found: dict[str, Any] = {"number": number, "code": code, "name": name, "rings": [], "wrong": ""}
    try:
        if not code:
            raise ValueError(f"không có mã xã (thuộc tính {', '.join(CODES[:3])})")
        rings = [list(_ring(ring)) for ring in _rings(feature.get("geometry"))]
        found["points"] = sum(map(len, rings))
        simple = [one for ring in rings if len(one := simplified(ring)) >= 4]
        # Islands smaller than the tolerance go, unless the place is nothing else.
        found["rings"] = simple or [max(rings, key=len)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        found["wrong"] = str(fault) if isinstance(fault, ValueError) else "hình hỏng, không đọc được"
    return found


def _first(named: dict[str, Any], keys: Sequence[str]) -> str:
    return next((str(named[key]).strip()[:120] for key in keys if named.get(key) not in (None, "")), "")


def _rings(geometry: Any) -> list[Any]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "Polygon":
        rings = list(geometry["coordinates"])
    elif kind == "MultiPolygon":
        rings = [ring for polygon in geometry["coordinates"] for ring in polygon]
    else:
        raise ValueError("không phải hình vùng (Polygon, MultiPolygon)")
    if not rings:
        raise ValueError("hình rỗng")
    return rings


def _ring(ring: Any) -> Iterator[Point]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError("một vòng có ít hơn bốn điểm")
    for point in ring:
        lon, lat = float(point[0]), float(point[1])
        if not (isfinite(lon) and isfinite(lat)):
            raise ValueError("có tọa độ không phải số")
        if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
            turned = " (kinh độ trước, vĩ độ sau)" if WEST <= lat <= EAST else ""
            raise ValueError(
                f"tọa độ {lon:g}; {lat:g} không ở Việt Nam: cần độ theo WGS 84{turned}, không phải mét theo VN-2000"
            )
        yield round(lon, 5), round(lat, 5)


def simplified(ring: list[Point], tolerance: float = TOLERANCE) -> list[Point]:
    """Douglas and Peucker: the fewest points from which no left-out one lies further than the tolerance."""
    kept = {0, len(ring) - 1}
    open_parts = [(0, len(ring) - 1)]
    if ring[0] == ring[-1]:
        # A closed ring has no direction to measure from: it is cut where it is furthest from its beginning.
        far = max(range(len(ring)), key=lambda one: _squared(ring[one], ring[0]))
        kept.add(far)
        open_parts = [(0, far), (far, len(ring) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        (ax, ay), (bx, by) = ring[first], ring[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        furthest, at = tolerance, 0
        for one in range(first + 1, last):
            x, y = ring[one]
            away = (
                abs(dy * (x - ax) - dx * (y - ay)) / length
                if length
                else _squared(ring[one], ring[first]) ** 0.5
            )
            if away > furthest:
                furthest, at = away, one
        if at:
            kept.add(at)
            open_parts += [(first, at), (at, last)]
    return [ring[one] for one in sorted(kept)]


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
