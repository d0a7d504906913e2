"""What each content says, as plain strings and lists for its template: dashes for what is not known, dots to write on, numbers as an office
writes them. Nothing here opens a document.
"""

import dataclasses
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hoctap.core.text import lower_first
from hoctap.papers import layout
from hoctap.papers.cleaning import clean_text
from hoctap.papers.content import (
    TEXT_CONTENTS,
    AnnexRow,
    CaseIndexContent,
    CaseRow,
    DecisionContent,
    HandoverContent,
    HandoverRow,
    LetterContent,
    Letterhead,
    MinutesContent,
    NominationContent,
    NominationRow,
    PaperContent,
    Part,
    PostingListContent,
    ProceedingsContent,
    RecordContent,
    ReportSection,
    ReportTable,
    ResultRow,
    ResultsReportContent,
    RulingContent,
    ScoreAuthor,
    ScoreRow,
    ScoreSheetContent,
    Signer,
    SubmissionContent,
    SubmissionRow,
    TargetResult,
    TextContent,
    TitleVote,
)
from hoctap.papers.table_drawing import place_of

CHECK_HEADS = ("Mã", "Chỉ tiêu đánh giá", "Yêu cầu", "Kết quả", "Đánh giá")
UNKNOWN = "—"
_DOTS = "……"

# Mẫu 1.9 gives minutes no place and date line: the hour stands in the text. A score sheet dates each column.
_UNDATED = (
    MinutesContent.kind,
    ProceedingsContent.kind,
    ScoreSheetContent.kind,
    HandoverContent.kind,
    CaseIndexContent.kind,
)

type View = dict[str, Any]


def view_of(content: PaperContent) -> View:
    """All that a template of this kind may say."""
    view: View = {
        "letterhead": _letterhead(content.letterhead, dated=content.kind not in _UNDATED),
        "summary": _fit(content.summary, layout.CHOICE.body_size, layout.CHOICE.text_width_mm),
        "sample_mark": content.sample_mark,
    }
    view |= _VIEWS[type(content)](content)
    cleaned: View = clean_text(view)
    return cleaned


def _letterhead(letterhead: Letterhead, *, dated: bool) -> View:
    place = layout.place_date_line(letterhead.place_name, letterhead.dated_on, year=letterhead.year)
    number = layout.number_line(letterhead.symbol, letterhead.number) if letterhead.symbol else ""
    return {
        "parent_name": _fit(
            letterhead.parent_name.upper(), layout.CHOICE.issuer_size, layout.CHOICE.issuer_column_mm
        ),
        "issuer_name": _fit(
            letterhead.issuer_name.upper(), layout.CHOICE.issuer_size, layout.CHOICE.issuer_column_mm
        ),
        "number_line": number,
        "place_date": place if dated and letterhead.place_name else "",
    }


def _minutes(content: MinutesContent) -> View:
    present = [
        f"{label} {_count(figure, unknown=_DOTS)}"
        for label, figure in (
            ("số hộ được mời:", content.households_invited),
            ("số hộ có đại diện dự họp:", content.households_present),
        )
    ]
    start, end = (_moment(content.started_at, content), _moment(content.ended_at, content))
    return {
        "started": f"{start}.",
        "venue": content.venue,
        "chair_line": content.chair_line,
        "secretary_line": content.secretary_line,
        "attendance": "; ".join(present) + ".",
        "attendees": list(content.attendees),
        "proceedings": list(content.proceedings),
        "votes": [_vote(vote) for vote in content.votes],
        "conclusion": list(content.conclusion),
        "ending": f"Cuộc họp kết thúc vào {end}. Biên bản được đọc lại cho mọi người dự họp cùng nghe, "
        f"thống nhất và lập thành {content.copies_made:02d} bản có nội dung như nhau./.",
        **{
            name: _signer(getattr(content, name), hint="(Ký, ghi rõ họ tên)")
            for name in ("secretary", "household_representative", "chair")
        },
    }


