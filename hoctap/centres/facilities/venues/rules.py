"""What a venue may be, who may share it, what a plan may want, how an upgrade is asked for and answered."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

MOST_SEATS = 20_000


@dataclass(frozen=True)
class VenueDetails:
    kind: str
    name: str
    ownership: str = "public"
    owner_name: str = ""
    address: str = ""
    seats: int | None = None
    built_year: int | None = None
    condition: str = ""
    opens_at: dt.time | None = None
    closes_at: dt.time | None = None
    open_days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    valid_from: dt.date | None = None


def venue_blockers(
    details: VenueDetails, *, level: str, place_name: str, taken: Iterable[str], today: dt.date
) -> list[Reason]:
    """`taken`: names of other venues that stand at the place."""
    reasons = []
    if level not in ("commune", "hamlet"):
        reasons.append(
            Reason(f"Cơ sở nằm ở một xã hoặc một ấp; {place_name} không phải. Hãy chọn lại.", field="place")
        )
    if not details.name:
        reasons.append(Reason("Hãy ghi tên cơ sở, ví dụ: Nhà văn hóa Ấp 3.", field="name"))
    elif details.name.lower() in {one.lower() for one in taken}:
        reasons.append(
            Reason(
                f"{place_name} đã có {details.name}. Hãy mở cơ sở ấy ra ghi tiếp, hoặc đặt tên khác.",
                field="name",
            )
        )
    if details.ownership == "non_public" and not details.owner_name:
        reasons.append(Reason("Cơ sở ngoài công lập: hãy ghi đơn vị, người quản lý.", field="owner_name"))
    if details.seats is not None and not 0 < details.seats <= MOST_SEATS:
        reasons.append(Reason("Số chỗ ngồi chưa đúng. Chưa biết thì để trống.", field="seats"))
    if details.built_year is not None and details.built_year > today.year:
        reasons.append(
            Reason(
                f"Năm xây dựng {details.built_year} chưa tới. Nơi mới dự kiến thì ghi ở Quy hoạch mạng lưới.",
                field="built_year",
            )
        )
    reasons += _hours_blockers(details)
    if details.valid_from is not None and details.valid_from > today:
        reasons.append(
            Reason(
                f"Ngày bắt đầu dùng {format_date(details.valid_from)} chưa tới. Nơi mới dự kiến thì ghi ở Quy hoạch mạng lưới.",
                field="valid_from",
            )
        )
    return reasons


def _hours_blockers(details: VenueDetails) -> list[Reason]:
    if (details.opens_at is None) != (details.closes_at is None):
        return [Reason("Ghi cả giờ mở cửa và giờ đóng cửa, hoặc để trống cả hai.", field="closes_at")]
    if details.opens_at and details.closes_at and details.closes_at <= details.opens_at:
        return [Reason("Giờ đóng cửa phải sau giờ mở cửa.", field="closes_at")]
    if not details.open_days:
        return [Reason("Chọn ít nhất một ngày mở cửa trong tuần.", field="open_days")]
    return []


def end_blockers(
    *,
    ended_on: dt.date,
    today: dt.date,
    began_on: dt.date | None,
    has_ended: bool,
    why: str,
    bookings: Iterable[str],
    equipment: int,
) -> list[Reason]:
    """`bookings`: those that stand on that day or later; `equipment`: rows of the register that stand there."""
    if has_ended:
        return [Reason("Cơ sở này đã thôi dùng.")]
    reasons = []
    if not why:
        reasons.append(Reason("Hãy ghi lý do thôi dùng.", field="why"))
    if ended_on > today:
        reasons.append(
            Reason(f"Ngày {format_date(ended_on)} chưa tới. Đến ngày ấy hãy ghi.", field="ended_on")
        )
    if began_on is not None and ended_on < began_on:
        reasons.append(
            Reason(
                f"Cơ sở bắt đầu dùng ngày {format_date(began_on)}: ngày thôi dùng phải sau đó.", "ended_on"
            )
        )
    if told := list(bookings):
        reasons.append(
            Reason(
                f"Còn {len(told)} lượt đã đặt: {'; '.join(told[:3])}. Hãy hủy hoặc chuyển sang nơi khác trước."
            )
        )
    if equipment:
        reasons.append(
            Reason(
                f"Còn {equipment} dòng thiết bị ghi ở đây. Hãy chuyển sang nơi khác hoặc thôi theo dõi trước."
            )
        )
    return reasons


def share_blockers(
    *,
    agreement: str,
    started_on: dt.date,
    today: dt.date,
    has_ended: bool,
    is_own: bool,
    is_shared: bool,
    seat: str,
    is_seat: bool,
    same_commune: bool,
) -> list[Reason]:
    """`seat`: where the centre has its seat already, empty for nowhere else."""
    reasons = []
    if has_ended:
        reasons.append(Reason("Cơ sở này đã thôi dùng."))
    if not same_commune:
        reasons.append(Reason("Trung tâm chỉ dùng chung cơ sở trong xã mình.", field="centre"))
    if is_own and not is_seat:
        reasons.append(Reason("Cơ sở này là của chính trung tâm, không cần thỏa thuận dùng chung.", "centre"))
    if is_shared:
        reasons.append(Reason("Trung tâm đang dùng cơ sở này theo một thỏa thuận rồi.", field="centre"))
    if not agreement:
        reasons.append(Reason("Hãy ghi thỏa thuận, văn bản cho dùng chung.", field="agreement"))
    if started_on > today:
        reasons.append(Reason(f"Ngày {format_date(started_on)} chưa tới.", field="started_on"))
    if is_seat and seat:
        reasons.append(
            Reason(f"Trung tâm đang đặt trụ sở ở {seat}. Hãy kết thúc ở đó trước.", field="is_seat")
        )
    return reasons


def plan_blockers(*, document: str, wanted: int, by_year: int, today: dt.date, level: str) -> list[Reason]:
    reasons = []
    if level not in ("commune", "hamlet"):
        reasons.append(Reason("Quy hoạch ghi cho một xã hoặc một ấp.", field="place"))
    if not document:
        reasons.append(Reason("Hãy ghi văn bản quy hoạch: số, ký hiệu, ngày.", field="document"))
    if wanted > 999:
        reasons.append(Reason("Số lượng theo quy hoạch lớn quá. Hãy xem lại.", field="wanted"))
    if not today.year - 20 <= by_year <= today.year + 30:
        reasons.append(Reason("Năm của quy hoạch chưa đúng. Hãy ghi như 2030.", field="by_year"))
    return reasons


def upgrade_blockers(*, text: str, has_subject: bool, estimate: int | None) -> list[Reason]:
    reasons = []
    if not has_subject:
        reasons.append(Reason("Hãy chọn trung tâm hoặc cơ sở cần nâng cấp.", field="centre"))
    if not text:
        reasons.append(Reason("Hãy ghi nội dung đề nghị: cần gì, bao nhiêu, vì sao.", field="text"))
    if estimate is not None and estimate < 0:
        reasons.append(Reason("Dự kiến kinh phí không thể âm.", field="estimate"))
    return reasons


def decision_blockers(*, agrees: bool, answer: str, is_own: bool) -> list[Reason]:
    reasons = []
    if is_own:
        reasons.append(
            Reason("Người gửi đề nghị không tự trả lời đề nghị của mình. Hãy để lãnh đạo khác xem.")
        )
    if not agrees and not answer:
        reasons.append(Reason("Chưa đồng ý thì hãy ghi lý do.", field="answer"))
    return reasons


def finish_blockers(*, done_on: dt.date, today: dt.date, decided_on: dt.date, outcome: str) -> list[Reason]:
    reasons = []
    if done_on > today:
        reasons.append(Reason(f"Ngày {format_date(done_on)} chưa tới.", field="done_on"))
    elif done_on < decided_on:
        reasons.append(
            Reason(
                f"Đề nghị được đồng ý ngày {format_date(decided_on)}: ngày thực hiện xong phải từ đó.",
                "done_on",
            )
        )
    if not outcome:
        reasons.append(Reason("Hãy ghi kết quả: đã mua, sửa, xây được gì.", field="outcome"))
    return reasons
