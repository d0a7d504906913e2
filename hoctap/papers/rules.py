"""When a paper may be signed, and with which number and date. Values in, reasons out."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason

LARGEST_NUMBER = 99_999


@dataclass(frozen=True)
class SignatureFacts:
    """What an officer typed after the signature, and what the kind of paper asks for."""

    number: int | None
    dated_on: dt.date | None
    signer: str
    has_signed_copy: bool
    needs_number: bool
    needs_signed_copy: bool
    number_taken_by: str
    """Who has it, in words that name the paper."""
    today: dt.date


def signature_reasons(facts: SignatureFacts) -> list[Reason]:
    """Nghị định 30/2020/NĐ-CP, Điều 15: number and date follow the signature; without them a decision has no effect here."""
    reasons = []
    if facts.needs_number and facts.number is None:
        reasons.append(Reason("Chưa có số. Ghi số mà văn thư đã cấp sau khi ký.", field="number"))
    if facts.number is not None and facts.number < 1:
        reasons.append(Reason("Số văn bản phải từ 1 trở lên.", field="number"))
    if facts.number is not None and facts.number > LARGEST_NUMBER:
        reasons.append(
            Reason(f"Số văn bản lớn quá {LARGEST_NUMBER}. Chỉ ghi phần số, ví dụ 5.", field="number")
        )
    if facts.number_taken_by:
        reasons.append(
            Reason(
                f"Số {facts.number} đã ghi cho {facts.number_taken_by}. Xem lại sổ văn bản đi.",
                field="number",
            )
        )
    if facts.dated_on is None:
        reasons.append(Reason("Chưa có ngày ký.", field="dated_on"))
    elif facts.dated_on > facts.today:
        reasons.append(Reason("Ngày ký ở sau ngày hôm nay.", field="dated_on"))
    if not facts.signer:
        reasons.append(Reason("Chưa ghi họ tên người ký.", field="signer"))
    if facts.needs_signed_copy and not facts.has_signed_copy:
        reasons.append(
            Reason(
                "Chưa có bản đã ký, đóng dấu (ảnh chụp hoặc PDF). Quyết định chỉ có hiệu lực ở đây khi có bản này.",
                field="file",
            )
        )
    return reasons
