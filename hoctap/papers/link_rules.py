"""Who may be given a paper by a link, and for how long. Values in, reasons out."""

from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

LONGEST_DAYS = 30
USUAL_DAYS = 7


@dataclass(frozen=True)
class LinkFacts:
    is_signed: bool
    has_file: bool
    made_for: str
    days: int


def link_blockers(facts: LinkFacts) -> list[Reason]:
    """Only what is signed goes out: a draft that travels is taken for the paper itself."""
    reasons = []
    if not facts.is_signed:
        reasons.append(
            Reason("Chỉ gửi liên kết của văn bản đã ký. Văn bản này chưa ký: ghi nhận đã ký trước rồi gửi.")
        )
    elif not facts.has_file:
        reasons.append(
            Reason(
                "Văn bản chưa có bản đã ký hay bản PDF để gửi. Hãy mở Bản PDF một lần, chờ tạo xong rồi gửi."
            )
        )
    if not clean(facts.made_for):
        reasons.append(Reason("Hãy ghi gửi cho ai, ví dụ: Trưởng ấp 3.", field="made_for"))
    if not 1 <= facts.days <= LONGEST_DAYS:
        reasons.append(Reason(f"Liên kết dùng được từ 1 đến {LONGEST_DAYS} ngày.", field="days"))
    return reasons
