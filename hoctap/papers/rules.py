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


@dataclass(frozen=True)
class WithdrawalFacts:
    """`by_*` is the paper that ends another: one of here, or words."""

    is_signed: bool
    dated_on: dt.date | None
    already: str
    """How it was ended before, in words."""
    kind_is_known: bool
    is_by_itself: bool
    by_is_signed: bool
    by_dated_on: dt.date | None
    has_by_paper: bool
    by_words: str
    on: dt.date | None
    reason: str
    today: dt.date


def withdrawal_reasons(facts: WithdrawalFacts) -> list[Reason]:
    """Only a signed paper is withdrawn, by a paper that is signed too and not older."""
    if not facts.is_signed or facts.dated_on is None:
        return [Reason("Văn bản chưa ký thì không thu hồi: đưa về bản nháp để sửa, hoặc bỏ văn bản.")]
    if facts.already:
        return [Reason(f"Văn bản này đã ghi: {facts.already}.")]
    reasons = []
    if not facts.kind_is_known:
        reasons.append(Reason("Chọn thu hồi hay thay thế.", field="kind"))
    if facts.has_by_paper == bool(facts.by_words):
        reasons.append(
            Reason(
                "Chọn văn bản thu hồi hoặc thay thế trong hệ thống, hoặc ghi số, ngày của văn bản ở ngoài; chỉ một trong hai.",
                field="by_paper",
            )
        )
    if facts.is_by_itself:
        reasons.append(Reason("Văn bản không tự thu hồi chính nó. Chọn văn bản khác.", field="by_paper"))
    elif facts.has_by_paper and not facts.by_is_signed:
        reasons.append(
            Reason("Văn bản thu hồi hoặc thay thế chưa ký. Ghi nhận đã ký trước.", field="by_paper")
        )
    elif facts.by_dated_on is not None and facts.by_dated_on < facts.dated_on:
        reasons.append(
            Reason(
                f"Văn bản thu hồi hoặc thay thế ký ngày {facts.by_dated_on:%d/%m/%Y}, trước ngày {facts.dated_on:%d/%m/%Y} của văn bản này.",
                field="by_paper",
            )
        )
    if facts.on is None:
        reasons.append(Reason("Ghi từ ngày nào.", field="on"))
    elif facts.on < facts.dated_on:
        reasons.append(Reason(f"Ngày này ở trước ngày {facts.dated_on:%d/%m/%Y} của văn bản.", field="on"))
    elif facts.on > facts.today:
        reasons.append(Reason("Ngày này ở sau ngày hôm nay. Ghi lại vào ngày ấy.", field="on"))
    if not facts.reason:
        reasons.append(Reason("Ghi vì sao thu hồi, thay thế.", field="reason"))
    return reasons


def late_copy_reasons(*, is_signed: bool, has_copy: bool, is_given: bool) -> list[Reason]:
    """The signed sheet comes in once, after the signature was put on record without it."""
    if not is_signed:
        return [Reason("Văn bản chưa ghi nhận đã ký: nộp bản đã ký cùng số và ngày.", field="file")]
    if has_copy:
        return [Reason("Văn bản đã có bản đã ký, không thay được nữa.", field="file")]
    if not is_given:
        return [Reason("Chọn ảnh chụp hoặc PDF của bản đã ký, đóng dấu.", field="file")]
    return []
