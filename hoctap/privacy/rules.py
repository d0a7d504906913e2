"""Data protection of a body: the 72 hours of an incident, terms of keeping, days off, the security level. Values in, reasons or words out.

Sources: NĐ 13/2023/NĐ-CP, Điều 23 (72 hours, read; that the law 91/2025/QH15 keeps them is known from secondary texts only);
NĐ 85/2016/NĐ-CP, Điều 7–9 and 12 (security levels, read; whether another decree replaced it is not known). Terms of keeping are no law's.
"""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.dates import FIXED_HOLIDAYS
from hoctap.core.refusals import Reason
from hoctap.core.text import clean

NOTIFY_WITHIN = dt.timedelta(hours=72)
MANY_USERS = 10_000
LONGEST_MONTHS = 70 * 12


# ── incidents ─────────────────────────────────────────────────────────────────────────────────────


def notify_by(found_at: dt.datetime) -> dt.datetime:
    return found_at + NOTIFY_WITHIN


def found_blockers(
    *, what: str, found_at: dt.datetime, happened_at: dt.datetime | None, now: dt.datetime
) -> list[Reason]:
    reasons = []
    if not clean(what):
        reasons.append(Reason("Hãy ghi việc gì đã xảy ra.", field="what"))
    if found_at > now:
        reasons.append(Reason("Lúc phát hiện ở sau bây giờ.", field="found_at"))
    if happened_at is not None and happened_at > found_at:
        reasons.append(Reason("Việc xảy ra không thể sau lúc phát hiện.", field="happened_at"))
    return reasons


def told_blockers(
    *, found_at: dt.datetime, told_at: dt.datetime, whom: str, late_why: str, now: dt.datetime
) -> list[Reason]:
    """Told within 72 hours of the finding, or later with the reason. Late is recorded as late."""
    reasons = []
    if told_at > now:
        reasons.append(Reason("Lúc thông báo ở sau bây giờ.", field="told_at"))
    if told_at < found_at:
        reasons.append(Reason("Không thể thông báo trước lúc phát hiện.", field="told_at"))
    if not clean(whom):
        reasons.append(Reason("Hãy ghi đã thông báo cho cơ quan nào.", field="told_whom"))
    if told_at > notify_by(found_at) and not clean(late_why):
        reasons.append(Reason("Đã quá 72 giờ kể từ lúc phát hiện: hãy ghi vì sao chậm.", field="late_why"))
    return reasons


def subjects_told_blockers(
    *, found_at: dt.datetime, told_at: dt.datetime, how: str, now: dt.datetime
) -> list[Reason]:
    reasons = []
    if told_at > now:
        reasons.append(Reason("Lúc báo người dân ở sau bây giờ.", field="subjects_told_at"))
    if told_at < found_at:
        reasons.append(Reason("Không thể báo người dân trước lúc phát hiện.", field="subjects_told_at"))
    if not clean(how):
        reasons.append(Reason("Hãy ghi đã báo người dân bằng cách nào.", field="subjects_told_how"))
    return reasons


def close_blockers(
    *, is_harm_likely: bool | None, is_told: bool, are_subjects_told: bool, measures: str, untold_why: str
) -> list[Reason]:
    """An incident is over when it was assessed, handled, and told to whom it must be told, or it is written down why not."""
    reasons = []
    if is_harm_likely is None:
        reasons.append(Reason("Chưa đánh giá việc này có thể gây hại cho người dân hay không."))
    if not clean(measures):
        reasons.append(Reason("Chưa ghi đã làm gì để ngăn chặn, khắc phục."))
    if not is_told and not clean(untold_why):
        reasons.append(
            Reason(
                "Chưa thông báo cơ quan chuyên trách. Hãy thông báo, hoặc ghi vì sao không phải thông báo.",
                field="untold_why",
            )
        )
    if is_harm_likely and not is_told:
        reasons.append(
            Reason("Việc có thể gây hại cho người dân: phải thông báo cơ quan chuyên trách trước.")
        )
    if is_harm_likely and not are_subjects_told:
        reasons.append(Reason("Việc có thể gây hại cho người dân: phải báo người dân trước khi kết thúc."))
    return reasons