def _vote(vote: TitleVote) -> View:
    blank, unit = _DOTS, vote.unit
    counted = (
        f"- Biểu quyết: tán thành {_count(vote.votes_for, unknown=blank)}; "
        f"không tán thành {_count(vote.votes_against, unknown=blank)}; "
        f"không có ý kiến {_count(vote.votes_abstained, unknown=blank)}."
    )
    if vote.is_each:
        counted = f"- Biểu quyết từng {unit}: có số tán thành nhiều hơn số không tán thành thì được đề nghị."
    is_written_in = vote.registered is not None or vote.considered is None
    registered = f"Số {unit} đăng ký: {_count(vote.registered, unknown=blank)}; s" if is_written_in else "S"
    excepted = f", trừ {_count(vote.excepted, unknown=blank)} {unit}" if vote.excepted != 0 else ""
    no_dissent = "- Ý kiến khác: không có." if vote.agreed is not None else f"- Ý kiến khác: {_DOTS * 12}"
    return {
        "heading": f"Kết quả bình xét danh hiệu “{vote.title_name}”:",
        "considered": f"- {registered}ố {unit} đưa ra bình xét: {_count(vote.considered, unknown=blank)}. "
        f"Hình thức: {vote.method}.",
        "agreed": f"- Cuộc họp thống nhất đề nghị công nhận {_count(vote.agreed, unknown=blank)} "
        f"{unit}{excepted}.",
        "counted": counted,
        "dissent": [
            *_concerns(vote),
            *([f"- Ý kiến khác: {_ended(words)}" for words in vote.dissent] or [no_dissent]),
        ],
    }


def _concerns(vote: TitleVote) -> list[str]:
    if vote.concerns is None:
        return []
    told = f"{vote.concerns}, đã trả lời {vote.concerns_answered}" if vote.concerns else "không có"
    return [f"- Phản ánh, kiến nghị nhận trước hoặc tại cuộc họp: {told}."]


def _nomination(content: NominationContent) -> View:
    return {
        "addressee": content.addressee,
        "introduction": list(content.introduction),
        "rows": [_nomination_row(row) for row in content.rows],
        "of_citizens": content.unit != "hộ",
        "ending": f"Danh sách có {_count(len(content.rows))} {content.unit}./.",
        **{
            name: _signer(getattr(content, name), hint="(Ký, ghi rõ họ tên)")
            for name in ("association_head", "front_head", "hamlet_head")
        },
    }


def _nomination_row(row: NominationRow) -> View:
    return {
        "order": str(row.order),
        "head_name": row.head_name,
        "birth_year": str(row.birth_year) if row.birth_year is not None else "",
        "group_name": row.group_name,
        "total_points": _points(row.total_points, unknown=UNKNOWN),
        "note": row.note,
        "household_name": row.household_name,
    }


def _submission(content: SubmissionContent) -> View:
    *closing, last = content.closing or ("Kính trình xem xét, quyết định.",)
    return {
        **_recipients(content.recipients),
        "legal_bases": list(layout.legal_basis_lines(content.legal_bases)),
        "body": list(content.body),
        "unit": content.unit,
        "rows": [_submission_row(row, order=str(place)) for place, row in enumerate(content.rows, 1)],
        "total": _submission_row(content.total, order="")
        if content.total
        else _submission_row(_NO_SUBMISSION, order=""),
        "closing": closing,
        "enclosures": _dashed(content.enclosures),
        "ending": _finished(last),
        "copies": list(layout.copies_lines(content.copies)),
        "signer": _signer(content.signer),
    }


_NO_SUBMISSION = SubmissionRow("Cộng", None, None, None)


def _submission_row(row: SubmissionRow, *, order: str) -> View:
    return {
        "order": order,
        "place_name": row.hamlet_name,
        "households_total": _count(row.households_total),
        "registered": _count(row.registered),
        "nominated": _count(row.nominated),
    }


