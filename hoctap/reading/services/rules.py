"""Services, the digital checklist, plans of libraries: what must hold."""

import datetime as dt
from collections.abc import Collection, Sequence

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date

# What a plan of a district names; how many of them make "có" it does not say, so all are asked until a place settles it.
ITEMS = (
    "mục lục tra cứu trên mạng",
    "quản lý thẻ bạn đọc bằng phần mềm",
    "mượn, trả bằng phần mềm",
    "có tài nguyên số cho người dùng",
    "thống kê bằng phần mềm",
)
MOST_ITEMS = 20


def service_reasons(
    *,
    name: str,
    from_on: dt.date | None,
    has_evidence: bool,
    running: Collection[str],
    stood_from: dt.date,
    stood_to: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(
            Reason("Hãy ghi tên dịch vụ, ví dụ: hướng dẫn tra cứu trên mạng, đọc sách cho trẻ.", "name")
        )
    elif name.casefold() in {one.casefold() for one in running}:
        reasons.append(
            Reason(f"Dịch vụ “{name}” đang có rồi. Ghi thôi dịch vụ ấy trước, hoặc ghi tên khác.", "name")
        )
    if from_on is None:
        reasons.append(Reason("Hãy ghi có từ ngày nào.", "from_on"))
    elif from_on > today:
        reasons.append(Reason("Ngày bắt đầu chưa tới. Hãy ghi khi dịch vụ đã có.", "from_on"))
    elif from_on < stood_from:
        reasons.append(
            Reason(f"Nơi này hoạt động từ {format_date(stood_from)}. Hãy ghi ngày từ đó.", "from_on")
        )
    elif stood_to is not None and from_on >= stood_to:
        reasons.append(
            Reason(f"Nơi này đã thôi hoạt động từ {format_date(stood_to)}. Hãy ghi ngày trước đó.", "from_on")
        )
    if not has_evidence:
        reasons.append(
            Reason("Hãy ghi minh chứng, đính kèm tệp, hoặc chọn một hoạt động đã tổ chức.", "evidence")
        )
    return reasons


def service_end_reasons(*, to_on: dt.date | None, why: str, from_on: dt.date, today: dt.date) -> list[Reason]:
    reasons = []
    if to_on is None:
        reasons.append(Reason("Hãy ghi thôi từ ngày nào.", "to_on"))
    elif to_on > today:
        reasons.append(Reason("Ngày thôi chưa tới. Đến ngày thì ghi.", "to_on"))
    elif to_on < from_on:
        reasons.append(Reason(f"Ngày thôi không trước ngày bắt đầu {format_date(from_on)}.", "to_on"))
    if not why:
        reasons.append(Reason("Hãy ghi vì sao thôi.", "why"))
    return reasons


def check_reasons(
    *,
    as_of: dt.date | None,
    met: Collection[str],
    asked: Collection[str],
    evidence: str,
    stood_to: dt.date | None,
    today: dt.date,
) -> list[Reason]:
    reasons = []
    if as_of is None:
        reasons.append(Reason("Hãy ghi kiểm ngày nào.", "as_of"))
    elif as_of > today:
        reasons.append(Reason("Ngày kiểm chưa tới. Kiểm rồi hãy ghi.", "as_of"))
    elif stood_to is not None and as_of >= stood_to:
        reasons.append(
            Reason(f"Nơi này đã thôi hoạt động từ {format_date(stood_to)}. Hãy ghi ngày trước đó.", "as_of")
        )
    if set(met) - set(asked):
        reasons.append(Reason("Có mục không còn trong bảng kiểm. Hãy tải lại trang rồi ghi lại.", "met"))
    if not evidence:
        reasons.append(Reason("Hãy ghi minh chứng: địa chỉ trang, tên phần mềm, số báo cáo.", "evidence"))
    return reasons


def standard_reasons(
    *, items: Sequence[str], least: int | None, from_on: dt.date | None, source: str
) -> list[Reason]:
    reasons = []
    if not items:
        reasons.append(Reason("Hãy ghi các mục của bảng kiểm, mỗi dòng một mục.", "items"))
    elif len(items) > MOST_ITEMS:
        reasons.append(Reason(f"Bảng kiểm có nhiều nhất {MOST_ITEMS} mục.", "items"))
    elif len({one.casefold() for one in items}) < len(items):
        reasons.append(Reason("Có hai dòng giống nhau. Hãy bỏ một dòng.", "items"))
    elif any(len(one) > 150 for one in items):
        reasons.append(Reason("Mỗi mục nhiều nhất 150 chữ.", "items"))
    if least is None or least < 1:
        reasons.append(Reason("Hãy ghi phải đạt bao nhiêu mục, ít nhất 1.", "least"))
    elif items and least > len(items):
        reasons.append(Reason(f"Bảng kiểm chỉ có {len(items)} mục, không thể đòi {least}.", "least"))
    if from_on is None:
        reasons.append(Reason("Hãy ghi áp dụng từ ngày nào.", "from_on"))
    if not source:
        reasons.append(Reason("Hãy ghi căn cứ: văn bản nào, ai quyết định.", "source"))
    return reasons


def is_digital(met: Collection[str], asked: Collection[str], least: int) -> bool:
    """Items that the standard no longer asks for are not counted."""
    return len(set(met) & set(asked)) >= least


def plan_reasons(*, content: str, state: str, states: Collection[str], result: str) -> list[Reason]:
    reasons = []
    if not content:
        reasons.append(Reason("Hãy ghi nội dung chính của kế hoạch.", "content"))
    if state not in states:
        reasons.append(Reason("Hãy chọn tình trạng.", "state"))
    elif state == "done" and not result:
        reasons.append(Reason("Đã tổng kết thì ghi kết quả.", "result"))
    return reasons
