"""Ruled lines of a page put together into tables: which cells there are and where each stands. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LEAST_CELLS = 4
"""Less is a frame around something, or a line below a heading."""
MOST_STROKES = 3000
"""A page with more is a drawing."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: `at` is its y when it lies and its x when it stands; it runs from `start` to `end`."""

    is_upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    row: int
    column: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. A cell over several rows or columns stands at its first row and column, the others are not there."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    tops: tuple[float, ...]
    """The upper edge of each row, and the lower edge of the last."""

    @property
    def left(self) -> float:
        return min(cell.left for cell in self.cells)

    @property
    def right(self) -> float:
        return max(cell.right for cell in self.cells)

    @property
    def top(self) -> float:
        return self.tops[0]

    @property
    def bottom(self) -> float:
        return self.tops[-1]


@dataclass
class _Sets:
    """Union-find over small numbers."""

    parent: dict[int, int] = field(default_factory=dict)

    def find(self, one: int) -> int:
        self.parent.setdefault(one, one)
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self.parent[second] = first


def find_grids(strokes: Iterable[Stroke], tolerance: float) -> list[Grid]:
    """The tables of a page, from top to bottom. `tolerance`: how far apart two lines may stand and still be one."""
    merged = _merged(strokes, tolerance)
    sets = _Sets()
    for first, lying in enumerate(merged):
        for second, upright in enumerate(merged):
            if not lying.is_upright and upright.is_upright and _touch(lying, upright, tolerance):
                sets.join(first, second)
    groups: dict[int, list[Stroke]] = defaultdict(list)
    for place, stroke in enumerate(merged):
        groups[sets.find(place)].append(stroke)
    grids = [grid for group in groups.values() if (grid := _grid(group, tolerance))]
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def _merged(strokes: Iterable[Stroke], tolerance: float) -> list[Stroke]:
    """Pieces of one line as one line."""
    done: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda one: (one.is_upright, one.at, one.start))[:MOST_STROKES]:
        for place, other in enumerate(done):
            if _is_piece(stroke, other, tolerance):
                start, end = min(other.start, stroke.start), max(other.end, stroke.end)
                done[place] = Stroke(other.is_upright, other.at, start, end)
                break
        else:
            done.append(stroke)
    return done


def _is_piece(stroke: Stroke, other: Stroke, tolerance: float) -> bool:
    near = 2 * tolerance
    return (
        stroke.is_upright == other.is_upright
        and abs(stroke.at - other.at) <= tolerance
        and stroke.start <= other.end + near
        and other.start <= stroke.end + near
    )


def _touch(lying: Stroke, upright: Stroke, tolerance: float) -> bool:
    return (
        lying.start - tolerance <= upright.at <= lying.end + tolerance
        and upright.start - tolerance <= lying.at <= upright.end + tolerance
    )


def _grid(strokes: Sequence[Stroke], tolerance: float) -> Grid | None:
    lying = [one for one in strokes if not one.is_upright]
    upright = [one for one in strokes if one.is_upright]
    if len(lying) < 2 or not upright:
        return None
    ys = _places([one.at for one in lying], tolerance)
    # A table may be open at its sides.
    xs = _places(
        [*(one.at for one in upright), min(one.start for one in lying), max(one.end for one in lying)],
        tolerance,
    )
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns < LEAST_CELLS:
        return None
    sets = _Sets()
    for row in range(rows):
        for column in range(columns):
            middle_y, middle_x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
            here = row * columns + column
            if column + 1 < columns and not _stands(upright, xs[column + 1], middle_y, tolerance):
                sets.join(here, here + 1)
            if row + 1 < rows and not _stands(lying, ys[row + 1], middle_x, tolerance):
                sets.join(here, here + columns)
    members: dict[int, list[int]] = defaultdict(list)
    for here in range(rows * columns):
        members[sets.find(here)].append(here)
    if len(members) < LEAST_CELLS:
        return None
    cells = []
    for group in members.values():
        at_rows, at_columns = [one // columns for one in group], [one % columns for one in group]
        cells.append(
            Cell(
                min(at_rows),
                min(at_columns),
                xs[min(at_columns)],
                ys[min(at_rows)],
                xs[max(at_columns) + 1],
                ys[max(at_rows) + 1],
            )
        )
    return Grid(rows, columns, tuple(cells), tuple(ys))


def _stands(strokes: Sequence[Stroke], at: float, over: float, tolerance: float) -> bool:
    return any(abs(one.at - at) <= 2 * tolerance and one.start <= over <= one.end for one in strokes)


def _places(values: Sequence[float], tolerance: float) -> list[float]:
    """Where lines stand: values close together are one place."""
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][-1] <= 2 * tolerance:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(group) / len(group) for group in places]
