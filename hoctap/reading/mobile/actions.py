"""The travelling library went out: on which day, where it stopped, who came, photos."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.reading.mobile import rules
from hoctap.reading.models import MobilePhoto, MobileStop, MobileTrip

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def record_mobile_trip(
    place: Place, *, on: dt.date | None, vehicle: str, route: str = "", note: str = "", by: Actor
) -> MobileTrip:
    by.must(KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    vehicle = clean(vehicle)[:150]
    taken = on is not None and MobileTrip.objects.filter(place=place, on=on, vehicle__iexact=vehicle).exists()
    reasons = rules.trip_reasons(on=on, vehicle=vehicle, is_taken=taken, today=today())
    if reasons or on is None:
        raise Refused(reasons)
    made = MobileTrip.objects.create(
        place=place,
        on=on,
        vehicle=vehicle,
        route=clean(route)[:300],
        note=clean(note)[:300],
        made_by=by.described[:300],
    )
    audit.record(by, "reading.mobile.recorded", made)
    return made


@transaction.atomic
def add_stop(
    trip: MobileTrip,
    *,
    library: Library | None = None,
    name: str = "",
    pupils: int | None = None,
    others: int | None = None,
    read_here: int | None = None,
    lent: int | None = None,
    by: Actor,
) -> MobileStop:
    by.must(KEEP, at=trip)
    MobileTrip.objects.select_for_update(of=("self",)).get(pk=trip.pk)
    name = (library.name if library else clean(name))[:200]
    numbers = (pupils, others, read_here, lent)
    reasons = rules.stop_reasons(
        name=name,
        taken=list(trip.stops.values_list("name", flat=True)),
        numbers=numbers,
        people=(pupils or 0) + (others or 0),
        resources=(read_here or 0) + (lent or 0),
    )
    if library is not None and not set(library.place.path) & set(trip.place.path):
        reasons.append(Reason("Điểm này không ở địa bàn của chuyến xe. Hãy chọn điểm khác.", "library"))
    if reasons:
        raise Refused(reasons)
    made = MobileStop.objects.create(
        trip=trip,
        library=library,
        name=name,
        pupils=pupils or 0,
        others=others or 0,
        read_here=read_here or 0,
        lent=lent or 0,
    )
    audit.record(by, "reading.mobile.stopped", trip, count=made.people)
    return made


@transaction.atomic
def add_mobile_photo(trip: MobileTrip, content: bytes, *, caption: str = "", by: Actor) -> MobilePhoto:
    by.must(KEEP, at=trip)
    MobileTrip.objects.select_for_update(of=("self",)).get(pk=trip.pk)
    if reasons := rules.photo_reasons(count=trip.photos.count()):
        raise Refused(reasons)
    stored = files.take(content, allowed=files.IMAGE_TYPES)
    if trip.photos.filter(sha256=stored.sha256).exists():
        raise Refused([Reason("Ảnh này đã có trong chuyến. Hãy chọn ảnh khác.", "file")])
    made = MobilePhoto.objects.create(
        trip=trip,
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        caption=clean(caption)[:200],
        added_by=by.described[:300],
    )
    audit.record(by, "reading.mobile.photo_added", trip)
    return made
