"""Reads the layout off the pages themselves: the PDF that was made of a DOCX, its letters and the picture of each page.

The DOCX says which words fill which box (`layout_check`); here it is measured where they came to lie, how large, how bold, and how long
the rules under them were drawn. `python -m hoctap.papers.page_check FILE.docx FILE.pdf` prints what leaves Nghị định 30/2020/NĐ-CP.
"""

import argparse
import ctypes
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from docx import Document
from PIL import Image

from hoctap.papers import codes, layout
from hoctap.papers.layout import BOXES, PAGE, RULES
from hoctap.papers.layout_check import Finding
from hoctap.papers.layout_file import Line, lines_of

# Fonts that draw Times New Roman letter for letter as wide.
TWINS = ("timesnewroman", "liberationserif", "tinos", "nimbusroman")
_MM = 72 / 25.4
_DPI = 150
_SLACK_MM = 1.0
_DARK = 110
_FOOT_MM = 19.0
_RULE_BAND_MM = 4.0
_COLUMN_GAP_MM = 3.5
_SHORTEST_RULE_MM = 2.5
_BOLD, _ITALIC = 600, 64
# The middle of these lies in one half of the first page.
_HALVES = {
    "nation": "right", "motto": "right", "place_date": "right", "parent": "left", "issuer": "left", "number": "left",
    "letter_summary": "left", "urgency": "left",
    "copies_title": "left", "copies": "left",
}  # fmt: skip
_HALF_NAMES = {"left": "bên trái", "right": "bên phải"}
_CENTRED = ("kind_name", "summary", "authority", "annex_word", "annex_name")


@dataclass(frozen=True, slots=True)
class Row:
    """Letters on one height that stand together: words with their place, in mm from the top left corner."""

    page: int
    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool
    is_italic: bool
    fonts: frozenset[str]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    picture: Image.Image


def check_pages(docx: bytes, pdf: bytes, *, sample_mark: str | None = None) -> list[Finding]:
    """What the pages show otherwise than the decree asks; empty means nothing."""
    try:
        pages = read_pages(pdf)
    except pypdfium2.PdfiumError as error:
        return [Finding("unreadable", f"Không đọc được tệp PDF: {error}")]
    document = Document(BytesIO(docx))
    mark = document.core_properties.content_status or "" if sample_mark is None else sample_mark
    lines = lines_of(docx)
    starts = _first_pages(pages, lines)
    found = [
        *_check_paper(pages),
        *_check_margins(pages, mark),
        *_check_ink(pages),
        *_check_numbers(pages, starts),
        *_check_fonts(pages),
        *_check_boxes(pages, lines),
        *_check_rules(pages, lines),
        *_check_urgency(pages, lines),
        *_check_mark(pages, mark),
    ]
    return list({(one.code, one.message): one for one in found}.values())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hoctap.papers.page_check", description="Kiểm tra thể thức trên trang in."
    )
    parser.add_argument("docx", type=Path)
    parser.add_argument("pdf", type=Path)
    options = parser.parse_args(arguments)
    try:
        findings = check_pages(options.docx.read_bytes(), options.pdf.read_bytes())
    except OSError as error:
        print(f"Không mở được tệp: {error}", file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    return 1 if findings else 0


# ── letters to rows, pages to pictures ────────────────────────────────────────────────────────────


def read_pages(pdf: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_read_page(number, page) for number, page in enumerate(document, 1)]
    finally:
        document.close()


def _read_page(number: int, page: Any) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    rows = tuple(_rows(number, text, height))
    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
    return Page(number, width / _MM, height / _MM, rows, picture)


@dataclass(slots=True)
class _Letter:
    sign: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    weight: int
    flags: int
    font: str


def _rows(number: int, text: Any, height: float) -> Iterator[Row]:
    """Letters come in the order of the text; a row ends with a jump down or a gap as wide as a column's."""
    row: list[_Letter] = []
    for letter in _letters(text, height):
        if row:
            last = row[-1]
            jumps = abs(letter.base - last.base) > 0.25 * last.size / _MM
            if jumps or letter.left - last.right > _COLUMN_GAP_MM or letter.left < last.left - 2:
                yield _row(number, row)
                row = []
        row.append(letter)
    if row:
        yield _row(number, row)


def _letters(text: Any, height: float) -> Iterator[_Letter]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    flags, buffer = ctypes.c_int(), ctypes.create_string_buffer(200)
    for place in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, place))
        if sign.isspace() or not sign.isprintable():
            continue
        pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        pdfium.FPDFText_GetFontInfo(text, place, buffer, 200, flags)
        yield _Letter(
            sign,
            left.value / _MM,
            (height - top.value) / _MM,
            right.value / _MM,
            (height - bottom.value) / _MM,
            (height - y.value) / _MM,
            pdfium.FPDFText_GetFontSize(text, place),
            pdfium.FPDFText_GetFontWeight(text, place),
            flags.value,
            buffer.value.decode("utf-8", "replace"),
        )


