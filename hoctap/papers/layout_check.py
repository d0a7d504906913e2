"""Reads the layout of a DOCX out of the file itself and says where it leaves Nghị định 30/2020/NĐ-CP.

`python -m hoctap.papers.layout_check FILE` prints the findings and ends with 1 if there are any. Values are
the effective ones: what a run inherits from its character style, paragraph style, table style and the
document's defaults counts as much as what is written on it, so that a file edited in Word is judged by what
Word shows. A box is known by its style, or by words the decree fixes; the decree's ranges are in `layout`.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from hoctap.papers import codes, layout
from hoctap.papers.layout import BOXES, PAGE, RULES, Box
from hoctap.papers.layout_file import (
    KIND_NAMES,
    Line,
    PaperFile,
    attribute_of,
    has_borders,
    has_drawing,
    has_rule,
    is_on,
    millimetres_of,
    page_fields_in,
    runs_in,
    squeezed,
    words_in,
)
from hoctap.papers.stamping import codes_shown

_LETTERHEAD = ("nation", "motto", "issuer", "kind_name", "summary")
_SENT = (*_LETTERHEAD, "number", "place_date", "sign_authority", "copies_title", "copies")
_REQUIRED: dict[str, tuple[str, ...]] = {
    "minutes": (*_LETTERHEAD, "body", "sign_authority"),
    "handover": (*_LETTERHEAD, "body", "sign_authority"),
    "nomination_list": (*_LETTERHEAD, "place_date", "body", "table_head", "sign_authority"),
    "posting_list": (*_LETTERHEAD, "place_date", "body", "table_head", "sign_authority"),
    "submission": (*_SENT, "addressee", "body"),
    "decision": (
        *_SENT, "authority", "basis", "article", "annex_word", "annex_name", "annex_source", "table_head",
    ),
    "results_report": (*_SENT, "body", "table_head"),
    "score_sheet": (*_LETTERHEAD, "table_head", "sign_authority"),
    "record": (*_LETTERHEAD, "sign_authority"),
    "case_index": (*_LETTERHEAD, "table_head", "sign_authority"),
    "plan": (*_SENT, "body"),
    "report": (*_SENT, "addressee", "body"),
    "ruling": (*_SENT, "authority", "basis", "article"),
    "notice": (*_SENT, "body"),
    "proposal": (*_SENT, "addressee", "body"),
    "proceedings": (*_LETTERHEAD, "number", "body", "sign_authority"),
    "roster": (*_LETTERHEAD, "place_date", "table_head", "sign_authority"),
    "invitation": (*_SENT, "addressee", "body"),
    "letter": (
        "nation", "motto", "issuer", "number", "letter_summary", "place_date", "addressee", "body", "sign_authority",
        "copies_title", "copies",
    ),
}  # fmt: skip
_SIGNATURES = {"minutes": 3, "handover": 3, "nomination_list": 3, "score_sheet": 3, "proceedings": 2}
_SIZE_SLACK_MM = 0.3
_SHARE_SLACK = 0.06


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the rule, for tests and statistics; `message` is for the person at the printer."""

    code: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]" + (f" — “{self.where}”" if self.where else "")


