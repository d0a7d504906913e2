"""Where the table of a sheet begins: a header of one to three lines under some title rows."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from hoctap.people.reading.cells import plain, tidy
from hoctap.people.reading.fields import FAMILY_NAME, GIVEN_NAME, ORDINAL, PERSONAL, Field, kind_of
from hoctap.people.reading.grid import Merge
from hoctap.people.reading.legacy import ENCODINGS, decode, is_syllable, proposal

LOOK_AT_ROWS = 60
MOST_LINES = 3

_NUMBERING = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*[).]?(?:\s*=.*)?")
_HAMLET_WORDS = r"ấp|khóm|thôn|bản|xóm|buôn|bon|làng|phum|sóc|khu phố|khu dân cư|tổ dân phố|tdp|ap|khom|thon|xom|khu pho|to dan pho"
_HAMLET = re.compile(rf"(?<!\w)(?:{_HAMLET_WORDS})(?!\w)", re.IGNORECASE)
_GROUP = re.compile(
    r"(?<!\w)(?:tổ|to|nhóm)(?: nhân dân)?(?: tự quản)?(?: ndtq| số)*\s*[:.]?\s*(\d{1,3}[a-z]?)(?!\w)",
    re.IGNORECASE,
)
_AFTER_HAMLET = re.compile(
    r"[,;:(–\n]|\s-\s|-(?=\s)|"
    r"(?<!\w)(?:năm|xã|phường|thị trấn|tt\.|huyện|quận|tỉnh|tháng|quý|đợt|có|và|thuộc|tổ|tính|đến|ngày|theo|nam 20"
    r"|xa|huyen|tinh|phuong)(?!\w)",
    re.IGNORECASE,
)


@dataclass
class Header:
    """Rows are counted from 0; columns from the first column of the grid."""

    first: int
    last: int
    lines: dict[int, list[str]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    merged_names: list[int] = field(default_factory=list)
    encoding: str = ""

    @property
    def has_name(self) -> bool:
        return bool({Field.NAME, Field.HEAD_NAME, GIVEN_NAME} & set(self.kinds.values()))

    def label(self, column: int) -> str:
        lines = self.lines.get(column, [])
        return " / ".join(decode(line, self.encoding) if self.encoding else line for line in lines)[:120]


def find_header(rows: list[list[str]], merges: list[Merge], first_column: int) -> Header | None:
    """The most convincing header among the first rows; None where nothing looks like one."""
    best: tuple[float, Header] | None = None
    for first in range(min(len(rows), LOOK_AT_ROWS)):
        for last in range(first, min(first + MOST_LINES, len(rows))):
            if _is_data(rows[last]) or not any(rows[last]):
                break
            header = header_at(rows, merges, first_column, first, last)
            worth = _worth(header)
            if worth >= 2 and (best is None or worth > best[0] + 1e-9):
                best = worth, header
    return best[1] if best else None


def header_at(rows: list[list[str]], merges: list[Merge], first_column: int, first: int, last: int) -> Header:
    """The header that these rows are, with merged cells read as they are seen."""
    window = [list(row) for row in rows[first : last + 1]]
    width = max(map(len, window), default=0)
    for row in window:
        row += [""] * (width - len(row))
    is_merged = [False] * len(window)
    for top, left, bottom, right in merges:
        left, right = left - first_column, right - first_column
        if top < first or top > last or right < 0 or left < 0 or left >= width:
            continue
        text = window[top - first][left]
        for line in range(top - first, min(bottom, last) - first + 1):
            is_merged[line] = True
            for column in range(left, min(right, width - 1) + 1):
                window[line][column] = text
    for above, below, merged in zip(window, window[1:], is_merged, strict=False):
        if not merged:
            _spread(above, below)
    header = Header(first, last)
    for column in range(width):
        lines: list[str] = []
        for row in window:
            if row[column] and (not lines or lines[-1] != row[column]):
                lines.append(row[column])
        if lines:
            header.lines[column] = lines
    header.encoding = proposal(line for lines in header.lines.values() for line in lines)
    _tell_kinds(header)
    return header


def _spread(above: list[str], below: list[str]) -> None:
    """A title over several columns, written in the first one only."""
    for column in range(1, len(above)):
        if not above[column] and below[column] and above[column - 1] and below[column - 1]:
            own = kind_of([below[column]])
            if (
                own in ("", Field.SEX_MALE, Field.SEX_FEMALE, GIVEN_NAME, FAMILY_NAME)
                and above[column - 1] != below[column - 1]
            ):
                above[column] = above[column - 1]


@lru_cache(maxsize=5_000)
def _kind(lines: tuple[str, ...]) -> str:
    kind = kind_of(list(lines))
    if kind in (Field.SEX_MALE, Field.SEX_FEMALE) and len(lines) > 1:
        above = {kind_of([line]) for line in lines[:-1]}
        if Field.BIRTH in above:
            return Field.BIRTH_MALE if kind == Field.SEX_MALE else Field.BIRTH_FEMALE
        return kind if Field.SEX in above else ""
    return kind


def _tell_kinds(header: Header) -> None:
    kinds = {column: _kind(tuple(lines)) for column, lines in header.lines.items()}
    for column, lines in header.lines.items():
        if any("sinh" in plain(line).split() for line in lines[:-1]):
            if tidy(lines[-1]).lower() == "năm":
                kinds[column] = Field.BIRTH
            # Day and month of birth in columns of their own: nothing finer than the year is kept.
            elif plain(lines[-1]) in ("ngay", "thang", "ngay thang"):
                kinds[column] = PERSONAL
    births = [column for column, kind in kinds.items() if kind == Field.BIRTH]
    years = [column for column in births if "ngay" not in plain(header.lines[column][-1]).split()]
    if years:
        for column in births:
            kinds[column] = Field.BIRTH if column in years else PERSONAL
    _tell_heads_from_members(header, kinds)
    seen: set[str] = set()
    for column in sorted(kinds):
        kind = kinds[column]
        if kind in (Field.NAME, FAMILY_NAME) and column - 1 in kinds and kinds[column - 1] == kind:
            if (
                header.lines[column] == header.lines[column - 1]
            ):  # one header over two columns: "Nguyễn Văn" | "An"
                header.merged_names.append(column)
            continue
        if kind in seen and kind not in (ORDINAL, PERSONAL):
            kinds[column] = ""
        seen.add(kind)
    for column in header.merged_names:
        kinds[column] = GIVEN_NAME
    header.kinds = {column: kind for column, kind in kinds.items() if kind}


def _tell_heads_from_members(header: Header, kinds: dict[int, str]) -> None:
    """Two columns of one kind, one of them under "Chủ hộ": the other is the person's own."""
    for kind in (Field.NAME, Field.BIRTH, Field.SEX, Field.PHONE):
        columns = [column for column, found in kinds.items() if found == kind]
        of_heads = [c for c in columns if any("chu ho" in plain(line) for line in header.lines[c][:-1])]
        if len(columns) > len(of_heads) > 0:
            for column in of_heads:
                kinds[column] = Field.HEAD_NAME if kind == Field.NAME else ""