def _row(number: int, letters: list[_Letter]) -> Row:
    size = max(letter.size for letter in letters)
    words = letters[0].sign
    for before, letter in pairwise(letters):
        words += f" {letter.sign}" if letter.left - before.right > 0.12 * size / _MM else letter.sign
    return Row(
        number,
        words,
        min(letter.left for letter in letters),
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
        round(size * 2) / 2,
        all(letter.weight >= _BOLD or "bold" in letter.font.casefold() for letter in letters),
        all(letter.flags & _ITALIC or "italic" in letter.font.casefold() for letter in letters),
        frozenset(letter.font for letter in letters),
    )


# ── the checks ────────────────────────────────────────────────────────────────────────────────────


def _check_paper(pages: Sequence[Page]) -> Iterator[Finding]:
    for page in pages:
        sides = sorted((page.width, page.height))
        if abs(sides[0] - PAGE.width_mm) > 1 or abs(sides[1] - PAGE.height_mm) > 1:
            yield Finding(
                "paper", f"Trang {page.number} khổ {page.width:.0f} × {page.height:.0f} mm, phải là A4."
            )


def _check_margins(pages: Sequence[Page], mark: str) -> Iterator[Finding]:
    """No letter outside; and somewhere the text begins at the left margin that the decree asks for."""
    for page in pages:
        for row in _matter(page):
            where = row.words[:40]
            if row.left < PAGE.left_mm.low - _SLACK_MM:
                yield Finding(
                    "margin_left", f"Trang {page.number}: chữ cách mép trái {row.left:.0f} mm.", where
                )
            if page.width - row.right < PAGE.right_mm.low - _SLACK_MM:
                yield Finding(
                    "margin_right",
                    f"Trang {page.number}: chữ cách mép phải {page.width - row.right:.0f} mm.",
                    where,
                )
            if row.top < PAGE.top_mm.low - _SLACK_MM and not _is_number(row):
                yield Finding("margin_top", f"Trang {page.number}: chữ nằm trong lề trên.", where)
        for row in page.rows:
            if row.bottom > page.height - _FOOT_MM + _SLACK_MM and not _is_foot(row, mark):
                yield Finding("margin_bottom", f"Trang {page.number}: chữ nằm trong lề dưới.", row.words[:40])
    lefts = [row.left for page in pages for row in _matter(page) if row.top > PAGE.top_mm.low - _SLACK_MM]
    if lefts and min(lefts) > PAGE.left_mm.high + 5:
        yield Finding("margin_left", f"Chữ bắt đầu cách mép trái {min(lefts):.0f} mm, phải từ 30–35 mm.")


def _check_ink(pages: Sequence[Page]) -> Iterator[Finding]:
    """On the picture: nothing is drawn in the margins beside the text, nor at the edges above and below."""
    for page in pages:
        edges = (
            ("ink_left", "lề trái", (0, 0, PAGE.left_mm.low - 1.5, page.height)),
            ("ink_right", "lề phải", (page.width - PAGE.right_mm.low + 1.5, 0, page.width, page.height)),
            ("ink_top", "mép trên", (0, 0, page.width, 5)),
            ("ink_bottom", "mép dưới", (0, page.height - 4, page.width, page.height)),
        )
        for code, name, (left, top, right, bottom) in edges:
            if _ink(page, left, top, right, bottom) is not None:
                yield Finding(code, f"Trang {page.number} có nét in ở {name}.")


def _check_numbers(pages: Sequence[Page], starts: set[int]) -> Iterator[Finding]:
    expected = 0
    for page in pages:
        expected = 1 if page.number in starts else expected + 1
        numbers = [row for row in page.rows if _is_number(row)]
        if expected == 1:
            if numbers:
                yield Finding("number_first", f"Số trang hiện ở trang thứ nhất (trang {page.number}).")
            continue
        if not numbers:
            yield Finding("number_missing", f"Trang {page.number} không có số trang ở lề trên.")
            continue
        row = numbers[0]
        if row.words != str(expected):
            yield Finding("number_value", f"Trang {page.number} ghi số {row.words}, phải là {expected}.")
        if not PAGE.number_size.holds(row.size):
            yield Finding("number_size", f"Số trang cỡ {row.size:g}, phải từ {PAGE.number_size}.")
        if row.is_italic:
            yield Finding("number_style", "Số trang phải là kiểu chữ đứng.")
        if abs(row.middle - _centre(page)) > 3:
            yield Finding("number_centre", f"Số trang của trang {page.number} không ở giữa lề trên.")
    for page in pages:
        if any(re.fullmatch(r"\d{1,3}", row.words) and row.top > page.height - _FOOT_MM for row in page.rows):
            yield Finding("number_bottom", f"Trang {page.number} có số trang ở lề dưới, phải ở lề trên.")


