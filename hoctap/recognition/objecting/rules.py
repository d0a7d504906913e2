"""What somebody says against a dossier before its meeting votes. Values in, reasons out."""

import datetime as dt

from hoctap.core.refusals import Reason


def taking_reasons(*, content: str, handler: str, is_open: bool, is_before_the_meeting: bool) -> list[Reason]:
    reasons = []
    if not is_open:
        reasons.append(
            Reason("Cuộc họp đã ghi kết quả hoặc đã bỏ: phản ánh sau họp gửi cán bộ Hội Khuyến học xã.")
        )
    elif not is_before_the_meeting:
        reasons.append(Reason("Chọn một tên trong danh sách đưa ra họp.", "dossier"))
    if not content:
        reasons.append(Reason("Ghi nội dung phản ánh.", "content"))
    if not handler:
        reasons.append(Reason("Ghi họ tên người nhận giải quyết.", "handler"))
    return reasons


def answering_reasons(
    *, is_open: bool, answer: str, answered_on: dt.date | None, received_on: dt.date, today: dt.date
) -> list[Reason]:
    if not is_open:
        return [Reason("Phản ánh này đã trả lời.")]
    reasons = []
    if not answer:
        reasons.append(Reason("Ghi nội dung trả lời.", "answer"))
    if answered_on is None:
        reasons.append(Reason("Ghi ngày trả lời.", "answered_on"))
    elif not received_on <= answered_on <= today:
        reasons.append(Reason("Ngày trả lời từ ngày nhận đến hôm nay.", "answered_on"))
    return reasons
