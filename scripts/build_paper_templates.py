"""Builds the shipped paper templates: `python scripts/build_paper_templates.py [FOLDER]`.

An office may open the results in Word and change words or looks; the tags between braces are Jinja
(docxtpl). The shipped files come from this script alone, byte for byte, and a test builds them again to see
that neither drifted.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from hoctap.papers import layout
from hoctap.papers.packaging import repack

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FOLDER = ROOT / "hoctap" / "papers" / "templates_docx"
CHOICE = layout.CHOICE
WIDTH = CHOICE.text_width_mm
MADE_AT = datetime(2020, 3, 5, tzinfo=UTC).replace(tzinfo=None)
JUSTIFIED = {"both": "both", "center": "center", None: "left"}

# Sizes chosen inside the ranges of the decree; the decree's own example (Mục V) takes the same.
SIZES: dict[str, float] = {
    "nation": 12, "motto": 13, "parent": CHOICE.issuer_size, "issuer": CHOICE.issuer_size, "number": 13,
    "letter_summary": 12, "urgency": layout.MARK_SIZE,
    "place_date": 13, "copies_title": 12, "copies": 11, "sign_hint": 12, "table_head": 12, "table_text": 12.5,
    "table_figure": 12.5, "table_estimate": 12.5, "table_caption": 13, "table_note": 12, "sample_mark": 11, "rule": 2,
}  # fmt: skip


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, data in build_all().items():
        (folder / f"{kind}.docx").write_bytes(data)


def build_all() -> dict[str, bytes]:
    return {kind: _build(kind, write) for kind, write in WRITERS.items()}


# ── the papers ────────────────────────────────────────────────────────────────────────────────


def _minutes(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("BIÊN BẢN")
    for label, tag in (
        ("Thời gian bắt đầu:", "started"),
        ("Địa điểm:", "venue"),
        ("Chủ trì (chủ tọa):", "chair_line"),
        ("Thư ký (người ghi biên bản):", "secretary_line"),
        ("Thành phần tham dự:", "attendance"),
    ):
        paper.text("body", f"**{label}** {{{{ {tag} }}}}")
    paper.each("body", "attendees", "- {{ item }}")
    paper.text("heading", "Nội dung:")
    paper.each("body", "proceedings", "{{ item }}")
    paper.open("for vote in votes")
    paper.text("heading", "{{ vote.heading }}", keep=True)
    paper.text("body", "{{ vote.considered }}")
    paper.text("body", "{{ vote.agreed }}")
    paper.text("body", "{{ vote.counted }}")
    paper.each("body", "vote.dissent", "{{ item }}")
    paper.close("for")
    paper.open("if conclusion")
    paper.text("heading", "Kết luận:", keep=True)
    paper.close("if")
    paper.each("body", "conclusion", "{{ item }}")
    paper.text("body", "{{ ending }}", keep=True)
    paper.three_signers("secretary", "household_representative", "chair")


def _nomination_list(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("DANH SÁCH")
    paper.text("addressee", "Kính gửi: {{ addressee }}", align="center")
    paper.each("body", "introduction", "{{ item }}")
    paper.open("if of_citizens")
    paper.table(
        "rows",
        (
            ("TT", 11, "{{ row.order }}", "table_figure"),
            ("Họ và tên", 49, "{{ row.head_name }}", "table_text"),
            ("Năm sinh", 16, "{{ row.birth_year }}", "table_figure"),
            ("Hộ (chủ hộ)", 45, "{{ row.household_name }}", "table_text"),
            ("Tổ", 15, "{{ row.group_name }}", "table_figure"),
            ("Tổng điểm", 14, "{{ row.total_points }}", "table_figure"),
            ("Ghi chú", 15, "{{ row.note }}", "table_text"),
        ),
    )
    paper.close("if")
    paper.open("if not of_citizens")
    paper.table(
        "rows",
        (
            ("TT", 11, "{{ row.order }}", "table_figure"),
            ("Họ và tên chủ hộ", 56, "{{ row.head_name }}", "table_text"),
            ("Năm sinh", 16, "{{ row.birth_year }}", "table_figure"),
            ("Tổ", 17, "{{ row.group_name }}", "table_figure"),
            ("Tổng điểm", 18, "{{ row.total_points }}", "table_figure"),
            ("Ghi chú", 47, "{{ row.note }}", "table_text"),
        ),
    )
    paper.close("if")
    paper.text("body", "{{ ending }}", keep=True, before=8)
    paper.three_signers("association_head", "front_head", "hamlet_head")


def _posting_list(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("DANH SÁCH NIÊM YẾT")
    paper.each("body", "introduction", "{{ item }}")
    paper.table(
        "rows",
        (
            ("TT", 15, "{{ row.order }}", "table_figure"),
            ("{{ name_head }}", 90, "{{ row.head_name }}", "table_text"),
            ("Ấp, khóm", 60, "{{ row.hamlet_name }}", "table_text"),
        ),
    )
    paper.text("body", "{{ count }}", keep=True, before=8)
    paper.each("body", "closing", "{{ item }}")
    paper.text("body", "{{ ending }}", keep=True)
    paper.two_signers()


def _submission(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("TỜ TRÌNH")
    paper.addressees()
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.each("body", "body", "{{ item }}")
    paper.open("if rows")
    paper.table(
        "rows",
        (
            ("TT", 12, "{{ row.order }}", "table_figure"),
            ("Ấp, khóm", 60, "{{ row.place_name }}", "table_text"),
            ("Tổng số {{ unit }}", 29, "{{ row.households_total }}", "table_figure"),
            ("{{ unit|capitalize }} đăng ký", 29, "{{ row.registered }}", "table_figure"),
            ("{{ unit|capitalize }} đề nghị công nhận", 35, "{{ row.nominated }}", "table_figure"),
        ),
        total=("", "{{ total.place_name }}", "{{ total.households_total }}", "{{ total.registered }}",
               "{{ total.nominated }}"),
    )  # fmt: skip
    paper.text("rule", "")
    paper.close("if")
    paper.each("body", "closing", "{{ item }}")
    paper.open("if enclosures")
    paper.text("body", "Hồ sơ gửi kèm:", keep=True)
    paper.close("if")
    paper.each("body", "enclosures", "{{ item }}")
    paper.text("body", "{{ ending }}", keep=True)
    paper.copies_and_signer()


def _decision(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("QUYẾT ĐỊNH")
    paper.text("authority", "{{ authority }}")
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.text("authority", "QUYẾT ĐỊNH:", keep=True)
    paper.open("for article in articles")
    paper.text("article", "**{{ article.label }}** {{ article.text }}")
    paper.close("for")
    paper.text("article", "**{{ last_article.label }}** {{ last_article.text }}", keep=True)
    paper.copies_and_signer()
    paper.new_section()
    paper.text("annex_word", "Phụ lục")
    paper.text("annex_name", "{{ annex_name }}")
    paper.text("annex_source", "{{ annex_source }}")
    paper.text("rule_annex", "")
    paper.open("if of_citizens")
    paper.table(
        "annex_rows",
        (
            ("TT", 14, "{{ row.order }}", "table_figure"),
            ("Họ và tên", 50, "{{ row.head_name }}", "table_text"),
            ("Năm sinh", 17, "{{ row.birth_year }}", "table_figure"),
            ("Hộ (chủ hộ)", 46, "{{ row.household_name }}", "table_text"),
            ("Ấp, khóm", 38, "{{ row.hamlet_name }}", "table_text"),
        ),
    )
    paper.close("if")
    paper.open("if of_households")
    paper.table(
        "annex_rows",
        (
            ("TT", 16, "{{ row.order }}", "table_figure"),
            ("Họ và tên chủ hộ", 89, "{{ row.head_name }}", "table_text"),
            ("Ấp, khóm", 60, "{{ row.hamlet_name }}", "table_text"),
        ),
    )
    paper.close("if")
    paper.open("if of_others")
    paper.table(
        "annex_rows",
        (
            ("TT", 16, "{{ row.order }}", "table_figure"),
            ("{{ name_head }}", 89, "{{ row.head_name }}", "table_text"),
            ("{{ detail_head }}", 60, "{{ row.hamlet_name }}", "table_text"),
        ),
    )
    paper.close("if")
    paper.text("body", "{{ annex_ending }}", before=8)


def _results_report(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("BÁO CÁO")
    paper.addressees()
    paper.each("body", "introduction", "{{ item }}")
    paper.text("heading", "1. Kết quả thực hiện chỉ tiêu", keep=True)
    paper.open("for target in targets")
    paper.text("body", "- Chỉ tiêu: {{ target.statement }}")
    paper.text("body", "- Kết quả: {{ target.result }}")
    paper.close("for")
    paper.text("heading", "2. Kết quả theo từng ấp, khóm", keep=True)
    paper.open("if as_of")
    paper.text("body", "{{ as_of }}", keep=True)
    paper.close("if")
    paper.table(
        "rows",
        (
            ("TT", 10, "{{ row.order }}", "table_figure"),
            ("Ấp, khóm", 31, "{{ row.place_name }}", "table_text"),
            ("Tổng số hộ", 16, "{{ row.households_total }}", "table_figure"),
            ("Hộ đăng ký", 16, "{{ row.registered }}", "table_figure"),
            ("Hộ được công nhận", 18, "{{ row.recognised }}", "table_figure"),
            ("Trong đó trễ hạn", 16, "{{ row.late }}", "table_figure"),
            ("% trên tổng số hộ", 18, "{{ row.percent_of_total }}", "table_figure"),
            ("% trên số đăng ký", 18, "{{ row.percent_of_registered }}", "table_figure"),
            ("{{ change_label }}", 22, "{{ row.change }}", "table_figure"),
        ),
        total=("", "{{ total.place_name }}", "{{ total.households_total }}", "{{ total.registered }}",
               "{{ total.recognised }}", "{{ total.late }}", "{{ total.percent_of_total }}",
               "{{ total.percent_of_registered }}", "{{ total.change }}"),
    )  # fmt: skip
    paper.each("table_note", "notes", "{{ item }}")
    paper.open("for section in sections")
    paper.text("heading", "{{ section.heading }}", keep=True)
    paper.each("body", "section.paragraphs", "{{ item }}")
    paper.close("for")
    paper.text("body", "{{ ending }}", keep=True, before=8)
    paper.copies_and_signer()


def _score_sheet(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("PHIẾU CHẤM ĐIỂM")
    paper.text("table_note", "**{{ subject_label }}:** {{ household }}", size=13, before=0)
    paper.text("table_note", "**Bộ tiêu chí:** {{ edition_name }}", size=13, before=0, gap=4)
    paper.table(
        "rows",
        (
            ("TT", 14, "{{ row.code }}", "table_figure"),
            ("Tiêu chí", 85.5, "{{ row.text }}//{{ row.clause }}//", "table_text"),
            ("Điểm tối đa", 13, "{{ row.max_points }}", "table_figure"),
            ("{{ self_label }}", 18, "{{ row.by_family }}", "table_figure"),
            ("Tổ, ấp chấm", 14.5, "{{ row.by_hamlet }}", "table_figure"),
            ("Xã thẩm định", 20, "{{ row.by_commune }}", "table_figure"),
        ),
        total=("", "{{ total.text }}", "{{ total.max_points }}", "{{ total.by_family }}",
               "{{ total.by_hamlet }}", "{{ total.by_commune }}"),
        group="row.is_group",
        size=11.5,
        gap=1,
    )  # fmt: skip
    paper.each("table_note", "authors", "{{ item }}", before=2, gap=0, keep=True)
    paper.three_signers("family", "hamlet", "commune", space=36)


def _record(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("{{ kind_name }}")
    paper.addressees()
    paper.open("for part in parts")
    paper.open("if part.heading")
    paper.text("heading", "{{ part.heading }}", keep=True, before=10)
    paper.close("if")
    paper.each("body", "part.paragraphs", "{{ item }}")
    paper.open("if part.lines")
    paper.lines("part.lines", 58)
    paper.close("if")
    paper.open("if part.checks")
    paper.table(
        "part.checks",
        (
            ("{{ part.heads[0] }}", 15, "{{ row.code }}", "table_text"),
            ("{{ part.heads[1] }}", 66, "{{ row.text }}", "table_text"),
            ("{{ part.heads[2] }}", 30, "{{ row.wanted }}", "table_text"),
            ("{{ part.heads[3] }}", 32, "{{ row.found }}", "table_text"),
            ("{{ part.heads[4] }}", 22, "{{ row.result }}", "table_text"),
        ),
        size=11.5,
        gap=2,
    )
    paper.close("if")
    paper.close("for")
    paper.open("if ending")
    paper.text("body", "{{ ending }}", keep=True, before=8)
    paper.close("if")
    paper.two_signers()


def _handover(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("BIÊN BẢN")
    paper.text("body", "{{ opening }}")
    paper.text("body", "**Bên giao:** {{ giver_line }}.")
    paper.text("body", "**Bên nhận:** {{ receiver_line }}.")
    paper.text("body", "{{ basis }}")
    paper.open("if rows")
    paper.table(
        "rows",
        (
            ("TT", 14, "{{ row.order }}", "table_figure"),
            ("Công việc bàn giao", 116, "{{ row.label }}", "table_text"),
            ("Số lượng", 35, "{{ row.count }}", "table_figure"),
        ),
    )
    paper.close("if")
    paper.open("for detail in details")
    paper.text("heading", "{{ detail.heading }}", keep=True)
    paper.each("body", "detail.lines", "{{ item }}")
    paper.close("for")
    paper.open("if things")
    paper.text("heading", "Tài liệu, thiết bị, con dấu:", keep=True)
    paper.close("if")
    paper.each("body", "things", "{{ item }}")
    paper.each("body", "conclusion", "{{ item }}")
    paper.text("body", "{{ ending }}", keep=True)
    paper.three_signers("giver", "witness", "receiver")


def _case_index(paper: "Paper") -> None:
    paper.letterhead()
    paper.title("MỤC LỤC VĂN BẢN")
    paper.open("if rows")
    paper.table(
        "rows",
        (
            ("TT", 9, "{{ row.order }}", "table_figure"),
            ("Số, ký hiệu", 27, "{{ row.number }}", "table_text"),
            ("Ngày tháng", 22, "{{ row.dated_on }}", "table_figure"),
            ("Tên loại, trích yếu", 44, "{{ row.abstract }}", "table_text"),
            ("Tác giả", 25, "{{ row.author }}", "table_text"),
            ("Trang", 13, "{{ row.pages }}", "table_figure"),
            ("Ghi chú", 25, "{{ row.note }}", "table_text"),
        ),
        size=11,
    )
    paper.text("rule", "")
    paper.close("if")
    paper.open("if missing")
    paper.text("heading", "Văn bản còn thiếu:", keep=True)
    paper.close("if")
    paper.each("body", "missing", "{{ item }}")
    paper.open("if notes")
    paper.text("heading", "Ghi chú của hồ sơ:", keep=True)
    paper.close("if")
    paper.each("body", "notes", "{{ item }}")
    paper.text("body", "{{ ending }}", keep=True)
    paper.one_signer()


def _text(
    kind_name: str, write: Callable[["Paper"], None], *, is_signed_by_two: bool = False
) -> Callable[["Paper"], None]:
    """A paper of sections: what all have around what this kind has."""

    def whole(paper: "Paper") -> None:
        paper.letterhead(subject=not kind_name)
        if kind_name:
            paper.title(kind_name)
        write(paper)
        paper.open("if ending")
        paper.text("body", "{{ ending }}", keep=True, before=8)
        paper.close("if")
        if is_signed_by_two:
            paper.secretary_and_chair()
        else:
            paper.two_signers()

    return whole


def _said_to(paper: "Paper", word: str = "Kính gửi", *, before: float | None = None) -> None:
    paper.open("if one_recipient or many_recipients")
    paper.addressees(word, before=before)
    paper.close("if")


def _plain_text(paper: "Paper") -> None:
    _said_to(paper)
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.labelled("lines")
    paper.each("body", "introduction", "{{ item }}")
    paper.sections()


def _letter(paper: "Paper") -> None:
    _said_to(paper, before=16)
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.each("body", "introduction", "{{ item }}")
    paper.sections()


def _ruling(paper: "Paper") -> None:
    paper.text("authority", "{{ authority }}")
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.each("body", "introduction", "{{ item }}")
    paper.text("authority", "QUYẾT ĐỊNH:", keep=True)
    paper.articles()


def _proceedings(paper: "Paper") -> None:
    paper.labelled("lines")
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.each("body", "introduction", "{{ item }}")
    paper.sections()


def _invitation(paper: "Paper") -> None:
    _said_to(paper, "Kính mời")
    paper.each("basis", "legal_bases", "{{ item }}")
    paper.each("body", "introduction", "{{ item }}")
    paper.labelled("lines")
    paper.sections()


WRITERS: dict[str, Callable[["Paper"], None]] = {
    "minutes": _minutes,
    "nomination_list": _nomination_list,
    "posting_list": _posting_list,
    "submission": _submission,
    "decision": _decision,
    "results_report": _results_report,
    "score_sheet": _score_sheet,
    "handover": _handover,
    "record": _record,
    "case_index": _case_index,
    "plan": _text("KẾ HOẠCH", _plain_text),
    "report": _text("BÁO CÁO", _plain_text),
    "ruling": _text("QUYẾT ĐỊNH", _ruling),
    "notice": _text("THÔNG BÁO", _plain_text),
    "proposal": _text("TỜ TRÌNH", _plain_text),
    "proceedings": _text("BIÊN BẢN", _proceedings, is_signed_by_two=True),
    "roster": _text("DANH SÁCH", _plain_text),
    "invitation": _text("GIẤY MỜI", _invitation),
    "letter": _text("", _letter),
}


# ── the pieces a paper is made of ─────────────────────────────────────────────────────────────────


class Paper:
    """Writes into a python-docx document, naming boxes of the layout instead of looks."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.body = document.element.body

    def text(
        self,
        box: str,
        words: str,
        *,
        into: Any = None,
        keep: bool = False,
        align: str | None = None,
        before: float | None = None,
        gap: float | None = None,
        size: float | None = None,
    ) -> None:
        """One paragraph; `**…**` is bold, `//…//` italic."""
        paragraph = (into or self.document).add_paragraph()
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), box)
        if keep:
            paragraph.paragraph_format.keep_with_next = True
        if before is not None:
            paragraph.paragraph_format.space_before = Pt(before)
        if gap is not None:
            paragraph.paragraph_format.space_after = Pt(gap)
        if align:
            paragraph._p.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), align)
        for place, piece in enumerate(words.split("**")):
            for inner, part in enumerate(piece.split("//")):
                if part:
                    run = paragraph.add_run(part)
                    run.bold = True if place % 2 else None
                    run.italic = True if inner % 2 else None
                    run.font.size = Pt(size) if size else None

    def open(self, tag: str, *, into: Any = None) -> None:
        self.text("body", f"{{%p {tag} %}}", into=into)

    def close(self, tag: str, *, into: Any = None) -> None:
        self.text("body", f"{{%p end{tag} %}}", into=into)

    def each(self, box: str, items: str, words: str, *, into: Any = None, **looks: Any) -> None:
        self.open(f"for item in {items}", into=into)
        self.text(box, words, into=into, **looks)
        self.close("for", into=into)

    def letterhead(self, *, subject: bool = False) -> None:
        """With `subject` what the paper is about stands under its number."""
        right = WIDTH - CHOICE.issuer_column_mm
        table = self._bare_table((CHOICE.issuer_column_mm, right), rows=2)
        issuer, nation = table.rows[0].cells
        self.open("if letterhead.parent_name", into=issuer)
        self.text("parent", "{{ letterhead.parent_name }}", into=issuer)
        self.close("if", into=issuer)
        self.text("issuer", "{{ letterhead.issuer_name }}", into=issuer)
        self.text("rule_issuer", "", into=issuer)
        self.text("nation", layout.NATION, into=nation)
        self.text("motto", layout.MOTTO, into=nation)
        self.text("rule_motto", "", into=nation)
        number, place = table.rows[1].cells
        self.text("number", "{{ letterhead.number_line }}", into=number)
        if subject:
            self.text("letter_summary", "{{ about }}", into=number)
        self.text("place_date", "{{ letterhead.place_date }}", into=place)
        self._drop_first_paragraphs(table)

    def title(self, kind_name: str) -> None:
        self.text("kind_name", kind_name)
        self.text("summary", "{{ summary }}")
        self.text("rule_summary", "")

    def labelled(self, lines: str) -> None:
        self.open(f"for line in {lines}")
        self.text("body", "**{{ line.label }}** {{ line.value }}")
        self.close("for")

    def articles(self) -> None:
        """Sections as Điều: the number, and the heading if there is one, in bold."""
        self.open("for section in sections")
        self.text("article", "**{{ section.label }}** {{ section.lead }}")
        self.each("body", "section.more", "{{ item }}")
        self._tables()
        self.close("for")

    def addressees(self, word: str = "Kính gửi", *, before: float | None = None) -> None:
        """One receiver stands beside `Kính gửi:`; several stand below it, dashes under the colon."""
        colon = 30.0 + layout.text_width(word, CHOICE.body_size) / layout.POINTS_PER_MM * 0.93
        self.open("if one_recipient")
        self.text("addressee", f"{word}: {{{{ one_recipient }}}}", align="center", before=before)
        self.close("if")
        self.open("if many_recipients")
        self.text("addressee", f"{word}:", keep=True, before=before)
        self._last_paragraph().paragraph_format.left_indent = Mm(30)
        self.close("if")
        self.open("for item in many_recipients")
        self.text("addressee", "{{ item }}")
        self._last_paragraph().paragraph_format.left_indent = Mm(colon)
        self.close("for")

    def sections(self) -> None:
        """Headed parts with paragraphs and tables; `table.here` is where a table is drawn."""
        self.open("for section in sections")
        self.open("if section.heading")
        self.text("heading", "{{ section.heading }}", keep=True)
        self.close("if")
        self.each("body", "section.paragraphs", "{{ item }}")
        self._tables()
        self.close("for")

    def _tables(self) -> None:
        self.open("for table in section.tables")
        self.open("if table.caption")
        self.text("table_caption", "{{ table.caption }}", keep=True)
        self.close("if")
        self.text("rule", "{{ table.here }}")
        self.each("table_note", "table.notes", "{{ item }}")
        self.close("for")

    def copies_and_signer(self) -> None:
        table = self._bare_table((78, WIDTH - 78), rows=1, above_mm=2)
        left, right = table.rows[0].cells
        self.text("copies_title", "Nơi nhận:", into=left, keep=True)
        self.each("copies", "copies", "{{ item }}", into=left, keep=True)
        self.each("sign_authority", "signer.authority_lines", "{{ item }}", into=right, keep=True)
        self.text("sign_authority", "{{ signer.title }}", into=right, keep=True)
        self.text("sign_name", "{{ signer.name }}", into=right, before=72)
        self._drop_first_paragraphs(table)

    def one_signer(self) -> None:
        table = self._bare_table((78, WIDTH - 78), rows=1, above_mm=2)
        right = table.rows[0].cells[1]
        self.text("sign_authority", "{{ signer.title }}", into=right, keep=True)
        self.text("sign_hint", "{{ signer.hint }}", into=right, keep=True)
        self.text("sign_name", "{{ signer.name }}", into=right, before=60)
        self._drop_first_paragraphs(table)

    def two_signers(self) -> None:
        """On the left who signs beside the office, or who receives the paper."""
        table = self._bare_table((78, WIDTH - 78), rows=1, above_mm=2)
        left, right = table.rows[0].cells
        self.open("if copies", into=left)
        self.text("copies_title", "Nơi nhận:", into=left, keep=True)
        self.each("copies", "copies", "{{ item }}", into=left, keep=True)
        self.close("if", into=left)
        self.open("if left.title", into=left)
        self.text("sign_authority", "{{ left.title }}", into=left, keep=True)
        self.text("sign_hint", "{{ left.hint }}", into=left, keep=True)
        self.text("sign_name", "{{ left.name }}", into=left, before=60)
        self.close("if", into=left)
        self.text("copies", "", into=left)
        self.each("sign_authority", "signer.authority_lines", "{{ item }}", into=right, keep=True)
        self.text("sign_authority", "{{ signer.title }}", into=right, keep=True)
        self.open("if signer.hint", into=right)
        self.text("sign_hint", "{{ signer.hint }}", into=right, keep=True)
        self.close("if", into=right)
        self.text("sign_name", "{{ signer.name }}", into=right, before=60)
        self._drop_first_paragraphs(table)

    def secretary_and_chair(self) -> None:
        """Side by side; who receives the minutes stands below."""
        table = self._bare_table((78, WIDTH - 78), rows=2, above_mm=2)
        for cell, name in zip(table.rows[0].cells, ("left", "signer"), strict=True):
            self.each("sign_authority", f"{name}.authority_lines", "{{ item }}", into=cell, keep=True)
            self.text("sign_authority", f"{{{{ {name}.title }}}}", into=cell, keep=True)
            self.text("sign_hint", f"{{{{ {name}.hint }}}}", into=cell, keep=True)
            self.text("sign_name", f"{{{{ {name}.name }}}}", into=cell, before=60)
        left = table.rows[1].cells[0]
        self.open("if copies", into=left)
        self.text("copies_title", "Nơi nhận:", into=left, keep=True)
        self.close("if", into=left)
        self.each("copies", "copies", "{{ item }}", into=left)
        self.text("copies", "", into=left)
        self._drop_first_paragraphs(table)

    def lines(self, rows: str, label_mm: float) -> None:
        """Labels and what is said about them, ruled; the head repeats on each page."""
        written = ["head", f"for row in {rows}", "row", "endfor"]
        table = self._plain_table([label_mm, WIDTH - label_mm], rows=4, borders=True, padding_mm=1.6)
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for row, name in zip(table.rows, written, strict=True):
            if name == "head":
                self.text("table_head", "Mục", into=row.cells[0])
                self.text("table_head", "Nội dung", into=row.cells[1])
                continue
            if name != "row":
                self.text("table_text", f"{{%tr {name} %}}", into=row.cells[0])
                continue
            self.text("table_text", "{{ row.label }}", into=row.cells[0], before=2, gap=2)
            self.text("table_text", "{{ row.value }}", into=row.cells[1], before=2, gap=2)
        self._drop_first_paragraphs(table)

    def three_signers(self, *names: str, space: float = 60) -> None:
        table = self._bare_table((50, WIDTH - 100, 50), rows=2, above_mm=2)
        for place, name in enumerate(names):
            head, foot = table.rows[0].cells[place], table.rows[1].cells[place]
            self.each(
                "sign_authority", f"{name}.authority_lines", "{{ item }}", into=head, keep=True, size=13
            )
            self.text("sign_authority", f"{{{{ {name}.title }}}}", into=head, keep=True, size=13)
            self.text("sign_hint", f"{{{{ {name}.hint }}}}", into=head, keep=True)
            self.text("sign_name", f"{{{{ {name}.name }}}}", into=foot, before=space)
        self._drop_first_paragraphs(table)

    def table(
        self,
        rows: str,
        columns: tuple[tuple[str, float, str, str], ...],
        *,
        total: tuple[str, ...] = (),
        group: str = "",
        size: float | None = None,
        gap: float | None = None,
    ) -> None:
        """A ruled table: the head repeats on each page, no row is cut by a page. Rows for which `group` holds
        are bold."""
        written = ["head", f"for row in {rows}", "row", "endfor"]
        if group:
            written[2:3] = [f"if {group}", "group", "else", "row", "endif"]
        if total:
            written.append("total")
        widths = [width for _, width, _, _ in columns]
        table = self._plain_table(widths, rows=len(written), borders=True, padding_mm=0.9 if gap else 1.2)
        for line, name in zip(table.rows, written, strict=True):
            words = {
                "head": [label for label, _, _, _ in columns],
                "row": [words for _, _, words, _ in columns],
                "group": [f"**{words.split('//')[0]}**" for _, _, words, _ in columns],
                "total": [f"**{words}**" if words else "" for words in total],
            }.get(name)
            if words is None:
                self.text("table_text", f"{{%tr {name} %}}", into=line.cells[0])
                continue
            for cell, cell_words, (_, _, _, box) in zip(line.cells, words, columns, strict=True):
                looks: dict[str, Any] = {"size": size, "before": gap, "gap": gap}
                self.text("table_head" if name == "head" else box, cell_words, into=cell, **looks)
                cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        self._drop_first_paragraphs(table)

    def new_section(self) -> None:
        """The annex: a page of its own, numbered from 1 again, its first number hidden too."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        breaks = self.body.xpath("./w:p[w:pPr/w:sectPr]")[-1]
        breaks.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "rule")
        number = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
        margins = section._sectPr.find(qn("w:pgMar"))
        margins.addnext(number)
        section.different_first_page_header_footer = True

    def _bare_table(self, widths: Iterable[float], *, rows: int, above_mm: float = 0) -> Any:
        return self._plain_table(list(widths), rows=rows, borders=False, padding_mm=0, above_mm=above_mm)

    def _plain_table(
        self, widths: list[float], *, rows: int, borders: bool, padding_mm: float, above_mm: float = 0
    ) -> Any:
        table = self.document.add_table(rows=rows, cols=len(widths))
        properties = table._tbl.tblPr
        for child in list(properties):
            properties.remove(child)
        line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        sides = "".join(
            line.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        padding = round(padding_mm * layout.TWIPS_PER_MM)
        for xml in (
            f'<w:tblW {nsdecls("w")} w:w="{_twips(sum(widths))}" w:type="dxa"/>',
            f'<w:jc {nsdecls("w")} w:val="center"/>',
            f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>" if borders else "",
            f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
            f'<w:tblCellMar {nsdecls("w")}><w:top w:w="{_twips(above_mm)}" w:type="dxa"/>'
            f'<w:left w:w="{padding}" w:type="dxa"/>'
            f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar>',
        ):
            if xml:
                properties.append(parse_xml(xml))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        return table

    def _drop_first_paragraphs(self, table: Any) -> None:
        """A new cell comes with an empty paragraph; ours follow it."""
        for row in table.rows:
            for cell in row.cells:
                if len(cell.paragraphs) > 1:
                    cell._tc.remove(cell.paragraphs[0]._p)
                else:
                    properties = cell.paragraphs[0]._p.get_or_add_pPr()
                    properties.get_or_add_pStyle().set(qn("w:val"), "table_text")

    def _last_paragraph(self) -> Any:
        return self.document.paragraphs[-1]


# ── the empty document: page, styles, header, footer ──────────────────────────────────────────────


def _build(kind: str, write: Callable[[Paper], None]) -> bytes:
    document = Document()
    _strip(document)
    _set_styles(document)
    _set_settings(document)
    _set_page(document)
    paper = Paper(document)
    write(paper)
    if document.element.body[-2].tag == qn("w:tbl"):
        paper.text("rule", "")  # Word wants a paragraph after a last table
    properties = document.core_properties
    for name in (
        "author",
        "comments",
        "keywords",
        "last_modified_by",
        "subject",
        "version",
        "content_status",
    ):
        setattr(properties, name, "")
    properties.title = kind
    properties.category = kind
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = MADE_AT
    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _strip(document: Any) -> None:
    """The blank document of python-docx brings a theme, fonts and old styles; none is wanted."""
    unwanted = ("theme", "fontTable", "stylesWithEffects", "webSettings", "numbering", "customXml")
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in (*unwanted, "thumbnail"):
                del holder.rels[key]


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.PAGE.width_mm), Mm(layout.PAGE.height_mm)
    section.top_margin, section.bottom_margin = Mm(CHOICE.top_mm), Mm(CHOICE.bottom_mm)
    section.left_margin, section.right_margin = Mm(CHOICE.left_mm), Mm(CHOICE.right_mm)
    section.header_distance, section.footer_distance = Mm(CHOICE.header_mm), Mm(CHOICE.footer_mm)
    section.different_first_page_header_footer = True
    for child in section._sectPr.findall(qn("w:docGrid")) + section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(child)
    for part, words in (
        (section.header, "PAGE"),
        (section.first_page_header, ""),
        (section.footer, "{{ sample_mark }}"),
        (section.first_page_footer, "{{ sample_mark }}"),
    ):
        part.is_linked_to_previous = False
        paragraph = part.paragraphs[0]
        box = "page_number" if part._element.tag == qn("w:hdr") else "sample_mark"
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), box)
        if words == "PAGE":
            _add_page_field(paragraph)
        elif words:
            paragraph.add_run(words)


def _add_page_field(paragraph: Any) -> None:
    for kind in ("begin", "PAGE", "separate", "2", "end"):
        run = paragraph.add_run()._r
        if kind == "PAGE":
            run.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'))
        elif kind == "2":
            run.append(parse_xml(f"<w:t {nsdecls('w')}>2</w:t>"))
        else:
            run.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


def _set_settings(document: Any) -> None:
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    uri = "http://schemas.microsoft.com/office/word"
    for xml in (
        f'<w:defaultTabStop {nsdecls("w")} w:val="720"/>',
        f'<w:characterSpacingControl {nsdecls("w")} w:val="doNotCompress"/>',
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>'
        "</w:compat>",
        f'<w:themeFontLang {nsdecls("w")} w:val="vi-VN"/>',
    ):
        settings.append(parse_xml(xml))


def _set_styles(document: Any) -> None:
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    fonts = " ".join(f'w:{kind}="{layout.FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    styles.append(
        parse_xml(
            f'<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:color w:val="000000"/>'
            f'{_size(CHOICE.body_size)}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr>'
            f'</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
            f'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        )
    )
    for xml in (
        '<w:style {0} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>",
        '<w:style {0} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>',
    ):
        styles.append(parse_xml(xml.format(nsdecls("w"))))
    for box in layout.BOXES.values():
        styles.append(parse_xml(_style(box)))
    for key, name in (
        ("rule_motto", "Đường kẻ dưới Tiêu ngữ"),
        ("rule_issuer", "Đường kẻ dưới cơ quan ban hành"),
        ("rule_summary", "Đường kẻ dưới trích yếu"),
        ("rule_annex", "Đường kẻ dưới tên phụ lục"),
    ):
        styles.append(parse_xml(_rule_style(key, name)))


def _style(box: layout.Box) -> str:
    if box.key == "rule":  # no words, no border: takes a place where Word wants a paragraph
        return _rule_style("rule", box.name).replace(_RULE_BORDER, "")
    size = SIZES.get(box.key, CHOICE.body_size)
    before, after = _gaps(box)
    line = round(240 * CHOICE.line_spacing) if box.is_text else 240
    keep = "<w:keepNext/>" if box.key in _KEPT else ""
    indent = f'<w:ind w:firstLine="{_twips(CHOICE.first_line_mm)}"/>' if box.is_text else ""
    looks = "".join(f"<w:{name}/><w:{name}Cs/>" for name, on in (("b", box.bold), ("i", box.italic)) if on)
    color = f'<w:color w:val="{box.color}"/>' if box.color else ""
    # No caps toggle: the words themselves are in capitals, so that they stay so when copied.
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{box.key}">'
        f'<w:name w:val="NĐ30 {box.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{keep}<w:widowControl/>"
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{line}" w:lineRule="auto"/>{indent}<w:jc w:val="{JUSTIFIED[box.align]}"/></w:pPr>'
        f"<w:rPr>{looks}{color}{_size(size)}</w:rPr></w:style>"
    )


def _rule_style(key: str, name: str) -> str:
    before, after = {"rule_motto": (2, 0), "rule_issuer": (2, 0), "rule": (0, 0)}.get(key, (3, 10))
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
        f'<w:name w:val="NĐ30 {name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{_RULE_BORDER}<w:spacing w:before="{before * 20}" w:after="{after * 20}" '
        f'w:line="60" w:lineRule="exact"/></w:pPr>'
        f"<w:rPr>{_size(2)}</w:rPr></w:style>"
    )


_RULE_BORDER = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
_KEPT = (
    "heading",
    "kind_name",
    "summary",
    "table_caption",
    "authority",
    "annex_word",
    "annex_name",
    "sign_authority",
    "sign_hint",
)


def _gaps(box: layout.Box) -> tuple[float, float]:
    if box.is_text:
        return (4 if box.key == "heading" else 0, CHOICE.paragraph_gap_points)
    return {
        "number": (8, 0),
        "letter_summary": (layout.LETTER_GAP_POINTS, 0),
        "place_date": (8, 0),
        "kind_name": (14, 0),
        "annex_word": (0, 2),
        "authority": (6, 8),
        "addressee": (0, 6),
        "table_head": (2, 2),
        "table_text": (2, 2),
        "table_figure": (2, 2),
        "table_estimate": (2, 2),
        "table_caption": (6, 4),
        "table_note": (3, 2),
        "annex_source": (2, 0),
    }.get(box.key, (0, 0))


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _twips(millimetres: float) -> int:
    return round(millimetres * layout.TWIPS_PER_MM)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
