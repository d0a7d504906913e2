"""What a fact, a name, a regulation and guidance must say."""

import datetime as dt
from collections.abc import Iterable

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date


def fact_blockers(
    *, since: dt.date, source: str, latest: tuple[dt.date, bool] | None, has: bool, today: dt.date
) -> list[Reason]:
    """`latest`: from when and how it stands now."""
    reasons = []
    if not source:
        reasons.append(Reason("Hãy ghi nguồn: số văn bản, giấy chứng nhận hoặc ai cho biết.", field="source"))
    if since > today:
        reasons.append(Reason(f"Ngày {format_date(since)} chưa tới.", field="since"))
    if latest is not None and latest == (since, has):
        reasons.append(Reason("Điều này đã ghi, cùng ngày.", field="since"))
    return reasons


def rename_blockers(
    *,
    name: str,
    now: str,
    on: dt.date,
    decision: str,
    since: dt.date,
    taken: Iterable[str],
    is_ended: bool,
    today: dt.date,
) -> list[Reason]:
    """`since`: the day from which the present name is borne."""
    reasons = []
    if is_ended:
        reasons.append(Reason("Trung tâm đã kết thúc, không đổi tên được."))
    if not name:
        reasons.append(Reason("Hãy ghi tên mới.", field="name"))
    elif name.lower() == now.lower():
        reasons.append(Reason("Đây là tên đang dùng.", field="name"))
    elif name.lower() in {one.lower() for one in taken}:
        reasons.append(Reason(f"{name} là tên của cơ quan, tổ chức khác ở xã này.", field="name"))
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới.", field="on"))
    if on <= since:
        reasons.append(Reason(f"Tên hiện nay mang từ {format_date(since)}; hãy ghi ngày sau đó.", field="on"))
    if not decision:
        reasons.append(Reason("Hãy ghi quyết định đổi tên.", field="decision"))
    return reasons


def former_name_blockers(
    *, name: str, now: str, borne: Iterable[str], from_on: dt.date | None, on: dt.date
) -> list[Reason]:
    """A name borne up to `on`."""
    reasons = []
    if not name:
        reasons.append(Reason("Hãy ghi tên cũ.", field="name"))
    elif name.lower() == now.lower() or name.lower() in {one.lower() for one in borne}:
        reasons.append(Reason(f"Đã ghi tên {name}.", field="name"))
    if from_on is not None and on <= from_on:
        reasons.append(Reason("Ngày thôi dùng phải sau ngày bắt đầu dùng.", field="on"))
    return reasons


def founding_blockers(
    *, founded_on: dt.date | None, founded_by: str, today: dt.date, first_used: dt.date | None
) -> list[Reason]:
    """`first_used`: the first day something is recorded of the centre."""
    reasons = []
    if founded_on is not None and founded_on > today:
        reasons.append(Reason(f"Ngày thành lập {format_date(founded_on)} chưa tới.", field="founded_on"))
    if founded_on is not None and first_used is not None and founded_on > first_used:
        reasons.append(
            Reason(
                f"Đã có người giữ vai trò ở trung tâm từ {format_date(first_used)}; ngày thành lập không sau ngày ấy.",
                field="founded_on",
            )
        )
    if founded_by and founded_on is None:
        reasons.append(Reason("Hãy ghi ngày của quyết định thành lập.", field="founded_on"))
    return reasons


def regulation_blockers(
    *, number: str, issued_on: dt.date, today: dt.date, numbers: Iterable[str]
) -> list[Reason]:
    reasons = []
    if not number:
        reasons.append(Reason("Hãy ghi số, ký hiệu của quy chế hoặc quyết định ban hành.", field="number"))
    elif number.lower() in {one.lower() for one in numbers}:
        reasons.append(Reason(f"Quy chế {number} đã có trong hồ sơ.", field="number"))
    if issued_on > today:
        reasons.append(Reason(f"Ngày ban hành {format_date(issued_on)} chưa tới.", field="issued_on"))
    return reasons


def guidance_blockers(*, title: str, issuer: str, issued_on: dt.date | None, today: dt.date) -> list[Reason]:
    reasons = []
    if not title:
        reasons.append(Reason("Hãy ghi trích yếu.", field="title"))
    if not issuer:
        reasons.append(Reason("Hãy ghi cơ quan ban hành.", field="issuer"))
    if issued_on is not None and issued_on > today:
        reasons.append(Reason(f"Ngày ban hành {format_date(issued_on)} chưa tới.", field="issued_on"))
    return reasons


def guidance_read_blockers(*, copies: int, handed_to: str, is_there: bool, is_below: bool) -> list[Reason]:
    reasons = []
    if is_there:
        reasons.append(Reason("Trung tâm đã xác nhận đọc văn bản này."))
    if not is_below:
        reasons.append(Reason("Văn bản này không gửi cho trung tâm này.", field="centre"))
    if copies and not handed_to:
        reasons.append(Reason("Đã phát bản sao thì hãy ghi phát cho ai.", field="handed_to"))
    return reasons
