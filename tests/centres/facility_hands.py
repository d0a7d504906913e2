"""Venues, bookings and things for tests: the ones that are there, or new ones."""

import datetime as dt
import io

from PIL import Image

from hoctap.centres.facilities.bookings.actions import book
from hoctap.centres.facilities.equipment.actions import add_equipment
from hoctap.centres.facilities.equipment.rules import EquipmentDetails
from hoctap.centres.facilities.equipment.shipped import kind_id
from hoctap.centres.facilities.equipment.storing import load_shipped_equipment
from hoctap.centres.models import Booking, Centre, Equipment, Venue, VenueKind
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, VIETNAM, today
from hoctap.places.models import Place

TOMORROW = today() + ONE_DAY


def at(hour: int, minute: int = 0, *, on: dt.date | None = None) -> dt.datetime:
    """An hour of tomorrow, as it is told in Việt Nam."""
    return dt.datetime.combine(on or TOMORROW, dt.time(hour, minute), VIETNAM)


def venue_in(place: Place, name: str = "Hội trường", **fields: object) -> Venue:
    found = Venue.objects.standing().filter(place=place, name=name).first()
    return found or Venue.objects.create(
        **{
            "place": place,
            "name": name,
            "kind": VenueKind.HALL,
            "opens_at": dt.time(7),
            "closes_at": dt.time(21),
            **fields,
        }
    )


def booked(venue: Venue, what: str = "Lớp trồng trọt", *, by: Actor) -> Booking:
    found = Booking.objects.standing().filter(venue=venue, what=what).first()
    return found or book(venue, at(8), at(10), what, by=by)


def kind(name: str = "Ghế") -> object:
    load_shipped_equipment()
    return kind_id(name)


def chairs(centre: Centre, name: str = "", *, good: int = 20, of: str = "Ghế", by: Actor) -> Equipment:
    load_shipped_equipment()
    found = Equipment.objects.standing().filter(centre=centre, name=name, kind=kind_id(of)).first()
    details = EquipmentDetails(kind_id(of), good=good, name=name, source="budget", value=5_000_000)
    return found or add_equipment(details, centre=centre, by=by)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()
