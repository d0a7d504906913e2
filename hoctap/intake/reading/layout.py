"""Words with their places on a page, put into the order in which a person reads them: columns apart, ruled tables row by row. Pure.

What stands beside each other at the head ("cơ quan | Quốc hiệu") and at the foot ("Nơi nhận | người ký") of a paper are two columns:
the left one is read to its end, then the right one.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from hoctap.intake.lines import Box
from hoctap.intake.reading.grids import Grid, Stroke, find_grids

CELL_JOINT = " | "
_FOOT = re.compile(r"n[ơo]i\s+nh[ậâa]n", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,3}[-–—\s]*(?:/\s*\d{1,3})?")
_WIDE_STEP = 1.45
_MARGIN = 0.08
"""A number alone in this share of the page's height at its head or foot is the page's number."""


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of one page before it has its number in the document."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    cells: tuple[str, ...] | None = None
    bold: bool = False


@dataclass
class _Row:
    words: list[Word] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        return median(word.middle for word in self.words)


def page_lines(
    words: Sequence[Word], width: float, height: float, strokes: Sequence[Stroke] = ()
) -> list[PageLine]:
    """The lines of a page. An empty line stands where the page leaves more than a line free."""
    words = [word for word in words if word.text.strip()]
    if not words:
        return []
    size = median(word.bottom - word.top for word in words)
    grids = [
        grid
        for grid in find_grids(strokes, tolerance=size / 3)
        if _holds_text(grid, words) and grid.bottom - grid.top > size
    ]
    lines: list[PageLine] = []
    rest = list(words)
    for grid in grids:
        above = [word for word in rest if word.middle < grid.top]
        rest = [word for word in rest if word.middle >= grid.top]
        lines += _flowing(above, size, width, height, lines)
        inside = [word for word in rest if word.middle <= grid.bottom]
        rest = [word for word in rest if word.middle > grid.bottom]
        lines += _table(grid, inside, size, width, height)
    lines += _flowing(rest, size, width, height, lines)
    while lines and not lines[-1].text:
        lines.pop()
    return lines


def _holds_text(grid: Grid, words: Sequence[Word]) -> bool:
    """Not a drawing: text in at least two of its columns."""
    found = {
        cell.column
        for cell in grid.cells
        for word in words
        if cell.left <= (word.left + word.right) / 2 <= cell.right and cell.top <= word.middle <= cell.bottom
    }
    return len(found) >= 2


def _table(grid: Grid, words: Sequence[Word], size: float, width: float, height: float) -> list[PageLine]:
    texts: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x = (word.left + word.right) / 2
        inside = [
            cell
            for cell in grid.cells
            if cell.left <= x <= cell.right and cell.top <= word.middle <= cell.bottom
        ]
        cell = (
            inside[0]
            if inside
            else min(
                grid.cells,
                key=lambda cell: (
                    abs(x - (cell.left + cell.right) / 2) + abs(word.middle - (cell.top + cell.bottom) / 2)
                ),
            )
        )
        texts.setdefault((cell.row, cell.column), []).append(word)
    lines = []
    for row in range(grid.rows):
        cells = []
        in_row: list[Word] = []
        for column in range(grid.columns):
            here = texts.get((row, column), [])
            in_row += here
            cells.append(" ".join(_text(one.words) for one in _rows(here, size)))
        if not any(cells):
            continue
        box = Box(grid.left / width, grid.tops[row] / height, grid.right / width, grid.tops[row + 1] / height)
        lines.append(
            PageLine(
                CELL_JOINT.join(cells), _inside(box), _confidence(in_row), tuple(cells), _is_bold(in_row)
            )
        )
    return lines


def _flowing(
    words: Sequence[Word], size: float, width: float, height: float, before: Sequence[PageLine]
) -> list[PageLine]:
    """Text outside of tables: rows one below the other, blocks of two columns one column after the other."""
    rows = [row for row in _rows(words, size) if not _is_page_number(row, height)]
    pitch = _pitch(rows, size)
    lines: list[PageLine] = []
    place = 0
    while place < len(rows):
        split = _columns_from(rows, place, size)
        if split is None:
            lines += _with_gap(rows, place, pitch, width, height, lines or before)
            place += 1
            continue
        until, gutter = split
        sides: list[list[_Row]] = [[], []]
        for row in rows[place:until]:
            at = _split_at(row, gutter)
            for side in (0, 1):
                chosen = [word for word in row.words if (word.left + word.right >= 2 * at) == bool(side)]
                if chosen:
                    sides[side].append(_Row(chosen))
        for column in sides:
            if lines or before:
                lines.append(PageLine(""))
            for at, row in enumerate(column):
                if at and row.middle - column[at - 1].middle > 2 * pitch:
                    lines.append(PageLine(""))
                lines.append(_line(row.words, width, height))
        lines.append(PageLine(""))
        place = until
    return lines


def _with_gap(
    rows: Sequence[_Row], place: int, pitch: float, width: float, height: float, before: Sequence[PageLine]
) -> list[PageLine]:
    line = _line(rows[place].words, width, height)
    step = rows[place].middle - rows[place - 1].middle if place else 0.0
    return [PageLine(""), line] if step > _WIDE_STEP * pitch and before and before[-1].text else [line]


def _pitch(rows: Sequence[_Row], size: float) -> float:
    """How far lines of running text stand apart on this page."""
    steps = [below.middle - above.middle for above, below in itertools.pairwise(rows)]
    near = [step for step in steps if 0.8 * size < step < 2.6 * size]
    return median(near) if near else 1.6 * size


def _rows(words: Sequence[Word], size: float) -> list[_Row]:
    """Words at one height, from the left to the right."""
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        for row in reversed(rows[-3:]):
            if abs(word.middle - row.middle) < 0.45 * max(size, word.bottom - word.top) and not any(
                _overlaps(word, other) for other in row.words
            ):
                row.words.append(word)
                break
        else:
            rows.append(_Row([word]))
    rows.sort(key=lambda row: row.middle)
    for row in rows:
        row.words.sort(key=lambda word: word.left)
    return rows


def _overlaps(word: Word, other: Word) -> bool:
    shared = min(word.right, other.right) - max(word.left, other.left)
    return shared > 0.6 * min(word.right - word.left, other.right - other.left)


def _is_page_number(row: _Row, height: float) -> bool:
    if row.middle > _MARGIN * height and row.middle < (1 - _MARGIN) * height:
        return False
    return len(row.words) <= 3 and _PAGE_NUMBER.fullmatch(_text(row.words)) is not None


def _gaps(row: _Row, least: float) -> list[tuple[float, float]]:
    return [
        (one.right, other.left)
        for one, other in zip(row.words, row.words[1:], strict=False)
        if other.left - one.right >= least
    ]


def _columns_from(rows: Sequence[_Row], start: int, size: float) -> tuple[int, float] | None:
    """Do two columns begin at this row? Then the row after their last one, and the x between them."""
    least = 1.6 * size
    best: tuple[int, float] | None = None
    # The first row of the block may hold only what stands right, or be so full that its own gap is small.
    for first in range(start, min(start + 3, len(rows))):
        for gap in _gaps(rows[first], least):
            found = _run_of(rows, start, first, gap, least)
            if found and (best is None or found[0] > best[0]):
                best = found
        if best:
            break
    return best


def _run_of(
    rows: Sequence[_Row], start: int, first: int, gap: tuple[float, float], least: float
) -> tuple[int, float] | None:
    left, right = gap
    widest = right - left
    both, until = 0, start
    for place in range(first, len(rows)):
        row = rows[place]
        edges = _free(row, left, right, least * 0.7)
        if edges is None:
            break
        left, right = edges
        both += row.left < left + 1 and row.right > right - 1
        until = place + 1
    until = _end_of_block(rows, first, until, left)
    for row in rows[start:first]:
        if row.left >= left:
            continue
        own = _own_gap(row)
        if own is None or not left - 2 * least <= sum(own) / 2 <= right + 2 * least:
            return None
        both += 1
    if both >= 2 or (both == 1 and widest >= 2 * least):
        return until, (left + right) / 2
    return None


def _end_of_block(rows: Sequence[_Row], first: int, until: int, left: float) -> int:
    """Left alone after the last row that has both sides: the foot of a paper goes on ("Nơi nhận"), what follows its head does not."""
    block = rows[first:until]
    if any(_FOOT.match(_text(row.words)) for row in rows[max(0, first - 3) : until]):
        return until
    if sum(row.words[0].text.startswith("-") for row in block) >= 2:
        return until  # the list goes on, its heading was not read
    while block and block[-1].right <= left + 1:
        block = block[:-1]
    return first + len(block)


def _own_gap(row: _Row) -> tuple[float, float] | None:
    """The gap between words that is clearly the widest of the row."""
    gaps = sorted(_gaps(row, 0.0), key=lambda gap: gap[0] - gap[1])
    if not gaps or (len(gaps) > 1 and _width(gaps[0]) < 1.3 * _width(gaps[1])):
        return None
    return gaps[0]


def _width(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _split_at(row: _Row, gutter: float) -> float:
    """Where the row of a block of two columns is parted: at the gutter, or at its own gap where a word lies across that."""
    if any(word.left < gutter < word.right for word in row.words) or _cuts_a_phrase(row, gutter):
        own = _own_gap(row)
        return sum(own) / 2 if own else gutter
    return gutter


def _cuts_a_phrase(row: _Row, gutter: float) -> bool:
    """Words stand on both sides of the gutter, and the gap at it is not the widest of the row."""
    at = [gap for gap in _gaps(row, 0.0) if gap[0] <= gutter <= gap[1]]
    own = _own_gap(row)
    return bool(at) and own is not None and own != at[0]


def _free(row: _Row, left: float, right: float, least: float) -> tuple[float, float] | None:
    """The part of the gutter that the row leaves free; None when it does not."""
    for word in row.words:
        if word.right <= left or word.left >= right:
            continue
        if word.left <= left and word.right < right:
            left = word.right
        elif word.right >= right and word.left > left:
            right = word.left
        else:
            # A word inside the gutter: the wider side stays free.
            left, right = (left, word.left) if word.left - left > right - word.right else (word.right, right)
        if right - left < least:
            return None
    return left, right


def _line(words: Sequence[Word], width: float, height: float) -> PageLine:
    box = Box(
        min(word.left for word in words) / width,
        min(word.top for word in words) / height,
        max(word.right for word in words) / width,
        max(word.bottom for word in words) / height,
    )
    return PageLine(_text(words), _inside(box), _confidence(words), None, _is_bold(words))


def _inside(box: Box) -> Box:
    def within(share: float) -> float:
        return round(min(1.0, max(0.0, share)), 4)

    return Box(within(box.left), within(box.top), within(box.right), within(box.bottom))


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _confidence(words: Sequence[Word]) -> float | None:
    """By the length of the words, so that a stray dot does not spoil a line."""
    told = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    if not told:
        return None
    return round(sum(share * weight for share, weight in told) / sum(weight for _, weight in told), 3)


def _is_bold(words: Sequence[Word]) -> bool:
    return bool(words) and 2 * sum(len(word.text) for word in words if word.bold) > sum(
        len(word.text) for word in words
    )
