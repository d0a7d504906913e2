"""From lines to the outline of a document: what stands before the title, the numbered parts with their items, what closes it.

Layouts vary (I., 1., 1.1., a), –, +, Phần, Mục, tables); an item ends where the next begins, and a sentence that a page break or a hard
line break cut goes on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.intake.extraction.blocks import Block, blocks_of
from hoctap.intake.extraction.markers import DASH, PLAIN, PLUS, ROMAN, is_upper, marker
from hoctap.intake.extraction.rows import Row, cleaned
from hoctap.intake.extraction.text import damaged, fold, squeeze
from hoctap.intake.lines import SourceText


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
    rows = cleaned(source.lines)
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
    blocks = blocks_of(body[begin:], mended=mended)
    closing = [block for block in blocks if is_closing(block)]
    blocks = [block for block in blocks if not is_closing(block)]
    for block in blocks:
        block.children = [child for child in block.children if child not in closing]
    for block in blocks_of(annex, mended=mended):
        block.annex = True
        blocks.append(block)
    return Outline(head, kind, title, preamble, blocks, closing, tail, mended)


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


def _kind_row(rows: Sequence[Row]) -> int | None:
    filled = [i for i, row in enumerate(rows) if row.text][:45]
    for i in filled:
        letters = re.sub(r"[^a-z]", "", rows[i].key)
        if any(letters == words.replace(" ", "") for words in _KINDS):
            return i
    for i in filled:
        found = kind_words(rows[i].key)
        words = " ".join(rows[i].text.split()[:2])
        if found and is_upper(words):
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
        if title and (_begins_preamble(row) or marker(row.text)):
            break
        if not title and marker(row.text) and marker(row.text)[1] in ("I", "1"):  # type: ignore[index]
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
    if _begins_preamble(following) or marker(following.text):
        return False
    if following.bold and title.bold:
        return True
    return following.text[0].islower() or (is_upper(title.text) and is_upper(following.text))


def _begins_preamble(row: Row) -> bool:
    return bool(_PREAMBLE.match(row.key)) and row.text[0].isupper() and not is_upper(row.text)


def _first_marked(rows: Sequence[Row]) -> int:
    for i, row in enumerate(rows):
        found = marker(row.text) if row.text and row.cells is None else None
        if found and (found[0] <= ROMAN or (found[0] < DASH and found[1] in ("1", "1.1", "a"))):
            return i
        if row.cells is not None and len(row.cells) >= 3:
            return i
        # Some plans have headings without numbers.
        if row.text and is_upper(row.text) and re.match(r"muc tieu|muc dich|nhiem vu|noi dung", row.key):
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
            and is_upper(rows[i].text.split(":")[0])
        ),
        len(rows),
    )
    return start, end


def _is_upper_signing(row: Row) -> bool:
    match = _SIGNING.search(_flat(row))
    return match is not None and is_upper(squeeze(row.text[match.start() : match.start() + 24]))


def _flat(row: Row) -> str:
    return fold(row.text)


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
    calls = re.match(
        r"\W*[^.;:]{0,80}\byeu cau\b[^.;:]{0,140}(nghiem tuc|trien khai|to chuc|phoi hop thuc hien|quan tam)",
        key,
    )
    return block.rank == PLAIN and calls is not None and len(key) < 400
