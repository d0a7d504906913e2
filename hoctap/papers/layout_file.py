"""A paper's DOCX as its layout is looked at: lines and what they look like in effect, sections, fonts, rules, fields."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from hoctap.papers import layout
from hoctap.papers.layout import BOXES, RULES

KIND_NAMES = {
    "BIÊN BẢN": "minutes", "DANH SÁCH": "nomination_list", "DANH SÁCH NIÊM YẾT": "posting_list", "TỜ TRÌNH": "submission", "QUYẾT ĐỊNH": "decision",
    "BÁO CÁO": "results_report", "PHIẾU CHẤM ĐIỂM": "score_sheet", "MỤC LỤC VĂN BẢN": "case_index",
}  # fmt: skip
_WORDS_OF_BOX: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nation", re.compile(r"^CỘNG H(ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM$", re.IGNORECASE)),
    ("motto", re.compile(r"^Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc$", re.IGNORECASE)),
    ("copies_title", re.compile(r"^Nơi nhận\s*:$")),
    ("urgency", re.compile(r"^(HỎA TỐC|THƯỢNG KHẨN|KHẨN)$")),
)
_WORDS_OF_PLAIN_BOX: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^Số:.*/\S+$")),
    ("letter_summary", re.compile(r"^V/v ")),
    ("place_date", re.compile(r"^[^,]{2,60},\s*ngày.*tháng.*năm\s*\d{4}$")),
    ("basis", re.compile(r"^(Căn cứ|Theo đề nghị) ")),
    ("article", re.compile(r"^Điều \d+\.")),
    ("addressee", re.compile(r"^Kính gửi\s*:")),
    ("sign_authority", re.compile(r"^(TM|KT|Q|TL|TUQ)\. ")),
    ("annex_word", re.compile(r"^Phụ lục( [IVXLC]+)?$")),
    ("annex_source", re.compile(r"^\(Kèm theo ")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with words, the box it fills and its place."""

    element: Any
    box: str
    words: str


@dataclass(frozen=True, slots=True)
class _Section:
    element: Any
    parts: dict[tuple[str, str], Any]
    """(`header` or `footer`, `first` or `default` or `even`) → the part shown there, inherited ones too."""

    @property
    def has_first_page(self) -> bool:
        return is_on(self.element.find(qn("w:titlePg")))


