"""What a club may be called, when it may have met, and whether it is alive."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Sequence
from enum import StrEnum

from hoctap.core.dates import ONE_DAY
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.learning.regularity.rules import Regular


class Pulse(StrEnum):
    """Worked out from meetings, never kept."""

    ALIVE = "alive"
    UNEVEN = "uneven"
    SILENT = "silent"
    NEW = "new"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {
            "alive": "sinh hoạt thường xuyên",
            "uneven": "sinh hoạt chưa đều",
            "silent": "lâu không sinh hoạt",
            "new": "mới lập",
            "ended": "đã thôi",
        }[self.value]

    @property
    def tone(self) -> str:
        return {
            "alive": "done",
            "uneven": "waiting",
            "silent": "overdue",
            "new": "neutral",
            "ended": "locked",
        }[self.value]


def window_before(day: dt.date, months: int) -> dt.date:
    """The first day of the so many months that end with `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    back = dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return back + ONE_DAY


def pulse_of(
    met: Iterable[dt.date],
    regular: Regular,
    *,
    founded_on: dt.date | None,
    ended_on: dt.date | None,
    today: dt.date,
) -> Pulse:
    """By the last so many months, as long as the standard looks back."""
    if ended_on is not None and ended_on <= today:
        return Pulse.ENDED
    first = window_before(today, regular.months)
    lately = [day for day in met if first <= day <= today]
    if len(lately) >= regular.activities:
        return Pulse.ALIVE
    if founded_on is not None and founded_on >= first:
        return Pulse.NEW
    return Pulse.UNEVEN if lately else Pulse.SILENT


def club_blockers(
    *,
    name: str,
    place_name: str,
    is_commune_or_hamlet: bool,
    is_topic_offered: bool,
    is_venue_there: bool,
    founded_on: dt.date | None,
    met: Sequence[dt.date],
    taken: Iterable[str],
    today: dt.date,
) -> list[Reason]:
    """`taken`: names of the other clubs that stand at the place; `met`: when this one has met already."""
    reasons = []
    if not is_commune_or_hamlet:
        reasons.append(
            Reason(f"Câu lạc bộ là của xã hoặc của ấp, khóm; {place_name} không phải.", field="place")
        )
    if not name:
        reasons.append(
            Reason("Hãy ghi tên, ví dụ: Câu lạc bộ Đờn ca tài tử, Đội bóng chuyền ấp.", field="name")
        )
    elif name.lower() in {one.lower() for one in taken}:
        reasons.append(Reason(f"{place_name} đã có {name}. Hãy mở ra ghi tiếp, không lập lần nữa.", "name"))
    if not is_topic_offered:
        reasons.append(Reason("Lĩnh vực này nơi đang chọn không dùng. Hãy chọn lĩnh vực khác.", "topic"))
    if not is_venue_there:
        reasons.append(
            Reason("Địa điểm này không thuộc xã đang chọn, hoặc đã thôi dùng. Hãy chọn nơi khác.", "venue")
        )
    if founded_on is not None and founded_on > today:
        reasons.append(
            Reason(f"Ngày thành lập {format_date(founded_on)} chưa tới. Hãy ghi ngày đã lập.", "founded_on")
        )
    elif founded_on is not None and met and min(met) < founded_on:
        reasons.append(
            Reason(
                f"Đã ghi buổi sinh hoạt ngày {format_date(min(met))}, trước ngày thành lập {format_date(founded_on)}. "
                "Hãy xem lại ngày thành lập.",
                "founded_on",
            )
        )
    return reasons


def end_blockers(
    *, ended_on: dt.date, why: str, founded_on: dt.date | None, met: Sequence[dt.date], today: dt.date
) -> list[Reason]:
    reasons = []
    if ended_on > today:
        reasons.append(Reason("Ngày thôi hoạt động chưa tới. Hãy ghi khi câu lạc bộ đã thôi.", "ended_on"))
    if founded_on is not None and ended_on <= founded_on:
        reasons.append(
            Reason(f"Ngày thôi phải sau ngày thành lập {format_date(founded_on)}.", field="ended_on")
        )
    later = [day for day in met if day >= ended_on]
    if later:
        reasons.append(
            Reason(
                f"Đã ghi buổi sinh hoạt ngày {format_date(max(later))}. Hãy ghi ngày thôi sau buổi ấy.",
                "ended_on",
            )
        )
    if not why:
        reasons.append(Reason("Hãy ghi vì sao thôi, ví dụ: sáp nhập vào câu lạc bộ khác.", field="why"))
    return reasons


def meeting_blockers(
    *,
    on: dt.date,
    founded_on: dt.date | None,
    ended_on: dt.date | None,
    met: Sequence[dt.date],
    today: dt.date,
) -> list[Reason]:
    if on > today:
        return [Reason("Ngày sinh hoạt chưa tới. Hãy ghi sau khi đã sinh hoạt.", field="on")]
    if founded_on is not None and on < founded_on:
        return [Reason(f"Ngày ấy câu lạc bộ chưa lập (lập ngày {format_date(founded_on)}).", field="on")]
    if ended_on is not None and on >= ended_on:
        return [Reason(f"Câu lạc bộ đã thôi từ {format_date(ended_on)}, không ghi buổi sau ngày ấy.", "on")]
    if on in met:
        return [
            Reason(
                f"Buổi ngày {format_date(on)} đã ghi rồi. Muốn sửa số người, hãy mở buổi ấy trong danh sách.",
                field="on",
            )
        ]
    return []


def tally_blockers(
    *,
    as_of: dt.date,
    men: int,
    women: int,
    founded_on: dt.date | None,
    ended_on: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if as_of > today:
        reasons.append(Reason("Ngày đếm chưa tới.", field="as_of"))
    elif founded_on is not None and as_of < founded_on:
        reasons.append(Reason(f"Ngày ấy câu lạc bộ chưa lập (lập {format_date(founded_on)}).", "as_of"))
    elif ended_on is not None and as_of >= ended_on:
        reasons.append(Reason(f"Câu lạc bộ đã thôi từ {format_date(ended_on)}.", field="as_of"))
    if men + women < 1:
        reasons.append(Reason("Hãy ghi số thành viên, ít nhất một người.", field="men"))
    elif men + women > 5000:
        reasons.append(Reason(f"{men + women} thành viên là quá nhiều. Hãy xem lại số.", field="men"))
    return reasons
