"""What a difficulty must say, and who is to act on it next."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason


@dataclass(frozen=True)
class DifficultyDetails:
    text: str
    beyond: bool
    """Vượt thẩm quyền of the unit that raises it."""
    wish: str = ""
    solution: str = ""
    """How it was solved there, where it is within its competence."""


def difficulty_blockers(details: DifficultyDetails, *, focal: str, has_plan_begun: bool) -> list[Reason]:
    reasons = []
    if not details.text:
        reasons.append(Reason("Ghi khó khăn, vướng mắc gặp phải.", field="text"))
    if details.beyond and not details.wish:
        reasons.append(Reason("Vượt thẩm quyền: ghi kiến nghị cấp trên làm gì.", field="wish"))
    if details.beyond and not focal:
        reasons.append(
            Reason(
                "Kế hoạch chưa ghi đầu mối nhận khó khăn, vướng mắc. Nhờ cơ quan ban hành ghi đầu mối vào kế hoạch.",
                field="beyond",
            )
        )
    if not has_plan_begun:
        reasons.append(Reason("Kế hoạch còn là dự thảo."))
    return reasons


def waited_words(waited: dt.timedelta) -> str:
    """'trong ngày', '12 ngày'."""
    return f"{waited.days} ngày" if waited.days else "trong ngày"