class PaperFile:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.body = document.element.body
        self._styles = {
            style.get(qn("w:styleId")): style for style in document.styles.element.iterchildren(qn("w:style"))
        }
        self._defaults = document.styles.element.find(qn("w:docDefaults"))
        self._default_style = {
            style.get(qn("w:type")): key
            for key, style in self._styles.items()
            if style.get(qn("w:default")) == "1"
        }
        self._theme = _theme_fonts(document)
        self._chains: dict[tuple[str, str], list[Any]] = {}
        self._asked: tuple[Any, dict[str, list[Any]]] | None = None
        self.sections = self._read_sections()
        self.has_even_pages = bool(document.settings.odd_and_even_pages_header_footer)
        self.lines = [line for line in map(self._line, self.body.iter(qn("w:p"))) if line.words]

    def of(self, box: str) -> list[Line]:
        return [line for line in self.lines if line.box == box]

    # A value is looked for from the nearest place outwards; each place is an element holding properties.

    def run_value(self, run: Any, tag: str, attribute: str = "w:val") -> str | None:
        return self._first(self._run_places(run), tag, attribute)

    def paragraph_value(self, paragraph: Any, tag: str, attribute: str = "w:val") -> str | None:
        places = [paragraph.find(qn("w:pPr")), *self.paragraph_chain(paragraph, "w:pPr")]
        return self._first(places, tag, attribute)

    def is_run(self, run: Any, tag: str) -> bool:
        value = self.run_value(run, tag)
        return value is not None and value not in ("0", "false", "off")

    def is_paragraph(self, paragraph: Any, tag: str) -> bool:
        value = self.paragraph_value(paragraph, tag)
        return value is not None and value not in ("0", "false", "off")

    def size(self, run: Any) -> float:
        return int(self.run_value(run, "w:sz") or 20) / 2

    def fonts(self, run: Any) -> set[str]:
        """The fonts of Latin letters with and without Vietnamese accents."""
        found = set()
        for slot in ("ascii", "hAnsi"):
            for place in self._run_places(run):
                fonts = place.find(qn("w:rFonts")) if place is not None else None
                if fonts is None:
                    continue
                theme, name = fonts.get(qn(f"w:{slot}Theme")), fonts.get(qn(f"w:{slot}"))
                if theme or name:
                    found.add(self._theme.get(theme[:5], theme) if theme else name)
                    break
            else:
                found.add("(không ghi phông)")
        return found

    def box_value(self, table: Any, side: str) -> int:
        """The cell margin of a table on one side, in twips."""
        style = _val(table.find(qn("w:tblPr")), "w:tblStyle") or self._default_style.get("table")
        for place in (table.find(qn("w:tblPr")), *self._chain(style, "w:tblPr")):
            margin = place.find(f"{qn('w:tblCellMar')}/{qn(f'w:{side}')}") if place is not None else None
            if margin is not None:
                return int(margin.get(qn("w:w")) or 0)
        return 0

    def column_twips(self, paragraph: Any) -> float:
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        if cell is None:
            section = self._section_of(paragraph)
            size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            return attribute_of(size, "w") - attribute_of(margins, "left") - attribute_of(margins, "right")
        table = next(cell.iterancestors(qn("w:tbl")))
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        return attribute_of(width, "w") - self.box_value(table, "left") - self.box_value(table, "right")

    def _section_of(self, element: Any) -> Any:
        top = element
        while top.getparent() is not self.body:
            top = top.getparent()
        for block in (top, *top.itersiblings()):
            inner = block if block.tag == qn("w:sectPr") else block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if inner is not None:
                return inner
        return self.sections[-1].element

    def _run_places(self, run: Any) -> list[Any]:
        paragraph = next(run.iterancestors(qn("w:p")))
        own = run.find(qn("w:rPr"))
        return [own, *self._chain(_val(own, "w:rStyle"), "w:rPr"), *self.paragraph_chain(paragraph, "w:rPr")]

    def _first(self, places: Sequence[Any], tag: str, attribute: str) -> str | None:
        for place in places:
            found = place.find(qn(tag)) if place is not None else None
            if found is None:
                continue
            value = found.get(qn(attribute))
            if value is not None:
                return str(value)
            if attribute == "w:val":
                return "1"  # a toggle without a value is on
        return None

    def paragraph_chain(self, paragraph: Any, kind: str) -> list[Any]:
        """What a paragraph inherits, nearest first. The same paragraph is asked about many times in a row."""
        if self._asked is None or self._asked[0] is not paragraph:
            self._asked = (paragraph, {})
        known = self._asked[1]
        if kind not in known:
            known[kind] = self._inherited(paragraph, kind)
        return known[kind]

    def _inherited(self, paragraph: Any, kind: str) -> list[Any]:
        style = _val(paragraph.find(qn("w:pPr")), "w:pStyle")
        places = [*self._chain(style or self._default_style.get("paragraph"), kind)]
        table = next(paragraph.iterancestors(qn("w:tbl")), None)
        if table is not None:
            table_style = _val(table.find(qn("w:tblPr")), "w:tblStyle") or self._default_style.get("table")
            places += self._chain(table_style, kind)
        if self._defaults is not None:
            places.append(self._defaults.find(f"{qn(f'{kind}Default')}/{qn(kind)}"))
        return places

    def _chain(self, style_id: str | None, kind: str) -> list[Any]:
        """The properties of a style and of those it is based on, nearest first."""
        if style_id is None:
            return []
        if (style_id, kind) not in self._chains:
            places, seen, at = [], set(), style_id
            while at and at not in seen and at in self._styles:
                seen.add(at)
                style = self._styles[at]
                if (found := style.find(qn(kind))) is not None:
                    places.append(found)
                at = _val(style, "w:basedOn") or ""
            self._chains[style_id, kind] = places
        return self._chains[style_id, kind]

    def _read_sections(self) -> list[_Section]:
        sections: list[_Section] = []
        inherited: dict[tuple[str, str], Any] = {}
        for element in self.body.iter(qn("w:sectPr")):
            for role in ("header", "footer"):
                for reference in element.findall(qn(f"w:{role}Reference")):
                    part = self.document.part.related_parts[reference.get(qn("r:id"))]
                    inherited[role, reference.get(qn("w:type"))] = part.element
            sections.append(_Section(element, dict(inherited)))
        return sections

    def _line(self, paragraph: Any) -> Line:
        words = words_in(paragraph).strip()
        return Line(paragraph, self.box_of(paragraph, words), words)

    def box_of(self, paragraph: Any, words: str) -> str:
        plain = " ".join(unicodedata.normalize("NFC", words).split())
        for box, pattern in _WORDS_OF_BOX:
            if pattern.match(plain):
                return box
        style = _val(paragraph.find(qn("w:pPr")), "w:pStyle") or ""
        if style in BOXES or style in RULES:
            return style
        table = next(paragraph.iterancestors(qn("w:tbl")), None)
        if plain in KIND_NAMES and table is None:
            return "kind_name"
        for box, pattern in _WORDS_OF_PLAIN_BOX:
            if pattern.match(plain):
                return box
        if table is None:
            return "body"
        return "table_text" if has_borders(table) else ""


