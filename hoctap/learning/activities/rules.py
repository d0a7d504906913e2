"""When an activity may be planned, recorded, changed and called off."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_SESSIONS = 120
LONGEST_DAYS = 400


@dataclass(frozen=True)
class ActivityFacts:
    title: str
    kind: str
    place_name: str
    commune_name: str
    is_place_inside: bool
    is_topic_offered: bool
    hosts: Sequence[str]
    """Bodies in whose meeting or name it is held, but for the centre itself."""
    bodies: Sequence[str]
    speakers: Sequence[str]
    is_line_of_commune: bool = True
    is_line_approved: bool = True
    is_venue_of_commune: bool = True


def details_blockers(facts: ActivityFacts, *, is_held: bool) -> list[Reason]:
    reasons = []
    if not facts.title:
        reasons.append(Reason("Hãy ghi nội dung hoạt động.", field="title"))
    if not facts.is_place_inside:
        reasons.append(
            Reason(
                f"{facts.place_name} không thuộc {facts.commune_name}. Hãy chọn xã ấy hoặc một ấp, khóm của xã.",
                field="place",
            )
        )
    if not facts.is_topic_offered:
        reasons.append(Reason("Chuyên đề này không còn dùng ở đây. Hãy chọn chuyên đề khác.", field="topic"))
    if facts.kind == "embedded" and not facts.hosts:
        reasons.append(
            Reason(
                "Buổi lồng ghép diễn ra trong cuộc họp của đơn vị khác. Hãy ghi đơn vị chủ trì cuộc họp ấy.",
                field="hosts",
            )
        )
    if repeated := _repeated(facts.bodies):
        reasons.append(Reason(f"{repeated} được ghi hai lần. Mỗi đơn vị chỉ ghi một lần.", field="partners"))
    if repeated := _repeated(facts.speakers):
        reasons.append(Reason(f"Báo cáo viên {repeated} được ghi hai lần.", field="speakers"))
    if is_held and facts.kind == "class" and not facts.speakers:
        reasons.append(
            Reason("Lớp đã học thì phải có người dạy. Hãy ghi báo cáo viên, giáo viên.", field="speakers")
        )
    if not facts.is_line_of_commune:
        reasons.append(Reason("Dòng chương trình này không phải của trung tâm đã chọn.", field="line"))
    elif not facts.is_line_approved:
        reasons.append(
            Reason(
                "Chương trình chưa được phê duyệt lần nào. Hãy trình duyệt trước khi xếp ngày theo dòng này.",
                "line",
            )
        )
    if not facts.is_venue_of_commune:
        reasons.append(
            Reason("Địa điểm này không ở xã đã chọn. Hãy chọn nơi khác hoặc ghi tên nơi.", "venue")
        )
    return reasons


def _repeated(names: Sequence[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return ""


def planning_blockers(days: Sequence[dt.date], *, today: dt.date) -> list[Reason]:
    if not days:
        return [Reason("Hãy ghi ngày tổ chức.", field="starts_on")]
    reasons = []
    past = [day for day in days if day < today]
    if past:
        reasons.append(
            Reason(
                f"Ngày {format_date(past[0])} đã qua. Hoạt động đã diễn ra thì ghi ở “Ghi nhanh”; "
                "chưa diễn ra thì chọn ngày sắp tới.",
                field="starts_on",
            )
        )
    if len(days) > MOST_SESSIONS:
        reasons.append(
            Reason(f"Một lớp nhiều nhất {MOST_SESSIONS} buổi. Hãy tách thành nhiều lớp.", "more_days")
        )
    if (max(days) - min(days)).days > LONGEST_DAYS:
        reasons.append(
            Reason("Buổi đầu và buổi cuối cách nhau hơn một năm. Hãy xem lại ngày.", field="more_days")
        )
    return reasons


@dataclass(frozen=True)
class Similar:
    """One of the same day and field that is recorded already."""

    title: str
    bodies: Sequence[str]
    people: int


def recording_blockers(
    on: dt.date, *, today: dt.date, similar: Sequence[Similar], is_another: bool
) -> list[Reason]:
    """`is_another`: the recorder says that it is not one of the similar ones."""
    reasons = []
    if on > today:
        reasons.append(
            Reason(
                f"Ngày {format_date(on)} chưa tới, chưa ghi là đã diễn ra được. Hãy xếp lịch, ghi người dự từ ngày ấy.",
                field="on",
            )
        )
    if similar and not is_another:
        told = "; ".join(
            f"“{one.title}” của {', '.join(one.bodies) or 'đơn vị chưa ghi'}, {one.people} người"
            for one in similar
        )
        reasons.append(
            Reason(
                f"Ngày ấy đã có: {told}. Một buổi chỉ ghi một lần, mỗi đơn vị vẫn thấy trong báo cáo của mình. Nếu là cùng "
                "buổi, hãy mở buổi ấy và bấm “Thêm đơn vị của tôi”; nếu là buổi khác, hãy đánh dấu ở dưới.",
                field="is_another",
            )
        )
    return reasons


def change_blockers(*, is_cancelled: bool) -> list[Reason]:
    return [Reason("Hoạt động này đã hủy, không sửa được.")] if is_cancelled else []


def cancel_blockers(*, is_cancelled: bool, names_standing: int, why: str) -> list[Reason]:
    reasons = []
    if is_cancelled:
        reasons.append(Reason("Hoạt động này đã hủy rồi."))
    if names_standing:
        reasons.append(
            Reason(
                f"Hoạt động này đã điểm danh {names_standing} lượt theo tên. Hãy bỏ các tên ấy trước, có lý do: người dự "
                "có thể đã dùng làm minh chứng."
            )
        )
    if not why:
        reasons.append(Reason("Hãy ghi lý do hủy, ví dụ: mưa lớn, báo cáo viên bận đột xuất.", field="why"))
    return reasons


def session_blockers(
    on: dt.date,
    *,
    starts_at: dt.time | None,
    ends_at: dt.time | None,
    today: dt.date,
    others: Sequence[dt.date],
    is_activity_cancelled: bool,
    is_activity_held: bool,
    is_new: bool,
    is_counted: bool,
) -> list[Reason]:
    """`others`: days of the other sessions that stand."""
    reasons = []
    if is_activity_cancelled:
        reasons.append(Reason("Hoạt động này đã hủy, không thêm hay đổi buổi được."))
    if is_new and on < today and not is_activity_held:
        reasons.append(
            Reason(
                f"Ngày {format_date(on)} đã qua. Hãy chọn ngày sắp tới, hoặc ghi buổi đã diễn ra trước.", "on"
            )
        )
    if is_counted and on > today:
        reasons.append(
            Reason(f"Buổi này đã có người dự, không thể ở ngày chưa tới {format_date(on)}.", field="on")
        )
    if starts_at and ends_at and ends_at <= starts_at:
        reasons.append(Reason("Giờ kết thúc phải sau giờ bắt đầu.", field="ends_at"))
    days = [*others, on]
    if (max(days) - min(days)).days > LONGEST_DAYS:
        reasons.append(Reason("Buổi này cách các buổi khác hơn một năm. Hãy xem lại ngày.", field="on"))
    if is_new and len(days) > MOST_SESSIONS:
        reasons.append(Reason(f"Một hoạt động nhiều nhất {MOST_SESSIONS} buổi.", field="on"))
    return reasons


def session_cancel_blockers(*, is_cancelled: bool, counted_by: str, why: str) -> list[Reason]:
    reasons = []
    if is_cancelled:
        reasons.append(Reason("Buổi này đã hủy rồi."))
    elif counted_by == "heads":
        reasons.append(Reason("Buổi này đã ghi số người dự. Hãy bỏ số ấy trước khi hủy buổi."))
    elif counted_by:
        reasons.append(Reason("Buổi này đã điểm danh. Hãy bỏ các tên trước, có lý do, rồi mới hủy buổi."))
    if not why:
        reasons.append(Reason("Hãy ghi lý do hủy buổi.", field="why"))
    return reasons


def join_blockers(*, has_body: bool, is_in: bool, is_cancelled: bool) -> list[Reason]:
    if not has_body:
        return [Reason("Tài khoản này chưa gắn với một đơn vị nào. Hãy chọn tư cách khác.")]
    if is_cancelled:
        return [Reason("Hoạt động này đã hủy.")]
    if is_in:
        return [Reason("Đơn vị của ông/bà đã có trong hoạt động này.")]
    return []
