"""The layout of an administrative paper, as Nghị định 30/2020/NĐ-CP (Phụ lục I, Phần I) draws it.

Two things live here and nothing else knows them: what the decree allows (`PAGE`, `BOXES`: ranges, read by
the checker) and what our own templates choose inside those ranges (`Choice`, read by the template builder).
A box is found in a file by its paragraph style; the style's id is the box's key, its name is what Word
shows.

Every rule under a title is a paragraph border whose indents are worked out from the width of the words
above it (`text_width`): Word and LibreOffice draw the same line, and its length can be read back out of the
file.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FONT = "Times New Roman"
ESTIMATE_COLOR = "595959"
POINTS_PER_MM = 72 / 25.4
TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20


@dataclass(frozen=True, slots=True)
class Range:
    low: float
    high: float

    def holds(self, value: float, *, slack: float = 0.0) -> bool:
        return self.low - slack <= value <= self.high + slack

    def __str__(self) -> str:
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}–{self.high:g}"


@dataclass(frozen=True, slots=True)
class PageRules:
    width_mm: float = 210
    height_mm: float = 297
    top_mm: Range = Range(20, 25)
    bottom_mm: Range = Range(20, 25)
    left_mm: Range = Range(30, 35)
    right_mm: Range = Range(15, 20)
    number_size: Range = Range(13, 14)
    first_line_mm: tuple[float, ...] = (10.0, 12.7)
    paragraph_gap_points: float = 6
    line_spacing: Range = Range(1.0, 1.5)


PAGE = PageRules()


@dataclass(frozen=True, slots=True)
class Box:
    """One part of the paper. `None` means that the decree leaves it open."""

    key: str
    name: str
    sizes: Range
    bold: bool | None = False
    italic: bool | None = False
    caps: bool = False
    align: str | None = None
    color: str = ""
    """Other than black where the decree's black would say too much: a figure that is only estimated."""
    is_text: bool = False
    """Running text: justified, first line indented, gap between paragraphs."""


def _box(key: str, name: str, sizes: tuple[float, float], **rest: object) -> Box:
    return Box(key, name, Range(*sizes), **rest)  # type: ignore[arg-type]


# The decree gives no size for table cells; 11–14 is practice (JUDGEMENT), so that a sheet stays readable.
BOXES: dict[str, Box] = {
    box.key: box
    for box in (
        _box("nation", "Quốc hiệu", (12, 13), bold=True, caps=True, align="center"),
        _box("motto", "Tiêu ngữ", (13, 14), bold=True, align="center"),
        _box("parent", "Cơ quan chủ quản", (12, 13), caps=True, align="center"),
        _box("issuer", "Cơ quan ban hành", (12, 13), bold=True, caps=True, align="center"),
        _box("number", "Số, ký hiệu", (13, 13), align="center"),
        _box("letter_summary", "Trích yếu công văn", (12, 13), align="center"),
        _box("urgency", "Dấu chỉ độ khẩn", (13, 14), bold=True, caps=True, align="center"),
        _box("place_date", "Địa danh, thời gian", (13, 14), italic=True, align="center"),
        _box("kind_name", "Tên loại văn bản", (13, 14), bold=True, caps=True, align="center"),
        _box("summary", "Trích yếu", (13, 14), bold=True, align="center"),
        _box("authority", "Thẩm quyền ban hành", (13, 14), bold=True, caps=True, align="center"),
        _box("basis", "Căn cứ", (13, 14), italic=True, align="both", is_text=True),
        _box("addressee", "Kính gửi", (13, 14)),
        _box("body", "Nội dung", (13, 14), bold=None, italic=None, align="both", is_text=True),
        _box("article", "Điều", (13, 14), bold=None, align="both", is_text=True),
        _box("heading", "Mục", (13, 14), bold=True, align="both", is_text=True),
        _box("sign_authority", "Quyền hạn, chức vụ", (13, 14), bold=True, caps=True, align="center"),
        _box("sign_hint", "Chỉ dẫn ký", (12, 14), italic=True, align="center"),
        _box("sign_name", "Họ tên người ký", (13, 14), bold=True, align="center"),
        _box("copies_title", "Nơi nhận", (12, 12), bold=True, italic=True),
        _box("copies", "Danh sách nơi nhận", (11, 11)),
        _box("annex_word", "Phụ lục", (14, 14), bold=True, align="center"),
        _box("annex_name", "Tên phụ lục", (13, 14), bold=True, caps=True, align="center"),
        _box("annex_source", "Kèm theo văn bản", (13, 14), italic=True, align="center"),
        _box("table_head", "Đầu bảng", (11, 14), bold=True, align="center"),
        _box("table_text", "Chữ trong bảng", (11, 14), bold=None, italic=None),
        _box("table_figure", "Số trong bảng", (11, 14), bold=None, align="center"),
        _box("table_caption", "Tên bảng", (12, 14), bold=True, italic=None, align="center"),
        _box("table_estimate", "Số ước trong bảng", (11, 14), bold=None, italic=True, color=ESTIMATE_COLOR),
        _box("table_note", "Ghi chú bảng", (11, 14), bold=None, italic=None),
        _box("page_number", "Số trang", (13, 14), align="center"),
        _box("sample_mark", "Dấu mẫu chưa xác thực", (10, 14), bold=True, italic=None, align="center"),
        _box("rule", "Đường kẻ", (1, 14), bold=None, italic=None),
    )
}


