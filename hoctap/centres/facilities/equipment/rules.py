"""What may stand in the register, what is required, what a check may say, what is repaired, what is put in."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date, format_number

MOST = 99_999


@dataclass(frozen=True)
class EquipmentDetails:
    kind_id: UUID | None
    good: int = 0
    repair: int = 0
    broken: int = 0
    new_kind: str = ""
    """Where no kind was chosen: what it is called. It becomes a kind of the place."""
    name: str = ""
    acquired_year: int | None = None
    source: str = "unknown"
    funder: str = ""
    value: int | None = None
    document: str = ""


def equipment_blockers(
    details: EquipmentDetails, *, has_home: bool, today: dt.date, lent: int = 0
) -> list[Reason]:
    """`lent`: so many of it are out at the moment."""
    reasons = []
    quantity = details.good + details.repair + details.broken
    if not has_home:
        reasons.append(Reason("Hãy chọn trung tâm hoặc nơi đặt thiết bị.", field="centre"))
    if details.kind_id is None and not details.new_kind:
        reasons.append(Reason("Hãy chọn loại thiết bị, hoặc ghi ở Loại khác.", field="kind"))
    if min(details.good, details.repair, details.broken) < 0 or quantity > MOST:
        reasons.append(Reason("Số lượng chưa đúng. Hãy xem lại.", field="good"))
    elif quantity == 0:
        reasons.append(Reason("Hãy ghi số lượng: dùng tốt, cần sửa hoặc hỏng.", field="good"))
    elif details.good < lent:
        reasons.append(
            Reason(
                f"Đang cho mượn {format_number(lent)}: số dùng tốt không thể ít hơn. Hãy ghi trả trước.",
                "good",
            )
        )
    if details.acquired_year is not None and not 1900 <= details.acquired_year <= today.year:
        reasons.append(
            Reason(f"Năm đưa vào dùng chưa đúng: từ 1900 đến {today.year}.", field="acquired_year")
        )
    if details.value is not None and details.value < 0:
        reasons.append(Reason("Giá trị không thể âm.", field="value"))
    return reasons


def drop_blockers(*, why: str, is_dropped: bool, lent: int) -> list[Reason]:
    if is_dropped:
        return [Reason("Thiết bị này đã thôi theo dõi.")]
    reasons = []
    if not why:
        reasons.append(Reason("Hãy ghi lý do: thanh lý, mất, chuyển cho đơn vị khác …", field="why"))
    if lent:
        reasons.append(Reason(f"Còn {format_number(lent)} đang cho mượn. Hãy ghi trả trước."))
    return reasons


@dataclass(frozen=True)
class Wanted:
    """One line of a list of what is required."""

    kind_id: UUID
    name: str
    least: int


@dataclass(frozen=True)
class Lack:
    name: str
    least: int
    good: int


def lacking(wanted: Iterable[Wanted], good: Mapping[UUID, int]) -> list[Lack]:
    """What is not there in a usable state, in the required number. What waits for repair does not count."""
    return [
        Lack(line.name, line.least, good.get(line.kind_id, 0))
        for line in wanted
        if good.get(line.kind_id, 0) < line.least
    ]


@dataclass(frozen=True)
class TypedLine:
    name: str
    least: int


def read_lines(text: str) -> tuple[list[TypedLine], list[Reason]]:
    """Each line 'Máy vi tính; 2' or two cells of Excel; without a number it is one."""
    lines: list[TypedLine] = []
    reasons = []
    for number, raw in enumerate(text.splitlines(), 1):
        cells = [part.strip() for part in raw.replace("\t", ";").split(";")]
        if not any(cells):
            continue
        name, count = " ".join(cells[0].split()), (cells[1] if len(cells) > 1 else "") or "1"
        if not name or len(name) > 100:
            reasons.append(
                Reason(
                    f"Dòng {number}: hãy ghi tên thiết bị, nhiều nhất 100 chữ, rồi số lượng.", field="lines"
                )
            )
        elif not (count.isascii() and count.isdigit() and 1 <= int(count) <= 9999):
            reasons.append(
                Reason(
                    f"Dòng {number}, {name}: số lượng ít nhất phải là số từ 1, ví dụ “{name}; 2”.", "lines"
                )
            )
        elif name.lower() in {one.name.lower() for one in lines}:
            reasons.append(Reason(f"Dòng {number}: {name} đã có ở dòng trên.", field="lines"))
        else:
            lines.append(TypedLine(name, int(count)))
    return lines, reasons


def standard_blockers(
    *, lines: Sequence[TypedLine], source: str, valid_from: dt.date, last_from: dt.date | None
) -> list[Reason]:
    """`last_from`: since when the place's own list of today holds."""
    reasons = []
    if not lines:
        reasons.append(Reason("Hãy ghi ít nhất một thiết bị cần có.", field="lines"))
    if len(lines) > 100:
        reasons.append(Reason("Danh mục nhiều nhất 100 dòng.", field="lines"))
    if not source:
        reasons.append(Reason("Hãy ghi văn bản quy định danh mục: số, ký hiệu, ngày.", field="source"))
    if last_from is not None and valid_from <= last_from:
        reasons.append(
            Reason(
                f"Danh mục đang dùng có từ {format_date(last_from)}: danh mục mới phải áp dụng từ ngày sau đó.",
                field="valid_from",
            )
        )
    return reasons


