"""What a plan rests on, who pays, who receives it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.refusals import Reason


@dataclass(frozen=True)
class BasisDetails:
    role: str = "basis"
    """'basis' (căn cứ) or 'referred' (viện dẫn)."""
    kind: str = ""
    number: str = ""
    dated_on: dt.date | None = None
    issuer: str = ""
    subject: str = ""
    source_from: int | None = None
    source_to: int | None = None


@dataclass(frozen=True)
class FundingDetails:
    text: str
    kind: str = "other"
    """'state', 'social', 'association', 'project' or 'other'."""
    source_from: int | None = None
    source_to: int | None = None


@dataclass(frozen=True)
class RecipientDetails:
    text: str
    group: str = "text"
    """'text', 'body' (with body_id), 'each_commune' (with mirror) or 'in_section' (with section: 'IV')."""
    body_id: UUID | None = None
    mirror: str = ""
    section: str = ""
    purpose: str = ""
    source_from: int | None = None


def basis_blockers(details: BasisDetails) -> list[Reason]:
    if details.number or details.subject:
        return []
    return [Reason("Ghi số, ký hiệu hoặc nội dung của văn bản làm căn cứ.", field="number")]


def funding_blockers(details: FundingDetails) -> list[Reason]:
    return [] if details.text else [Reason("Ghi nguồn kinh phí như trong kế hoạch.", field="text")]


def recipient_blockers(details: RecipientDetails, *, sections: set[str]) -> list[Reason]:
    """`sections`: those of the plan's tasks."""
    reasons = []
    if not details.text:
        reasons.append(Reason("Ghi nơi nhận như trong văn bản.", field="text"))
    if details.group == "body" and not details.body_id:
        reasons.append(Reason("Chọn cơ quan nhận.", field="body"))
    if details.group == "each_commune" and not details.mirror:
        reasons.append(Reason("Chọn loại cơ quan của từng xã.", field="mirror"))
    if details.group == "in_section":
        if not details.section:
            reasons.append(Reason("Ghi mục của kế hoạch, ví dụ IV.", field="section"))
        elif not any(in_section(one, details.section) for one in sections):
            reasons.append(Reason(f"Kế hoạch chưa có việc nào ở mục {details.section}.", field="section"))
    return reasons


def in_section(section: str, wanted: str) -> bool:
    """'IV.7' lies in 'IV'."""
    return section == wanted or section.startswith(wanted + ".")
