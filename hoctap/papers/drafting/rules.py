"""A general paper as an officer types it: words to content and back. No table, no clock.

A line is a paragraph. Lines with tabs, as they come from a spreadsheet, are a table whose first line is its head.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.papers.content import (
    InvitationContent,
    LetterContent,
    Letterhead,
    Line,
    NoticeContent,
    PlanContent,
    ProceedingsContent,
    ProposalContent,
    ReportColumn,
    ReportContent,
    ReportRow,
    ReportSection,
    ReportTable,
    RosterContent,
    RulingContent,
    Signer,
    TextContent,
)
from hoctap.papers.layout import URGENCY_MARKS

MOST_SECTIONS = 20
MOST_COLUMNS = 30
LONGEST_SUMMARY = 300


@dataclass(frozen=True)
class DraftKind:
    """One kind of general paper: what it is made of besides sections."""

    content: type[TextContent]
    label: str
    abbreviation: str
    hint: str
    has_addressees: bool = False
    needs_addressees: bool = False
    addressees_label: str = "Kính gửi"
    has_bases: bool = True
    needs_bases: bool = False
    has_lines: bool = False
    section_label: str = "Mục"
    is_numbered: bool = True

    @property
    def code(self) -> str:
        """Of the registered kind of paper."""
        return f"text_{self.content.kind}"

    @property
    def listed(self) -> str:
        """Among all kinds of papers, where other apps make some of the same name."""
        is_only_here = self.content in (PlanContent, NoticeContent, LetterContent)
        return self.label if is_only_here else f"{self.label} khác"

    @property
    def is_ruling(self) -> bool:
        return self.content is RulingContent

    @property
    def is_letter(self) -> bool:
        return self.content is LetterContent

    @property
    def series(self) -> str:
        """Which numbers it shares; a công văn has no abbreviation."""
        return "CV" if self.is_letter else self.abbreviation

    @property
    def may_be_urgent(self) -> bool:
        return self.is_numbered and not self.is_signed_by_two

    def symbol(self, issuer_symbol: str, unit_symbol: str = "") -> str:
        """'KH-UBND'; of a công văn 'UBND-VX'."""
        first, last = (issuer_symbol, unit_symbol) if self.is_letter else (self.abbreviation, issuer_symbol)
        return "-".join(part for part in (first, last) if part) if self.is_numbered else ""

    @property
    def is_signed_by_two(self) -> bool:
        return self.content is ProceedingsContent


DRAFT_KINDS: dict[str, DraftKind] = {
    kind.content.kind: kind
    for kind in (
        DraftKind(PlanContent, "Kế hoạch", "KH", "Mục đích, chỉ tiêu, nhiệm vụ, tổ chức thực hiện."),
        DraftKind(
            ReportContent, "Báo cáo", "BC", "Báo cáo viết tay; báo cáo số liệu định kỳ lập ở mục Báo cáo.",
            has_addressees=True, needs_addressees=True,
        ),
        DraftKind(
            RulingContent, "Quyết định", "QĐ", "Căn cứ, các Điều. Quyết định công nhận danh hiệu lập ở đợt công nhận.",
            needs_bases=True, section_label="Điều",
        ),
        DraftKind(NoticeContent, "Thông báo", "TB", "Báo tin cho cơ quan, người dân.", has_addressees=True),
        DraftKind(
            ProposalContent, "Tờ trình", "TTr", "Đề nghị cấp trên quyết định.",
            has_addressees=True, needs_addressees=True,
        ),
        DraftKind(
            ProceedingsContent, "Biên bản", "BB", "Cuộc họp, sự việc; thư ký và chủ tọa ký.", has_lines=True,
            has_bases=False,
        ),
        DraftKind(RosterContent, "Danh sách", "", "Bảng dán từ Excel. Không đánh số.", has_bases=False, is_numbered=False),
        DraftKind(
            InvitationContent, "Giấy mời", "GM", "Mời họp, dự lễ: thời gian, địa điểm.",
            has_addressees=True, needs_addressees=True, addressees_label="Kính mời", has_lines=True, has_bases=False,
        ),
        DraftKind(
            LetterContent, "Công văn", "", "Đề nghị, trả lời, trao đổi, mời phối hợp giữa các cơ quan.",
            has_addressees=True, needs_addressees=True, has_bases=False,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class TypedSection:
    heading: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.heading.strip() and not self.text.strip()


@dataclass(frozen=True)
class Typed:
    """What stands in the form. Lists are lines."""

    summary: str
    sections: tuple[TypedSection, ...]
    authority: str = ""
    legal_bases: str = ""
    addressees: str = ""
    lines: str = ""
    introduction: str = ""
    closing: str = ""
    recipients: str = ""
    secretary: str = ""
    chair: str = ""
    unit_symbol: str = ""
    urgency: str = ""


def draft_reasons(kind: DraftKind, typed: Typed) -> list[Reason]:
    reasons = []
    if not clean(typed.summary):
        reasons.append(Reason("Hãy ghi trích yếu: văn bản nói về việc gì.", field="summary"))
    elif len(clean(typed.summary)) > LONGEST_SUMMARY:
        reasons.append(Reason(f"Trích yếu dài quá {LONGEST_SUMMARY} chữ. Hãy ghi ngắn lại.", field="summary"))
    if kind.needs_addressees and not _lines(typed.addressees):
        reasons.append(
            Reason(f"{kind.label} phải ghi nơi nhận ở phần “{kind.addressees_label}”.", field="addressees")
        )
    if kind.needs_bases and not _lines(typed.legal_bases):
        reasons.append(Reason(f"{kind.label} phải có căn cứ ban hành.", field="legal_bases"))
    if kind.is_letter and typed.unit_symbol.strip() and not _UNIT_SYMBOL.fullmatch(typed.unit_symbol.strip()):
        reasons.append(
            Reason("Ký hiệu đơn vị soạn thảo chỉ gồm chữ in hoa, số, ví dụ VX hoặc VP.", field="unit_symbol")
        )
    if kind.may_be_urgent and typed.urgency and typed.urgency not in URGENCY_MARKS:
        reasons.append(Reason("Chọn độ khẩn trong danh sách.", field="urgency"))
    if all(section.is_empty for section in typed.sections) and not (kind.has_lines and _lines(typed.lines)):
        reasons.append(Reason(f"Văn bản chưa có nội dung. Hãy ghi ít nhất một {kind.section_label.lower()}."))
    for place, section in enumerate(typed.sections):
        reasons += [
            Reason(f"{kind.section_label} {place + 1}: {words}", field=f"text_{place}")
            for words in _section_faults(kind, section)
        ]
    return reasons


_UNIT_SYMBOL = re.compile(r"[A-ZĐƯƠÂĂÊÔ0-9]{1,10}(-[A-ZĐƯƠÂĂÊÔ0-9]{1,10})?")


def _section_faults(kind: DraftKind, section: TypedSection) -> Iterator[str]:
    blocks = list(_blocks(section.text))
    for block in blocks:
        if isinstance(block, str):
            continue
        head, *rows = block
        if not rows:
            yield f"bảng dán vào chỉ có dòng đầu “{clean(' '.join(head))}”. Hãy dán cả các dòng số liệu."
        if len(head) > MOST_COLUMNS:
            yield f"bảng có {len(head)} cột, nhiều nhất {MOST_COLUMNS}. Hãy tách thành hai bảng."
        for place, row in enumerate(rows, 2):
            if len(row) > len(head):
                yield f"dòng {place} của bảng có {len(row)} ô, dòng đầu chỉ có {len(head)}. Hãy dán lại cả bảng."
                break
    if kind.is_ruling:
        tables = [place for place, block in enumerate(blocks) if not isinstance(block, str)]
        if tables and any(isinstance(block, str) for block in blocks[tables[0] :]):
            yield "trong một Điều, bảng phải đứng sau các đoạn chữ. Hãy đưa bảng xuống cuối Điều."


def content_of(kind: DraftKind, typed: Typed, *, letterhead: Letterhead, signer: Signer) -> TextContent:
    def lines(words: str, wanted: bool) -> tuple[str, ...]:
        return _lines(words) if wanted else ()

    sections: list[ReportSection] = []
    for section in typed.sections:
        if not section.is_empty:
            sections += _sections(kind, section)
    recipients = _lines(typed.recipients) or _usual_recipients(kind, typed, len(sections))
    common = {
        "letterhead": letterhead,
        "summary": clean(typed.summary),
        "addressees": lines(typed.addressees, kind.has_addressees),
        "introduction": _lines(typed.introduction),
        "sections": tuple(sections),
        "closing": clean(typed.closing),
        "signer": signer,
        "recipients": recipients,
        "copies": ("Lưu: VT",) if recipients else (),
        "legal_bases": lines(typed.legal_bases, kind.has_bases),
        "lines": tuple(_labelled(line) for line in lines(typed.lines, kind.has_lines)),
        "urgency": typed.urgency if kind.may_be_urgent else "",
    }
    if kind.is_letter:
        return LetterContent(**common, unit_symbol=typed.unit_symbol.strip())  # type: ignore[arg-type]
    if kind.is_ruling:
        return RulingContent(**common, authority=clean(typed.authority))  # type: ignore[arg-type]
    if kind.is_signed_by_two:
        return ProceedingsContent(
            **common | {"signer": Signer("Chủ tọa", clean(typed.chair))},  # type: ignore[arg-type]
            left=Signer("Thư ký", clean(typed.secretary)),
        )
    return kind.content(**common)  # type: ignore[arg-type]


def _usual_recipients(kind: DraftKind, typed: Typed, sections: int) -> tuple[str, ...]:
    """Where nothing was typed: whoever it is addressed to, or is told to carry out a decision by its last Điều."""
    if kind.has_addressees and _lines(typed.addressees):
        return ("Như trên",)
    return (f"Như Điều {sections}",) if kind.is_ruling and sections else ()


def typed_of(content: TextContent) -> Typed:
    """The form again from what was kept."""
    sections: list[TypedSection] = []
    for section in content.sections:
        text = "\n".join((*section.paragraphs, *(_pasted(table) for table in section.tables)))
        if sections and not section.heading and not isinstance(content, RulingContent):
            last = sections[-1]
            sections[-1] = replace(last, text="\n".join(part for part in (last.text, text) if part))
        else:
            sections.append(TypedSection(section.heading, text))
    has_two = isinstance(content, ProceedingsContent)
    return Typed(
        summary=content.summary,
        sections=tuple(sections),
        authority=content.authority if isinstance(content, RulingContent) else "",
        legal_bases="\n".join(content.legal_bases),
        addressees="\n".join(content.addressees),
        lines="\n".join(f"{line.label}: {line.value}".rstrip() for line in content.lines),
        introduction="\n".join(content.introduction),
        closing=content.closing,
        recipients="\n".join(content.recipients),
        secretary=content.left.name if has_two else "",
        chair=content.signer.name if has_two else "",
        unit_symbol=content.unit_symbol if isinstance(content, LetterContent) else "",
        urgency=content.urgency,
    )


def _sections(kind: DraftKind, section: TypedSection) -> Iterator[ReportSection]:
    """One, or several where words follow a table: they stay where they were typed."""
    heading, paragraphs, tables = clean(section.heading), [], []  # type: ignore[var-annotated]
    for block in _blocks(section.text):
        if not isinstance(block, str):
            tables.append(_table(block))
            continue
        if tables and not kind.is_ruling:
            yield ReportSection(heading, tuple(paragraphs), tuple(tables))
            heading, paragraphs, tables = "", [], []
        paragraphs.append(block)
    yield ReportSection(heading, tuple(paragraphs), tuple(tables))


def _blocks(text: str) -> Iterator[str | list[list[str]]]:
    rows: list[list[str]] = []
    for line in text.splitlines():
        if "\t" in line:
            rows.append([clean(cell) for cell in line.split("\t")])
            continue
        if rows:
            yield rows
            rows = []
        if words := clean(line):
            yield words
    if rows:
        yield rows


_FIGURE = re.compile(r"[-+−]?[\d.,]+%?|[—–-]?")
_TOTAL = re.compile(r"(tổng )?cộng|tổng( số)?|toàn (xã|tỉnh|huyện)", re.IGNORECASE)


def _table(rows: Sequence[Sequence[str]]) -> ReportTable:
    head, *body = rows
    columns = []
    for place, label in enumerate(head):
        words = [row[place] for row in body if place < len(row)]
        is_figures = all(_FIGURE.fullmatch(word) for word in words)
        longest = max(map(len, words), default=1)
        columns.append(
            ReportColumn(label, share=min(max(longest, 4), 40), align="center" if is_figures else "left")
        )
    return ReportTable(
        tuple(columns),
        tuple(
            ReportRow(tuple(row), is_total=any(_TOTAL.fullmatch(cell) for cell in row[:2])) for row in body
        ),
    )


def _pasted(table: ReportTable) -> str:
    rows = [tuple(column.label for column in table.columns), *(row.cells for row in table.rows)]
    return "\n".join("\t".join(row) for row in rows)


def _labelled(line: str) -> Line:
    label, colon, value = line.partition(":")
    return Line(clean(label), clean(value)) if colon else Line("Nội dung", line)


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line for line in map(clean, words.splitlines()) if line)
