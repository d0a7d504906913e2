"""What a meeting of the commune must hold. No text that is known here sets its quorum: whoever was there is counted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason

LEAST_MEMBERS = 2
MOST_MEMBERS = 200


@dataclass(frozen=True)
class CommuneMeetingFacts:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    members: Sequence[tuple[str, str]]
    votes_for: int
    votes_against: int
    listed: int
    word: str
    today: dt.date


def members_of(text: str) -> list[tuple[str, str]]:
    """'Nguyễn Văn A, Chủ tịch Hội' on each line; without a comma the capacity is empty, and the rule says so."""
    found = []
    for line in text.splitlines():
        name, _, capacity = line.partition(",")
        if " ".join(line.split()):
            found.append((" ".join(name.split())[:120], " ".join(capacity.split())[:200]))
    return found


def commune_meeting_reasons(facts: CommuneMeetingFacts) -> list[Reason]:
    reasons = []
    if facts.held_on is None:
        reasons.append(Reason("Chưa ghi ngày họp.", "held_on"))
    elif facts.held_on > facts.today:
        reasons.append(Reason("Ngày họp ở sau ngày hôm nay.", "held_on"))
    for value, field, label in (
        (facts.venue, "venue", "địa điểm họp"),
        (facts.chair, "chair", "người chủ trì"),
        (facts.secretary, "secretary", "thư ký"),
    ):
        if not value:
            reasons.append(Reason(f"Chưa ghi {label}.", field))
    present = len(facts.members)
    if not LEAST_MEMBERS <= present <= MOST_MEMBERS:
        reasons.append(
            Reason("Ghi các thành viên dự họp, mỗi dòng một người: họ tên, chức vụ, đơn vị.", "members")
        )
    elif unnamed := [name for name, capacity in facts.members if not capacity or not name]:
        reasons.append(Reason(f"{unnamed[0]}: ghi thêm chức vụ, đơn vị sau dấu phẩy.", "members"))
    if facts.votes_for + facts.votes_against > present:
        reasons.append(
            Reason(
                f"Số ý kiến ({facts.votes_for} thống nhất + {facts.votes_against} không) nhiều hơn số người dự họp ({present}).",
                "votes_for",
            )
        )
    elif facts.votes_for <= facts.votes_against:
        # Judgement, as at the hamlet: what no majority agrees to does not go on.
        reasons.append(Reason("Số thống nhất phải nhiều hơn số không thống nhất.", "votes_for"))
    if facts.listed == 0:
        reasons.append(
            Reason(f"Không có {facts.word} nào xã đã đồng ý mà chưa qua họp xét. Xét hồ sơ trước rồi họp.")
        )
    return reasons


def unmet_reasons(names: Sequence[str], *, what: str) -> list[Reason]:
    if not names:
        return []
    more = f" và {len(names) - 3} hồ sơ khác" if len(names) > 3 else ""
    return [
        Reason(
            f"Chưa có biên bản họp xét của xã ghi thống nhất: {', '.join(names[:3])}{more}. Ghi cuộc họp rồi mới {what}."
        )
    ]


def exception_reasons(*, why: str, is_agreed: bool, minutes_open: bool, is_waiting: bool) -> list[Reason]:
    if not minutes_open:
        return [Reason("Biên bản đã ký. Muốn thay đổi thì họp lần nữa.")]
    reasons = []
    if not is_agreed:
        reasons.append(Reason("Hồ sơ này không nằm trong danh sách cuộc họp đã thống nhất."))
    elif not is_waiting:
        reasons.append(Reason("Hồ sơ đã sang bước sau. Rút tờ trình trước rồi mới trừ."))
    if not why:
        reasons.append(Reason("Trừ một hồ sơ thì ghi lý do.", "why"))
    return reasons
