"""What the papers say that follow a file: an answer, a receipt, the yearly report of an authority, the certificate."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hoctap.assessments import contents
from hoctap.assessments.judging import Outcome
from hoctap.assessments.models import Assessment, CouncilMember, FileCertificate, FileComplaint, FileObjection
from hoctap.assessments.year_figures import ReportRow
from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.titles import SubjectKind
from hoctap.papers.content import Line, Part, RecordContent, Signer
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.recognition.certificates import contents as sheets
from hoctap.recognition.certificates.tokens import token_again

_CHAIRED = (OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.ASSOCIATION)


def answer(objection: FileObjection, issuer: Organisation) -> RecordContent:
    assessment = objection.assessment
    return RecordContent(
        letterhead=contents.letterhead(issuer, today().year),
        kind_name="Thông báo",
        summary=f"Trả lời phản ánh về hồ sơ “{assessment.title_name}” năm {assessment.year} của {assessment.subject_name}",
        recipients=(objection.from_whom or "Người phản ánh",),
        parts=(
            Part(
                lines=(
                    Line("Ngày nhận phản ánh", format_date(objection.received_on)),
                    Line("Nội dung", objection.content),
                    Line("Người giải quyết", objection.handler),
                    Line("Trả lời", objection.answer),
                )
            ),
        ),
        closing=f"{issuer.name} thông báo để ông (bà) được biết",
        signer=Signer("Chủ tịch" if issuer.kind in _CHAIRED else "Thủ trưởng đơn vị"),
        copies=("Như trên", "Lưu: VT"),
    )


def complaint_receipt(complaint: FileComplaint, issuer: Organisation) -> RecordContent:
    assessment = complaint.assessment
    return RecordContent(
        letterhead=contents.letterhead(issuer, complaint.received_on.year, dated_on=complaint.received_on),
        kind_name="Giấy biên nhận",
        summary=f"Nhận đơn khiếu nại về quyết định {assessment.decision_number} ngày {format_date(assessment.decided_on)}",
        parts=(
            Part(
                lines=(
                    Line("Người khiếu nại", complaint.complainant),
                    Line("Ngày nhận đơn", format_date(complaint.received_on)),
                    Line(
                        "Hồ sơ",
                        f"{assessment.title_name} năm {assessment.year} của {assessment.subject_name}",
                    ),
                    Line("Nội dung", complaint.content),
                    Line("Thẩm quyền giải quyết", complaint.authority),
                )
            ),
        ),
        closing="Giấy này lập thành hai bản, mỗi bên giữ một bản",
        signer=Signer("Người nhận đơn"),
        left=Signer("Người nộp đơn", complaint.complainant),
    )


def year_report(
    place: Place, issuer: Organisation, year: int, rows: Sequence[ReportRow], *, last_day: dt.date | None
) -> RecordContent:
    """By title: files that came, at which step they are, how many were recognised at which level."""
    above = place.parent.full_name if place.parent is not None else ""
    recipients = (
        (f"Sở Giáo dục và Đào tạo {above}", f"Ủy ban nhân dân {above}")
        if place.level == Level.DISTRICT
        else ("Bộ Giáo dục và Đào tạo",)
    )
    parts = []
    for row in rows:
        levels = "; ".join(f"{label.lower()}: {format_number(count)}" for label, count in row.levels)
        parts.append(
            Part(
                row.label,
                lines=(
                    Line(row.total.label, format_number(row.total.count)),
                    *(
                        Line(
                            cell.label,
                            format_number(cell.count)
                            + (f" ({levels})" if cell.label == "Được công nhận" and levels else ""),
                        )
                        for cell in row.cells
                    ),
                    Line("Gửi sau hạn", format_number(row.late)),
                ),
            )
        )
    due = f" Hạn báo cáo: {format_date(last_day)} (TT 24/2023/TT-BGDĐT)." if last_day else ""
    return RecordContent(
        letterhead=contents.letterhead(issuer, today().year, "BC"),
        kind_name="Báo cáo",
        summary=f"Kết quả đánh giá, công nhận các danh hiệu học tập năm {year}",
        recipients=recipients,
        parts=(
            Part(
                paragraphs=(
                    f"Số liệu đếm từ hồ sơ năm đánh giá {year} gửi đến {issuer.name}, tính đến ngày {format_date(today())}.{due}",
                )
            ),
            *parts,
        ),
        closing=f"{issuer.name} báo cáo để {recipients[0]} tổng hợp",
        signer=Signer("Trưởng phòng" if place.level == Level.DISTRICT else "Giám đốc"),
        copies=("Như trên", "Lưu: VT"),
    )


_HOLDERS = {SubjectKind.CLAN: "Dòng họ", SubjectKind.UNIT: "Đơn vị", SubjectKind.PLACE: "Cộng đồng"}


def certificate(
    assessment: Assessment,
    issuer: Organisation,
    *,
    dated_on: dt.date,
    number: str,
    signer_title: str,
    signer_name: str,
) -> dict[str, Any]:
    """What stands on a giấy công nhận: the same sheet as those of the seasons."""
    kind = assessment.words.subject_kind
    above = assessment.place.parent if kind is SubjectKind.PLACE else assessment.place
    detail = contents.annex_detail(assessment)
    until = (
        f", có giá trị đến hết ngày {format_date(assessment.valid_until)}" if assessment.valid_until else ""
    )
    holder = assessment.clan.name if assessment.clan is not None else assessment.subject_name
    name = assessment.title_name.split(" (")[0]
    return {
        "document": f"Giấy công nhận {name} {assessment.year}",
        "issuer": issuer.name,
        "heading": "GIẤY CÔNG NHẬN",
        "holder_label": _HOLDERS[kind],
        "award": f"Đạt danh hiệu “{name}”{'' if detail == 'đạt' else f', {detail.lower()}'} năm {assessment.year}",
        "decision": f"Quyết định số {assessment.decision_number} ngày {format_date(assessment.decided_on)}{until}",
        "place_date": sheets.place_and_day(issuer.place, dated_on),
        "signer_title": [line.strip().upper() for line in signer_title.split("\n") if line.strip()],
        "signer_name": signer_name,
        "sample_mark": assessment.edition.sample_mark,
        "sheet": {**sheets.plain_sheet("a4"), "wide": 297, "high": 210},
        "certificates": [
            {
                "holder": holder.removeprefix("Dòng họ ").removeprefix("dòng họ "),
                "address": sheets.where_of(above, assessment.year) if above is not None else "",
                "number": number,
                "code": "",
            }
        ],
    }


def sheet(certificate: FileCertificate) -> dict[str, Any]:
    """To be printed: its words with the code that the paper carries."""
    (one,) = certificate.content["certificates"]
    token = token_again(certificate.pk, certificate.token_hash) if certificate.token_hash else ""
    code = sheets.qr_code(certificate.check_base, token)
    return {**certificate.content, "certificates": [{**one, "code": code}]}


def book(rows: Sequence[FileCertificate], *, on: dt.date) -> dict[str, Any]:
    """The register of one issuer and year, on the same sheet as that of the seasons."""
    first = rows[0]
    ended = sum(1 for row in rows if not row.is_valid)
    words = f"{format_number(len(rows))} giấy, từ số {first.number_text} đến số {rows[-1].number_text}"
    marks = {row.content["sample_mark"] for row in rows} - {""}
    return {
        "title": f"SỔ THEO DÕI CẤP GIẤY CÔNG NHẬN THEO HỒ SƠ NĂM {first.year}",
        "issuer": first.issuer.name,
        "words": words,
        "heads": [
            "Số vào sổ",
            "Ngày cấp",
            "Cấp cho",
            "Nơi đăng ký",
            "Danh hiệu",
            "Quyết định",
            "Ký nhận",
            "Ghi chú",
        ],
        "sample_mark": " · ".join(sorted(marks)),
        "place_date": sheets.place_and_day(first.issuer.place, on),
        "closing": f"Sổ này có {words}"
        + (
            f"; {format_number(ended)} giấy không còn hiệu lực, số của giấy ấy không dùng lại."
            if ended
            else "."
        ),
        "lines": [
            {
                "number": row.number_text,
                "dated_on": format_date(row.dated_on),
                "holder": row.assessment.subject_name,
                "hamlet": row.assessment.place.title,
                "award": f"{row.assessment.title_name} {row.assessment.year}",
                "decision": row.assessment.decision_number,
                "received": f"{row.received_by}, {format_date(row.received_on)}" if row.received_by else "",
                "note": _note(row),
                "is_valid": row.is_valid,
            }
            for row in rows
        ],
    }


def _note(row: FileCertificate) -> str:
    said = [f"Cấp lại, thay số {row.replaces.number_text}: {row.why}."] if row.replaces is not None else []
    if row.ended_on is not None:
        said.append(f"Hết hiệu lực {format_date(row.ended_on)}: {row.ended_why}.")
    return " ".join(said).replace("..", ".")


def blank_opinions(
    assessment: Assessment, issuer: Organisation, members: Sequence[CouncilMember], outcome: Outcome
) -> dict[str, Any]:
    """A phiếu thẩm định for each member with nothing ticked: what each line asks, and what the file says."""
    return {
        "issuer": issuer.name,
        "parent": issuer.parent_name,
        "heading": "PHIẾU THẨM ĐỊNH",
        "summary": f"Hồ sơ đề nghị công nhận {contents.sought(assessment)} năm {assessment.year} của {assessment.subject_name}",
        "edition": assessment.edition.instrument,
        "sample_mark": assessment.edition.sample_mark,
        "place": issuer.place.name,
        "line_word": "Tiêu chí" if assessment.has_points else "Chỉ tiêu",
        "members": [
            {"name": one.name, "body": one.body, "duty": f"{one.get_duty_display()} hội đồng"}
            for one in members
        ],
        "lines": [
            {
                "code": line.code,
                "label": line.label,
                "asked": "; ".join(
                    f"{part.label}: {part.wanted}" if part.label else part.wanted for part in line.parts
                ),
                "found": "; ".join(part.found for part in line.parts if part.found),
            }
            for line in outcome.concerned
        ],
    }
