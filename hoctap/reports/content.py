"""The report as a paper: frozen figures to the content that is rendered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.vietnamese import format_number
from hoctap.papers.content import Letterhead, ResultRow, ResultsReportContent, Section, Signer, TargetResult
from hoctap.papers.layout import date_text
from hoctap.places.models import Organisation, Place
from hoctap.plans.models import Plan
from hoctap.reports.frozen import FrozenFigures, FrozenRow, FrozenTarget


@dataclass(frozen=True)
class ReportText:
    """What a person writes in the report; figures are never written by hand."""

    recipients: tuple[str, ...]
    shortcomings: str = ""
    proposals: str = ""


def report_title(year: int, version: int) -> str:
    again = f" (bản thay thế lần {version - 1})" if version > 1 else ""
    return f"Kết quả công nhận danh hiệu “Gia đình học tập” năm {year}{again}"


def results_report(
    figures: FrozenFigures,
    text: ReportText,
    *,
    issuer: Organisation,
    place: Place,
    cut_off_on: dt.date,
    version: int,
    plans: Sequence[Plan],
) -> ResultsReportContent:
    return ResultsReportContent(
        letterhead=Letterhead(
            issuer_name=issuer.name,
            parent_name=issuer.parent_name,
            place_name=place.name,
            year=figures.year,
            symbol=f"BC-{issuer.symbol}",
        ),
        summary=report_title(figures.year, version),
        recipients=text.recipients,
        introduction=(_introduction(issuer, plans),),
        targets=tuple(_target(target, figures) for target in figures.targets),
        rows=tuple(_row(row) for row in figures.rows),
        total=_row(figures.total, name="Tổng cộng"),
        copies=("Như trên", "Lưu: VT"),
        signer=Signer(title="Chủ tịch", authority_lines=("TM. Ủy ban nhân dân",)),
        as_of=cut_off_on,
        notes=tuple(_notes(figures)),
        sections=tuple(_sections(text)),
        sample_mark=figures.sample_mark,
    )


def _introduction(issuer: Organisation, plans: Sequence[Plan]) -> str:
    named = [
        f"Kế hoạch số {plan.number}"
        + (f" {date_text(plan.dated_on, year=plan.dated_on.year)}" if plan.dated_on else "")
        + f" của {plan.issuer}"
        for plan in plans
        if plan.number
    ]
    start = f"Thực hiện {'; '.join(named)}, " if named else ""
    return f"{start}{issuer.name} báo cáo kết quả như sau:"


def _target(target: FrozenTarget, figures: FrozenFigures) -> TargetResult:
    in_percent = target.unit == "%"
    deadline = f"trước {date_text(target.before_on, year=target.before_on.year)}" if target.before_on else ""
    has_result = target.result is not None
    return TargetResult(
        statement=_statement(target),
        plan=target.plan,
        numerator=target.numerator if has_result else None,
        denominator=target.denominator if has_result else None,
        percent=target.result if in_percent else None,
        # While communes are missing the result is provisional: no verdict is printed.
        is_met=target.met if not figures.missing else None,
        deadline_text=deadline,
        late=target.late,
    )


def _statement(target: FrozenTarget) -> str:
    """The plan's sentence; with what is wanted where the sentence itself does not say it."""
    said = target.wording.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    number = format_number(target.value)
    return target.wording if number in said else f"{target.wording}: {target.wanted}"


def _row(row: FrozenRow, *, name: str = "") -> ResultRow:
    return ResultRow(
        place_name=name or row.name,
        households_total=row.households,
        registered=row.registered,
        recognised=row.recognised,
        late=row.late,
        percent_of_total=row.of_households,
        percent_of_registered=row.of_registered,
        change=row.change,
    )


def _notes(figures: FrozenFigures) -> list[str]:
    notes = ["Ghi chú: dấu “—” là chưa có số liệu. Hộ được công nhận trễ hạn vẫn tính vào số công nhận."]
    if figures.missing:
        notes.append(
            f"Có {figures.communes_in}/{figures.communes_all} xã có số liệu; chưa có: "
            f"{', '.join(figures.missing)}."
        )
    if figures.before_note:
        notes.append(figures.before_note)
    return notes


def _sections(text: ReportText) -> list[Section]:
    written = [("Tồn tại, nguyên nhân", text.shortcomings), ("Kiến nghị, đề xuất", text.proposals)]
    sections: list[Section] = []
    for heading, words in written:
        paragraphs = tuple(line.strip() for line in words.splitlines() if line.strip())
        if paragraphs:
            sections.append(Section(f"{len(sections) + 3}. {heading}", paragraphs))
    return sections
