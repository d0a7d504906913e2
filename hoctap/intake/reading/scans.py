"""A page that is only a picture: made ready in the child process, read by Tesseract, turned where it lay on its side or head."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from hoctap.core import isolation
from hoctap.intake.reading import ocr, parcels, pictures
from hoctap.intake.reading.grids import Cell, Stroke, find_grids
from hoctap.intake.reading.layout import PageLine, Word, page_lines
from hoctap.people.reading.legacy import is_syllable

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

_UPRIGHT_CONFIDENCE = 0.72
"""Below it the page may lie on its side or head."""
_DOUBTED = 0.75
_LEFT_OVER = 90
"""Dark pixels in a cell outside of the words that were read there: so many are a letter."""
_DARK = 130
_BLANK_INK = 0.0012
_BETWEEN = 40


@dataclass(frozen=True)
class ScannedPage:
    lines: list[PageLine]
    shown: bytes
    """JPEG, upright."""
    ratio: float = 1.414
    turned: int = 0
    """Degrees by which it had to be turned."""
    is_blank: bool = False


def read_page(content: bytes, number: int = 0) -> ScannedPage:
    """Raises `IsolatedFailure`, `OcrToolMissing` or `OcrFailed`."""
    told, png, shown = _ready(content, number, 0)
    if told["ink"] < _BLANK_INK:
        return ScannedPage([], shown, told["height"] / told["width"], is_blank=True)
    words = ocr.words_on(png)
    turned = 0
    if not _reads_well(words) and (turns := ocr.quarter_turns(png)):
        other, other_png, other_shown = _ready(content, number, turns)
        again = ocr.words_on(other_png)
        if _worth(again) > _worth(words):
            told, png, shown, words, turned = other, other_png, other_shown, again, 90 * turns
    strokes = parcels.strokes_of(told["strokes"])
    words = _cells_again(
        png, words, told["height"], [cell for grid in _grids(strokes, words) for cell in grid]
    )
    words = [word for word in words if not _is_speck(word)]
    lines = page_lines(words, told["width"], told["height"], strokes)
    return ScannedPage(lines, shown, told["height"] / told["width"], turned, is_blank=not lines)


def _ready(content: bytes, number: int, turns: int) -> tuple[dict[str, Any], bytes, bytes]:
    made = isolation.run(
        "hoctap.intake.reading.pictures:made_ready", pictures.HEAD.pack(number, turns) + content, seconds=30
    )
    return pictures.parts_of(made)


def _reads_well(words: Sequence[Word]) -> bool:
    return len(words) >= 8 and _worth(words) / max(1, sum(len(word.text) for word in words)) >= (
        _UPRIGHT_CONFIDENCE
    )


def _worth(words: Sequence[Word]) -> float:
    """Letters by how sure the OCR is of them; what is no syllable counts half."""
    return sum(
        len(word.text)
        * (word.confidence or 0)
        * (1 if is_syllable(word.text.strip(".,;:()-")) or not word.text.isalpha() else 0.5)
        for word in words
    )


def _is_speck(word: Word) -> bool:
    return (word.confidence or 0) < 0.4 and not any(char.isalnum() for char in word.text)


def _grids(strokes: Sequence[Stroke], words: Sequence[Word]) -> list[tuple[Cell, ...]]:
    if not words:
        return []
    size = median(word.bottom - word.top for word in words)
    return [grid.cells for grid in find_grids(strokes, tolerance=size / 3)]


def _cells_again(png: bytes, words: list[Word], height: float, cells: Sequence[Cell]) -> list[Word]:
    """Cells in which ink is left that no word covers, or that were read badly, are read once more, alone and one below the other."""
    if not cells:
        return words
    from PIL import Image

    with Image.open(io.BytesIO(png)) as opened:
        page = opened.convert("L")
    inside = {cell: [word for word in words if _is_in(word, cell)] for cell in cells}
    doubted = [cell for cell in cells if _is_doubted(page, cell, inside[cell])]
    if not doubted:
        return words
    sheet, places = _sheet(page, doubted)
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=1)
    try:
        again = ocr.words_on(out.getvalue(), one_block=True)
    except ocr.OcrFailed:
        return words
    for cell, (top, bottom) in zip(doubted, places, strict=True):
        found = [
            Word(
                word.text,
                word.left + cell.left - _BETWEEN,
                word.top - top + cell.top,
                word.right + cell.left - _BETWEEN,
                word.bottom - top + cell.top,
                word.confidence,
            )
            for word in again
            if top <= word.middle < bottom and not _is_speck(word)
        ]
        if _worth(found) > _worth(inside[cell]):
            words = [word for word in words if word not in inside[cell]] + found
    return words


def _is_in(word: Word, cell: Cell) -> bool:
    return cell.left <= (word.left + word.right) / 2 <= cell.right and cell.top <= word.middle <= cell.bottom


def _is_doubted(page: "Picture", cell: Cell, words: Sequence[Word]) -> bool:
    if any((word.confidence or 0) < _DOUBTED for word in words):
        return True
    from PIL import ImageDraw

    inner = page.crop(_inner(cell))
    draw = ImageDraw.Draw(inner)
    left, top, _, _ = _inner(cell)
    for word in words:
        draw.rectangle(
            (word.left - left - 8, word.top - top - 14, word.right - left + 8, word.bottom - top + 14),
            fill=255,
        )
    return sum(inner.histogram()[:_DARK]) > _LEFT_OVER


def _inner(cell: Cell) -> tuple[int, int, int, int]:
    """Without the ruled lines around it, of which a shadow may be left."""
    inset = 9
    left, top = int(cell.left) + inset, int(cell.top) + inset
    return left, top, max(left + 1, int(cell.right) - inset), max(top + 1, int(cell.bottom) - inset)


def _sheet(page: "Picture", cells: Sequence[Cell]) -> tuple["Picture", list[tuple[int, int]]]:
    """The cells one below the other, each with white around it; where each begins and ends."""
    from PIL import Image

    boxes = [_inner(cell) for cell in cells]
    width = max(right - left for left, _, right, _ in boxes) + 2 * _BETWEEN
    height = sum(bottom - top for _, top, _, bottom in boxes) + _BETWEEN * (len(boxes) + 1)
    sheet = Image.new("L", (width, height), 255)
    places, y = [], _BETWEEN
    for box in boxes:
        sheet.paste(page.crop(box), (_BETWEEN, y))
        tall = box[3] - box[1]
        places.append((y, y + tall))
        y += tall + _BETWEEN
    return sheet, places
