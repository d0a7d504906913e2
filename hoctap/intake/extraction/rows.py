"""The lines of a document without what is no text: emphasis marks, rules, noise, page numbers, footnotes."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.intake.extraction.markers import DECIMAL_MARK, marker
from hoctap.intake.extraction.text import fold, squeeze
from hoctap.intake.lines import Line

_EMPHASIS = re.compile(
    r"<!--.*?-->|\*\*\*|\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|^\s*#{1,6}\s+|<br\s*/?>"
)
_RULE = re.compile(r"^[\s|:\-–—_=.~•]*$")


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


def cleaned(lines: Sequence[Line]) -> list[Row]:
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
        if _FOOTNOTE.match(rows[start].text) and not DECIMAL_MARK.match(rows[start].text + " ").group(2):  # type: ignore[union-attr]
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
        if there - here > 6 or not between or any(marker(row.text) for row in between):
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
