"""What a speaker's row, an hour given and a step of a request must say."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


@dataclass(frozen=True)
class SpeakerDetails:
    full_name: str
    kind: str
    title: str = ""
    phone: str = ""
    expertise: str = ""
    availability: str = ""
    is_core: bool = False
    started_on: dt.date | None = None


def speaker_blockers(details: SpeakerDetails, *, has_topics: bool, is_there: bool) -> list[Reason]:
    """`is_there`: somebody of this name and title stands in the register already."""
    reasons = []
    if not details.full_name:
        reasons.append(Reason("Hãy ghi họ và tên.", field="full_name"))
    if details.kind == "expert" and not details.expertise:
        reasons.append(Reason("Trí thức, chuyên gia: hãy ghi chuyên môn.", field="expertise"))
    if details.kind == "volunteer" and not details.expertise:
        reasons.append(Reason("Tình nguyện viên: hãy ghi làm được việc gì.", field="expertise"))
    if details.kind in ("speaker", "instructor", "teacher") and not has_topics:
        reasons.append(Reason("Hãy chọn ít nhất một chuyên đề người này dạy được.", field="topics"))
    if is_there:
        reasons.append(
            Reason(f"Đã có {details.full_name} với chức danh này. Hãy mở người ấy ra sửa.", field="full_name")
        )
    return reasons


def help_blockers(
    *,
    what: str,
    on: dt.date,
    hours: Decimal,
    started_on: dt.date | None,
    ended_on: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if not what:
        reasons.append(Reason("Hãy ghi hoạt động đã tham gia.", field="what"))
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới.", field="on"))
    if started_on is not None and on < started_on:
        reasons.append(Reason(f"Người này tham gia từ {format_date(started_on)}.", field="on"))
    if ended_on is not None and on >= ended_on:
        reasons.append(Reason(f"Người này đã thôi tham gia từ {format_date(ended_on)}.", field="on"))
    if not 0 < hours <= 24:
        reasons.append(Reason("Số giờ từ 0,5 đến 24.", field="hours"))
    return reasons


@dataclass(frozen=True)
class RequestDetails:
    title: str
    asked_on: dt.date
    from_on: dt.date
    to_on: dt.date
    sessions_wanted: int
    wishes: str = ""
    school: str = ""


def request_blockers(details: RequestDetails, *, today: dt.date, standing: bool) -> list[Reason]:
    reasons = []
    if not details.title:
        reasons.append(Reason("Hãy ghi lớp, chuyên đề cần giáo viên.", field="title"))
    if details.asked_on > today:
        reasons.append(Reason(f"Ngày xin {format_date(details.asked_on)} chưa tới.", field="asked_on"))
    if details.from_on < details.asked_on:
        reasons.append(Reason("Ngày cần giáo viên không trước ngày xin.", field="from_on"))
    if details.to_on < details.from_on:
        reasons.append(Reason("Ngày cuối không trước ngày đầu.", field="to_on"))
    if not standing:
        reasons.append(Reason("Trung tâm đã kết thúc hoặc đang bị đình chỉ, không xin giáo viên được."))
    return reasons


def forward_blockers(
    *, on: dt.date, paper: str, asked_on: dt.date, by_authority: bool, via: str, today: dt.date
) -> list[Reason]:
    """`by_authority`: the office itself does it here; else the centre writes down what its paper says."""
    reasons = _day_reasons(on, asked_on, "ngày xin", today)
    if not by_authority and not paper:
        reasons.append(
            Reason(f"Việc giao là của {via}. Trung tâm ghi lại thì phải ghi số văn bản giao.", field="paper")
        )
    return reasons


def refusal_blockers(*, why: str, by_authority: bool, via: str) -> list[Reason]:
    reasons = []
    if not by_authority:
        reasons.append(Reason(f"Chỉ {via} trả lời không giao. Trung tâm không cần nữa thì ghi thôi xin."))
    if not why:
        reasons.append(Reason("Hãy ghi lý do không giao.", field="why"))
    return reasons


def assign_blockers(
    *, on: dt.date, teacher: str, school: str, forwarded_on: dt.date | None, today: dt.date
) -> list[Reason]:
    reasons = _day_reasons(on, forwarded_on, "ngày giao trường", today)
    if not teacher:
        reasons.append(Reason("Hãy ghi họ và tên giáo viên được cử.", field="teacher_name"))
    if not school:
        reasons.append(Reason("Hãy ghi giáo viên của trường nào.", field="school"))
    return reasons


def confirm_blockers(
    *, on: dt.date, schedule: str, assigned_on: dt.date | None, today: dt.date
) -> list[Reason]:
    reasons = _day_reasons(on, assigned_on, "ngày trường cử", today)
    if not schedule:
        reasons.append(Reason("Hãy ghi lịch dạy đã thống nhất với giáo viên.", field="schedule"))
    return reasons


def session_blockers(
    *,
    state_is_confirmed: bool,
    on: dt.date,
    content: str,
    from_on: dt.date,
    held: int,
    wanted: int,
    is_there: bool,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if not state_is_confirmed:
        reasons.append(Reason("Chưa xác nhận lịch dạy thì chưa ghi buổi dạy."))
    if not content:
        reasons.append(Reason("Hãy ghi nội dung buổi dạy.", field="content"))
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới.", field="on"))
    if on < from_on:
        reasons.append(Reason(f"Giáo viên dạy từ {format_date(from_on)}.", field="on"))
    if held >= wanted:
        reasons.append(Reason(f"Đã ghi đủ {wanted} buổi. Cần thêm buổi thì lập yêu cầu mới.", field="on"))
    if is_there:
        reasons.append(Reason("Buổi này đã ghi.", field="content"))
    return reasons


def finish_blockers(*, held: int, wanted: int, why: str) -> list[Reason]:
    if held == 0:
        return [Reason("Chưa ghi buổi dạy nào. Không dạy nữa thì ghi thôi xin.")]
    if held < wanted and not why:
        return [Reason(f"Mới dạy {held} trong {wanted} buổi. Hãy ghi vì sao kết thúc.", field="why")]
    return []


def _day_reasons(on: dt.date, after: dt.date | None, words: str, today: dt.date) -> list[Reason]:
    reasons = []
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới.", field="on"))
    if after is not None and on < after:
        reasons.append(Reason(f"Không trước {words} {format_date(after)}.", field="on"))
    return reasons
