"""When a report may be made, and to whom it is proposed to go."""

import datetime as dt
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

# The middle tier ended: district offices of education and district associations receive nothing since.
TWO_TIERS_SINCE = dt.date(2025, 7, 1)


@dataclass(frozen=True)
class ReportFacts:
    is_commune_or_above: bool
    has_issuer: bool
    has_figures: bool
    year: int
    cut_off_on: dt.date
    today: dt.date
    last_record_on: dt.date | None
    recipients: tuple[str, ...]


def report_blockers(facts: ReportFacts) -> list[Reason]:
    if not facts.is_commune_or_above:
        return [Reason("Báo cáo do UBND cấp xã trở lên ban hành.", field="place")]
    reasons = []
    if not facts.has_issuer:
        reasons.append(Reason("Chưa có Ủy ban nhân dân của nơi này trong danh mục cơ quan.", field="place"))
    if not facts.has_figures:
        reasons.append(Reason(f"Năm {facts.year} chưa có số liệu: chưa mở đợt công nhận.", field="year"))
    if facts.cut_off_on > facts.today:
        reasons.append(Reason("Ngày chốt số liệu không được sau hôm nay.", field="cut_off_on"))
    elif facts.cut_off_on.year < facts.year:
        reasons.append(Reason(f"Ngày chốt số liệu phải từ 01/01/{facts.year}.", field="cut_off_on"))
    elif facts.last_record_on and facts.last_record_on > facts.cut_off_on:
        # Figures are those of now: an earlier day would be printed over figures that came after it.
        last = format_date(facts.last_record_on)
        reasons.append(
            Reason(
                f"Sổ sách đã ghi đến ngày {last}, sau ngày chốt. Chọn ngày chốt từ {last} trở đi.",
                field="cut_off_on",
            )
        )
    if not facts.recipients:
        reasons.append(Reason("Ghi ít nhất một nơi nhận.", field="recipients"))
    return reasons


def proposed_recipients(cut_off_on: dt.date, *, district: str, province: str) -> tuple[str, ...]:
    """Who a commune's report is proposed to go to; the officer may write others.

    Until 30/6/2025 as plan 415/KH-UBND of 2024 names them. Since then no paper of the province names them:
    the two bodies that took over are proposed, and the screen says that it waits for the province's word.
    """
    if cut_off_on < TWO_TIERS_SINCE and district:
        return (
            f"Hội Khuyến học và Khoa học lịch sử {district}",
            f"Phòng Giáo dục và Đào tạo {district}",
        )
    if province:
        return (f"Hội Khuyến học {province}", f"Sở Giáo dục và Đào tạo {province}")
    return ()


def waits_for_province(cut_off_on: dt.date) -> bool:
    return cut_off_on >= TWO_TIERS_SINCE
