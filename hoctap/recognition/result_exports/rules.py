"""Which columns a list for the association's software may have, and what a mark must say. Values in, reasons out."""

import datetime as dt
from collections.abc import Sequence

from hoctap.core.refusals import Reason

COLUMNS: dict[str, str] = {
    "number": "STT",
    "name": "Họ và tên",
    "birth_year": "Năm sinh",
    "sex": "Giới tính",
    "hamlet": "Ấp, khóm",
    "group": "Tổ",
    "head": "Chủ hộ",
    "form": "Mẫu phiếu",
    "registered_on": "Ngày đăng ký",
    "points": "Điểm từng chỉ số",
    "self_total": "Công dân tự chấm",
    "total": "Tổng điểm",
    "passed": "Kết quả",
    "state": "Bước",
}
USUAL = ("number", "name", "birth_year", "hamlet", "points", "total", "passed")
"""Where no order was kept yet. How the association's software asks is not public: each place keeps its own order."""


def template_reasons(name: str, columns: Sequence[str]) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason("Chưa đặt tên cho mẫu.", "name"))
    if unknown := [key for key in columns if key not in COLUMNS]:
        reasons.append(Reason(f"Không có cột “{unknown[0][:20]}”.", "columns"))
    if len(set(columns)) != len(columns):
        reasons.append(Reason("Một cột chỉ đứng một chỗ.", "columns"))
    if "name" not in columns:
        reasons.append(Reason("Mẫu phải có cột “Họ và tên”. Ghi số thứ tự cho cột này.", "name_order"))
    return reasons


def mark_reasons(
    *, typed_on: dt.date | None, typed_by: str, today: dt.date, count: int, expected: int | None
) -> list[Reason]:
    """`expected`: how many the person saw when he pressed for all of them."""
    reasons = []
    if typed_on is None:
        reasons.append(Reason("Chưa ghi ngày nhập lên phần mềm của Hội.", "typed_on"))
    elif typed_on > today:
        reasons.append(Reason("Ngày nhập ở sau ngày hôm nay.", "typed_on"))
    if not typed_by:
        reasons.append(Reason("Chưa ghi ai đã nhập.", "typed_by"))
    if not count:
        reasons.append(Reason("Chưa chọn công dân nào."))
    elif expected is not None and expected != count:
        reasons.append(
            Reason(
                f"Danh sách đã đổi từ lúc ông/bà xem: lúc đó {expected} công dân, nay {count}. Xem lại rồi ghi."
            )
        )
    return reasons
