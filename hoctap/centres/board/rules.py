"""Who may sit on a centre's board, which posts are vacant, which terms are over."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

LEADERS = ("director", "deputy")
# Whose absence from a meeting its minutes name; the others work in the centre.
OF_THE_BOARD = (*LEADERS, "member", "secretary")
# What a board is, where no decision says how many: a director and two deputies, one of the association and one of a school.
USUAL_POSTS = {"director": 1, "deputy": 2}
SOON = dt.timedelta(days=60)


@dataclass(frozen=True)
class SeatDetails:
    role: str
    full_name: str
    starts_on: dt.date
    decision_number: str = ""
    decision_on: dt.date | None = None
    term_ends_on: dt.date | None = None
    title: str = ""
    duties: str = ""


def seat_blockers(
    details: SeatDetails,
    *,
    role_name: str,
    centre_from: dt.date,
    centre_to: dt.date | None,
    directors: Iterable[tuple[str, dt.date, dt.date | None]],
    same_person: bool,
    today: dt.date,
) -> list[Reason]:
    """`directors`: name, first day and end of whoever directs or directed the centre. `same_person`: has this very seat already."""
    reasons = []
    if not details.full_name:
        reasons.append(Reason("Hãy ghi họ và tên.", field="full_name"))
    if details.role in LEADERS and not details.decision_number:
        reasons.append(
            Reason(
                f"{role_name} phải có quyết định bổ nhiệm. Hãy ghi số quyết định.", field="decision_number"
            )
        )
    if details.role in LEADERS and details.decision_on is None:
        reasons.append(Reason("Hãy ghi ngày của quyết định.", field="decision_on"))
    if details.decision_on is not None and details.decision_on > today:
        reasons.append(
            Reason(f"Ngày quyết định {format_date(details.decision_on)} chưa tới.", field="decision_on")
        )
    if details.starts_on < centre_from:
        reasons.append(
            Reason(f"Trung tâm thành lập ngày {format_date(centre_from)}; hãy ghi từ ngày ấy.", "starts_on")
        )
    if centre_to is not None and details.starts_on >= centre_to:
        reasons.append(Reason(f"Trung tâm đã kết thúc từ {format_date(centre_to)}.", field="starts_on"))
    if details.term_ends_on is not None and details.term_ends_on <= details.starts_on:
        reasons.append(Reason("Ngày hết nhiệm kỳ phải sau ngày bắt đầu.", field="term_ends_on"))
    if details.role == "director":
        for name, start, end in directors:
            if end is None or (end > details.starts_on):
                since = format_date(start)
                until = f" đến {format_date(end)}" if end else ""
                reasons.append(
                    Reason(
                        f"{name} là giám đốc từ {since}{until}. Hãy ghi cho thôi người ấy trước, hoặc ghi từ ngày sau đó.",
                        field="starts_on",
                    )
                )
                break
    if same_person:
        reasons.append(
            Reason(
                f"{details.full_name} đang giữ vai trò này. Hết nhiệm kỳ thì ghi nhiệm kỳ mới ở chính người ấy.",
                field="full_name",
            )
        )
    return reasons


def end_blockers(*, on: dt.date, why: str, starts_on: dt.date, is_ended: bool) -> list[Reason]:
    reasons = []
    if is_ended:
        reasons.append(Reason("Người này đã thôi giữ vai trò rồi."))
    if on <= starts_on:
        reasons.append(Reason(f"Ngày thôi phải sau ngày bắt đầu {format_date(starts_on)}.", field="on"))
    if not why:
        reasons.append(Reason("Hãy ghi lý do thôi: chuyển công tác, nghỉ hưu, hết nhiệm kỳ …", field="why"))
    return reasons


def quota_blockers(
    *, decision_number: str, decision_on: dt.date, from_on: dt.date, today: dt.date
) -> list[Reason]:
    reasons = []
    if not decision_number:
        reasons.append(Reason("Hãy ghi số quyết định giao số lượng người.", field="decision_number"))
    if decision_on > today:
        reasons.append(Reason(f"Ngày quyết định {format_date(decision_on)} chưa tới.", field="decision_on"))
    if from_on < decision_on:
        reasons.append(Reason("Ngày áp dụng không trước ngày quyết định.", field="from_on"))
    return reasons


def review_blockers(
    *, year: int, text: str, starts_on: dt.date, ended_on: dt.date | None, is_there: bool, today: dt.date
) -> list[Reason]:
    reasons = []
    if not text:
        reasons.append(Reason("Hãy ghi đã làm được gì so với việc được phân công.", field="text"))
    if year > today.year:
        reasons.append(Reason(f"Năm {year} chưa tới.", field="year"))
    elif year < starts_on.year or (ended_on is not None and year > ended_on.year):
        reasons.append(Reason(f"Năm {year} người này không giữ vai trò.", field="year"))
    if is_there:
        reasons.append(Reason(f"Năm {year} đã tự đánh giá.", field="year"))
    return reasons


def meeting_blockers(
    *, on: dt.date, chaired_by: str, conclusion: str, agenda: str, present: int, today: dt.date
) -> list[Reason]:
    reasons = []
    if on > today:
        reasons.append(Reason(f"Ngày họp {format_date(on)} chưa tới. Hãy ghi sau khi họp.", field="on"))
    if not chaired_by:
        reasons.append(Reason("Hãy ghi ai chủ trì.", field="chaired_by"))
    if not agenda:
        reasons.append(Reason("Hãy ghi nội dung họp.", field="agenda"))
    if not conclusion:
        reasons.append(Reason("Hãy ghi kết luận hoặc nghị quyết của cuộc họp.", field="conclusion"))
    if present < 2:
        reasons.append(Reason("Hãy đánh dấu những người dự họp: ít nhất hai người.", field="present"))
    return reasons


@dataclass(frozen=True)
class MinutesDetails:
    """What minutes need beside what was recorded after the meeting."""

    secretary: str
    held_at: str = ""
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    discussion: str = ""
    tasks: str = ""


def minutes_blockers(details: MinutesDetails, *, is_signed: bool) -> list[Reason]:
    if is_signed:
        return [Reason("Biên bản cuộc họp này đã ký. Điều cần thêm hãy ghi ở cuộc họp sau.")]
    reasons = []
    if not details.secretary:
        reasons.append(Reason("Hãy ghi thư ký, người ghi biên bản.", field="secretary"))
    if details.starts_at and details.ends_at and details.ends_at <= details.starts_at:
        reasons.append(Reason("Giờ kết thúc phải sau giờ bắt đầu.", field="ends_at"))
    return reasons


@dataclass(frozen=True)
class Held:
    role: str
    term_ends_on: dt.date | None


@dataclass(frozen=True)
class PostCount:
    """Of one role on one day. `posts` None: no decision says how many, and none is usual."""

    role: str
    posts: int | None
    filled: int
    expired: int
    soon: int
    by_decision: bool

    @property
    def vacant(self) -> int:
        return max(0, (self.posts or 0) - self.filled)

    @property
    def is_in_order(self) -> bool:
        return not self.vacant and not self.expired


def posts_on(
    day: dt.date, held: Iterable[Held], quotas: Mapping[str, int], roles: Iterable[str]
) -> list[PostCount]:
    """Each role that is filled, approved or usual, in the order of `roles`."""
    rows = list(held)
    filled = Counter(one.role for one in rows)
    over = Counter(one.role for one in rows if one.term_ends_on is not None and one.term_ends_on <= day)
    soon = Counter(
        one.role for one in rows if one.term_ends_on is not None and day < one.term_ends_on <= day + SOON
    )
    found = []
    for role in roles:
        posts = quotas.get(role, USUAL_POSTS.get(role))
        if posts is not None or filled[role]:
            found.append(PostCount(role, posts, filled[role], over[role], soon[role], role in quotas))
    return found
