"""The books that a centre's facilities give: what was put into it, and what it has."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from hoctap.centres.facilities.equipment.models import CheckLine, Equipment, SupportLine
from hoctap.centres.facilities.equipment.queries import support_sums
from hoctap.centres.models import Centre, Venue
from hoctap.centres.registry import Book, Cell
from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date


def _support(centre: Centre, year: int) -> list[list[Cell]]:
    rows = SupportLine.objects.standing().filter(centre=centre, on__year=year).order_by("on", "id")
    return [
        [
            number,
            format_date(one.on),
            one.what,
            one.get_kind_display(),
            one.get_source_display(),
            one.funder,
            "" if one.is_in_kind or one.amount is None else one.amount,
            (one.amount or "chưa định giá") if one.is_in_kind or one.amount is None else "",
            one.document,
        ]
        for number, one in enumerate(rows, start=1)
    ]


def _support_sums(centre: Centre, year: int) -> list[list[Cell]]:
    sums = support_sums(SupportLine.objects.filter(centre=centre, on__year=year))
    lines = [(f"Cộng: {one.label}", one.amount, one.worth) for one in sums.by_source]
    if lines:
        lines.append(("Tổng cộng", sums.total, sums.worth))
    return [["", "", label, "", "", "", amount, worth, ""] for label, amount, worth in lines]


def _assets(centre: Centre, year: int) -> list[list[Cell]]:
    """Of this year as the register says; of a year gone by as its last check found it, blank where nobody counted."""
    rows = [*_houses(centre, year), *_things(centre, dt.date(year, 12, 31))]
    return [[number, *cells] for number, cells in enumerate(rows, start=1)]


def _houses(centre: Centre, year: int) -> list[list[Cell]]:
    """Its own; what it uses by agreement is in the book of whoever owns it."""
    rows = (
        Venue.objects.filter(centre=centre)
        .exclude(valid_to__year__lt=year)
        .exclude(valid_from__year__gt=year)
        .exclude(built_year__gt=year)
    )
    return [
        [
            one.name,
            one.get_kind_display(),
            one.built_year,
            1,
            one.get_condition_display() if one.condition else "",
            "",
            "",
            one.address,
            f"thôi dùng {format_date(one.valid_to)}" if one.valid_to else "",
        ]
        for one in rows.order_by("name", "id")
    ]


def _things(centre: Centre, ends_on: dt.date) -> list[list[Cell]]:
    rows = (
        Equipment.objects.filter(centre=centre)
        .exclude(dropped_on__year__lt=ends_on.year)
        .exclude(acquired_year__gt=ends_on.year)
        .select_related("kind", "venue")
        .order_by("kind__sort_key", "id")
    )
    # Both tell the same three numbers.
    counted: Mapping[UUID, Equipment | CheckLine]
    counted = _last_found(centre, ends_on) if ends_on < today() else {one.pk: one for one in rows}
    return [
        [
            str(one),
            one.kind.unit,
            one.acquired_year,
            *_condition(counted.get(one.pk)),
            "; ".join(filter(None, (one.get_source_display(), one.funder, one.document))),
            one.value,
            one.venue.name if one.venue else "",
            _noted(one, counted.get(one.pk)),
        ]
        for one in rows
    ]


def _last_found(centre: Centre, ends_on: dt.date) -> dict[UUID, CheckLine]:
    lines = CheckLine.objects.filter(
        taken_at__centre=centre, taken_at__checked_on__year=ends_on.year
    ).select_related("taken_at")
    return {one.equipment_id: one for one in lines.order_by("taken_at__checked_on", "taken_at_id")}


def _condition(counted: Equipment | CheckLine | None) -> tuple[Cell, Cell]:
    """How many, and in which state."""
    if counted is None:
        return None, ""
    told = ((counted.good, "dùng tốt"), (counted.repair, "cần sửa"), (counted.broken, "hỏng"))
    return sum(number for number, _ in told), ", ".join(
        f"{number} {words}" for number, words in told if number
    )


def _noted(one: Equipment, counted: Equipment | CheckLine | None) -> str:
    if one.dropped_on:
        return f"thôi theo dõi {format_date(one.dropped_on)}: {one.dropped_why}"
    if isinstance(counted, CheckLine):
        return f"kiểm kê {format_date(counted.taken_at.checked_on)}"
    return "" if counted else "không kiểm kê trong năm"


BOOKS = {
    "assets": Book(
        "Sổ tài sản",
        (
            ("TT", 4, True),
            ("Tên tài sản", 24, False),
            ("Loại, đơn vị tính", 11, False),
            ("Năm đưa vào dùng", 8, True),
            ("Số lượng", 7, True),
            ("Hiện trạng", 16, False),
            ("Nguồn, chứng từ", 22, False),
            ("Giá trị (đồng)", 12, True),
            ("Nơi đặt", 16, False),
            ("Ghi chú", 18, False),
        ),
        _assets,
        hint="Từ sổ thiết bị và cơ sở của trung tâm; năm đã qua theo lần kiểm kê cuối của năm ấy.",
        order=60,
    ),
    "support": Book(
        "Sổ đầu tư, hỗ trợ",
        (
            ("TT", 4, True),
            ("Ngày", 11, True),
            ("Nội dung", 26, False),
            ("Loại", 12, False),
            ("Nguồn", 14, False),
            ("Đơn vị, người cấp, tặng", 18, False),
            ("Số tiền (đồng)", 12, True),
            ("Hiện vật ước tính (đồng)", 12, True),
            ("Chứng từ", 14, False),
        ),
        _support,
        sums=_support_sums,
        hint="Khoản đã bỏ không in; hiện vật không cộng vào tiền.",
        order=65,
    ),
}