@dataclass(frozen=True)
class Counted:
    """What was found of one row of the register."""

    equipment_id: UUID
    good: int
    repair: int
    broken: int


def check_blockers(
    *,
    counted: Sequence[Counted],
    on_the_books: Mapping[UUID, str],
    lent: Mapping[UUID, int],
    checked_on: dt.date,
    today: dt.date,
    last_on: dt.date | None,
    taken_by: str,
) -> list[Reason]:
    """`on_the_books`: each row that stands, with its name. Every one of them must be counted, with what is lent counted as there."""
    reasons = []
    if not on_the_books:
        reasons.append(Reason("Trung tâm chưa có thiết bị nào trong sổ. Hãy ghi thiết bị trước khi kiểm kê."))
    if checked_on > today:
        reasons.append(Reason(f"Ngày kiểm kê {format_date(checked_on)} chưa tới.", field="checked_on"))
    if last_on is not None and checked_on < last_on:
        reasons.append(
            Reason(
                f"Đã kiểm kê ngày {format_date(last_on)}: lần này phải từ ngày ấy trở đi.", field="checked_on"
            )
        )
    if not taken_by:
        reasons.append(Reason("Hãy ghi người kiểm kê.", field="taken_by"))
    told = {one.equipment_id for one in counted}
    reasons += [
        Reason(f"{name}: hãy ghi số đếm được; không còn thì ghi 0.")
        for pk, name in on_the_books.items()
        if pk not in told
    ]
    if told - on_the_books.keys():
        reasons.append(Reason("Có thiết bị không còn trong sổ của trung tâm. Hãy mở lại trang kiểm kê."))
    for one in counted:
        out = lent.get(one.equipment_id, 0)
        if one.good < out and one.equipment_id in on_the_books:
            reasons.append(
                Reason(
                    f"{on_the_books[one.equipment_id]}: đang cho mượn {format_number(out)}, tính cả số ấy vào số dùng tốt hoặc ghi trả trước."
                )
            )
    return reasons


def maintenance_blockers(
    *,
    what: str,
    done_on: dt.date,
    today: dt.date,
    restored: int,
    waiting: int,
    cost: int | None,
    is_dropped: bool,
) -> list[Reason]:
    """`waiting`: so many wait for repair or are broken."""
    if is_dropped:
        return [Reason("Thiết bị này đã thôi theo dõi.")]
    reasons = []
    if not what:
        reasons.append(Reason("Hãy ghi việc đã làm: sửa gì, thay gì.", field="what"))
    if done_on > today:
        reasons.append(Reason(f"Ngày {format_date(done_on)} chưa tới.", field="done_on"))
    if restored > waiting:
        reasons.append(
            Reason(
                f"Chỉ có {format_number(waiting)} cần sửa hoặc hỏng: số dùng lại được không thể nhiều hơn.",
                field="restored",
            )
        )
    if cost is not None and cost < 0:
        reasons.append(Reason("Chi phí không thể âm.", field="cost"))
    return reasons


def support_blockers(
    *, what: str, on: dt.date, today: dt.date, amount: int | None, kind: str, is_in_kind: bool = False
) -> list[Reason]:
    reasons = []
    if not what:
        reasons.append(Reason("Hãy ghi nội dung hỗ trợ, đầu tư.", field="what"))
    if on > today:
        reasons.append(Reason(f"Ngày {format_date(on)} chưa tới. Khi đã nhận, đã chi hãy ghi.", field="on"))
    if amount is None and kind in ("activities", "building"):
        reasons.append(Reason("Kinh phí và xây dựng: hãy ghi số tiền.", field="amount"))
    if is_in_kind and kind == "activities":
        told = "Kinh phí hoạt động là tiền. Hãy bỏ dấu “Hiện vật”, hoặc chọn loại khác."
        reasons.append(Reason(told, field="is_in_kind"))
    if amount is not None and amount <= 0:
        reasons.append(Reason("Số tiền phải lớn hơn 0; hiện vật chưa định giá thì để trống.", field="amount"))
    return reasons


def void_blockers(*, why: str, is_voided: bool) -> list[Reason]:
    if is_voided:
        return [Reason("Khoản này đã bỏ.")]
    return [] if why else [Reason("Hãy ghi lý do bỏ khoản này.", field="why")]