def _decision(content: DecisionContent) -> View:
    head = content.letterhead
    articles = [{"label": f"Điều {place}.", "text": text} for place, text in enumerate(content.articles, 1)]
    if not articles:
        raise ValueError("a decision has at least one article")
    articles[-1]["text"] = _finished(articles[-1]["text"])
    number = f"{layout.number_text(head.number)}/{head.symbol}"
    when = layout.date_text(head.dated_on, year=head.year)
    return {
        "authority": content.authority.upper(),
        "legal_bases": list(layout.legal_basis_lines(content.legal_bases)),
        "articles": articles[:-1],
        "last_article": articles[-1],
        "copies": list(layout.copies_lines(content.copies)),
        "signer": _signer(content.signer),
        "annex_name": _fit(content.annex_name.upper(), layout.CHOICE.body_size, layout.CHOICE.text_width_mm),
        "annex_source": f"(Kèm theo Quyết định số {number}\n{when} của {content.issued_by})",
        "annex_rows": [_annex_row(row) for row in content.annex_rows],
        "of_citizens": content.unit != "hộ" and not content.annex_heads,
        "of_households": content.unit == "hộ" and not content.annex_heads,
        "of_others": bool(content.annex_heads),
        "name_head": content.annex_heads[0] if content.annex_heads else "",
        "detail_head": content.annex_heads[1] if content.annex_heads else "",
        "annex_ending": _finished(
            content.annex_closing or f"Danh sách có {_count(len(content.annex_rows))} {content.unit}"
        ),
    }


def _no_target(content: ResultsReportContent) -> View:
    """A heading with nothing under it would look like something lost."""
    year = content.letterhead.year
    return {
        "statement": f"chưa nhập chỉ tiêu nào của kế hoạch cho năm {year}.",
        "result": "theo bảng ở mục 2.",
    }


def _annex_row(row: AnnexRow) -> View:
    return {
        "order": str(row.order),
        "head_name": row.head_name,
        "hamlet_name": row.hamlet_name,
        "birth_year": str(row.birth_year) if row.birth_year is not None else "",
        "household_name": row.household_name,
    }


def _results_report(content: ResultsReportContent) -> View:
    as_of = (
        f"Số liệu tính đến {layout.date_text(content.as_of, year=content.as_of.year)}."
        if content.as_of
        else ""
    )
    return {
        **_recipients(content.recipients),
        "introduction": list(content.introduction),
        "targets": [
            {"statement": _target_statement(target), "result": _target_result(target)}
            for target in content.targets
        ]
        or [_no_target(content)],
        "as_of": as_of,
        "change_label": content.change_label,
        "rows": [_result_row(row, order=str(place)) for place, row in enumerate(content.rows, 1)],
        "total": _result_row(content.total, order=""),
        "notes": list(content.notes),
        "sections": [
            {"heading": section.heading, "paragraphs": list(section.paragraphs)}
            for section in content.sections
        ],
        "ending": _finished(f"Trên đây là báo cáo {lower_first(content.summary)}"),
        "copies": list(layout.copies_lines(content.copies)),
        "signer": _signer(content.signer),
    }


def _target_statement(target: TargetResult) -> str:
    deadline = f", {target.deadline_text.strip().rstrip('.')}" if target.deadline_text else ""
    plan = f" ({target.plan})" if target.plan else ""
    return f"{target.statement.strip().rstrip('.;')}{deadline}{plan}."


def _target_result(target: TargetResult) -> str:
    if target.numerator is None or target.denominator is None or target.percent is None:
        return "chưa có số liệu."
    verdict = {True: "; đạt chỉ tiêu", False: "; chưa đạt chỉ tiêu", None: ""}[target.is_met]
    late = ""
    if target.late:
        late = f" Trong đó {_count(target.late)} {target.unit} được công nhận sau thời hạn."
    return (
        f"{_count(target.numerator)}/{_count(target.denominator)} {target.unit} được công nhận, đạt "
        f"{_percent(target.percent)}%{verdict}.{late}"
    )


