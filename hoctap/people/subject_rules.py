"""Until when a person's request about his own data must be answered, and who must agree for a child. Values in, values out.

Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 and NĐ 356/2025/NĐ-CP, in force since 1/1/2026. The numbers of days were read in secondary
texts only: an installation can set others (`HOCTAP_REQUEST_DAYS`). Days are working days, see `core.dates`.
"""

import datetime as dt

from hoctap.core.refusals import Reason
from hoctap.core.text import clean

ACKNOWLEDGE_DAYS = 2
# Kind of request → working days.
DUE_DAYS = {"view": 10, "correct": 10, "withdraw": 15, "restrict": 15, "object": 15, "erase": 20}
MOST_EXTENSION_DAYS = 60
ADULT_AT = 16
AGREES_FROM = 7
ERASED_NAME = "(đã xóa theo yêu cầu)"


def days_of(settings: str) -> dict[str, int]:
    """The terms in working days: the law's, but for what `settings` ("acknowledge=2,view=10") says otherwise.

    Raises ValueError with the word that is wrong.
    """
    days = {"acknowledge": ACKNOWLEDGE_DAYS, **DUE_DAYS}
    for part in filter(None, (part.strip() for part in settings.split(","))):
        name, _, number = part.partition("=")
        if name.strip() not in days or not number.strip().isdecimal() or not 1 <= int(number) <= 90:
            raise ValueError(f"HOCTAP_REQUEST_DAYS: {part}")
        days[name.strip()] = int(number)
    return days


def extension_blockers(
    *, due_on: dt.date, new_due_on: dt.date, is_extended: bool, today: dt.date, why: str
) -> list[Reason]:
    """A term is moved once, before it is over, and the person is told why. Late stays late."""
    reasons = []
    if is_extended:
        reasons.append(Reason("Yêu cầu này đã gia hạn một lần. Không gia hạn thêm nữa."))
    if today > due_on:
        reasons.append(
            Reason(f"Hạn {due_on:%d/%m/%Y} đã qua. Muộn vẫn là muộn: hãy trả lời ngay, không gia hạn.")
        )
    if new_due_on <= due_on:
        reasons.append(Reason(f"Hạn mới phải sau hạn đang có ({due_on:%d/%m/%Y}).", field="new_due_on"))
    if (new_due_on - due_on).days > MOST_EXTENSION_DAYS:
        reasons.append(
            Reason(f"Gia hạn quá {MOST_EXTENSION_DAYS} ngày. Hãy xem lại ngày.", field="new_due_on")
        )
    if not clean(why):
        reasons.append(Reason("Hãy ghi vì sao phải gia hạn: người dân được biết lý do.", field="why"))
    return reasons


def refusal_blockers(outcome: str, legal_reason: str) -> list[Reason]:
    reasons = outcome_blockers(outcome)
    if not clean(legal_reason):
        reasons.append(
            Reason("Từ chối phải nêu căn cứ pháp luật: số, tên văn bản, điều khoản.", field="legal_reason")
        )
    return reasons


def notice_blockers(
    *, body: str, officer: str, contact: str, in_force_on: dt.date, latest_in_force_on: dt.date | None
) -> list[Reason]:
    """What a privacy notice must say before anybody is read it. Blanks of the proposed text look like "[…]"."""
    reasons = []
    if not clean(body):
        reasons.append(Reason("Hãy ghi nội dung thông báo.", field="body"))
    if "[" in body:
        reasons.append(Reason("Nội dung còn chỗ trong ngoặc vuông […] chưa điền.", field="body"))
    if not clean(officer):
        reasons.append(Reason("Hãy ghi người hoặc bộ phận phụ trách dữ liệu cá nhân.", field="officer_name"))
    if not clean(contact):
        reasons.append(Reason("Hãy ghi cách liên lạc với người phụ trách.", field="officer_contact"))
    if latest_in_force_on is not None and in_force_on < latest_in_force_on:
        day = f"{latest_in_force_on:%d/%m/%Y}"
        reasons.append(
            Reason(f"Bản trước dùng từ {day}; bản mới không thể dùng sớm hơn.", field="in_force_on")
        )
    return reasons


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
