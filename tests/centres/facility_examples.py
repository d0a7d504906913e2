"""Each address and action of facilities with its object and owner: see tests/examples.py."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.centres.facilities.equipment import actions as equipment
from hoctap.centres.facilities.equipment.rules import Counted, EquipmentDetails
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.facilities.venues import actions as venues
from hoctap.centres.facilities.venues.rules import VenueDetails
from hoctap.centres.models import (
    Booking,
    Centre,
    CheckPhoto,
    Equipment,
    EquipmentCheck,
    EquipmentLoan,
    SupportLine,
    Upgrade,
    Venue,
    VenueShare,
)
from hoctap.core.dates import ONE_DAY, today
from hoctap.plans.tasking import actions as tasking
from tests.centres.facility_hands import booked, chairs, photo, venue_in
from tests.centres.hands import centre_at
from tests.examples import Call, Visit, action_example, url_example
from tests.season import Season


def centre(season: Season) -> Centre:
    return centre_at(season.commune)


def venue(season: Season) -> Venue:
    return venue_in(season.commune, f"Hội trường {season.commune.name}")


def empty_venue(season: Season) -> Venue:
    return venue_in(season.commune, f"Nhà trống {season.commune.name}")


def booking(season: Season) -> Booking:
    return booked(venue(season), f"Lớp của {season.commune.name}", by=season.by(season.director))


def things(season: Season) -> Equipment:
    return chairs(centre(season), f"Ghế {season.commune.name}", by=season.by(season.director))


def loan(season: Season) -> EquipmentLoan:
    found = EquipmentLoan.objects.filter(equipment=things(season), back_on__isnull=True).first()
    return found or lend_equipment(
        things(season),
        quantity=2,
        borrower=f"Ban nhân dân ấp của {season.commune.name}",
        purpose="Họp",
        out_on=today(),
        due_on=today(),
        by=season.by(season.director),
    )


def check(season: Season) -> EquipmentCheck:
    found = EquipmentCheck.objects.filter(centre=centre(season)).first()
    row = things(season)
    return found or equipment.record_check(
        centre(season),
        [Counted(row.pk, row.good, row.repair, row.broken)],
        checked_on=today(),
        taken_by=f"Tổ kiểm kê {season.commune.name}",
        by=season.by(season.director),
    )


def check_photo(season: Season) -> CheckPhoto:
    by = season.by(season.director)
    return check(season).photos.first() or equipment.add_check_photo(check(season), photo(), by=by)


def share(season: Season) -> VenueShare:
    found = VenueShare.objects.standing().filter(venue=venue(season)).first()
    return found or venues.share_venue(
        venue(season),
        centre(season),
        agreement=f"Biên bản với {season.commune.name}",
        started_on=today(),
        by=season.by(season.director),
    )


def upgrade(season: Season) -> Upgrade:
    found = Upgrade.objects.filter(centre=centre(season), state="sent").first()
    return found or venues.ask_upgrade(
        centre=centre(season),
        kind="buy",
        text=f"Mua máy cho {season.commune.name}",
        by=season.by(season.director),
    )


def agreed(season: Season) -> Upgrade:
    found = Upgrade.objects.filter(centre=centre(season), state="agreed").first()
    if found:
        return found
    row = venues.ask_upgrade(
        centre=centre(season),
        kind="repair",
        text=f"Sửa mái {season.commune.name}",
        by=season.by(season.director),
    )
    venues.decide_upgrade(row, agrees=True, by=season.by(season.chair))
    return Upgrade.objects.get(pk=row.pk)


def support(season: Season) -> SupportLine:
    found = SupportLine.objects.standing().filter(centre=centre(season)).first()
    return found or equipment.record_support(
        centre(season),
        on=today(),
        kind="equipment",
        what=f"Tủ sách cho {season.commune.name}",
        source="social",
        by=season.by(season.director),
    )


def url(
    name: str,
    who: str,
    thing: Callable[[Season], Any] | None = None,
    post: dict[str, Any] | Callable[[Season], dict[str, Any]] | None = None,
) -> None:
    def visit(season: Season) -> Visit:
        typed = post(season) if callable(post) else post
        owner = getattr(season, who)
        if thing is None:
            for make in (booking, loan, share, upgrade, support, check):
                make(season)
            return Visit(owner=owner, post=typed, own_page=True)
        return Visit(owner=owner, kwargs={"pk": thing(season).pk}, post=typed)

    url_example(name)(visit)


def act(key: str, who: str, thing: Callable[[Season], Any] | None, **kwargs: Any) -> None:
    def call(season: Season) -> Call:
        given = {name: value(season) if callable(value) else value for name, value in kwargs.items()}
        args = [thing(season)] if thing else []
        return Call(*args, kwargs=given, owner=getattr(season, who))

    action_example(f"centres.{key}")(call)


TOMORROW = today() + ONE_DAY


def venue_post(season: Season) -> dict[str, Any]:
    return {
        "place": str(season.commune.pk),
        "kind": "hall",
        "name": f"Nhà mới {season.commune.name}",
        "ownership": "public",
        "seats": "80",
        "opens_at": "07:00",
        "closes_at": "21:00",
        "open_days": ["1", "2", "3"],
    }


def equipment_post(season: Season) -> dict[str, Any]:
    typed = {
        "new_kind": f"Máy của {season.commune.name}",
        "good": "2",
        "source": "budget",
        "value": "1.000.000",
    }
    return {"centre": str(centre(season).pk), **typed}


def booking_post(season: Season) -> dict[str, Any]:
    return {
        "venue": str(venue(season).pk),
        "on": TOMORROW.isoformat(),
        "starts": "13:00",
        "ends": "15:00",
        "what": f"Họp của {season.commune.name}",
    }


url("venue_list", "director")
url("venue_new", "director", None, venue_post)
url("network_list", "director")
url("venue_detail", "director", venue)
url("venue_edit", "director", venue)
url("venue_end", "director", empty_venue, {"ended_on": today().isoformat(), "why": "Đã phá dỡ"})
url(
    "venue_share",
    "director",
    empty_venue,
    lambda season: {
        "centre": str(centre(season).pk),
        "agreement": "Biên bản",
        "started_on": today().isoformat(),
    },
)
url("venueshare_end", "director", share, {})
url("upgrade_list", "director")
url(
    "upgrade_new",
    "director",
    None,
    lambda season: {
        "centre": str(centre(season).pk),
        "kind": "buy",
        "text": f"Mua cho {season.commune.name}",
    },
)
url("upgrade_detail", "director", upgrade)
url("upgrade_decide", "chair", upgrade, {"agrees": "yes"})
url("upgrade_advise", "officer", upgrade, {"text": "Lập dự toán trước"})
url("upgrade_finish", "director", agreed, {"done_on": today().isoformat(), "outcome": "Đã sửa"})
url("upgrade_withdraw", "director", upgrade, {})
url("booking_list", "director")
url("booking_new", "director", None, booking_post)
url("booking_use", "director")


@url_example("booking_calendar")
def _(season: Season) -> list[Visit]:
    return [
        Visit(owner=season.director, own_page=True),
        Visit(owner=season.director, post={"label": "Điện thoại"}, own_page=True),
    ]


url("booking_detail", "director", booking)
url("booking_cancel", "director", booking, {"why": "Dời ngày"})
url("equipment_list", "director")
url("equipment_new", "director", None, equipment_post)
url("standard_list", "director")
url(
    "standard_new",
    "director",
    None,
    lambda season: {
        "place": str(season.commune.pk),
        "subject": "centre",
        "valid_from": today().isoformat(),
        "source": f"12/QĐ-UBND của {season.commune.name}",
        "lines": "Máy vi tính; 2",
    },
)
url("equipment_detail", "director", things)
url("equipment_edit", "director", things)
url("equipment_drop", "director", things, {"why": "Thanh lý"})
url(
    "equipment_maintain",
    "director",
    things,
    {"done_on": today().isoformat(), "what": "Thay ốc", "source": "own"},
)
url("check_new", "director", centre)
url("check_detail", "director", check)
url("check_photo", "director", check, lambda season: {"file": SimpleUploadedFile("a.jpg", photo())})
url("checkphoto_file", "director", check_photo)
url("support_list", "director")
url("support_detail", "director", support)
url("support_void", "director", support, {"why": "Ghi nhầm"})
url("loan_list", "director")
url(
    "loan_new",
    "director",
    None,
    lambda season: {
        "equipment": str(things(season).pk),
        "quantity": "1",
        "borrower": f"Đoàn xã {season.commune.name}",
        "purpose": "Hội thi",
        "out_on": today().isoformat(),
        "due_on": today().isoformat(),
    },
)
url("loan_detail", "director", loan)
url("loan_return", "director", loan, {"back_on": today().isoformat(), "back_good": "2"})


@url_example("booking_feed")
def _(season: Season) -> Visit:
    token = tasking.make_calendar_link(by=season.by(season.director)).token
    return Visit(owner=None, kwargs={"token": token})


@action_example("centres.add_venue")
def _(season: Season) -> Call:
    return Call(season.commune, VenueDetails("hall", "Hội trường mới"), owner=season.director)


@action_example("centres.change_venue")
def _(season: Season) -> Call:
    return Call(venue(season), VenueDetails("hall", "Hội trường sửa"), owner=season.director)


@action_example("centres.share_venue")
def _(season: Season) -> Call:
    given = {"agreement": "Biên bản", "started_on": today()}
    return Call(empty_venue(season), centre(season), kwargs=given, owner=season.director)


@action_example("centres.plan_network")
def _(season: Season) -> Call:
    given = {"kind": "hall", "wanted": 1, "by_year": today().year, "document": "5/QĐ-UBND"}
    return Call(season.commune, kwargs=given, owner=season.director)


@action_example("centres.book")
def _(season: Season) -> Call:
    start = dt.datetime.combine(TOMORROW, dt.time(2, 0), dt.UTC)
    return Call(venue(season), start, start + dt.timedelta(hours=1), "Họp", owner=season.director)


@action_example("centres.add_equipment")
def _(season: Season) -> Call:
    details = EquipmentDetails(None, good=1, new_kind="Máy khoan")
    return Call(details, kwargs={"centre": centre(season)}, owner=season.director)


@action_example("centres.change_equipment")
def _(season: Season) -> Call:
    row = things(season)
    return Call(row, EquipmentDetails(row.kind_id, good=9), owner=season.director)


@action_example("centres.record_check")
def _(season: Season) -> Call:
    row = things(season)
    counted = [Counted(row.pk, 5, 0, 0)]
    given = {"checked_on": today(), "taken_by": "Tổ kiểm kê"}
    return Call(centre(season), counted, kwargs=given, owner=season.director)


@action_example("centres.add_check_photo")
def _(season: Season) -> Call:
    return Call(check(season), photo(), owner=season.director)


act("end_venue", "director", empty_venue, ended_on=today(), why="Phá dỡ")
act("end_share", "director", share)
act("ask_upgrade", "director", None, centre=centre, kind="buy", text="Mua máy")
act("decide_upgrade", "chair", upgrade, agrees=True)
act("advise_upgrade", "officer", upgrade, text="Lập dự toán")
act("finish_upgrade", "director", agreed, done_on=today(), outcome="Đã sửa")
act("withdraw_upgrade", "director", upgrade)
act("book_weekly", "director", venue, on=TOMORROW, starts=dt.time(8), ends=dt.time(9), what="Lớp")
act("cancel_booking", "director", booking, why="Dời")
act("drop_equipment", "director", things, why="Thanh lý")
act(
    "publish_standard",
    "director",
    lambda season: season.commune,
    subject="centre",
    valid_from=today(),
    source="12/QĐ-UBND",
    lines="Bàn; 2",
)
act("maintain", "director", things, done_on=today(), what="Thay ốc")
act("record_support", "director", centre, on=today(), kind="aids", what="Bảng", source="social")
act("void_support", "director", support, why="Nhầm")
act(
    "lend_equipment",
    "director",
    things,
    quantity=1,
    borrower="Đoàn xã",
    purpose="Hội thi",
    out_on=today(),
    due_on=today(),
)
act("take_back", "director", loan, back_on=today(), back_good=2)
