"""What a road, its days, and entering after them must keep to. Values in, reasons out."""

import datetime as dt
from collections.abc import Mapping, Sequence

from hoctap.core.dates import last_day_before
from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.recognition.road import DAY_KINDS, MOVABLE, ORDER, FrozenRoad, Step

MOST_LATE_DAYS = 60


def road_reasons(steps: Sequence[Step]) -> list[Reason]:
    """Each step once, the indispensable ones walked, in an order in which each finds what it rests on."""
    reasons: list[Reason] = []
    codes = [step.code for step in steps]
    if missing := [code for code in ORDER if code not in codes]:
        reasons.append(Reason(f"Thiếu {len(missing)} bước của quy trình. Tải lại trang."))
    if len(codes) != len(set(codes)) or any(code not in ORDER for code in codes):
        reasons.append(Reason("Có bước lạ hoặc bước ghi hai lần. Tải lại trang."))
    if reasons:
        return reasons
    fixed = [code for code in codes if code not in MOVABLE]
    if fixed != [code for code in ORDER if code not in MOVABLE]:
        reasons.append(
            Reason("Thứ tự các bước không đổi được, trừ niêm yết: bước sau cần kết quả của bước trước.")
        )
    if not codes.index("review") < codes.index("posting") < codes.index("decision"):
        reasons.append(Reason("Niêm yết đặt sau khi xã xét và trước quyết định.", "posting"))
    for step in steps:
        if step.is_off and not step.is_optional:
            reasons.append(Reason(f"Không bỏ được bước “{step.name}”.", step.code))
        if not step.name:
            reasons.append(Reason("Bước phải có tên.", step.code))
        if step.before and not _is_day_of_year(step.before):
            reasons.append(Reason(f"“{step.name}”: ngày ghi như 15/11.", step.code))
        if step.code == "posting" and not step.is_off and not (step.days and 1 <= step.days <= 60):
            reasons.append(Reason("Niêm yết ghi số ngày, từ 1 đến 60.", "posting"))
        if step.day_kind not in DAY_KINDS:
            reasons.append(Reason("Ngày niêm yết là ngày lịch hoặc ngày làm việc.", "posting"))
    walked = {step.code for step in steps if not step.is_off}
    if "group_meeting" in walked and "hamlet_meeting" not in walked:
        reasons.append(
            Reason(
                "Họp ở Tổ rồi thì ấp họp xác nhận: bật bước họp ở ấp, hoặc bỏ bước họp ở Tổ.",
                "hamlet_meeting",
            )
        )
    return reasons


def _is_day_of_year(text: str) -> bool:
    try:
        dt.date.fromisoformat(f"2023-{text}")
    except ValueError:
        return False
    return True


def day_reasons(road: FrozenRoad, days: Mapping[str, dt.date | None], *, year: int, why: str) -> list[Reason]:
    """Days of a round, each on or after that of the step before it; a change says why."""
    reasons: list[Reason] = []
    if not why:
        reasons.append(Reason("Đổi hạn thì ghi lý do, căn cứ.", "why"))
    latest: tuple[dt.date, str] | None = None
    for step in road.walked:
        day = days.get(step.code)
        if day is None:
            continue
        if abs(day.year - year) > 1:
            reasons.append(
                Reason(f"“{step.name}”: ngày {format_date(day)} không nằm gần năm {year}.", step.code)
            )
        elif latest is not None and day < latest[0]:
            reasons.append(
                Reason(
                    f"“{step.name}” không thể xong trước “{latest[1]}” (trước ngày {format_date(latest[0])}).",
                    step.code,
                )
            )
        else:
            latest = (day, step.name)
    return reasons


def late_entry_reasons(*, why: str, allowed_by: str, until: dt.date | None, today: dt.date) -> list[Reason]:
    reasons = []
    if not why:
        reasons.append(Reason("Ghi lý do nhập sau hạn.", "why"))
    if not allowed_by:
        reasons.append(Reason("Ghi họ tên người cho phép.", "allowed_by"))
    if until is None or until < today:
        reasons.append(Reason("Ghi ngày cuối cùng được nhập, từ hôm nay trở đi.", "until"))
    elif (until - today).days > MOST_LATE_DAYS:
        reasons.append(Reason(f"Cho nhập sau hạn nhiều nhất {MOST_LATE_DAYS} ngày một lần.", "until"))
    return reasons


def entering_reasons(
    *, last_day: dt.date | None, is_held: bool, allowed_until: dt.date | None, today: dt.date
) -> list[Reason]:
    """After the last day that is held, a hamlet enters only by a permission that still runs."""
    if not is_held or last_day is None or today <= last_day:
        return []
    if allowed_until is not None and today <= allowed_until:
        return []
    return [
        Reason(
            f"Hạn nhập của ấp là hết ngày {format_date(last_day)}. Cán bộ Hội Khuyến học xã ghi lý do và người cho phép "
            "ở trang của đợt, mục “Nhập sau hạn”, rồi nhập tiếp; số nhập sau hạn được ghi rõ."
        )
    ]


WEEK = dt.timedelta(days=7)
NEAR = dt.timedelta(days=3)


def reminder_reasons(
    *, last_copied: dt.date | None, last_day: dt.date | None, today: dt.date
) -> list[Reason]:
    """Once a week for a hamlet and matter; in the last three days once a day."""
    if last_copied is None:
        return []
    if last_copied == today:
        return [Reason("Hôm nay đã chép lời nhắc này rồi.")]
    is_near = last_day is not None and dt.timedelta(0) <= last_day - today <= NEAR
    if not is_near and today - last_copied < WEEK:
        return [
            Reason(
                f"Đã nhắc ngày {format_date(last_copied)}. Mỗi tuần nhắc một lần, trừ ba ngày cuối trước hạn."
            )
        ]
    return []


def shown_day(before: dt.date | None) -> str:
    """'hết ngày 14/11/2024': what 'trước ngày 15/11/2024' means."""
    return f"hết ngày {format_date(last_day_before(before))}" if before else ""
