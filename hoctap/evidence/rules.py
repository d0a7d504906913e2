"""What each kind of evidence must bring, who may say that he saw the original, which photos look alike."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date

LONGEST = 300
# Of 64 bits. The same photo made smaller, lighter or packed again differs in few; two photos of two houses in about half of them.
NEAR = 6


@dataclass(frozen=True)
class Confirmation:
    """Who confirms, in which capacity, on which day."""

    by: str = ""
    capacity: str = ""
    on: dt.date | None = None


def evidence_blockers(
    kind: str, text: str, *, has_content: bool, confirmation: Confirmation, today: dt.date
) -> list[Reason]:
    if kind not in ("file", "note", "confirmation"):
        return [Reason("Hãy chọn loại minh chứng.", field="kind")]
    reasons = []
    if kind == "file" and not has_content:
        reasons.append(Reason("Hãy chọn ảnh hoặc tệp PDF.", field="file"))
    if kind == "note" and not clean(text):
        reasons.append(Reason("Hãy ghi nội dung của ghi chú.", field="text"))
    if kind == "confirmation":
        reasons += _confirmation_blockers(text, confirmation, today)
    if len(clean(text)) > LONGEST:
        reasons.append(Reason(f"Nội dung dài hơn {LONGEST} ký tự. Hãy ghi ngắn lại.", field="text"))
    return reasons


def _confirmation_blockers(text: str, told: Confirmation, today: dt.date) -> list[Reason]:
    reasons = []
    if not clean(text):
        reasons.append(Reason("Hãy ghi xác nhận điều gì, ví dụ: hộ có tủ sách 30 cuốn.", field="text"))
    if not clean(told.by):
        reasons.append(Reason("Hãy ghi họ tên người xác nhận.", field="confirmer"))
    if not clean(told.capacity):
        reasons.append(
            Reason(
                "Hãy ghi người đó xác nhận với tư cách gì, ví dụ: Tổ trưởng Tổ 3.", field="confirmer_capacity"
            )
        )
    if told.on is None:
        reasons.append(Reason("Hãy ghi ngày xác nhận.", field="confirmed_on"))
    elif told.on > today:
        reasons.append(
            Reason(f"Ngày xác nhận {format_date(told.on)} ở sau ngày hôm nay.", field="confirmed_on")
        )
    return reasons


def kept_text(text: str) -> str:
    return clean(text)


def verification_blockers(
    *, kind: str, has_file: bool, is_withdrawn: bool, is_erased: bool, verified_by: str, added_by_same: bool
) -> list[Reason]:
    """What keeps a person from saying "đã đối chiếu bản gốc"."""
    if is_withdrawn:
        return [Reason("Minh chứng này đã rút, không đối chiếu nữa.")]
    if is_erased:
        return [Reason("Ảnh, tệp này đã xóa theo yêu cầu của người dân, không còn gì để đối chiếu.")]
    if verified_by:
        return [Reason(f"Minh chứng này đã được đối chiếu: {verified_by}.")]
    if kind == "record":
        return [Reason("Dữ liệu có sẵn trong phần mềm không cần đối chiếu bản gốc.")]
    if kind == "note" and not has_file:
        return [Reason("Ghi chú không có bản gốc để đối chiếu.")]
    if added_by_same:
        return [
            Reason(
                "Người thêm minh chứng không tự đối chiếu được. Hãy nhờ một người khác xem bản gốc rồi ghi ở đây."
            )
        ]
    return []
