"""What each kind of evidence must bring."""

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

LONGEST = 300


def evidence_blockers(kind: str, text: str, *, has_content: bool) -> list[Reason]:
    if kind not in ("file", "note", "confirmation"):
        return [Reason("Hãy chọn loại minh chứng.", field="kind")]
    reasons = []
    if kind == "file" and not has_content:
        reasons.append(Reason("Hãy chọn ảnh hoặc tệp PDF.", field="file"))
    if kind == "note" and not clean(text):
        reasons.append(Reason("Hãy ghi nội dung của ghi chú.", field="text"))
    if kind == "confirmation" and not clean(text):
        reasons.append(
            Reason("Hãy ghi ai xác nhận điều gì, ví dụ: Tổ 3 xác nhận hộ có tủ sách.", field="text")
        )
    if len(clean(text)) > LONGEST:
        reasons.append(Reason(f"Nội dung dài hơn {LONGEST} ký tự. Hãy ghi ngắn lại.", field="text"))
    return reasons


def kept_text(text: str) -> str:
    return clean(text)
