"""Until when a person's request about his own data must be answered, and who must agree for a child. Values in, values out.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 and NĐ 356/2025/NĐ-CP, in force since 1/1/2026. Days are working days; public holidays are
not known here, only Saturdays and Sundays are left out, and the screen says so.
"""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

ACKNOWLEDGE_DAYS = 2
# Kind of request → working days.
DUE_DAYS = {"view": 10, "correct": 10, "withdraw": 15, "restrict": 15, "object": 15, "erase": 20}
ADULT_AT = 16
AGREES_FROM = 7
ERASED_NAME = "(đã xóa theo yêu cầu)"


def working_days_after(day: dt.date, days: int) -> dt.date:
    """The last day of a term of so many working days that begins the day after."""
    while days > 0:
        day += dt.timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day


def received_blockers(received_on: dt.date, today: dt.date) -> list[Reason]:
    if received_on > today:
        return [Reason("Ngày nhận ở sau ngày hôm nay.", field="received_on")]
    if (today - received_on).days > 366:
        return [Reason("Ngày nhận cách đây hơn một năm. Hãy xem lại.", field="received_on")]
    return []


def outcome_blockers(text: str) -> list[Reason]:
    return [] if clean(text) else [Reason("Hãy ghi kết quả, hoặc lý do từ chối.", field="outcome")]


def consent_blockers(
    *, birth_year: int | None, given_year: int, guardian: str, child_agrees: bool, notice: str, channel: str
) -> list[Reason]:
    """What a consent must show. A child's age is told from the year of birth alone: in doubt he is the younger."""
    reasons = []
    if not clean(notice):
        reasons.append(Reason("Hãy ghi bản thông báo mà người dân đã đọc hoặc nghe đọc.", "notice_version"))
    if not channel:
        reasons.append(Reason("Hãy chọn hình thức đồng ý.", field="channel"))
    if birth_year is None:
        return reasons
    age = given_year - birth_year
    if age <= ADULT_AT and not clean(guardian):
        reasons.append(
            Reason("Người này chưa đủ 16 tuổi: cần cha, mẹ hoặc người giám hộ đồng ý.", field="guardian")
        )
    if AGREES_FROM <= age <= ADULT_AT and not child_agrees:
        reasons.append(Reason("Trẻ từ 7 tuổi cũng phải đồng ý.", field="child_agrees"))
    return reasons