def _check_fonts(pages: Sequence[Page]) -> Iterator[Finding]:
    fonts = {font for page in pages for row in page.rows for font in row.fonts if font}
    for font in sorted(fonts):
        bare = re.sub(r"^[A-Z]{6}\+", "", font)
        if not bare.casefold().replace("-", "").replace(" ", "").startswith(TWINS):
            yield Finding(
                "font", f"Phông trên trang in là {bare}, phải là {layout.FONT} hoặc phông cùng bề rộng."
            )


def _check_boxes(pages: Sequence[Page], lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        box = BOXES.get(line.box)
        if box is None or line.box not in (
            *_HALVES,
            *_CENTRED,
            "sign_authority",
            "sign_name",
            "basis",
            "heading",
        ):
            continue
        places = _find_all(pages, line.words)
        if not places:
            yield Finding(f"gone_{box.key}", f"{box.name}: không thấy trên trang in.", line.words[:40])
            continue
        # Names stand in lists too: the place that looks most like the box is the box.
        yield from min((list(_faults(pages, line, rows)) for rows in places), key=len)


def _faults(pages: Sequence[Page], line: Line, rows: Sequence[Row]) -> Iterator[Finding]:
    box, where = BOXES[line.box], line.words[:40]
    for row in rows:
        if not box.sizes.holds(row.size, slack=0.3):
            yield Finding(
                f"size_{box.key}", f"{box.name}: cỡ chữ in ra {row.size:g}, phải từ {box.sizes}.", where
            )
        if box.bold is not None and row.is_bold != box.bold:
            yield Finding(
                f"bold_{box.key}", f"{box.name}: in ra phải {'đậm' if box.bold else 'không đậm'}.", where
            )
        if box.italic is not None and row.is_italic != box.italic:
            yield Finding(
                f"italic_{box.key}", f"{box.name}: in ra phải {'nghiêng' if box.italic else 'đứng'}.", where
            )
    yield from _check_place(pages[rows[0].page - 1], line, rows)


def _check_place(page: Page, line: Line, rows: Sequence[Row]) -> Iterator[Finding]:
    name, where = BOXES[line.box].name, line.words[:40]
    middle = (min(row.left for row in rows) + max(row.right for row in rows)) / 2
    wanted = _HALVES.get(line.box)
    if wanted and (middle < _centre(page)) != (wanted == "left"):
        yield Finding(f"place_{line.box}", f"{name}: phải nằm {_HALF_NAMES[wanted]} trang.", where)
    if line.box in _CENTRED and abs(middle - _centre(page)) > 4:
        yield Finding(f"place_{line.box}", f"{name}: không nằm giữa trang.", where)
    if line.box in ("nation", "motto", "parent", "issuer") and rows[0].top > 55:
        yield Finding(f"place_{line.box}", f"{name}: phải ở đầu trang thứ nhất.", where)


def _check_rules(pages: Sequence[Page], lines: Sequence[Line]) -> Iterator[Finding]:
    """Measured on the picture: the longest unbroken stroke right under the words."""
    for rule in RULES.values():
        under = [line for line in lines if line.box == rule.under]
        rows = _find(pages, under[-1].words) if under else []
        if not rows:
            continue
        row, name = rows[-1], BOXES[rule.under].name
        left, right = min(one.left for one in rows), max(one.right for one in rows)
        stroke = _stroke(pages[row.page - 1], row)
        if stroke is None:
            yield Finding(f"rule_{rule.under}", f"{name}: không thấy đường kẻ ngang bên dưới trên trang in.")
            continue
        length, middle = stroke
        share = length / (right - left)
        if not rule.share.holds(share, slack=0.08):
            asked = "bằng dòng chữ" if rule.share.low == 1 else "từ 1/3 đến 1/2 dòng chữ"
            yield Finding(
                f"rule_length_{rule.under}", f"{name}: đường kẻ in ra dài {share:.0%}, phải {asked}."
            )
        if abs(middle - (left + right) / 2) > 2.5:
            yield Finding(f"rule_centre_{rule.under}", f"{name}: đường kẻ in ra lệch khỏi giữa dòng chữ.")


def _check_urgency(pages: Sequence[Page], lines: Sequence[Line]) -> Iterator[Finding]:
    """The frame is measured on the picture: its strokes around the word."""
    for line in lines:
        mark = next((one for one in layout.URGENCY_MARKS.values() if one.words == line.words), None)
        rows = _find(pages, line.words) if line.box == "urgency" else []
        if mark is None or not rows:
            continue
        row, high = rows[0], mark.height_mm
        page, middle = pages[row.page - 1], (row.top + row.bottom) / 2
        across = (row.middle - mark.width_mm / 2 - 4, row.middle + mark.width_mm / 2 + 4)
        drawn = _ink(page, across[0], middle - high / 2 - 2.5, across[1], middle + high / 2 + 2.5)
        scale = 25.4 / _DPI
        size = ((drawn[2] - drawn[0]) * scale, (drawn[3] - drawn[1]) * scale) if drawn else (0.0, 0.0)
        if abs(size[0] - mark.width_mm) > 1.5 or abs(size[1] - high) > 1.5:
            yield Finding(
                "urgency_frame",
                f"Khung “{mark.words}” in ra {size[0]:.0f} × {size[1]:.0f} mm, phải {mark.width_mm:g} × {high:g} mm.",
            )


def _check_mark(pages: Sequence[Page], mark: str) -> Iterator[Finding]:
    if not mark.strip():
        return
    for page in pages:
        if _plain(mark) not in _plain(" ".join(row.words for row in page.rows)):
            yield Finding("sample_mark", f"Trang {page.number} thiếu dòng “{mark}”.")


# ── small helpers ─────────────────────────────────────────────────────────────────────────────────


def _centre(page: Page) -> float:
    """Of the text: the margin on the left is wider."""
    return (PAGE.left_mm.low + page.width - PAGE.right_mm.low) / 2


def _matter(page: Page) -> Iterator[Row]:
    return (row for row in page.rows if row.bottom <= page.height - _FOOT_MM + _SLACK_MM)


def _is_number(row: Row) -> bool:
    return row.top < PAGE.top_mm.low - _SLACK_MM and re.fullmatch(r"\d{1,4}", row.words) is not None


def _is_foot(row: Row, mark: str) -> bool:
    return codes.PRINTED.search(row.words) is not None or (
        bool(mark) and _plain(row.words) in _plain(mark) and len(row.words) > 3
    )


def _first_pages(pages: Sequence[Page], lines: Sequence[Line]) -> set[int]:
    """The paper's first page, and the first of each annex, which is numbered by itself."""
    starts = {1}
    for line in lines:
        if line.box == "annex_word":
            starts |= {row.page for row in _find(pages, line.words) if row.is_bold}
    return starts


def _find(pages: Sequence[Page], words: str) -> list[Row]:
    """The first place where they stand."""
    return next(iter(_find_all(pages, words)), [])


def _find_all(pages: Sequence[Page], words: str) -> list[list[Row]]:
    """Each place that holds these words: its rows, one for each line of them."""
    wanted, found = _plain(words), []
    for page in pages:
        for start, row in enumerate(page.rows):
            if not wanted.startswith(_plain(row.words)):
                continue
            gathered, rows = "", []
            for one in page.rows[start:]:
                if not wanted.startswith(gathered + _plain(one.words)):
                    break
                gathered += _plain(one.words)
                rows.append(one)
                if gathered == wanted:
                    found.append(rows)
                    break
    return found


def _plain(words: str) -> str:
    """Without spaces: justified lines and broken ones are told by their letters."""
    return "".join(unicodedata.normalize("NFC", words).split())


def _box_px(page: Page, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    scale = _DPI / 25.4
    width, height = page.picture.size
    return (
        max(0, round(left * scale)),
        max(0, round(top * scale)),
        min(width, round(right * scale)),
        min(height, round(bottom * scale)),
    )


def _ink(page: Page, left: float, top: float, right: float, bottom: float) -> Any:
    part = page.picture.crop(_box_px(page, left, top, right, bottom))
    return part.point(lambda value: 255 if value < _DARK else 0).getbbox()


def _stroke(page: Page, row: Row) -> tuple[float, float] | None:
    """Length and middle, in mm, of the longest stroke in the band under the words."""
    left, top, right, bottom = _box_px(
        page, row.left - 15, row.bottom + 0.2, row.right + 15, row.bottom + _RULE_BAND_MM
    )
    band = page.picture.crop((left, top, right, bottom))
    width, height = band.size
    letters = band.tobytes()
    best = (0, 0)
    for line in range(height):
        run = 0
        for place in range(width):
            run = run + 1 if letters[line * width + place] < 170 else 0
            if run > best[0]:
                best = (run, place)
    scale = 25.4 / _DPI
    if best[0] * scale < _SHORTEST_RULE_MM:
        return None
    return best[0] * scale, (left + best[1] - best[0] / 2) * scale


if __name__ == "__main__":
    sys.exit(main())