def _worth(header: Header) -> float:
    kinds = set(header.kinds.values())
    fields = len([kind for kind in kinds if kind not in (ORDINAL, PERSONAL)])
    worth = fields + 0.5 * (ORDINAL in kinds) + 0.5 * list(header.kinds.values()).count(PERSONAL)
    worth += 2 * header.has_name + 0.1 * min(len(header.lines), 20)
    return worth - 0.4 * (header.last - header.first)


def _is_data(row: list[str]) -> bool:
    """Figures stand in data and in the row that numbers the columns, not in a header."""
    return any(
        text.isdigit() or (is_numbering_cell(text) and any(char.isdigit() for char in text)) for text in row
    )


def is_numbering_cell(text: str) -> bool:
    return bool(_NUMBERING.fullmatch(text))


def is_numbering(texts: list[str]) -> bool:
    """ "(1) (2) (3)", "A B 1 2": the columns are numbered, below a header."""
    filled = [text for text in texts if text]
    if len(filled) < 3 or not all(map(is_numbering_cell, filled)):
        return False
    numbers = [int(digits) for text in filled if (digits := re.sub(r"\D", "", text.split("=")[0]))]
    letters = [text.strip("(). ").upper() for text in filled if not re.search(r"\d", text.split("=")[0])]
    return (
        numbers == sorted(set(numbers))
        and letters == sorted(set(letters))
        and (not numbers or numbers[0] <= 2)
    )


def hamlet_in(title: str) -> str:
    """'DANH SÁCH HỘ ẤP MỸ TÂY NĂM 2025' → 'Ấp Mỹ Tây'; "" where no hamlet, or more than one, is named."""
    for encoding in ("", *ENCODINGS):
        found = _hamlet_in(tidy(decode(title, encoding) if encoding else title))
        if found:
            return found
        if title.isascii():
            break
    return ""


def _hamlet_in(text: str) -> str:
    found = list(_HAMLET.finditer(text))
    if len(found) != 1:
        return ""
    rest = text[found[0].end() :].lstrip(" :.-")
    name = _AFTER_HAMLET.split(rest, maxsplit=1)[0].strip(" :.-…_")
    words = name.split()
    if not words or len(words) > 5 or not any(char.isalnum() for char in name):
        return ""
    if plain(name).startswith(("va ", "cua ", "trong", "so ho", "tren dia ban", "gom")):
        return ""
    kind = found[0].group()
    if name.isupper() or name.islower():
        name = " ".join(_capital(word) for word in words)
    whole = f"{kind.lower()} {name}"
    whole = whole.translate({ord('"'): None, ord("\\"): None})
    return whole[:1].upper() + whole[1:]


def _capital(word: str) -> str:
    if re.search(r"\d", word) or _is_roman(word):
        return word
    return word.lower() if plain(word) == "so" else word.capitalize()


def _is_roman(word: str) -> bool:
    return bool(re.fullmatch(r"[IVX]{1,5}", word)) and not (is_syllable(word) and len(word) > 4)


def group_in(title: str) -> str:
    """'TỔ 5' or 'Tổ Nhân dân tự quản số 5' → 'Tổ 5'."""
    found = _GROUP.search(tidy(title))
    return f"Tổ {found.group(1)}" if found else ""