def _result_row(row: ResultRow, *, order: str) -> View:
    return {
        "order": order,
        "place_name": row.place_name,
        "households_total": _count(row.households_total),
        "registered": _count(row.registered),
        "recognised": _count(row.recognised),
        "late": _count(row.late),
        "percent_of_total": _percent(row.percent_of_total),
        "percent_of_registered": _percent(row.percent_of_registered),
        "change": _change(row.change),
    }


def _score_sheet(content: ScoreSheetContent) -> View:
    where = [content.head_name, content.group_name, content.hamlet_name]
    code = f" (hồ sơ {content.dossier_code})" if content.dossier_code else ""
    return {
        "subject_label": content.subject_label,
        "self_label": content.self_label,
        "household": ", ".join(part for part in where if part) + code,
        "edition_name": "; ".join(
            part.rstrip(".") for part in (content.edition_name, content.threshold_text) if part
        ),
        "rows": [_score_row(row) for row in content.rows],
        "total": _score_row(content.total),
        "authors": [_author_line(author) for author in content.authors],
        **{
            name: _signer(getattr(content, name), hint="(Ký, ghi rõ họ tên)")
            for name in ("family", "hamlet", "commune")
        },
    }


def _score_row(row: ScoreRow) -> View:
    return {
        "code": row.code,
        "text": row.text,
        "clause": f" ({row.clause})" if row.clause else "",
        "is_group": not row.code,
        "max_points": _points(row.max_points),
        "by_family": _points(row.by_family),
        "by_hamlet": _points(row.by_hamlet),
        "by_commune": _points(row.by_commune),
    }


def _author_line(author: ScoreAuthor) -> str:
    """`Tổ, ấp chấm: Lê Văn A, ngày 05/10/2024; nhập hộ: Trần Thị B.`"""
    if not author.name:
        return f"{author.column}: {_DOTS * 10}"
    day = f", ngày {author.scored_on:%d/%m/%Y}" if author.scored_on else ""
    entered = f"; nhập hộ: {author.entered_by}" if author.entered_by else ""
    reason = f"; lý do thay đổi: {author.reason.strip().rstrip('.')}" if author.reason else ""
    return f"{author.column}: {author.name}{day}{entered}{reason}."


def _handover(content: HandoverContent) -> View:
    day = layout.date_text(content.letterhead.dated_on, year=content.letterhead.year)
    return {
        "opening": f"{_capital(day)}, tại {content.venue}, chúng tôi gồm:",
        "giver_line": content.giver_line,
        "receiver_line": content.receiver_line,
        "basis": f"Căn cứ {content.decision}, hai bên bàn giao và nhận công việc như sau:",
        "rows": [_handover_row(row, order=str(place)) for place, row in enumerate(content.rows, 1)],
        "details": [
            {"heading": f"{place}. {row.label}", "lines": [f"- {_ended(line)}" for line in row.lines]}
            for place, row in enumerate(content.rows, 1)
        ],
        "things": [f"- {_ended(line)}" for line in content.things],
        "conclusion": [_ended(line) for line in content.conclusion],
        "ending": f"Biên bản được hai bên đọc lại, thống nhất và lập thành {content.copies_made:02d} bản có nội dung "
        "như nhau, mỗi bên giữ một bản, một bản lưu./.",
        **{
            name: _signer(getattr(content, name), hint="(Ký, ghi rõ họ tên)")
            for name in ("giver", "receiver", "witness")
        },
    }


def _handover_row(row: HandoverRow, *, order: str) -> View:
    return {"order": order, "label": row.label, "count": _count(row.count)}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _posting_list(content: PostingListContent) -> View:
    *closing, last = content.closing
    return {
        "introduction": list(content.introduction),
        "name_head": "Họ và tên chủ hộ" if content.unit == "hộ" else "Họ và tên",
        "rows": [
            {"order": str(row.order), "head_name": row.head_name, "hamlet_name": row.hamlet_name}
            for row in content.rows
        ],
        "count": f"Danh sách có {_count(len(content.rows))} {content.unit}.",
        "closing": closing,
        "ending": _finished(last),
        "copies": [],
        "left": _signer(Signer("")),
        "signer": _signer(content.signer),
    }