def check_layout(docx: bytes, kind: str | None = None, *, sample_mark: str | None = None) -> list[Finding]:
    """What is wrong with the paper; empty means nothing.

    Without `kind` or `sample_mark` the file's own properties say which paper it is and which mark it owes; an
    empty `sample_mark` says that none is owed.
    """
    try:
        document = Document(BytesIO(docx))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        return [Finding("unreadable", f"Không đọc được tệp DOCX: {error}")]
    file = PaperFile(document)
    kind = kind or _kind_of(file)
    mark = sample_mark if sample_mark is not None else document.core_properties.content_status or ""
    return _once(
        [
            *_check_pages(file),
            *_check_page_numbers(file, kind),
            *_check_parts(file, kind),
            *_check_boxes(file),
            *_check_words(file),
            *_check_letterhead(file, kind),
            *_check_subject(file, kind),
            *_check_urgency(file),
            *_check_receivers(file),
            *_check_authorities(file),
            *_check_across(file),
            *_check_rules(file),
            *_check_tables(file),
            *_check_signatures(file, kind),
            *_check_mark(file, mark),
            *_check_code(file),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hoctap.papers.layout_check", description="Kiểm tra thể thức."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", choices=sorted(_REQUIRED))
    parser.add_argument("--mark", help="dòng chữ phải có trên mọi trang")
    options = parser.parse_args(arguments)
    try:
        docx = options.file.read_bytes()
    except OSError as error:
        print(f"Không mở được tệp: {error}", file=sys.stderr)
        return 2
    findings = check_layout(docx, options.kind, sample_mark=options.mark)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


# ── the file, with inheritance ────────────────────────────────────────────────────────────────────


def _check_pages(file: PaperFile) -> Iterator[Finding]:
    for section in file.sections:
        size, margins = section.element.find(qn("w:pgSz")), section.element.find(qn("w:pgMar"))
        if size is None or margins is None:
            yield Finding("page_size", "Phần văn bản không khai báo khổ giấy, lề trang.")
            continue
        sides = (millimetres_of(size, "w"), millimetres_of(size, "h"))
        lawful = (PAGE.width_mm, PAGE.height_mm)
        if not any(
            abs(a - b) + abs(c - d) <= 2 for (a, c), (b, d) in ((sides, lawful), (sides, lawful[::-1]))
        ):
            yield Finding(
                "page_size", f"Khổ giấy {sides[0]:.0f} × {sides[1]:.0f} mm, phải là A4 210 × 297 mm."
            )
        for side, name, allowed in (
            ("top", "trên", PAGE.top_mm),
            ("bottom", "dưới", PAGE.bottom_mm),
            ("left", "trái", PAGE.left_mm),
            ("right", "phải", PAGE.right_mm),
        ):
            found = millimetres_of(margins, side)
            if not allowed.holds(found, slack=_SIZE_SLACK_MM):
                yield Finding(f"margin_{side}", f"Lề {name} {found:.1f} mm, phải từ {allowed} mm.")


def _check_page_numbers(file: PaperFile, kind: str) -> Iterator[Finding]:
    for place, section in enumerate(file.sections):
        margins = section.element.find(qn("w:pgMar"))
        shown = ["default", *(["even"] if file.has_even_pages else [])]
        for page in shown:
            yield from _check_number_in_header(file, section.parts.get(("header", page)))
        number = section.element.find(qn("w:pgNumType"))
        form = number.get(qn("w:fmt")) if number is not None else None
        start = number.get(qn("w:start")) if number is not None else None
        if place and start is None and kind != "decision":
            # A page that lies across goes on counting: its number is shown.
            if section.has_first_page and not page_fields_in(section.parts.get(("header", "first"))):
                yield Finding("page_number_hidden", "Trang ngang không hiện số trang.")
        elif not section.has_first_page:
            yield Finding(
                "page_number_first", "Số trang hiện ở trang thứ nhất (thiếu thiết lập trang đầu khác)."
            )
        elif page_fields_in(section.parts.get(("header", "first"))):
            yield Finding("page_number_first", "Số trang hiện ở trang thứ nhất.")
        if any(page_fields_in(part) for (role, _), part in section.parts.items() if role == "footer"):
            yield Finding("page_number_bottom", "Số trang đặt ở lề dưới, phải ở lề trên.")
        if margins is not None and millimetres_of(margins, "header") >= millimetres_of(margins, "top"):
            yield Finding("page_number_margin", "Số trang không nằm trong phần lề trên.")
        if form not in (None, "decimal"):
            yield Finding("page_number_form", "Số trang phải là chữ số Ả Rập.")
        # "Số trang của Phụ lục được đánh số riêng theo từng Phụ lục."
        if start not in (("1",) if place and kind == "decision" else (None, "1")):
            yield Finding("page_number_start", "Số trang (của từng phụ lục) phải đánh từ số 1.")


def _check_number_in_header(file: PaperFile, header: Any) -> Iterator[Finding]:
    fields = page_fields_in(header)
    if not fields:
        yield Finding("page_number_missing", "Không có số trang ở lề trên.")
    for paragraph in fields:
        if file.paragraph_value(paragraph, "w:jc") != "center":
            yield Finding("page_number_align", "Số trang phải đặt canh giữa.")
        for run in paragraph.iter(qn("w:r")):
            if not PAGE.number_size.holds(file.size(run)):
                yield Finding(
                    "page_number_size", f"Số trang cỡ {file.size(run):g}, phải từ {PAGE.number_size}."
                )
            if file.is_run(run, "w:i"):
                yield Finding("page_number_style", "Số trang phải là kiểu chữ đứng.")
            yield from _check_font(file, run, "Số trang")


def _check_parts(file: PaperFile, kind: str) -> Iterator[Finding]:
    present = {line.box for line in file.lines}
    for box in _REQUIRED.get(kind, _LETTERHEAD[:3]):
        if box not in present:
            yield Finding(f"missing_{box}", f"Thiếu thành phần: {BOXES[box].name}.")


def _check_boxes(file: PaperFile) -> Iterator[Finding]:
    for line in file.lines:
        box = BOXES.get(line.box)
        if box is not None and box.key != "rule":
            yield from _check_box(file, line, box)
        elif box is None:
            for run in runs_in(line.element):
                yield from _check_font(file, run, line.words[:40])


def _check_box(file: PaperFile, line: Line, box: Box) -> Iterator[Finding]:
    where = line.words[:40]
    for run in runs_in(line.element):
        yield from _check_font(file, run, where, color=box.color)
        size = file.size(run)
        if not box.sizes.holds(size):
            yield Finding(f"size_{box.key}", f"{box.name}: cỡ chữ {size:g}, phải từ {box.sizes}.", where)
        for tag, wanted, yes, no in (
            ("w:b", box.bold, "đậm", "không đậm"),
            ("w:i", box.italic, "nghiêng", "đứng"),
        ):
            if wanted is not None and file.is_run(run, tag) != wanted:
                yield Finding(
                    f"{'bold' if tag == 'w:b' else 'italic'}_{box.key}",
                    f"{box.name}: kiểu chữ phải {yes if wanted else no}.",
                    where,
                )
        if box.caps and not (file.is_run(run, "w:caps") or line.words == line.words.upper()):
            yield Finding(f"caps_{box.key}", f"{box.name}: phải viết in hoa.", where)
    align = file.paragraph_value(line.element, "w:jc")
    if box.align and align != box.align:
        yield Finding(f"align_{box.key}", f"{box.name}: phải {_ALIGN_NAMES[box.align]}.", where)
    if box.key == "article" and not file.is_run(runs_in(line.element)[0], "w:b"):
        yield Finding("bold_article", "Từ “Điều” và số thứ tự phải in đậm.", where)
    if box.is_text:
        yield from _check_running_text(file, line, box)


_ALIGN_NAMES = {"center": "canh giữa", "both": "canh đều hai lề"}


def _check_running_text(file: PaperFile, line: Line, box: Box) -> Iterator[Finding]:
    paragraph, where = line.element, line.words[:40]
    first = int(file.paragraph_value(paragraph, "w:ind", "w:firstLine") or 0) / layout.TWIPS_PER_MM
    if not any(abs(first - allowed) <= _SIZE_SLACK_MM for allowed in PAGE.first_line_mm):
        yield Finding("first_line", f"{box.name}: lùi đầu dòng {first:.1f} mm, phải 10 hoặc 12,7 mm.", where)
    gap = sum(
        int(file.paragraph_value(paragraph, "w:spacing", f"w:{side}") or 0) for side in ("before", "after")
    )
    if gap / layout.TWIPS_PER_POINT < PAGE.paragraph_gap_points:
        yield Finding("paragraph_gap", f"{box.name}: cách đoạn {gap / 20:g} pt, tối thiểu 6 pt.", where)
    rule = file.paragraph_value(paragraph, "w:spacing", "w:lineRule") or "auto"
    line_value = int(file.paragraph_value(paragraph, "w:spacing", "w:line") or 240)
    size = max(map(file.size, runs_in(paragraph)))
    # A fixed height in points is compared with a single line of this font, 1.15 of its size.
    lines = line_value / 240 if rule == "auto" else line_value / layout.TWIPS_PER_POINT / (size * 1.15)
    if not PAGE.line_spacing.holds(lines, slack=0.02):
        yield Finding(
            "line_spacing", f"{box.name}: cách dòng {lines:.2f}, phải từ {PAGE.line_spacing}.", where
        )


def _check_font(file: PaperFile, run: Any, where: str, *, color: str = "") -> Iterator[Finding]:
    for font in sorted(file.fonts(run) - {layout.FONT}):
        yield Finding("font", f"Phông chữ {font}, phải là {layout.FONT}.", where)
    shown = (file.run_value(run, "w:color") or "auto").upper()
    if shown not in ("AUTO", "000000", color.upper() or "AUTO"):
        yield Finding("color", f"Màu chữ #{shown}, phải màu đen.", where)


def _check_words(file: PaperFile) -> Iterator[Finding]:
    for line in file.of("number"):
        found = re.match(r"^Số:\s*(\S*?)\s*/(\S+)$", line.words)
        if not found:
            yield Finding("number_form", "Số, ký hiệu phải theo dạng “Số: 05/QĐ-UBND”.", line.words)
        elif found[1].isdigit() and len(found[1]) == 1:
            yield Finding("number_zero", "Số nhỏ hơn 10 phải ghi thêm số 0 phía trước.", line.words)
    for line in file.of("place_date"):
        if re.search(r"ngày \d(?!\d)|tháng [12](?!\d)", line.words):
            yield Finding("date_zero", "Ngày nhỏ hơn 10, tháng 1 và 2 phải ghi thêm số 0.", line.words)
    bases = file.of("basis")
    for line in bases:
        wanted = "." if line is bases[-1] else ";"
        if not line.words.endswith(wanted):
            yield Finding("basis_end", f"Căn cứ phải kết thúc bằng dấu “{wanted}”.", line.words[-40:])


# Phụ lục III: the only small letters in a symbol.
_SYMBOL = re.compile(r"(TTr|QyĐ|CTr|TrS|[A-ZĐ]{2,4})(-[A-Z0-9ĐƯƠÂĂÊÔ&.]+)+")


_LETTER_SYMBOL = re.compile(r"[A-Z0-9ĐƯƠÂĂÊÔ&.]+(-[A-Z0-9ĐƯƠÂĂÊÔ&.]+)*")


def _check_letterhead(file: PaperFile, kind: str) -> Iterator[Finding]:
    """Quốc hiệu, tiêu ngữ word for word; who issues on the left, the nation on the right; the symbol in capitals."""
    for box, exact in (("nation", layout.NATION), ("motto", layout.MOTTO)):
        for line in file.of(box):
            if " ".join(unicodedata.normalize("NFC", line.words).split()) != exact:
                yield Finding(f"words_{box}", f"{BOXES[box].name} phải ghi đúng “{exact}”.", line.words[:40])
    columns = {"nation": 1, "motto": 1, "place_date": 1, "parent": 0, "issuer": 0, "number": 0,
               "letter_summary": 0, "urgency": 0}  # fmt: skip
    for box, column in columns.items():
        for line in file.of(box):
            cell = next(line.element.iterancestors(qn("w:tc")), None)
            if cell is None or (len(list(cell.itersiblings(qn("w:tc"), preceding=True))) > 0) != (column > 0):
                side = "bên phải" if column else "bên trái"
                yield Finding(
                    f"place_{box}", f"{BOXES[box].name} phải nằm {side} đầu văn bản.", line.words[:40]
                )
    for line in file.of("number"):
        found = re.match(r"^Số:\s*\S*?\s*/(\S+)$", line.words)
        form, like = (_LETTER_SYMBOL, "UBND-VX") if kind == "letter" else (_SYMBOL, "QĐ-UBND")
        if found and not form.fullmatch(found[1]):
            yield Finding("number_symbol", f"Ký hiệu phải viết in hoa, dạng “{like}”.", line.words)


def _check_subject(file: PaperFile, kind: str) -> Iterator[Finding]:
    """A công văn has no name of its kind; its subject stands right under the number."""
    if kind != "letter":
        return
    for line in file.of("letter_summary"):
        if not re.match(r"V/v \S", line.words):
            yield Finding("subject_form", "Trích yếu công văn phải bắt đầu bằng “V/v”.", line.words[:40])
        above = line.element.getprevious()
        if above is None or file.box_of(above, words_in(above).strip()) != "number":
            yield Finding(
                "subject_place", "Trích yếu công văn phải ở ngay dưới số, ký hiệu.", line.words[:40]
            )
        before = int(file.paragraph_value(line.element, "w:spacing", "w:before") or 0)
        if before / layout.TWIPS_PER_POINT < layout.LETTER_GAP_POINTS:
            yield Finding("subject_gap", "Trích yếu công văn cách dòng số, ký hiệu 6 pt.", line.words[:40])
    for line in file.of("kind_name"):
        yield Finding("subject_kind", "Công văn không ghi tên loại văn bản.", line.words[:40])


def _check_urgency(file: PaperFile) -> Iterator[Finding]:
    """The word stands in a frame of its own width, under the number."""
    for line in file.of("urgency"):
        mark = next((one for one in layout.URGENCY_MARKS.values() if one.words == line.words), None)
        if mark is None:
            yield Finding(
                "urgency_words", "Dấu chỉ độ khẩn: HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN.", line.words[:40]
            )
            continue
        borders = line.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        sides = [borders.find(qn(f"w:{name}")) for name in _FRAME] if borders is not None else []
        drawn = [side for side in sides if side is not None and side.get(qn("w:val")) not in ("nil", "none")]
        if len(drawn) < len(_FRAME):
            yield Finding("urgency_frame", "Dấu chỉ độ khẩn phải có khung viền đơn.", line.words)
            continue
        left, right = (
            int(file.paragraph_value(line.element, "w:ind", f"w:{side}") or 0) for side in ("left", "right")
        )
        wide = (file.column_twips(line.element) - left - right) / layout.TWIPS_PER_MM
        space = sum(int(side.get(qn("w:space")) or 0) for side in (drawn[0], drawn[2]))
        high = int(file.paragraph_value(line.element, "w:spacing", "w:line") or 240) / layout.TWIPS_PER_MM
        high += space / layout.POINTS_PER_MM
        if abs(wide - mark.width_mm) > _FRAME_SLACK_MM or abs(high - mark.height_mm) > _FRAME_SLACK_MM:
            yield Finding(
                "urgency_size",
                f"Khung “{mark.words}” {wide:.0f} × {high:.0f} mm, phải {mark.width_mm:g} × {mark.height_mm:g} mm.",
            )
        above = list(line.element.itersiblings(qn("w:p"), preceding=True))
        if not any(file.box_of(one, words_in(one).strip()) in ("number", "letter_summary") for one in above):
            yield Finding("urgency_place", "Dấu chỉ độ khẩn phải ở dưới số, ký hiệu.", line.words)


_FRAME = ("top", "left", "bottom", "right")
_FRAME_SLACK_MM = 1.0


def _check_receivers(file: PaperFile) -> Iterator[Finding]:
    """Nơi nhận, and several receivers under Kính gửi: each a dash and a semicolon, the last a full stop."""
    addressees = [line for line in file.of("addressee") if not _ADDRESSING.match(line.words)]
    copies = file.of("copies")
    for box, lines in (("copies", copies), ("addressee", addressees)):
        for line in lines:
            if not line.words.startswith("- "):
                yield Finding(
                    f"dash_{box}", f"{BOXES[box].name}: mỗi dòng bắt đầu bằng “- ”.", line.words[:40]
                )
            wanted = "." if line is lines[-1] else ";"
            if not line.words.endswith(wanted):
                yield Finding(
                    f"end_{box}",
                    f"{BOXES[box].name}: dòng này phải kết thúc bằng “{wanted}”.",
                    line.words[-40:],
                )
    if copies and not copies[-1].words.startswith("- Lưu:"):
        yield Finding("copies_kept", "Nơi nhận: dòng cuối phải là “- Lưu: VT, …”.", copies[-1].words[:40])


_ADDRESSING = re.compile(r"^Kính (gửi|mời)\s*:")
_RANKS = {"TM": 0, "Q": 1, "KT": 1, "TL": 1, "TUQ": 1}


def _check_authorities(file: PaperFile) -> Iterator[Finding]:
    """Whose authority stands above on whose behalf; a title follows, and the name comes last."""
    cells: list[tuple[Any, list[Line]]] = []
    for line in file.lines:
        if line.box not in ("sign_authority", "sign_name"):
            continue
        cell = next(line.element.iterancestors(qn("w:tc")), None)
        if cells and cells[-1][0] is cell:
            cells[-1][1].append(line)
        else:
            cells.append((cell, [line]))
    for _, lines in cells:
        block = [line for line in lines if line.box == "sign_authority"]
        ranks = [_RANKS.get(line.words.partition(".")[0], 2) for line in block]
        where = block[0].words[:40] if block else lines[0].words[:40]
        if ranks != sorted(ranks) or any(ranks.count(rank) > 1 for rank in (0, 1)):
            yield Finding(
                "sign_order", "Quyền hạn ký: TM. đứng trước, rồi KT., TL., TUQ. hoặc Q., rồi chức vụ.", where
            )
        if ranks and ranks[-1] < 2 and not block[-1].words.startswith("Q."):
            yield Finding("sign_title", "Phần ký: dưới quyền hạn phải ghi chức vụ người ký.", where)
        if block and lines[-1].box == "sign_authority" and any(line.box == "sign_name" for line in lines):
            yield Finding("sign_name_place", "Họ tên người ký phải ở dưới chức vụ.", where)


def _check_across(file: PaperFile) -> Iterator[Finding]:
    """A page lies across only for a table."""
    blocks: list[Any] = []
    for block in file.body.iterchildren():
        inner = block if block.tag == qn("w:sectPr") else block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        blocks.append(block)
        if inner is None:
            continue
        size = inner.find(qn("w:pgSz"))
        lies = size is not None and attribute_of(size, "w") > attribute_of(size, "h")
        if lies and not any(one.tag == qn("w:tbl") and has_borders(one) for one in blocks):
            yield Finding("page_across", "Trang nằm ngang mà không có bảng; văn bản phải để trang đứng.")
        blocks = []


def _check_rules(file: PaperFile) -> Iterator[Finding]:
    for rule in RULES.values():
        lines = file.of(rule.under)
        if not lines:
            continue
        line = lines[-1]
        name = BOXES[rule.under].name
        below = line.element.getnext()
        drawn = (
            below if below is not None and below.tag == qn("w:p") and not words_in(below).strip() else None
        )
        if any(element is not None and has_drawing(element) for element in (line.element, drawn)):
            continue
        if drawn is None or not has_rule(file, drawn):
            yield Finding(f"rule_{rule.under}", f"{name}: thiếu đường kẻ ngang bên dưới.", line.words[:40])
            continue
        column = file.column_twips(drawn)
        left, right = (
            int(file.paragraph_value(drawn, "w:ind", f"w:{side}") or 0) for side in ("left", "right")
        )
        runs = runs_in(line.element)
        width = min(layout.text_width(line.words, max(map(file.size, runs))) * layout.TWIPS_PER_POINT, column)
        share = (column - left - right) / width if width else 0
        if not rule.share.holds(share, slack=_SHARE_SLACK):
            wanted = "bằng dòng chữ" if rule.share.low == 1 else "từ 1/3 đến 1/2 dòng chữ"
            yield Finding(
                f"rule_length_{rule.under}",
                f"{name}: đường kẻ dài {share:.0%}, phải {wanted}.",
                line.words[:40],
            )
        if abs(left - right) > 60:
            yield Finding(
                f"rule_centre_{rule.under}", f"{name}: đường kẻ không cân đối với dòng chữ.", line.words[:40]
            )


def _check_tables(file: PaperFile) -> Iterator[Finding]:
    for table in file.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if not has_borders(table) or not rows:
            continue
        if not is_on(rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")):
            yield Finding(
                "table_head_repeat", "Dòng đầu bảng không lặp lại ở trang sau.", words_in(rows[0])[:40]
            )
        if not all(is_on(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")) for row in rows):
            yield Finding("table_row_split", "Có dòng của bảng bị cắt qua hai trang.", words_in(rows[0])[:40])


def _check_signatures(file: PaperFile, kind: str) -> Iterator[Finding]:
    tables: list[Any] = []
    for line in file.of("sign_authority"):
        table = next(line.element.iterancestors(qn("w:tbl")), None)
        if table is not None and all(table is not seen for seen in tables):
            tables.append(table)
    for table in tables:
        above = table.getprevious()
        if above is not None and above.tag == qn("w:p") and not file.is_paragraph(above, "w:keepNext"):
            yield Finding("signature_alone", "Phần ký có thể nằm một mình ở trang sau.", words_in(above)[:40])
        places = sum(
            any(
                file.box_of(paragraph, words_in(paragraph).strip()) == "sign_authority"
                for paragraph in cell.iter(qn("w:p"))
            )
            for cell in table.iter(qn("w:tc"))
        )
        if places < _SIGNATURES.get(kind, 1):
            yield Finding("signature_places", f"Phải có {_SIGNATURES[kind]} chỗ ký.")


def _check_mark(file: PaperFile, mark: str) -> Iterator[Finding]:
    if not mark.strip():
        return
    for section in file.sections:
        pages = ["default"]
        pages += ["first"] if section.has_first_page else []
        pages += ["even"] if file.has_even_pages else []
        for page in pages:
            shown = [section.parts.get((role, page)) for role in ("header", "footer")]
            if not any(squeezed(mark) in squeezed(words_in(part)) for part in shown if part is not None):
                name = "trang đầu" if page == "first" else "các trang"
                yield Finding(f"sample_mark_{page}", f"Thiếu dòng “{mark}” ở {name}.")


def _check_code(file: PaperFile) -> Iterator[Finding]:
    """A file that says it carries a code shows it on every page: any one of them must be enough to file the sheet."""
    code = str(file.document.core_properties.identifier or "")
    if not re.fullmatch(f"[{codes.ALPHABET}]{{{codes.LENGTH}}}", code):
        return
    for section in file.sections:
        pages = ["default"]
        pages += ["first"] if section.has_first_page else []
        pages += ["even"] if file.has_even_pages else []
        for page in pages:
            footer = section.parts.get(("footer", page))
            if footer is None or codes.in_groups(code) not in codes_shown(footer):
                name = "trang đầu" if page == "first" else "các trang"
                yield Finding(f"code_{page}", f"Thiếu mã văn bản {codes.in_groups(code)} ở chân {name}.")


# ── small helpers ─────────────────────────────────────────────────────────────────────────────────


def _kind_of(file: PaperFile) -> str:
    named = str(file.document.core_properties.category or "")
    if named in _REQUIRED:
        return named
    known = next((KIND_NAMES[line.words] for line in file.lines if line.words in KIND_NAMES), "")
    return known or ("letter" if file.of("letter_summary") else "")


def _once(findings: list[Finding]) -> list[Finding]:
    """One finding per rule, with how often it was broken: a page of the same sentence helps nobody."""
    counted: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        counted.setdefault((finding.code, finding.message), []).append(finding)
    return [
        group[0]
        if len(group) == 1
        else Finding(group[0].code, f"{group[0].message} ({len(group)} chỗ)", group[0].where)
        for group in counted.values()
    ]


if __name__ == "__main__":
    sys.exit(main())
