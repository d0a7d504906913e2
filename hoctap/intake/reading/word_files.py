"""Runs in the child process only: the paragraphs and tables of a Word file, as a reader sees them.

Numbers and bullets that Word counts by itself are written out; a table without ruled lines (the head of a paper, "Nơi nhận" beside the signer)
is read column by column, a ruled one row by row; a cell over several rows or columns is told once.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hoctap.core import documents, zips
from hoctap.intake.reading import parcels
from hoctap.intake.reading.layout import CELL_JOINT, PageLine

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LAYOUT_WORDS = re.compile(
    r"nơi\s+nhận|độc\s+lập\s*[-–—]\s*tự\s+do|cộng\s+h[oò][àa]\s+xã\s+hội", re.IGNORECASE
)
_BULLETS = {
    "\uf0b7": "•",
    "\uf02d": "-",
    "\uf0a7": "•",
    "\uf0d8": "•",
    "o": "o",
    "\uf076": "•",
    "\uf0fc": "•",
}
MOST_PARAGRAPHS = 20_000


def opened(content: bytes) -> bytes:
    """JSON: the lines of each page, where Word wrote down where its pages ended."""
    documents.checked_docx(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        body = _parsed(archive, "word/document.xml")
        numbering = _parsed(archive, "word/numbering.xml") if "word/numbering.xml" in names else None
        styles = _parsed(archive, "word/styles.xml") if "word/styles.xml" in names else None
    reader = _Reader(_Styles(styles), _Numbers(numbering))
    reader.read(body.find(f"{_W}body"))
    return parcels.dumped([parcels.pack_lines(page) for page in reader.pages])


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(b"".join(zips.chunks(archive, name)), parser)


class _Styles:
    """What paragraph and table styles say about numbers, bold letters and ruled lines, through their parents."""

    def __init__(self, root: Any) -> None:
        self.by_id = {} if root is None else {one.get(f"{_W}styleId"): one for one in root.iter(f"{_W}style")}

    def chain(self, style_id: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while style_id and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            style = self.by_id[style_id]
            yield style
            parent = style.find(f"{_W}basedOn")
            style_id = parent.get(f"{_W}val") if parent is not None else None

    def first(self, style_id: str | None, path: str) -> Any:
        for style in self.chain(style_id):
            found = style.find(path)
            if found is not None:
                return found
        return None


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None


@dataclass
class _Numbers:
    """The counters of Word's lists."""

    root: Any
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    started: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.iter(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId")
            for level in abstract.iter(f"{_W}lvl"):
                self.levels[name, int(level.get(f"{_W}ilvl", "0"))] = _Level(
                    int(_val(level, "start", "1") or 1),
                    _val(level, "numFmt", "decimal"),
                    _val(level, "lvlText", ""),
                )
        for one in self.root.iter(f"{_W}num"):
            name = one.get(f"{_W}numId")
            self.lists[name] = _val(one, "abstractNumId", "")
            for override in one.iter(f"{_W}lvlOverride"):
                if start := _val(override, "startOverride", ""):
                    self.overrides[name, int(override.get(f"{_W}ilvl", "0"))] = int(start)

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph at this depth, written out; empty where the list has none."""
        abstract = self.lists.get(list_id)
        level = self.levels.get((abstract or "", depth))
        if abstract is None or level is None:
            return ""
        counts = self.counts[abstract]
        if (list_id, depth) in self.overrides and (list_id, depth) not in self.started:
            counts[depth] = self.overrides[list_id, depth]
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self.started.add((list_id, depth))
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.form == "none":
            return ""
        if level.form == "bullet":
            return _BULLETS.get(
                level.text, level.text if level.text.isprintable() and level.text.isascii() else "-"
            )

        def written(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            of = self.levels.get((abstract, at), _Level())
            return _counted(counts.setdefault(at, of.start), of.form)

        return re.sub(r"%([1-9])", written, level.text)


def _counted(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= value:
            written, number = written + letters, number - value
    return written


def _val(element: Any, name: str, default: str) -> str:
    found = element.find(f"{_W}{name}")
    value = found.get(f"{_W}val") if found is not None else None
    return default if value is None else str(value)


class _Reader:
    def __init__(self, styles: _Styles, numbers: _Numbers) -> None:
        self.styles, self.numbers = styles, numbers
        self.pages: list[list[PageLine]] = [[]]
        self.paragraphs = 0

    def read(self, body: Any) -> None:
        for block in _blocks(body):
            before, after = _page_ends(block)
            if before and self.pages[-1]:
                self.pages.append([])
            self.pages[-1] += self.paragraph(block) if block.tag == f"{_W}p" else self.table(block)
            if after:
                self.pages.append([])

    def paragraph(self, paragraph: Any) -> list[PageLine]:
        """Its lines: Word's own line breaks part it. An empty paragraph is an empty line."""
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise ValueError(
                "Văn bản dài quá mức của một kế hoạch. Hãy tách riêng phần kế hoạch rồi gửi lại."
            )
        texts, heavy, total = [""], 0, 0
        for piece, bold in self._pieces(paragraph):
            if piece == "\n":
                texts.append("")
                continue
            texts[-1] += piece
            total += len(piece.strip())
            heavy += len(piece.strip()) * bold
        label = self._label(paragraph)
        if label and any(text.strip() for text in texts):
            texts[0] = f"{label} {texts[0].lstrip()}"
        is_bold = bool(total) and 2 * heavy > total
        return [PageLine(" ".join(text.split()), bold=is_bold) for text in texts] + self._boxes(paragraph)

    def _boxes(self, paragraph: Any) -> list[PageLine]:
        """Text boxes that hang on the paragraph."""
        lines: list[PageLine] = []
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(parent.tag == _MC_FALLBACK for parent in box.iterancestors()):
                for block in _blocks(box):
                    lines += self.paragraph(block) if block.tag == f"{_W}p" else self.table(block)
        return [line for line in lines if line.text]

    def _pieces(self, paragraph: Any) -> Iterator[tuple[str, bool]]:
        style = (
            _val(properties, "pStyle", "") if (properties := paragraph.find(f"{_W}pPr")) is not None else ""
        )
        of_style = self.styles.first(style, f"{_W}rPr/{_W}b")
        for run in paragraph.iter(f"{_W}r"):
            if _is_elsewhere(run, paragraph):
                continue
            how = run.find(f"{_W}rPr")
            if how is not None and _is_on(how.find(f"{_W}vanish")):
                continue
            own = how.find(f"{_W}b") if how is not None else None
            bold = _is_on(own) if own is not None else _is_on(of_style)
            capitals = how is not None and _is_on(how.find(f"{_W}caps"))
            for part in run:
                if part.tag == f"{_W}t":
                    yield (part.text or "").upper() if capitals else part.text or "", bold
                elif part.tag in (f"{_W}tab", f"{_W}ptab"):
                    yield "\t", bold
                elif part.tag == f"{_W}noBreakHyphen" or part.tag == f"{_W}sym":
                    yield "-", bold
                elif part.tag in (f"{_W}br", f"{_W}cr") and part.get(f"{_W}type") != "page":
                    yield "\n", bold

    def _label(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        style = _val(properties, "pStyle", "")
        own, inherited = properties.find(f"{_W}numPr"), self.styles.first(style, f"{_W}pPr/{_W}numPr")
        found = own if own is not None else inherited
        if found is None:
            return ""
        list_id = _val(found, "numId", "") or (_val(inherited, "numId", "") if inherited is not None else "")
        depth = int(_val(found, "ilvl", "0") or 0)
        return "" if list_id in ("", "0") else self.numbers.label(list_id, depth)

    def table(self, table: Any) -> list[PageLine]:
        rows = [list(self._cells(row)) for row in table.iter(f"{_W}tr") if _own_table(row) is table]
        rows = [row for row in rows if row]
        if not rows:
            return []
        words = " ".join(line.text for row in rows for cell in row if cell for line in cell)
        columns = max(map(len, rows))
        is_layout = columns <= 3 and (_LAYOUT_WORDS.search(words) or not self._is_ruled(table))
        if is_layout or columns == 1:
            lines: list[PageLine] = []
            for column in range(columns):
                if lines:
                    lines.append(PageLine(""))
                for row in rows:
                    lines += [
                        line for line in (row[column] if column < len(row) else None) or [] if line.text
                    ]
            return [*lines, PageLine("")]
        told = []
        for row in rows:
            cells = tuple(" ".join(line.text for line in cell or [] if line.text) for cell in row)
            if any(cells):
                bold = all(line.bold for cell in row for line in cell or [] if line.text)
                told.append(PageLine(CELL_JOINT.join(cells), cells=cells, bold=bold))
        return told

    def _cells(self, row: Any) -> Iterator[list[PageLine] | None]:
        """One entry for each column of the grid; None where a cell of above or of the left goes on."""
        for cell in row.iter(f"{_W}tc"):
            if _own_row(cell) is not row:
                continue
            properties = cell.find(f"{_W}tcPr")
            span, goes_on = 1, False
            if properties is not None:
                span = max(1, min(60, int(_val(properties, "gridSpan", "1") or 1)))
                merged = properties.find(f"{_W}vMerge")
                goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
            lines: list[PageLine] = []
            for block in _blocks(cell):
                lines += self.paragraph(block) if block.tag == f"{_W}p" else self.table(block)
            yield None if goes_on else lines
            yield from [None] * (span - 1)

    def _is_ruled(self, table: Any) -> bool:
        properties = table.find(f"{_W}tblPr")
        borders = properties.find(f"{_W}tblBorders") if properties is not None else None
        if borders is None and properties is not None:
            borders = self.styles.first(_val(properties, "tblStyle", ""), f"{_W}tblPr/{_W}tblBorders")
        of_cells = table.iter(f"{_W}tcBorders")
        return any(_has_line(one) for one in ([borders] if borders is not None else of_cells))


def _blocks(parent: Any) -> Iterable[Any]:
    """Paragraphs and tables in order, those of content controls too."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _blocks(content)
        elif child.tag in (f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
            yield from _blocks(child)


def _is_elsewhere(run: Any, paragraph: Any) -> bool:
    """In a text box of the paragraph, in what was struck out, or told twice for old programs."""
    for parent in run.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in (f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom", _MC_FALLBACK):
            return True
    return False


def _page_ends(block: Any) -> tuple[bool, bool]:
    """Did a page end before the first letter of the block, and did one end later in it? A block is told on one page."""
    before = after = written = False
    for part in block.iter(f"{_W}t", f"{_W}lastRenderedPageBreak", f"{_W}br"):
        if part.tag == f"{_W}t":
            written = written or bool((part.text or "").strip())
        elif part.tag == f"{_W}lastRenderedPageBreak" or part.get(f"{_W}type") == "page":
            before, after = before or not written, after or written
    return before, after


def _own_table(row: Any) -> Any:
    return next((one for one in row.iterancestors() if one.tag == f"{_W}tbl"), None)


def _own_row(cell: Any) -> Any:
    return next((one for one in cell.iterancestors() if one.tag == f"{_W}tr"), None)


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in ("0", "false", "off")


def _has_line(borders: Any) -> bool:
    inner = [borders.find(f"{_W}{side}") for side in ("insideH", "insideV", "top", "bottom", "left", "right")]
    drawn = [one for one in inner if one is not None and one.get(f"{_W}val") not in (None, "nil", "none")]
    return len(drawn) >= 2