def _record(content: RecordContent) -> View:
    return {
        "kind_name": content.kind_name.upper(),
        **(_recipients(content.recipients) if content.recipients else _recipients(("",))),
        "parts": [_part(part) for part in content.parts],
        "ending": _finished(content.closing) if content.closing else "",
        "copies": list(layout.copies_lines(content.copies)),
        "left": _signer(content.left, hint="(Ký, ghi rõ họ tên)"),
        # Side by side both have the line, so that the names stand at one height.
        "signer": _signer(content.signer, hint="(Ký, ghi rõ họ tên)" if content.left.title else ""),
    }


def _part(part: Part) -> View:
    return {
        "heading": part.heading,
        "paragraphs": list(part.paragraphs),
        "lines": [{"label": line.label, "value": line.value.strip() or _DOTS * 8} for line in part.lines],
        "heads": list(part.check_heads or CHECK_HEADS),
        "checks": [
            {
                "code": row.code,
                "text": row.text,
                "wanted": row.wanted,
                "found": row.found,
                "result": row.result,
            }
            for row in part.checks
        ],
    }


def _case_index(content: CaseIndexContent) -> View:
    return {
        "rows": [_case_row(row) for row in content.rows],
        "notes": [f"- {_ended(line)}" for line in content.notes],
        "missing": [f"- {_ended(line)}" for line in content.missing],
        "ending": _finished(
            f"Hồ sơ có {_count(len(content.rows))} văn bản, {_count(content.page_count)} trang"
        ),
        "signer": _signer(content.signer, hint="(Ký, ghi rõ họ tên)"),
    }


def _case_row(row: CaseRow) -> View:
    return {
        "order": str(row.order),
        "number": row.number or UNKNOWN,
        "dated_on": row.dated_on or UNKNOWN,
        "abstract": row.abstract,
        "author": row.author,
        "pages": row.pages,
        "note": row.note,
    }


def _text(content: TextContent) -> View:
    number = 0
    sections = []
    written = content.sections if content.closing else _ended_sections(content.sections)
    for place, section in enumerate(written, 1):
        tables = []
        for table in section.tables:
            tables.append({"caption": table.caption, "here": place_of(number), "notes": list(table.notes)})
            number += 1
        label, lead, paragraphs = f"Điều {place}.", "", section.paragraphs
        if section.heading:
            label = f"{label} {section.heading}"
        else:
            lead, *paragraphs = section.paragraphs or ("",)  # type: ignore[assignment]
        sections.append(
            {
                "heading": section.heading,
                "paragraphs": list(section.paragraphs),
                "tables": tables,
                "label": label,
                "lead": lead,
                "more": list(paragraphs),
            }
        )
    has_two = bool(content.left.title)
    return {
        "kind_name": content.kind_name,
        **_recipients(content.addressees or ("",)),
        "authority": content.authority.upper() if isinstance(content, RulingContent) else "",
        "legal_bases": list(layout.legal_basis_lines(content.legal_bases)),
        "lines": [
            {"label": f"{line.label}:", "value": line.value.strip() or _DOTS * 8} for line in content.lines
        ],
        "introduction": list(content.introduction),
        "sections": sections,
        "ending": _finished(content.closing) if content.closing else "",
        "copies": list(layout.copies_lines((*content.recipients, *content.copies))),
        "left": _signer(content.left, hint="(Ký, ghi rõ họ tên)"),
        "signer": _signer(content.signer, hint="(Ký, ghi rõ họ tên)" if has_two else ""),
    }


def _letter(content: LetterContent) -> View:
    about = re.sub(r"^\s*v/v\s*", "", content.summary, flags=re.IGNORECASE).strip()
    first, _, rest = about.partition(" ")
    # A sentence begins small after V/v; a name stays as it is written.
    about = about if rest[:1].isupper() or first[1:].lower() != first[1:] else lower_first(about)
    column = layout.CHOICE.issuer_column_mm - 4
    return {**_text(content), "about": _fit(f"V/v {about.rstrip('.')}", layout.CHOICE.issuer_size, column)}


