"""What a posting, and an answer to what was said against it, must hold. Values in, reasons out.

No text that is known here demands the posting: the road of a place does, and says how many days.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_DAYS = 60
EARLIEST = dt.timedelta(days=30)


def weekend_days(from_on: dt.date, days: int) -> int:
    """Saturdays and Sundays that pass before so many other days have hung; no holiday is reckoned."""
    passed, left, day = 0, days, from_on
    while left > 0:
        if day.weekday() < 5:
            left -= 1
        else:
            passed += 1
        day += dt.timedelta(days=1)
    return passed


def posting_reasons(
    *,
    from_on: dt.date | None,
    days: int | None,
    least_days: int,
    day_words: str = "ngày",
    venues: Sequence[str],
    count: int,
    word: str,
    year: int,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if count == 0:
        reasons.append(
            Reason(f"Không có {word} nào chờ niêm yết: chưa đến bước niêm yết, hoặc đã niêm yết rồi.")
        )
    if from_on is None:
        reasons.append(Reason("Ghi ngày bắt đầu niêm yết.", "from_on"))
    elif from_on > today + EARLIEST:
        reasons.append(Reason("Ngày bắt đầu niêm yết xa quá 30 ngày.", "from_on"))
    elif from_on.year < year:
        reasons.append(Reason(f"Ngày niêm yết {format_date(from_on)} ở trước năm {year} của đợt.", "from_on"))
    if days is None or days < least_days:
        reasons.append(Reason(f"Quy trình của đợt niêm yết ít nhất {least_days} {day_words}.", "days"))
    elif days > MOST_DAYS:
        reasons.append(Reason(f"Niêm yết nhiều nhất {MOST_DAYS} ngày.", "days"))
    if not venues:
        reasons.append(Reason("Chọn ít nhất một nơi niêm yết.", "venues"))
    return reasons


def ending_reasons(
    *, ended_on: dt.date | None, from_on: dt.date, last_day: dt.date, why: str, today: dt.date
) -> list[Reason]:
    """Taken down on its last day it needs no word; earlier or later it says why."""
    if ended_on is None:
        return [Reason("Ghi ngày cuối cùng còn niêm yết.", "ended_on")]
    if ended_on > today:
        return [Reason("Ngày gỡ ở sau ngày hôm nay.", "ended_on")]
    if ended_on < from_on:
        return [
            Reason(
                f"Ngày gỡ ở trước ngày bắt đầu niêm yết ({format_date(from_on)}). Chưa niêm yết thì hủy.",
                "ended_on",
            )
        ]
    if ended_on != last_day and not why:
        side = "sớm" if ended_on < last_day else "muộn"
        return [Reason(f"Gỡ {side} hơn ngày {format_date(last_day)} thì ghi lý do.", "why")]
    return []


def opt_out_reasons(
    *, said_on: dt.date | None, told_by: str, stands: bool, is_decided: bool, today: dt.date
) -> list[Reason]:
    reasons = []
    if stands:
        reasons.append(Reason("Đã ghi không đồng ý niêm yết."))
    if is_decided:
        reasons.append(Reason("Hồ sơ đã có quyết định, không còn niêm yết nữa."))
    if said_on is None:
        reasons.append(Reason("Ghi ngày nói không đồng ý.", "said_on"))
    elif said_on > today:
        reasons.append(Reason("Ngày nói không đồng ý ở sau ngày hôm nay.", "said_on"))
    if not told_by:
        reasons.append(Reason("Ghi ai nói: họ tên, quan hệ với chủ hộ.", "told_by"))
    return reasons


def objection_reasons(
    *, content: str, received_on: dt.date | None, handler: str, can_be: str, today: dt.date
) -> list[Reason]:
    """`can_be` is empty, or says why nothing can be said against the dossier at its step."""
    reasons = [Reason(can_be)] if can_be else []
    if received_on is None:
        reasons.append(Reason("Ghi ngày nhận phản ánh.", "received_on"))
    elif received_on > today:
        reasons.append(Reason("Ngày nhận ở sau ngày hôm nay.", "received_on"))
    return reasons + said_reasons(content=content, handler=handler)


def said_reasons(*, content: str, handler: str) -> list[Reason]:
    """What every phản ánh says, before the meeting or at the commune."""
    reasons = []
    if not content:
        reasons.append(Reason("Ghi nội dung phản ánh.", "content"))
    if not handler:
        reasons.append(Reason("Ghi họ tên người giải quyết.", "handler"))
    return reasons


def answer_reasons(
    *,
    is_open: bool,
    outcome: str,
    answer: str,
    answered_on: dt.date | None,
    received_on: dt.date,
    return_reason: str,
    today: dt.date,
) -> list[Reason]:
    """What the hamlet reads when a dossier comes back is written apart: the words of who spoke stay at the commune."""
    if not is_open:
        return [Reason("Phản ánh này đã trả lời.")]
    reasons = []
    if outcome not in ("keep", "return"):
        reasons.append(Reason("Chọn kết quả: giữ nguyên đề nghị, hoặc trả hồ sơ lại ấp.", "outcome"))
    if not answer:
        reasons.append(Reason("Ghi nội dung trả lời.", "answer"))
    if answered_on is None:
        reasons.append(Reason("Ghi ngày trả lời.", "answered_on"))
    elif answered_on > today:
        reasons.append(Reason("Ngày trả lời ở sau ngày hôm nay.", "answered_on"))
    elif answered_on < received_on:
        reasons.append(Reason("Ngày trả lời ở trước ngày nhận phản ánh.", "answered_on"))
    if outcome == "return" and not return_reason:
        reasons.append(
            Reason("Trả hồ sơ lại ấp thì ghi lý do cho ấp biết (không nêu người phản ánh).", "return_reason")
        )
    return reasons


@dataclass(frozen=True)
class PostedDossier:
    """How one dossier stands before the decision."""

    hamlet: str
    is_left_out: bool = False
    """It does not want to be posted."""
    free_on: dt.date | None = None
    """From this day it has hung its full days; None where it never did, or came down too early."""
    open_objections: int = 0


def decision_reasons(
    dossiers: Iterable[PostedDossier],
    *,
    needs_posting: bool,
    on: dt.date,
    what: str = "quyết định",
    field: str = "",
) -> list[Reason]:
    """What keeps these dossiers from going on, on that day: said by hamlet, with the day from which they may."""
    missing: Counter[str] = Counter()
    later: dict[str, dt.date] = {}
    held: Counter[str] = Counter()
    for one in dossiers:
        if one.open_objections:
            held[one.hamlet] += one.open_objections
        if not needs_posting or one.is_left_out:
            continue
        if one.free_on is None:
            missing[one.hamlet] += 1
        elif one.free_on > on:
            later[one.hamlet] = max(one.free_on, later.get(one.hamlet, one.free_on))
    reasons = []
    if missing:
        told = ", ".join(f"{hamlet} ({count} hồ sơ)" for hamlet, count in missing.items())
        reasons.append(Reason(f"Chưa niêm yết đủ ngày: {told}. Lập danh sách niêm yết ở trang của đợt."))
    for hamlet, day in later.items():
        reasons.append(
            Reason(f"{hamlet}: đang niêm yết, chưa đủ ngày. Được {what} từ ngày {format_date(day)}.", field)
        )
    if held:
        told = ", ".join(f"{hamlet} ({count})" for hamlet, count in held.items())
        reasons.append(Reason(f"Còn phản ánh, kiến nghị chưa trả lời: {told}. Trả lời rồi mới {what}."))
    return reasons
