"""Facilities of a learning centre in the demonstration: where it meets, what stands there, what is out, what is booked."""

import datetime as dt

from hoctap.centres.actions import register_centre
from hoctap.centres.facilities.bookings.actions import book
from hoctap.centres.facilities.equipment.actions import add_equipment, record_support
from hoctap.centres.facilities.equipment.rules import EquipmentDetails
from hoctap.centres.facilities.equipment.shipped import kind_id
from hoctap.centres.facilities.equipment.storing import load_shipped_equipment
from hoctap.centres.facilities.lending.actions import lend_equipment
from hoctap.centres.facilities.venues.actions import add_venue, plan_network, share_venue
from hoctap.centres.facilities.venues.rules import VenueDetails
from hoctap.centres.models import Centre, VenueKind
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, VIETNAM, today
from hoctap.places.models import Place

# Name, usable, to repair, of whom.
THINGS = [
    ("Tủ sách", 2, 0, "social"),
    ("Bàn", 12, 1, "budget"),
    ("Ghế", 60, 4, "budget"),
    ("Máy chiếu", 1, 0, "above"),
]


def add(commune: Place, by: Actor) -> Centre:
    """It lacks a computer, so that a gap is to be seen. Days are told from today: nothing is booked in the past."""
    load_shipped_equipment()
    centre = Centre.objects.filter(organisation__place=commune).first() or register_centre(
        commune, f"Trung tâm Văn hóa – Học tập cộng đồng {commune.full_name}", by=by
    )
    hamlet = Place.objects.filter(parent=commune, level="hamlet", valid_to__isnull=True).order_by("sort_key")[
        0
    ]
    opens, closes = dt.time(7), dt.time(21)
    room = add_venue(
        commune,
        VenueDetails(VenueKind.CENTRE, "Phòng học trung tâm", seats=60, opens_at=opens, closes_at=closes),
        centre=centre,
        by=by,
    )
    house = add_venue(
        hamlet,
        VenueDetails(
            VenueKind.HAMLET_HOUSE, f"Nhà văn hóa {hamlet.title}", seats=80, opens_at=opens, closes_at=closes
        ),
        by=by,
    )
    share_venue(house, centre, agreement="Biên bản thỏa thuận với Ban nhân dân ấp", started_on=today(), by=by)
    plan_network(
        commune,
        kind=VenueKind.HALL,
        wanted=1,
        by_year=today().year + 4,
        document="Quy hoạch mạng lưới thiết chế (minh họa)",
        by=by,
    )
    rows = {}
    for name, good, repair, source in THINGS:
        details = EquipmentDetails(kind_id(name), good=good, repair=repair, acquired_year=2022, source=source)
        rows[name] = add_equipment(details, centre=centre, venue=room, by=by)
    record_support(
        centre,
        on=today() - 30 * ONE_DAY,
        kind="materials",
        what="Tủ sách học tập suốt đời",
        source="social",
        funder="Mạnh thường quân",
        is_in_kind=True,
        amount=6_000_000,
        equipment=rows["Tủ sách"],
        by=by,
    )
    lend_equipment(
        rows["Máy chiếu"],
        quantity=1,
        borrower=f"Ban nhân dân {hamlet.title}",
        purpose="Họp dân cuối năm",
        out_on=today() - 2 * ONE_DAY,
        due_on=today() + 3 * ONE_DAY,
        by=by,
    )
    for venue, days, what in (
        (room, 2, "Lớp kỹ thuật trồng trọt, buổi 1"),
        (house, 3, "Chuyên đề pháp luật"),
    ):
        day = today() + days * ONE_DAY
        first, last = (dt.datetime.combine(day, dt.time(hour), VIETNAM) for hour in (8, 10))
        book(venue, first, last, what, centre=centre, by=by)
    return centre
