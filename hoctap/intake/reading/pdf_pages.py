"""Runs in the child process only: what a PDF says by itself, page by page, and which pages are only pictures."""

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

from hoctap.core import pdfs
from hoctap.intake.reading import parcels
from hoctap.intake.reading.grids import MOST_STROKES, Stroke
from hoctap.intake.reading.layout import Word, page_lines

MOST_PAGES = 60
_LEAST_LETTERS = 25
"""A page with fewer letters than this and a picture on it is a scan with a stamp of the scanner."""
_COVERED = 0.5
_BOLD_WEIGHT = 600
_THIN = 3
_SIGNS = {0x2D: "-", 0x2B: "+", 0x20: " "}


def opened(content: bytes) -> bytes:
    """JSON: for each page its size and either its lines or that it is a picture. ValueError says why the file is not read."""
    import pypdfium2 as pdfium

    if pdfs.needs_a_look(content):
        pdfs.checked_pdf(content)
    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise ValueError(
            "Tệp PDF hỏng hoặc có mật khẩu. Hãy bỏ mật khẩu, hoặc in lại thành PDF mới."
        ) from error
    if not count:
        raise ValueError("Tệp PDF không có trang nào.")
    if count > MOST_PAGES:
        raise ValueError(
            f"Tệp PDF có {count} trang; một kế hoạch đọc nhiều nhất {MOST_PAGES} trang. "
            "Hãy tách riêng phần kế hoạch và phụ lục chỉ tiêu, nhiệm vụ rồi gửi lại."
        )
    return parcels.dumped([_page(document, number) for number in range(count)])


def _page(document: Any, number: int) -> dict[str, Any]:
    from pypdfium2 import raw

    page = document[number]
    # What was typed into fields (a number, a signature's stamp) lies above the page: it becomes part of it.
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[number]
    width, height = page.get_size()
    words = list(_words(page, height))
    letters = sum(len(word.text) for word in words)
    covered = _picture_share(page, width, height)
    is_scan = (covered >= _COVERED and letters < _LEAST_LETTERS) or (not letters and covered > 0)
    return {
        "width": width,
        "height": height,
        "is_scan": is_scan,
        # A picture with words under it: somebody else's OCR. Whether it is good enough is judged by its words.
        "has_picture": covered >= _COVERED,
        "lines": []
        if is_scan
        else parcels.pack_lines(page_lines(words, width, height, list(_strokes(page, height)))),
    }


def _words(page: Any, height: float) -> Iterator[Word]:
    """The characters of the page put together into words; pdfium tells of each its box and weight."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    count = text_page.count_chars()
    box = raw.FS_RECTF()
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix = raw.FS_MATRIX()
    letters: list[str] = []
    sides: list[float] = []
    heavy = 0

    def word() -> Word | None:
        text = unicodedata.normalize("NFC", "".join(letters)).strip()
        if not text:
            return None
        return Word(
            text, sides[0], height - sides[1], sides[2], height - sides[3], None, 2 * heavy > len(letters)
        )

    for place in range(count):
        code = raw.FPDFText_GetUnicode(text_page, place)
        char = chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else " "
        if code in (2, 0xAD, 0xFFFE):
            char = "-"  # a hyphen at the end of a line, as pdfium marks it
        if 0xE000 <= code <= 0xF8FF:
            char = _SIGNS.get(code & 0xFF, "•")  # a font of signs: bullets of lists
        if char.isspace() or code < 32:
            if letters and (made := word()):
                yield made
            letters, sides, heavy = [], [], 0
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(box)):
            continue
        here = (box.left, box.top, box.right, box.bottom)
        if raw.FPDFText_GetCharBox(text_page, place, left, right, bottom, top) and right.value > left.value:
            here = (left.value, box.top, right.value, box.bottom)
        # Fonts that tell no height give each character its ink's: a comma would lie on a line of its own. Its line is where it was set.
        if raw.FPDFText_GetCharOrigin(text_page, place, x, y):
            size = _font_size(text_page, place, matrix)
            if size and box.top - box.bottom < 0.9 * size:
                here = (here[0], y.value + 0.75 * size, here[2], y.value - 0.22 * size)
        size = max(1.0, here[1] - here[3])
        if sides and (
            here[0] - sides[2] > 0.45 * size
            or here[0] < sides[0] - size
            or abs((here[1] + here[3]) - (sides[1] + sides[3])) > size
        ):
            if made := word():
                yield made
            letters, sides, heavy = [], [], 0
        letters.append(char)
        heavy += raw.FPDFText_GetFontWeight(text_page, place) >= _BOLD_WEIGHT
        sides = (
            [min(sides[0], here[0]), max(sides[1], here[1]), max(sides[2], here[2]), min(sides[3], here[3])]
            if sides
            else list(here)
        )
    if letters and (made := word()):
        yield made


def _font_size(text_page: Any, place: int, matrix: Any) -> float:
    """Of an upright character, in points on the page; 0 where it is turned or not told."""
    from pypdfium2 import raw

    if not raw.FPDFText_GetMatrix(text_page, place, matrix) or abs(matrix.b) > 0.01 * abs(matrix.a):
        return 0.0
    return float(raw.FPDFText_GetFontSize(text_page, place)) * abs(float(matrix.d))


def _picture_share(page: Any, width: float, height: float) -> float:
    from pypdfium2 import raw

    area = 0.0
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        area += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return min(1.0, area / max(1.0, width * height))


def _strokes(page: Any, height: float) -> Iterator[Stroke]:
    """Straight lines of the page's drawings, from above."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    told = 0
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        if not _is_line_work(one):
            continue
        matrix = one.get_matrix()
        points: list[tuple[float, float]] = []
        for place in range(min(raw.FPDFPath_CountSegments(one), 4000)):
            segment = raw.FPDFPath_GetPathSegment(one, place)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                points = [point]
                continue
            if kind == raw.FPDF_SEGMENT_LINETO and points:
                yield from _straight(points[-1], point, height)
            points.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from _straight(point, points[0], height)
            told += 1
            if told > MOST_STROKES:
                return


def _is_line_work(path: Any) -> bool:
    """Drawn with a pen, or an area so thin that it is a line; a shaded area is none."""
    from pypdfium2 import raw

    filling, pen = ctypes.c_int(), ctypes.c_int()
    if raw.FPDFPath_GetDrawMode(path, filling, pen) and pen.value:
        return True
    left, bottom, right, top = path.get_bounds()
    return bool(filling.value and min(right - left, top - bottom) < _THIN)


def _straight(one: tuple[float, float], other: tuple[float, float], height: float) -> Iterator[Stroke]:
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) < 1 and abs(x1 - x2) > 6:
        yield Stroke(False, height - (y1 + y2) / 2, min(x1, x2), max(x1, x2))
    elif abs(x1 - x2) < 1 and abs(y1 - y2) > 6:
        yield Stroke(True, (x1 + x2) / 2, height - max(y1, y2), height - min(y1, y2))