# ── days off ──────────────────────────────────────────────────────────────────────────────────────


def day_off_blockers(*, on: dt.date, name: str, source: str, is_known: bool, today: dt.date) -> list[Reason]:
    reasons = []
    if not clean(name):
        reasons.append(Reason("Hãy ghi nghỉ dịp gì.", field="name"))
    if not clean(source):
        reasons.append(Reason("Hãy ghi văn bản thông báo nghỉ.", field="source"))
    if on.weekday() >= 5:
        reasons.append(Reason("Ngày này là thứ Bảy hoặc Chủ nhật: không cần ghi.", field="on"))
    elif fixed := FIXED_HOLIDAYS.get((on.month, on.day)):
        reasons.append(Reason(f"Ngày này là {fixed}, hệ thống đã biết: không cần ghi.", field="on"))
    elif is_known:
        reasons.append(Reason("Ngày này đã ghi rồi.", field="on"))
    if not today.year - 1 <= on.year <= today.year + 1:
        reasons.append(Reason("Chỉ ghi ngày nghỉ của năm trước, năm nay và năm sau.", field="on"))
    return reasons


# ── how long records are kept ─────────────────────────────────────────────────────────────────────


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    month += 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))


def retention_blockers(*, months: int, basis: str, is_kept: bool) -> list[Reason]:
    reasons = []
    if is_kept:
        reasons.append(Reason("Loại này được giữ lâu dài, hệ thống không xóa."))
    if not 1 <= months <= LONGEST_MONTHS:
        reasons.append(Reason(f"Thời hạn từ 1 đến {LONGEST_MONTHS} tháng.", field="months"))
    if not clean(basis):
        reasons.append(Reason("Hãy ghi căn cứ: văn bản, hoặc vì sao chọn thời hạn này.", field="basis"))
    return reasons


# ── the security level ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SystemFacts:
    """`users`: whoever has an account. `is_public_service`: an online public service of level 3 or more; None: nobody said."""

    has_personal_data: bool
    is_online: bool
    users: int
    is_public_service: bool | None = None
    is_province_wide: bool | None = None


@dataclass(frozen=True)
class LevelAdvice:
    level: int
    reasons: tuple[str, ...]
    unknowns: tuple[str, ...] = ()


def security_level(facts: SystemFacts) -> LevelAdvice:
    """The level to propose by NĐ 85/2016/NĐ-CP. The owner's unit in charge decides (Điều 12); the higher of several rules counts."""
    third = []
    if facts.is_public_service:
        third.append("cung cấp dịch vụ công trực tuyến mức độ 3 trở lên (điểm a khoản 2 Điều 9)")
    if facts.has_personal_data and facts.is_online and facts.users >= MANY_USERS:
        third.append(
            f"dịch vụ trực tuyến có xử lý dữ liệu cá nhân của từ {MANY_USERS:,} người sử dụng trở lên".replace(
                ",", "."
            )
            + " (điểm c khoản 2 Điều 9)"
        )
    if facts.is_province_wide:
        third.append("hạ tầng dùng chung của một ngành hoặc một tỉnh (khoản 3 Điều 9)")
    unknowns = []
    if facts.is_public_service is None:
        unknowns.append("hệ thống có cung cấp dịch vụ công trực tuyến mức độ 3 trở lên không")
    if facts.is_province_wide is None:
        unknowns.append("hệ thống có phải hạ tầng dùng chung của tỉnh không")
    if third:
        return LevelAdvice(3, tuple(third), tuple(unknowns))
    if not facts.has_personal_data:
        return LevelAdvice(1, ("chỉ có thông tin công khai, dùng nội bộ (Điều 7)",), tuple(unknowns))
    if facts.is_online:
        few = f"dịch vụ trực tuyến có xử lý dữ liệu cá nhân của dưới {MANY_USERS:,} người sử dụng".replace(
            ",", "."
        )
        return LevelAdvice(2, (f"{few} (điểm c khoản 2 Điều 8)",), tuple(unknowns))
    return LevelAdvice(2, ("hệ thống nội bộ có xử lý dữ liệu cá nhân (khoản 1 Điều 8)",), tuple(unknowns))
