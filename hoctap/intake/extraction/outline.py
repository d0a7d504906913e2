"""From lines to the outline of a document: what stands before the title, the numbered parts with their items, what closes it.

Layouts vary (I., 1., 1.1., a), –, +, Phần, Mục, tables); an item ends where the next begins, and a sentence that a page break or a hard
line break cut goes on.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hoctap.intake.extraction.text import Text, damaged, fold, squeeze
from hoctap.intake.lines import Line, SourceText

PART, ROMAN, DECIMAL, LETTER, DASH, PLUS, STAR, PLAIN = 0, 1, 2, 5, 7, 8, 9, 10

_EMPHASIS = re.compile(
    r"<!--.*?-->|\*\*\*|\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|^\s*#{1,6}\s+|<br\s*/?>"
)
_RULE = re.compile(r"^[\s|:\-–—_=.~•]*$")
_PART = re.compile(
    r"^(phan (?:thu )?(?:[ivx]+|\d+|nhat|hai|ba|tu|nam)|chuong [ivx\d]+|muc (?:[ivx]+|\d+))\b\s*[.:\-]?\s*"
)
_CAPITAL = re.compile(r"^([A-HK-U])\s*[.)]\s+(?=\S)")
_ROMAN = re.compile(r"^([IVXLHl1|]{1,6})\s*[.)/]\s*(?=\S)")
_DECIMAL = re.compile(r"^(\d{1,2}(?:\s?\.\s?\d{1,2}){0,3})\s?([.)/:]|(?=\s))\s*(?=\S)")
_LETTER = re.compile(r"^([a-zđ¢])\s?[.)]\s*(?=\S)")
_BRACKET = re.compile(r"^\((\d{1,2}|[a-zđ])\)\s*(?=\S)")
_DASH = re.compile(r"^[-–—~−]+\s*(?=\S)")
_PLUS = re.compile(r"^[+†]\s*(?=\S)")
_STAR = re.compile(r"^[*•·▪►✓○◦o]\s+(?=\S)")


@dataclass(frozen=True)
class Row:
    number: int
    raw: str
    """Without emphasis marks and outer bars; inner spaces kept."""
    indent: int
    page: int
    cells: tuple[str, ...] | None = None
    bold: bool = False
    boxed: bool = False
    """`indent` is measured on the page (in percent of its width), not counted in spaces."""

    @property
    def text(self) -> str:
        return squeeze(self.raw)

    @property
    def key(self) -> str:
        return fold(self.text)


@dataclass(eq=False)
class Block:
    """One item of the outline with its own words (children apart)."""

    rank: int
    label: str
    rows: list[Row]
    offset: int = 0
    """Where the words begin in the first row's text, after the marker."""
    parent: "Block | None" = None
    children: "list[Block]" = field(default_factory=list)
    mended: bool = False
    cells: tuple[str, ...] | None = None
    header: tuple[str, ...] | None = None
    """Of a table's row: the heads of its columns."""
    annex: bool = False
    _text: Text | None = None
    _starts: list[tuple[int, int]] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.rows[0].number

    @property
    def last(self) -> int:
        return self.rows[-1].number

    @property
    def text(self) -> Text:
        if self._text is None:
            self._join()
        assert self._text is not None
        return self._text

    def line_at(self, at: int) -> int:
        """Line of the key position `at`."""
        spot = self.text.spots[min(at, len(self.text.key))]
        line = self.rows[0].number
        for start, number in self._starts:
            if start > spot:
                break
            line = number
        return line

    def lines(self, start: int, end: int) -> list[int]:
        return [self.line_at(start), self.line_at(max(start, end - 1))]

    def _join(self) -> None:
        whole = ""
        self._starts = []
        for i, row in enumerate(self.rows):
            piece = row.text[self.offset :] if i == 0 else row.text
            piece = re.sub(r"(/[A-ZĐ]{2,4}-) (?=[A-ZĐ]{2})", r"\1", piece)
            if whole and not re.search(r"[A-Za-zĐđ0-9][-–]$", whole):
                whole += " "
            self._starts.append((len(whole), row.number))
            whole += piece
        self._text = Text.of(whole, mended=self.mended)

    @property
    def is_numbered(self) -> bool:
        return self.rank < DASH

    def ancestors(self) -> "Iterator[Block]":
        block = self.parent
        while block is not None:
            yield block
            block = block.parent

    @property
    def section(self) -> str:
        labels = [b.label for b in [self, *self.ancestors()] if b.is_numbered and b.label]
        out: list[str] = []
        for label in labels:
            # "3.2" already says "3".
            if out and re.match(r"\d", label) and re.match(re.escape(label) + r"\.", out[-1]):
                continue
            out.append(label)
        return ".".join(reversed(out))