def _ended_sections(sections: tuple[ReportSection, ...]) -> tuple[ReportSection, ...]:
    """Without a closing the last paragraph ends the paper, unless a table stands after it."""
    if not sections or sections[-1].tables or not sections[-1].paragraphs:
        return sections
    *before, last = sections[-1].paragraphs
    return (*sections[:-1], dataclasses.replace(sections[-1], paragraphs=(*before, _finished(last))))


def tables_of(content: TextContent) -> list[ReportTable]:
    """In the order of their places."""
    return [table for section in content.sections for table in section.tables]


_VIEWS: dict[type, Callable[[Any], View]] = {
    MinutesContent: _minutes,
    NominationContent: _nomination,
    SubmissionContent: _submission,
    DecisionContent: _decision,
    PostingListContent: _posting_list,
    ResultsReportContent: _results_report,
    ScoreSheetContent: _score_sheet,
    HandoverContent: _handover,
    RecordContent: _record,
    CaseIndexContent: _case_index,
    **dict.fromkeys(TEXT_CONTENTS, _text),
    LetterContent: _letter,
}


# ── words and figures ─────────────────────────────────────────────────────────────────────────────


def _fit(words: str, size: float, column_mm: float) -> str:
    return layout.balanced(words.strip(), size=size, column=(column_mm - 1) * layout.POINTS_PER_MM)


def _recipients(names: Sequence[str]) -> View:
    if len(names) == 1:
        return {"one_recipient": names[0].strip().rstrip(".;"), "many_recipients": []}
    return {"one_recipient": "", "many_recipients": list(layout.copies_lines(names))}


_SIGNER_MM = layout.CHOICE.text_width_mm - 78


def _signer(signer: Signer, *, hint: str = "") -> View:
    size = layout.CHOICE.body_size
    return {
        "authority_lines": [_fit(line.upper(), size, _SIGNER_MM) for line in signer.authority_lines],
        "title": _fit(signer.title.upper(), size, _SIGNER_MM),
        "name": signer.name,
        "hint": signer.hint or hint,
    }


def _moment(moment: datetime | None, content: MinutesContent) -> str:
    if moment is None:
        blank = layout.date_text(content.letterhead.dated_on, year=content.letterhead.year)
        return f"{_DOTS} giờ {_DOTS}, {blank}"
    return (
        f"{moment.hour:02d} giờ {moment.minute:02d} phút, {layout.date_text(moment.date(), year=moment.year)}"
    )


def _dashed(lines: Sequence[str]) -> list[str]:
    return list(layout.copies_lines(lines))


def _ended(words: str) -> str:
    return words.strip().rstrip(".") + "."


def _finished(words: str) -> str:
    """The last words of a paper end with `./.`"""
    return words.strip().removesuffix("./.").rstrip(".") + "./."


def _count(figure: int | None, *, unknown: str = UNKNOWN) -> str:
    """Thousands are parted by a point; missing is never zero."""
    return unknown if figure is None else f"{figure:,}".replace(",", ".")


def _percent(figure: Decimal | None) -> str:
    if figure is None:
        return UNKNOWN
    return _decimal(figure.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _points(figure: Decimal | None, *, unknown: str = "") -> str:
    return unknown if figure is None else _decimal(_bare(figure))


def _change(figure: Decimal | int | None) -> str:
    if figure is None:
        return UNKNOWN
    value = _bare(Decimal(figure))
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + _decimal(abs(value))


def _bare(figure: Decimal) -> Decimal:
    whole = figure.to_integral_value()
    return whole if figure == whole else figure.normalize()


def _decimal(figure: Decimal) -> str:
    return f"{figure:,f}".translate({ord(","): ".", ord("."): ","})


# ── after the template: rules, marks, properties ──────────────────────────────────────────────────
