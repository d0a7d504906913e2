"""What somebody says against a dossier before its meeting votes. Values in, reasons out."""

from hoctap.core.refusals import Reason
from hoctap.recognition.posting.rules import said_reasons


def taking_reasons(*, content: str, handler: str, is_open: bool, is_before_the_meeting: bool) -> list[Reason]:
    reasons = []
    if not is_open:
        reasons.append(
            Reason("Cuộc họp đã ghi kết quả hoặc đã bỏ: phản ánh sau họp gửi cán bộ Hội Khuyến học xã.")
        )
    elif not is_before_the_meeting:
        reasons.append(Reason("Chọn một tên trong danh sách đưa ra họp.", "dossier"))
    return reasons + said_reasons(content=content, handler=handler)
