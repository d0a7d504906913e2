"""Rows to items: each with its own words, its place below others, and the rows of tables with the heads of their columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hoctap.intake.extraction.markers import DASH, DECIMAL, LETTER, PLAIN, is_upper, marker
from hoctap.intake.extraction.rows import Row
from hoctap.intake.extraction.text import Text, fold, squeeze
from hoctap.intake.extraction.vocabulary import any_of


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


def blocks_of(rows: Sequence[Row], *, mended: bool) -> list[Block]:
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
    glyphs: list[int] = []
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
        found = marker(row.text, loose=mended and gap)
        if found and last is not None and not gap and not _may_begin(found, last, row):
            found = None
        if found:
            rank, label, offset = found
            if rank < DASH:
                glyphs.clear()
            else:
                # The sign that comes first under a heading is the outer one: "•" over "+", "-" over "+".
                if rank not in glyphs:
                    glyphs.append(rank)
                rank = DASH + min(2, glyphs.index(rank))
            block = Block(rank, label, [row], offset, mended=mended)
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


def _may_begin(found: tuple[int, str, int], last: Block, row: Row) -> bool:
    """Without a gap before it a marker may be the rest of a sentence: "… ngày\\n 20.11", "- Học tập cộng đồng"."""
    before = last.rows[-1].text
    row.text[found[2] :]
    if found[0] == DASH:
        if re.search(r"[.;:!,…/]\W?$", before) or row.indent > last.rows[-1].indent:
            return True
        # After a heading, not within a name that the line's end cut ("… Văn hóa\n- Học tập …").
        return (last.is_numbered and len(last.rows) <= 2 and len(before) < 60) or is_upper(before)
    return not (
        found[0] in (LETTER, LETTER + 1, DECIMAL)
        and re.search(r"[^.;:!…]$", before)
        and re.search(r"\b(số|ngày|mục|điểm|khoản|điều|thứ|quý|ngay|muc|diem|khoan)$", before.lower())
    )


def _new_paragraph(last: Block, row: Row, *, gap: bool, widest: int, margin: int | None) -> bool:
    before = last.rows[-1]
    text = before.text
    ended = bool(re.search(r"[.:;!?…/\"”]$", text)) and not re.search(r"\b(TP|GS|TS|ThS|Tr|St)\.$", text)
    if row.text[0].islower() and not re.match(r"(tm|kt)\.", row.key):
        return False
    if gap:
        if not ended and last.is_numbered:
            return not (is_upper(text) and is_upper(row.text)) or len(last.rows) > 3
        return ended or row.text[0].isupper()
    if is_upper(text) and last.is_numbered:
        return not is_upper(row.text)
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


_HEADS = re.compile(rf"^{any_of('column_heads')}")


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
