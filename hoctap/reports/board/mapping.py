"""The communes of a place as bubbles where they lie: the area says how many, colour and shape and word say how it stands.

Drawn here, as SVG: no tile and no request goes to anybody. Where an office has loaded outlines, these are drawn instead of bubbles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from uuid import UUID

from hoctap.core.vietnamese import format_number, format_percent
from hoctap.measures.boards import Asked
from hoctap.measures.queries import ChildFigure
from hoctap.places.outlines.queries import Outline, Rings
from hoctap.places.points import Point, points_of
from hoctap.reports.board.leading import STANDINGS, Lead, Standing, board_below, standing_of

WIDTH, EDGE = 640.0, 44.0
TALLEST = 620.0
LARGEST, SMALLEST = 24.0, 3.0
MOST_NAMED = 30
"""With more, names would lie over each other: they are said where a mark is pointed at, and in the table."""


@dataclass(frozen=True)
class Mark:
    name: str
    standing: Standing
    words: str
    url: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    path: str = ""
    """Of an outline; a bubble has none."""

    @property
    def name_at(self) -> str:
        return f"{min(max(self.x, 4 * len(self.name)), WIDTH - 4 * len(self.name)):.1f}"

    @property
    def name_down(self) -> str:
        return f"{self.y - self.size * 1.3 - 4:.1f}"

    @property
    def at(self) -> str:
        return f"{self.x:.1f}"

    @property
    def down(self) -> str:
        return f"{self.y:.1f}"

    @property
    def radius(self) -> str:
        return f"{self.size:.1f}"

    @property
    def diamond(self) -> str:
        """As much area as the circle of the same radius."""
        half = self.size * 1.2533
        return f"M{self.x:.1f} {self.y - half:.1f}l{half:.1f} {half:.1f} {-half:.1f} {half:.1f} {-half:.1f} {-half:.1f}z"

    @property
    def triangle(self) -> str:
        half = self.size * 1.3468
        return f"M{self.x:.1f} {self.y - half * 1.1:.1f}l{half:.1f} {half * 1.732:.1f}h{-2 * half:.1f}z"


@dataclass(frozen=True)
class Legend:
    standing: Standing
    count: int
    mark: Mark


@dataclass(frozen=True)
class Map:
    name: str
    height: int
    marks: list[Mark]
    legend: list[Legend]
    without: list[str]
    """Names of those that lie nowhere on record."""
    source: str
    """Whose outlines are drawn; empty where bubbles are."""
    whole_label: str
    width: int = int(WIDTH)

    @property
    def is_named(self) -> bool:
        return len(self.marks) <= MOST_NAMED

    @property
    def without_text(self) -> str:
        return ", ".join(self.without)


def draw_map(
    asked: Asked, lead: Lead, whole_label: str, outlines: Mapping[UUID, Outline] | None = None
) -> Map | None:
    """None where nothing is known of where anything lies."""
    rows = lead.breakdown.children
    points = points_of(row.place for row in rows)
    outlines = outlines or {}
    every = [(point.lon, point.lat) for point in points.values()]
    every += [(lon, lat) for outline in outlines.values() for ring in outline.rings for lon, lat in ring]
    if not every:
        return None
    frame = _Frame(every)
    largest = max((row.figure.denominator or 0 for row in rows), default=0) or 1
    # The more there are, the smaller: else they hide each other.
    room = LARGEST * min(1.0, sqrt(MOST_NAMED / max(len(rows), 1)))
    marks, without = [], []
    for row in rows:
        outline = outlines.get(row.place.pk)
        rings = outline.rings if outline else None
        point = points.get(row.place.pk)
        if rings is None and point is None:
            without.append(row.place.title)
        else:
            marks.append(_mark(asked, lead, row, frame, largest, room, rings, point))
    # The small ones last: on top, where they can be seen and pressed.
    marks.sort(key=lambda mark: (not mark.path, -mark.size))
    legend = [
        Legend(standing, count, Mark("", standing, "", "", 9, 9, 6))
        for standing in STANDINGS
        if (count := sum(1 for mark in marks if mark.standing == standing))
    ]
    source = "; ".join(sorted({outline.source for outline in outlines.values()}))
    return Map(asked.place.full_name, frame.height, marks, legend, without, source, whole_label)


class _Frame:
    """Degrees onto the picture: one scale both ways, north up."""

    def __init__(self, every: Sequence[tuple[float, float]]):
        self._west, self._north = min(lon for lon, _ in every), max(lat for _, lat in every)
        east, south = max(lon for lon, _ in every), min(lat for _, lat in every)
        self._narrow = cos(radians((self._north + south) / 2))
        wide, tall = max((east - self._west) * self._narrow, 0.01), max(self._north - south, 0.01)
        self._scale = min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / tall)
        self._left = (WIDTH - wide * self._scale) / 2
        self.height = round(tall * self._scale + 2 * EDGE)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        x = self._left + (lon - self._west) * self._narrow * self._scale
        return round(x, 1), round(EDGE + (self._north - lat) * self._scale, 1)

    def path(self, rings: Rings) -> str:
        parts = []
        for ring in rings:
            placed = [self.place(lon, lat) for lon, lat in ring]
            kept = [one for number, one in enumerate(placed) if number == 0 or one != placed[number - 1]]
            if len(kept) >= 3:
                parts.append("M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "z")
        return "".join(parts)


def _mark(
    asked: Asked,
    lead: Lead,
    row: ChildFigure,
    frame: _Frame,
    largest: int,
    room: float,
    rings: Rings | None,
    point: Point | None,
) -> Mark:
    figure = row.figure
    standing = standing_of(figure, lead.line)
    words = f"{row.place.title}: {standing.word}"
    if figure.percent is not None:
        words += f", {format_number(figure.numerator)}/{format_number(figure.denominator)} = {format_percent(figure.percent)}"
    url = board_below(row.place, asked)
    if rings is not None:
        return Mark(row.place.name, standing, words, url, path=frame.path(rings))
    assert point is not None
    x, y = frame.place(point.lon, point.lat)
    size = room * sqrt((figure.denominator or 0) / largest)
    return Mark(row.place.name, standing, words, url, x, y, max(size, SMALLEST))