@dataclass
class Outline:
    head: list[Row]
    kind: Row | None
    title: list[Row]
    preamble: list[Row]
    blocks: list[Block]
    """In reading order, children after their parent."""
    closing: list[Block]
    tail: list[Row]
    mended: bool

    @property
    def everything(self) -> list[Row]:
        rows = [*self.head, *([self.kind] if self.kind else []), *self.title, *self.preamble]
        for block in [*self.blocks, *self.closing]:
            rows.extend(block.rows)
        return sorted({row.number: row for row in [*rows, *self.tail]}.values(), key=lambda row: row.number)


def outline(source: SourceText) -> Outline:
    mended = damaged([line.text for line in source.lines])
    rows = _clean(source.lines)
    kind_at = _kind_row(rows)
    head = rows[: kind_at if kind_at is not None else 0]
    rest = rows[kind_at + 1 :] if kind_at is not None else rows
    kind = rows[kind_at] if kind_at is not None else None
    title, rest = _title(kind, rest, mended=mended)
    tail_from, tail_to = _tail(rest)
    tail = [row for row in rest[tail_from:tail_to] if row.text]
    body, annex = rest[:tail_from], rest[tail_to:]
    begin = _first_marked(body)
    preamble = [row for row in body[:begin] if row.text]
    blocks = _blocks(body[begin:], mended=mended)
    closing = [block for block in blocks if is_closing(block)]
    blocks = [block for block in blocks if not is_closing(block)]
    for block in blocks:
        block.children = [child for child in block.children if child not in closing]
    for block in _blocks(annex, mended=mended):
        block.annex = True
        blocks.append(block)
    return Outline(head, kind, title, preamble, blocks, closing, tail, mended)