@dataclass(frozen=True, slots=True)
class Rule:
    """The line under a box, as a share of the width of its longest line of words."""

    under: str
    share: Range
    chosen: float


RULES: dict[str, Rule] = {
    "rule_motto": Rule("motto", Range(1, 1), 1.0),
    "rule_issuer": Rule("issuer", Range(1 / 3, 1 / 2), 0.42),
    "rule_summary": Rule("summary", Range(1 / 3, 1 / 2), 0.40),
    "rule_annex": Rule("annex_source", Range(1 / 3, 1 / 2), 0.36),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """The word of an urgent paper and the frame around it."""

    words: str
    width_mm: float
    height_mm: float = 8


URGENCY_MARKS: dict[str, Mark] = {
    "urgent": Mark("KHẨN", 20),
    "more_urgent": Mark("THƯỢNG KHẨN", 40),
    "at_once": Mark("HỎA TỐC", 30),
}
MARK_SIZE = 13
LETTER_GAP_POINTS = 6
"""Between the number of a công văn and its subject."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What our templates choose inside the ranges."""

    top_mm: float = 20
    bottom_mm: float = 20
    left_mm: float = 30
    right_mm: float = 15
    header_mm: float = 9
    footer_mm: float = 8
    issuer_column_mm: float = 72
    issuer_size: float = 12
    body_size: float = 14
    first_line_mm: float = 12.7
    paragraph_gap_points: float = 6
    line_spacing: float = 1.08

    @property
    def text_width_mm(self) -> float:
        return PAGE.width_mm - self.left_mm - self.right_mm


CHOICE = Choice()


# ── words whose form the decree fixes ─────────────────────────────────────────────────────────────

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Room for a pen: about 12 mm for a number, 7 mm for a day or a month.
_NUMBER_BLANK, _DATE_BLANK = " " * 10, " " * 6


def number_text(number: str | None) -> str:
    """The number as printed: a blank to write in before signing, a leading 0 under ten."""
    stripped = (number or "").strip()
    if not stripped:
        return _NUMBER_BLANK
    return stripped.zfill(2) if stripped.isascii() and stripped.isdigit() else stripped


def number_line(symbol: str, number: str | None) -> str:
    return f"Số: {number_text(number).removeprefix(' ')}/{symbol}"


def date_text(day: date | None, *, year: int) -> str:
    """`ngày 05 tháng 01 năm 2024`; day and month stay blank until the paper is dated."""
    if day is None:
        return f"ngày{_DATE_BLANK}tháng{_DATE_BLANK}năm {year}"
    month = f"{day.month:02d}" if day.month in (1, 2) else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_date_line(place_name: str, day: date | None, *, year: int) -> str:
    return f"{place_name}, {date_text(day, year=year)}"


def legal_basis_lines(bases: Iterable[str]) -> tuple[str, ...]:
    """Each line ends with a semicolon, the last with a full stop."""
    bare = [line.strip().rstrip(";.").rstrip() for line in bases if line.strip()]
    return tuple(f"{line}{';' if place < len(bare) else '.'}" for place, line in enumerate(bare, 1))


def copies_lines(receivers: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"- {line}" for line in legal_basis_lines(receivers))


# ── the width of words ────────────────────────────────────────────────────────────────────────────

# Advance widths of Times New Roman Bold in 1/1000 em (metric-compatible fonts have the same). A Vietnamese
# letter is as wide as the letter under its accents, except for the horned ones.
_BOLD_WIDTHS: dict[str, int] = {
    " ": 250, "!": 333, '"': 555, "%": 1000, "&": 833, "'": 278, "(": 333, ")": 333, "*": 500, "+": 570,
    ",": 250, "-": 333, ".": 250, "/": 278, ":": 333, ";": 333,
    "A": 722, "B": 667, "C": 722, "D": 722, "E": 667, "F": 611, "G": 778, "H": 778, "I": 389, "J": 500,
    "K": 778, "L": 667, "M": 944, "N": 722, "O": 778, "P": 611, "Q": 778, "R": 722, "S": 556, "T": 667,
    "U": 722, "V": 722, "W": 1000, "X": 722, "Y": 722, "Z": 667,
    "a": 500, "b": 556, "c": 444, "d": 556, "e": 444, "f": 333, "g": 500, "h": 556, "i": 278, "j": 333,
    "k": 556, "l": 278, "m": 833, "n": 556, "o": 500, "p": 556, "q": 556, "r": 444, "s": 389, "t": 333,
    "u": 556, "v": 500, "w": 722, "x": 500, "y": 500, "z": 444,
    "“": 500, "”": 500, "–": 500, "—": 1000, "…": 1000, "đ": 556, "Đ": 722, "Ơ": 778, "ơ": 554, "Ư": 796,
    "ư": 600,
}  # fmt: skip
_HORN = "\u031b"


def text_width(text: str, size: float) -> float:
    """Width in points of the longest line of bold words (a close estimate for upright and italic ones)."""
    return max((_line_width(line) for line in text.splitlines()), default=0.0) * size / 1000


def rule_indent(words: str, *, size: float, share: float, column: float) -> int:
    """The indent on both sides, in twips, of a rule under `words` in a column of so many points."""
    length = share * min(text_width(words, size), column)
    return max(0, round((column - length) / 2 * TWIPS_PER_POINT))


def balanced(words: str, *, size: float, column: float) -> str:
    """Long words in lines of about equal width, never one word alone; a break that is there is kept."""
    if "\n" in words or text_width(words, size) <= column:
        return words
    pieces = words.split()
    for count in range(2, len(pieces) + 1):
        lines = _split_evenly(pieces, count, size)
        if text_width(lines, size) <= column:
            return lines
    return words


def _split_evenly(pieces: list[str], count: int, size: float) -> str:
    """Into so many lines, the widest as narrow as can be."""
    if count == 1:
        return " ".join(pieces)
    options = (
        f"{' '.join(pieces[:cut])}\n{_split_evenly(pieces[cut:], count - 1, size)}"
        for cut in range(1, len(pieces) - count + 2)
    )
    return min(options, key=lambda lines: text_width(lines, size))


def _line_width(line: str) -> int:
    return sum(_letter_width(letter) for letter in unicodedata.normalize("NFC", line))


def _letter_width(letter: str) -> int:
    if letter in _BOLD_WIDTHS:
        return _BOLD_WIDTHS[letter]
    parts = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", parts[0] + _HORN) if _HORN in parts else parts[0]
    return _BOLD_WIDTHS.get(base, 500)
