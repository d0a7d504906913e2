"""Trips of the travelling library: what must hold."""

import datetime as dt
from collections.abc import Collection

from hoctap.core.refusals import Reason

MOST_PHOTOS = 12


def trip_reasons(*, on: dt.date | None, vehicle: str, is_taken: bool, today: dt.date) -> list[Reason]:
    reasons = []
    if on is None:
        reasons.append(Reason("Hãy ghi ngày đi.", "on"))
    elif on > today:
        reasons.append(Reason("Ngày đi chưa tới. Hãy ghi sau chuyến đi.", "on"))
    if not vehicle:
        reasons.append(Reason("Hãy ghi tên xe hoặc chương trình, ví dụ: xe thư viện lưu động.", "vehicle"))
    elif is_taken:
        reasons.append(
            Reason("Chuyến của xe này ngày ấy đã ghi rồi. Hãy mở ra ghi thêm điểm dừng.", "vehicle")
        )
    return reasons


def stop_reasons(
    *, name: str, taken: Collection[str], numbers: Collection[int | None], people: int, resources: int
) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason("Hãy chọn trường trong danh sách, hoặc ghi tên điểm dừng.", "name"))
    elif name.casefold() in {one.casefold() for one in taken}:
        reasons.append(Reason(f"Chuyến này đã ghi {name}. Ghi tên khác nếu là điểm khác.", "name"))
    if any(number is not None and not 0 <= number <= 50_000 for number in numbers):
        reasons.append(Reason("Các số từ 0 đến 50.000.", "pupils"))
    elif resources and not people:
        reasons.append(Reason("Có lượt tài liệu thì phải có lượt người.", "pupils"))
    return reasons


def photo_reasons(*, count: int) -> list[Reason]:
    if count >= MOST_PHOTOS:
        return [Reason(f"Mỗi chuyến giữ nhiều nhất {MOST_PHOTOS} ảnh. Giữ lại những ảnh rõ nhất.", "file")]
    return []
