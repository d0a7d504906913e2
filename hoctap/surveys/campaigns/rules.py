"""What a campaign must say before it is kept, opened, closed, and before it goes on with another version of its form."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.surveys.answering.rules import CHANNELS

MOST_PARTNERS = 20


@dataclass(frozen=True)
class CampaignDetails:
    title: str
    year: int
    opens_on: dt.date
    closes_on: dt.date
    channels: Sequence[str]
    organiser: str = ""
    rate_of: str = "households"
    partners: Sequence[str] = ()


def campaign_blockers(details: CampaignDetails, *, has_form: bool, taken: Collection[str]) -> list[Reason]:
    """`taken`: titles of the centre's other campaigns of the year."""
    reasons = []
    if not details.title:
        reasons.append(Reason("Hãy ghi tên đợt khảo sát.", field="title"))
    elif details.title in taken:
        reasons.append(
            Reason(f"Năm {details.year} đã có đợt “{details.title}”. Hãy đặt tên khác.", field="title")
        )
    if not details.channels:
        reasons.append(Reason("Hãy chọn ít nhất một cách thu ý kiến.", field="channels"))
    if details.closes_on < details.opens_on:
        reasons.append(
            Reason(
                f"Ngày kết thúc {format_date(details.closes_on)} trước ngày bắt đầu {format_date(details.opens_on)}. Hãy sửa lại.",
                field="closes_on",
            )
        )
    if details.opens_on.year != details.year:
        reasons.append(Reason(f"Đợt của năm {details.year} phải bắt đầu trong năm ấy.", field="opens_on"))
    if asks_by_form(details.channels) and not has_form:
        ways = ", ".join(CHANNELS[one] for one in details.channels if one != "tally")
        reasons.append(
            Reason(f"Cách thu “{ways}” cần mẫu phiếu. Hãy chọn một mẫu đã ban hành.", field="form")
        )
    if len(details.partners) > MOST_PARTNERS:
        reasons.append(Reason(f"Nhiều nhất {MOST_PARTNERS} đơn vị phối hợp.", field="partners"))
    return reasons


def asks_by_form(channels: Collection[str]) -> bool:
    return bool(set(channels) - {"tally"})


def opening_blockers(*, closes_on: dt.date, today: dt.date, hamlets: int) -> list[Reason]:
    reasons = []
    if closes_on < today:
        reasons.append(Reason(f"Ngày kết thúc {format_date(closes_on)} đã qua. Hãy sửa ngày rồi mở."))
    if not hamlets:
        reasons.append(Reason("Xã chưa có ấp, khóm nào trong danh mục. Hãy lập danh sách ấp, khóm trước."))
    return reasons


def closing_blockers(*, responses: int, tallies: int) -> list[Reason]:
    """A survey in which nobody was asked is none: it counts for the year's duty (S4-30)."""
    if responses or tallies:
        return []
    return [
        Reason("Đợt này chưa có phiếu hay cuộc họp nào được ghi, chưa kết thúc được. Hãy ghi kết quả trước.")
    ]