def lines_of(docx: bytes) -> list[Line]:
    """Every paragraph with words and the box that it fills, in order."""
    return PaperFile(Document(BytesIO(docx))).lines


# ── the checks ────────────────────────────────────────────────────────────────────────────────────


def _theme_fonts(document: Any) -> dict[str, str]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/theme"):
            blob = relation.target_part.blob.decode("utf-8", "replace")
            return {
                kind: found[1]
                for kind in ("major", "minor")
                if (found := re.search(rf'<a:{kind}Font>\s*<a:latin typeface="([^"]*)"', blob))
            }
    return {}


def runs_in(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(qn("w:r")) if words_in(run).strip()]


def words_in(element: Any) -> str:
    pieces = element.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    return "".join(
        (node.text or "") if node.tag == qn("w:t") else "\n" if node.tag == qn("w:br") else " "
        for node in pieces
    )


def squeezed(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split()).casefold()


def page_fields_in(part: Any) -> list[Any]:
    """The paragraphs of a header or footer that print the page number."""
    if part is None:
        return []
    return [
        paragraph
        for paragraph in part.iter(qn("w:p"))
        if any(re.match(r"\s*PAGE\b", node.text or "") for node in paragraph.iter(qn("w:instrText")))
        or any(
            re.match(r"\s*PAGE\b", node.get(qn("w:instr")) or "")
            for node in paragraph.iter(qn("w:fldSimple"))
        )
    ]


def has_rule(file: PaperFile, paragraph: Any) -> bool:
    places = [paragraph.find(qn("w:pPr")), *file.paragraph_chain(paragraph, "w:pPr")]
    for place in places:
        borders = place.find(qn("w:pBdr")) if place is not None else None
        if borders is not None:
            return any(_val(borders, f"w:{side}") not in (None, "nil", "none") for side in ("top", "bottom"))
    return False


def has_drawing(element: Any) -> bool:
    return next(element.iter(qn("w:drawing"), qn("w:pict")), None) is not None


def has_borders(table: Any) -> bool:
    properties = table.find(qn("w:tblPr"))
    borders = properties.find(qn("w:tblBorders")) if properties is not None else None
    if borders is not None:
        return any(side.get(qn("w:val")) not in (None, "nil", "none") for side in borders)
    return "grid" in (_val(properties, "w:tblStyle") or "").casefold()


def is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val")) not in ("0", "false", "off")


def _val(parent: Any, tag: str) -> str | None:
    found = parent.find(qn(tag)) if parent is not None else None
    return found.get(qn("w:val")) if found is not None else None


def attribute_of(element: Any, name: str) -> float:
    return float(element.get(qn(f"w:{name}")) or 0) if element is not None else 0.0


def millimetres_of(element: Any, name: str) -> float:
    return attribute_of(element, name) / layout.TWIPS_PER_MM