def _clean(lines: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        raw = re.sub(r"\\([.\-*#)+_])", r"\1", line.text).replace("\t", "    ").replace("\f", "").rstrip()
        cells = line.cells
        bar = raw.strip()
        if cells is None and bar.startswith("|") and bar.endswith("|") and bar.count("|") >= 3:
            cells = tuple(bar[1:-1].split("|"))
        if cells is not None:
            cells = tuple(squeeze(_EMPHASIS.sub("", cell)) for cell in cells)
            raw = " | ".join(cells)
        bold = line.bold or bar.startswith("**")
        raw = _EMPHASIS.sub("", raw)
        if cells is None:
            raw = re.sub(r"^(\s*)\|\s+(?=\w)|\s*\|\s*$", r"\1", raw)
        raw = re.sub(r"^(\s*)[a-zđ'~.:]{1,2}\s+(?=[-–]\s+[A-ZĐ])", r"\1", raw)
        if _RULE.match(raw) or _is_noise(raw):
            if cells is not None:
                continue
            rows.append(Row(line.number, "", 0, line.page))
            continue
        indent = round(line.box.left * 100) if line.box else len(raw) - len(raw.lstrip())
        rows.append(Row(line.number, raw, indent, line.page, cells, bold, boxed=line.box is not None))
    return _without_page_ends(_without_footnotes(rows))


def _is_noise(raw: str) -> bool:
    text = raw.strip()
    letters = re.sub(r"[\W\d_]", "", text)
    return (len(text) > 1 and len(letters) == 0 and not re.search(r"\d", text)) or (
        len(letters) == 1 and len(text) <= 7 and not re.match(r"[a-zđ\d]\s?[.)]", text)
    )


_FOOTNOTE = re.compile(r"^\[?\d{1,2}\]?\s+[A-ZĐ“\"]")


def _without_footnotes(rows: list[Row]) -> list[Row]:
    """What stands at the foot of a page under its footnote's number is not part of the text."""
    out = list(rows)
    for i, row in enumerate(rows):
        last_of_page = i + 1 == len(rows) or rows[i + 1].page != row.page
        if not last_of_page or row.page == rows[-1].page:
            continue
        start = i
        while (
            start
            and rows[start - 1].page == row.page
            and (rows[start].text and not _FOOTNOTE.match(rows[start].text))
            and i - start < 8
        ):
            start -= 1
        if _FOOTNOTE.match(rows[start].text) and not _DECIMAL.match(rows[start].text + " ").group(2):  # type: ignore[union-attr]
            while start and _FOOTNOTE.match(rows[start - 1].text):
                start -= 1
            for at in range(start, i + 1):
                out[at] = Row(rows[at].number, "\0", 0, rows[at].page)
    return out


def _without_page_ends(rows: list[Row]) -> list[Row]:
    """Page numbers and the footnotes above them are not part of the text."""
    out = list(rows)
    gone: set[int] = set()
    digits = [i for i, row in enumerate(rows) if re.fullmatch(r"[-–\s]*\d{1,3}[-–\s]*", row.text)]
    for i in digits:
        gone.add(i)
    for here, there in itertools.pairwise(digits):
        between = [row for row in rows[here + 1 : there] if row.text]
        if there - here > 6 or not between or any(_marker(row) for row in between):
            continue
        start = here
        while start and rows[start - 1].text:
            start -= 1
        if here - start <= 3:
            gone.update(range(start, there))
    for i in gone:
        out[i] = Row(rows[i].number, "\0", 0, rows[i].page)
    # A page's end is no end of a paragraph: what stood around it goes on.
    cleaned: list[Row] = []
    for i, row in enumerate(out):
        if row.raw == "\0":
            if cleaned and not cleaned[-1].text:
                cleaned.pop()
            continue
        if not row.text and i and out[i - 1].raw == "\0":
            continue
        cleaned.append(row)
    return cleaned


_KINDS = {
    "ke hoach": "Kế hoạch",
    "quyet dinh": "Quyết định",
    "nghi quyet": "Nghị quyết",
    "chi thi": "Chỉ thị",
    "chuong trinh": "Chương trình",
    "thong bao": "Thông báo",
    "huong dan": "Hướng dẫn",
    "bao cao": "Báo cáo",
    "de an": "Đề án",
    "phuong an": "Phương án",
    "to trinh": "Tờ trình",
    "quy che": "Quy chế",
    "cong van": "Công văn",
    "quy dinh": "Quy định",
    "thong tu": "Thông tư",
    "nghi dinh": "Nghị định",
    "cong dien": "Công điện",
}


def kind_words(key: str) -> str | None:
    """The kind of document that a line names, if it is one that stands alone or before the title."""
    letters = re.sub(r"[^a-z ]", "", key).strip()
    squeezed = letters.replace(" ", "")
    for words, name in _KINDS.items():
        if letters == words or squeezed == words.replace(" ", ""):
            return name
    for words, name in _KINDS.items():
        if letters.startswith(words + " "):
            return name
    return None


def _is_upper(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.8 * len(letters)


def _kind_row(rows: Sequence[Row]) -> int | None:
    filled = [i for i, row in enumerate(rows) if row.text][:45]
    for i in filled:
        letters = re.sub(r"[^a-z]", "", rows[i].key)
        if any(letters == words.replace(" ", "") for words in _KINDS):
            return i
    for i in filled:
        found = kind_words(rows[i].key)
        words = " ".join(rows[i].text.split()[:2])
        if found and _is_upper(words):
            return i
    return None


_PREAMBLE = re.compile(
    r"^(thuc hien|can cu|thue hien|thuyc hien|nham|de |tren co so|xet|theo|ngay|nay|tiep tuc|trien khai|uy ban|ubnd|thi hanh|"
    r"duoc su|phat huy|nham trien khai|thuc hien)"
)


def _title(kind: Row | None, rest: list[Row], *, mended: bool) -> tuple[list[Row], list[Row]]:
    """The rows of the title and what follows."""
    title: list[Row] = []
    if kind is not None:
        words = kind.text.split()
        if kind_words(kind.key) and len(words) > 3:
            title.append(Row(kind.number, " ".join(words[2:]), kind.indent, kind.page))
    i = 0
    while i < len(rest):
        row = rest[i]
        if not row.text:
            following = next((r for r in rest[i:] if r.text), None)
            if title and not (following and _goes_on(title[-1], following)):
                break
            i += 1
            continue
        if title and (_begins_preamble(row) or _marker(row)):
            break
        if not title and _marker(row) and _marker(row)[1] in ("I", "1"):  # type: ignore[index]
            break
        if row.text.startswith("(") and title:
            i += 1
            continue
        title.append(row)
        i += 1
        if len(title) >= 8:
            break
    return title, rest[i:]


def _goes_on(title: Row, following: Row) -> bool:
    if _begins_preamble(following) or _marker(following):
        return False
    if following.bold and title.bold:
        return True
    return following.text[0].islower() or (_is_upper(title.text) and _is_upper(following.text))


def _begins_preamble(row: Row) -> bool:
    return bool(_PREAMBLE.match(row.key)) and row.text[0].isupper() and not _is_upper(row.text)


def _first_marked(rows: Sequence[Row]) -> int:
    for i, row in enumerate(rows):
        found = _marker(row) if row.text and row.cells is None else None
        if found and (found[0] <= ROMAN or (found[0] < DASH and found[1] in ("1", "1.1", "a"))):
            return i
        if row.cells is not None and len(row.cells) >= 3:
            return i
        # Some plans have headings without numbers.
        if row.text and _is_upper(row.text) and re.match(r"muc tieu|muc dich|nhiem vu|noi dung", row.key):
            return i
    ends = [i for i, row in enumerate(rows) if re.search(r"(nhu sau|sau day)\s*[:.]", row.key)]
    return ends[0] + 1 if ends else 0


_SENT_TO = re.compile(r"^\W*n[o0]i\s?n?h?[aâi]?[nh]?[hgi]?[nâ][nh]?\b|^\W*n[o0]i\s?nh")
_SIGNING = re.compile(
    r"\b(tm|kt|tl|tuq|q)\s?\.\s?[a-z]|^\W*((pho )?(chu tich|giam doc|truong phong|hieu truong|truong ban|bi thu|chanh van phong|cuc truong"
    r"|chu nhiem))\W*$"
)


def _tail(rows: Sequence[Row]) -> tuple[int, int]:
    """From where to where recipients and signature stand; equal where there are none."""
    filled = [i for i, row in enumerate(rows) if row.text]
    if not filled:
        return len(rows), len(rows)
    marks = [
        i for i in filled if _SENT_TO.match(_flat(rows[i])) or re.search(r"\bnoi nhan\s*:", _flat(rows[i]))
    ]
    signs = [i for i in filled if _SIGNING.search(_flat(rows[i])) and (_is_upper_signing(rows[i]))]
    first = min([*marks[:1], *[s for s in signs if not marks or s >= marks[0] - 12][:1]], default=None)
    if first is None:
        return len(rows), len(rows)
    # Columns read in another order leave recipients before the words that head them.
    ends = [i for i in filled if i < first and re.search(r"\.\s?/\s?[.-]?\s*$|/\.\s*$", rows[i].text)]
    start = ends[-1] + 1 if ends and first - ends[-1] <= 25 else first
    end = next(
        (
            i
            for i in filled
            if i > first
            and re.match(r"(phu luc|bieu|danh muc)\b", rows[i].key)
            and _is_upper(rows[i].text.split(":")[0])
        ),
        len(rows),
    )
    return start, end


def _is_upper_signing(row: Row) -> bool:
    match = _SIGNING.search(_flat(row))
    return match is not None and _is_upper(squeeze(row.text[match.start() : match.start() + 24]))


def _flat(row: Row) -> str:
    return fold(row.text)


def _marker(row: Row, *, loose: bool = False) -> tuple[int, str, int] | None:
    """Rank, label and length of the marker that a row begins with."""
    text = row.text
    key = fold(text)
    if (match := _PART.match(key)) and text[0].isupper():
        return PART, squeeze(text[: match.end()]).strip(" .:-"), match.end()
    if match := _ROMAN.match(text):
        label = _roman(match.group(1))
        rest = text[match.end() :]
        if (
            label
            and (not match.group(1).isdigit() or (len(match.group(1)) > 1 and _is_upper(rest)))
            and (match.group(1)[0].isupper() or _is_upper(rest))
        ):
            return ROMAN, label, match.end()
    if (match := _CAPITAL.match(text)) and (_is_upper(text[match.end() :]) or text[match.end()].isupper()):
        return PART, match.group(1), match.end()
    if match := _DECIMAL.match(text):
        label = re.sub(r"\s", "", match.group(1))
        rest = text[match.end() :]
        stop = match.group(2)
        plain = "." not in label
        starts = (
            rest[:1].isupper() or (loose and stop == ".") or rest[:1] in '“"' or bool(re.match(r"[-–]", rest))
        )
        if (
            (stop in (".", ")", "/") and starts and not re.match(r"\d", rest))
            or (not plain and starts)
            or (stop == ":" and starts)
        ):
            if stop == ")" and plain:
                return LETTER + 1, label, match.end()
            return DECIMAL + min(2, label.count(".")), label, match.end()
    if match := _LETTER.match(text):
        label = fold(match.group(1)).replace("¢", "c")
        if text[match.end() : match.end() + 1].isupper() or text[match.end() : match.end() + 1] in '“"':
            return LETTER, label, match.end()
    if match := _BRACKET.match(text):
        return LETTER + 1, match.group(1), match.end()
    if match := _DASH.match(text):
        return DASH, "", match.end()
    if match := _PLUS.match(text):
        return PLUS, "", match.end()
    if match := _STAR.match(text):
        return STAR, "", match.end()
    return None


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def _roman(raw: str) -> str:
    text = raw.replace("IH", "II").replace("HI", "III").replace("H", "II") if "H" in raw else raw
    text = re.sub(r"[l1|L]", "I", text)
    return text if text in _ROMANS else ""


def _blocks(rows: Sequence[Row], *, mended: bool) -> list[Block]:
    blocks: list[Block] = []
    stack: list[Block] = []
    widest = max((len(row.text) for row in rows if row.cells is None), default=0)
    margins: dict[int, int] = {}
    for row in rows:
        if row.boxed and row.text and row.cells is None:
            margins[row.page] = min(row.indent, margins.get(row.page, 100))
    gap = True
    header: tuple[str, ...] | None = None
    headed = False
    for row in rows:
        if not row.text:
            gap = True
            continue
        if row.cells is not None and len(row.cells) >= 2:
            block = _table_row(row, header, blocks[-1] if blocks else None, mended=mended)
            if block is None:
                gap = False
                continue
            if block.header is None:
                header = _merged_head(header, block.cells) if headed else block.cells
                headed = True
                gap = False
                continue
            headed = False
            _place(block, stack, PLAIN)
            blocks.append(block)
            gap = False
            continue
        header = None
        last = blocks[-1] if blocks else None
        found = _marker(row, loose=mended and gap)
        if found and last is not None and not gap and not _may_begin(found, last, row):
            found = None
        if found:
            rank, label, offset = found
            block = Block(rank, label, [row], offset, mended=mended)
            if rank == ROMAN and label in ("I", "V", "X") and _alphabetic(label, blocks):
                block.rank = PART
            _place(block, stack, block.rank)
            blocks.append(block)
        elif (
            last is not None
            and last.cells is None
            and not _new_paragraph(
                last, row, gap=gap, widest=widest, margin=margins.get(row.page) if row.boxed else None
            )
        ):
            last.rows.append(row)
        else:
            block = Block(PLAIN, "", [row], mended=mended)
            _place(block, stack, PLAIN)
            blocks.append(block)
        gap = False
    return blocks


def _alphabetic(label: str, blocks: Sequence[Block]) -> bool:
    return False


def _may_begin(found: tuple[int, str, int], last: Block, row: Row) -> bool:
    """Without a gap before it a marker may be the rest of a sentence: "… ngày\\n 20.11", "- Học tập cộng đồng"."""
    before = last.rows[-1].text
    row.text[found[2] :]
    if found[0] == DASH:
        if re.search(r"[.;:!,…/]\W?$", before) or row.indent > last.rows[-1].indent:
            return True
        # After a heading, not within a name that the line's end cut ("… Văn hóa\n- Học tập …").
        return (last.is_numbered and len(last.rows) <= 2 and len(before) < 60) or _is_upper(before)
    return not (
        found[0] in (LETTER, LETTER + 1, DECIMAL)
        and re.search(r"[^.;:!…]$", before)
        and re.search(r"\b(so|ngay|muc|diem|khoan|dieu|thu|quy)$", fold(before))
    )


def _new_paragraph(last: Block, row: Row, *, gap: bool, widest: int, margin: int | None) -> bool:
    before = last.rows[-1]
    text = before.text
    ended = bool(re.search(r"[.:;!?…/\"”]$", text)) and not re.search(r"\b(TP|GS|TS|ThS|Tr|St)\.$", text)
    if row.text[0].islower() and not re.match(r"(tm|kt)\.", row.key):
        return False
    if gap:
        if not ended and last.is_numbered:
            return not (_is_upper(text) and _is_upper(row.text)) or len(last.rows) > 3
        return ended or row.text[0].isupper()
    if _is_upper(text) and last.is_numbered:
        return not _is_upper(row.text)
    if not ended:
        # A heading of its own line: short, and what follows begins a sentence.
        return (
            last.is_numbered
            and len(text) < 0.6 * widest
            and row.text[0].isupper()
            and row.indent > before.indent + 2
        )
    if not text.endswith((".", ":", ";", "/")):
        return False
    if margin is not None:
        return row.indent >= margin + 3
    return len(text) < 0.8 * widest or row.indent >= before.indent + 3


def _place(block: Block, stack: list[Block], rank: int) -> None:
    while stack and stack[-1].rank >= rank:
        stack.pop()
    # A paragraph after bullets belongs to the heading again, not to the last bullet.
    if rank == PLAIN:
        while stack and stack[-1].rank >= DASH:
            stack.pop()
    if stack:
        block.parent = stack[-1]
        stack[-1].children.append(block)
    if rank != PLAIN:
        stack.append(block)


_HEADS = re.compile(
    r"^(tt|stt|so tt|so thu tu|noi dung|nhiem vu|chi tieu|muc tieu|ten|don vi|thoi gian|san pham|co quan|ket qua|ghi chu|hoat dong|cong viec)"
)


def _table_row(row: Row, header: tuple[str, ...] | None, last: Block | None, *, mended: bool) -> Block | None:
    """A row of a table: the head (its `header` is None), a new row, or None where it goes on with the row before."""
    assert row.cells is not None
    keys = [fold(cell) for cell in row.cells]
    years = sum(bool(re.search(r"\b20\d\d\b", key)) and len(key) < 24 for key in keys)
    if header is not None and not keys[0] and years >= 2:
        return Block(PLAIN, "", [row], mended=mended, cells=row.cells)
    if header is None or (sum(bool(_HEADS.match(key)) for key in keys) >= 2 and _is_head(keys)):
        if (
            sum(bool(_HEADS.match(key)) for key in keys) >= 2
            or sum(bool(re.search(r"\b20\d\d\b", key)) for key in keys) >= 2
        ):
            if header is not None:
                row = Row(row.number, row.raw, row.indent, row.page, row.cells)
            return Block(PLAIN, "", [row], mended=mended, cells=row.cells)
        if header is None:
            return Block(PLAIN, "", [row], mended=mended, cells=row.cells, header=())
    if all(not key for key in keys):
        return None
    return Block(PLAIN, "", [row], mended=mended, cells=row.cells, header=header)


def _merged_head(above: tuple[str, ...] | None, below: tuple[str, ...] | None) -> tuple[str, ...]:
    """Heads in two rows ("Kế hoạch" over three years): each column's words of both."""
    upper, lower = above or (), below or ()
    width = max(len(upper), len(lower))
    pairs = zip((*upper, *[""] * (width - len(upper))), (*lower, *[""] * (width - len(lower))), strict=True)
    return tuple(squeeze(f"{one} {other}") for one, other in pairs)


def _is_head(keys: Sequence[str]) -> bool:
    return max(map(len, keys)) < 60


def is_closing(block: Block) -> bool:
    """Sentences that close a plan: "Trên đây là …", where difficulties go, the call to carry it out."""
    key = block.text.key
    if block.cells is not None:
        return False
    if re.match(r"\W*tren day la\b", key):
        return True
    ends_all = bool(re.search(r"\./|/\.", block.text.raw[-4:]))
    troubled = re.search(r"kho khan,? (?:va )?vuong mac|phat sinh|vuong mac", key)
    told = re.search(r"phan anh|bao cao|bao ve|kip thoi|lien he|trao doi", key)
    if troubled and told:
        if block.rank in (DASH, PLUS):
            return bool(re.match(r"\W*(trong )?qua trinh", key)) or ends_all
        return block.rank == PLAIN or bool(re.search(r"qua trinh|neu co|neu phat sinh", key))
    if ends_all and block.rank == PLAIN and re.search(r"\b(yeu cau|de nghi|nhan duoc)\b", key):
        return True
    calls = re.match(r"\W*[^.;:]{0,80}\byeu cau\b[^.;:]{0,140}(nghiem tuc|trien khai|to chuc)", key)
    return block.rank == PLAIN and calls is not None and len(key) < 400
