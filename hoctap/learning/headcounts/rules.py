"""How many people were at a session, where no names were taken."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.learning.rules import SessionFacts, held_blockers

MOST = 20_000
"""More people than a commune brings to one place: a figure mistyped."""


@dataclass(frozen=True)
class Heads:
    people: int
    sex: str = ""
    """'m', 'f'; empty: not told."""
    age_band: str = ""
    """A value of `AgeBand`; empty: not told."""


def headcount_blockers(
    session: SessionFacts, heads: Sequence[Heads], *, names_standing: int, today: dt.date
) -> list[Reason]:
    reasons = held_blockers(session, today=today)
    if names_standing:
        reasons.append(
            Reason(
                f"Buổi này đã điểm danh {names_standing} người theo tên; số người đếm từ tên, không ghi thêm số khác. "
                "Muốn ghi số thay cho tên, hãy bỏ các tên ấy trước, có lý do."
            )
        )
    kinds = [(one.sex, one.age_band) for one in heads]
    if len(set(kinds)) != len(kinds):
        reasons.append(Reason("Mỗi nhóm giới tính, tuổi chỉ ghi một số.", field="people"))
    total = sum(one.people for one in heads)
    if any(one.people < 0 for one in heads):
        reasons.append(Reason("Số người không thể âm.", field="people"))
    elif total < 1:
        reasons.append(
            Reason(
                "Hãy ghi số người dự, ít nhất một người. Không có ai dự thì hủy buổi ấy, ghi lý do.", "people"
            )
        )
    elif total > MOST:
        reasons.append(Reason(f"{total} người quá nhiều cho một buổi. Hãy xem lại số.", field="people"))
    return reasons
