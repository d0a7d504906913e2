"""Books go round: planned, packed, sent, taken back. `Copy.at` says where a copy stands meanwhile."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.circulation.models import Hold, HoldState
from hoctap.libraries.models import Copy, Library, Loan
from hoctap.libraries.storing import locked_library
from hoctap.places.models import Place
from hoctap.reading.models import Rotation, RotationLeg, Trip, TripCopy, TripState
from hoctap.reading.rotation import rules
from hoctap.reading.rotation.models import TRIP_TRANSITIONS

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def plan_rotation(place: Place, *, year: int, note: str = "", by: Actor) -> Rotation:
    by.must(KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    if not 2000 <= year <= today().year + 1:
        raise Refused([Reason("Hãy ghi năm của kế hoạch, nhiều nhất là năm sau.", "year")])
    if Rotation.objects.filter(place=place, year=year).exists():
        raise Refused(
            [Reason(f"{place.title} đã có kế hoạch luân chuyển năm {year}. Hãy mở ra ghi tiếp.", "year")]
        )
    made = Rotation.objects.create(place=place, year=year, note=clean(note)[:300], made_by=by.described[:300])
    audit.record(by, "reading.rotation.planned", made)
    return made


@transaction.atomic
def add_leg(
    rotation: Rotation,
    *,
    sender: Library,
    receiver: Library,
    books: int | None,
    out_on: dt.date | None,
    back_on: dt.date | None,
    by: Actor,
) -> RotationLeg:
    by.must(KEEP, at=rotation)
    reasons = rules.leg_reasons(
        year=rotation.year,
        same_library=sender.pk == receiver.pk,
        is_lending=receiver.lends and sender.lends,
        books=books,
        out_on=out_on,
        back_on=back_on,
    )
    reasons += _at_the_place(rotation.place, sender, receiver)
    if reasons or books is None or out_on is None or back_on is None:
        raise Refused(reasons)
    made = RotationLeg.objects.create(
        rotation=rotation,
        sender=sender,
        receiver=receiver,
        books=books,
        out_on=out_on,
        back_on=back_on,
    )
    audit.record(by, "reading.rotation.leg_added", rotation)
    return made


@transaction.atomic
def start_trip(
    sender: Library,
    receiver: Library,
    *,
    due_on: dt.date | None,
    leg: RotationLeg | None = None,
    by: Actor,
) -> Trip:
    by.must(KEEP, at=sender)
    reasons = rules.trip_reasons(
        same_library=sender.pk == receiver.pk,
        as_planned=leg is None or (leg.sender_id, leg.receiver_id) == (sender.pk, receiver.pk),
        sender_lends=sender.lends and sender.valid_to is None,
        receiver_lends=receiver.lends and receiver.valid_to is None,
        due_on=due_on,
        today=today(),
    )
    if reasons or due_on is None:
        raise Refused(reasons)
    made = Trip.objects.create(
        leg=leg, sender=sender, receiver=receiver, due_on=due_on, made_by=by.described[:300]
    )
    audit.record(by, "reading.trip.started", made)
    return made


@transaction.atomic
def pack_copy(trip: Trip, *, code: str, by: Actor) -> TripCopy:
    trip = _locked(trip)
    by.must(KEEP, at=trip)
    locked_library(trip.sender)
    code = clean(code)[:30]
    copy = (
        Copy.objects.select_for_update(of=("self",))
        .select_related("library__place", "at", "title")
        .filter(code__iexact=code)
        .first()
    )
    if reasons := rules.pack_reasons(_facts(copy, trip) if copy else None, code=code, state=trip.state):
        raise Refused(reasons)
    assert copy is not None
    made = TripCopy.objects.create(trip=trip, copy=copy)
    audit.record(by, "reading.trip.packed", trip)
    return made


@transaction.atomic
def unpack_copy(packed: TripCopy, *, by: Actor) -> None:
    trip = _locked(packed.trip)
    by.must(KEEP, at=trip)
    if trip.state != TripState.PACKING:
        raise Refused(
            "Chuyến này đã gửi đi, không bỏ sách ra được nữa. Khi nhận lại, bản nào không có thì ghi là thiếu."
        )
    TripCopy.objects.filter(pk=packed.pk, trip=trip).delete()
    audit.record(by, "reading.trip.unpacked", trip)


@transaction.atomic
def send_trip(
    trip: Trip, *, on: dt.date | None, boxes: int | None = None, counted: int | None = None, by: Actor
) -> None:
    trip = _locked(trip)
    by.must(KEEP, at=trip)
    check_move(TripState(trip.state), TripState.SENT, TRIP_TRANSITIONS)
    moving.lock_shelves(Copy.objects.none(), trip.sender, trip.receiver)
    both = Library.objects.filter(pk__in=[trip.sender_id, trip.receiver_id])
    packed = _copies_of(trip)
    reasons = rules.send_reasons(
        copies=len(packed),
        counted=counted or 0,
        lent=_lent(packed),
        gone=[one.code for one in packed if one.gone_on is not None],
        elsewhere=[one.code for one in packed if not _is_at_sender(one, trip)],
        ended=list(both.exclude(valid_to=None).order_by("name").values_list("name", flat=True)),
        put_aside=_put_aside(packed),
        on=on,
        due_on=trip.due_on,
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    Copy.objects.filter(pk__in=[one.pk for one in packed]).update(at=trip.receiver)
    trip.state, trip.sent_on, trip.boxes, trip.counted = TripState.SENT, on, boxes, counted or 0
    trip.save()
    audit.record(by, "reading.trip.sent", trip, count=len(packed) + trip.counted)


@transaction.atomic
def arrive_trip(trip: Trip, *, on: dt.date | None, by: Actor) -> None:
    """Said by whoever receives, or by whoever sent it."""
    trip = _locked(trip)
    by.must(KEEP, at=trip.receiver if by.may(KEEP, at=trip.receiver) else trip)
    check_move(TripState(trip.state), TripState.ARRIVED, TRIP_TRANSITIONS)
    if on is None or on > today() or (trip.sent_on and on < trip.sent_on):
        raise Refused([Reason("Hãy ghi ngày đến nơi: từ ngày gửi, không sau hôm nay.", "on")])
    trip.state, trip.arrived_on = TripState.ARRIVED, on
    trip.save()
    audit.record(by, "reading.trip.arrived", trip)
    locked_library(trip.receiver)
    moving.offer_new(trip.receiver, _copies_of(trip), by)


@transaction.atomic
def take_back_trip(
    trip: Trip, *, on: dt.date | None, codes: Sequence[str], counted_back: int | None = None, by: Actor
) -> list[TripCopy]:
    """`codes`: what is back. What of the list is not among them is missing, and stays where it was sent until it is found."""
    trip = _locked(trip)
    by.must(KEEP, at=trip)
    check_move(TripState(trip.state), TripState.BACK, TRIP_TRANSITIONS)
    moving.lock_shelves(Copy.objects.none(), trip.sender, trip.receiver)
    packed = {one.copy.code.casefold(): one for one in trip.copies.select_related("copy")}
    typed = {clean(code).casefold(): clean(code) for code in codes if clean(code)}
    back = [packed[key] for key in typed if key in packed]
    reasons = rules.back_reasons(
        on=on,
        sent_on=trip.sent_on,
        counted=trip.counted,
        counted_back=counted_back,
        unknown=[word for key, word in typed.items() if key not in packed],
        lent=_lent([one.copy for one in back]),
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    ids = [one.pk for one in back]
    trip.copies.filter(pk__in=ids).update(is_out=False, back_on=on)
    trip.copies.exclude(pk__in=ids).update(is_missing=True)
    _bring_home(trip, [one.copy for one in back], by)
    trip.state, trip.back_on, trip.counted_back = TripState.BACK, on, counted_back
    trip.save()
    missing = list(trip.copies.filter(is_missing=True))
    audit.record(by, "reading.trip.back", trip, count=len(back))
    return missing


@transaction.atomic
def find_copy(packed: TripCopy, *, by: Actor) -> None:
    """A missing one turned up and is home again."""
    trip = _locked(packed.trip)
    by.must(KEEP, at=trip)
    moving.lock_shelves(Copy.objects.none(), trip.sender, trip.receiver)
    row = TripCopy.objects.select_for_update(of=("self",)).select_related("copy").get(pk=packed.pk)
    if not row.is_missing:
        raise Refused("Bản này không ghi là thiếu. Mở lại trang để xem nay ra sao.")
    if _lent([row.copy]):
        raise Refused("Bản này đang ghi cho mượn. Nhận trả ở nơi cho mượn trước.")
    row.is_missing, row.is_out, row.back_on = False, False, today()
    row.save()
    _bring_home(trip, [row.copy], by)
    audit.record(by, "reading.trip.found", trip)


def _bring_home(trip: Trip, copies: Collection[Copy], by: Actor) -> None:
    rows = Copy.objects.filter(pk__in=[one.pk for one in copies])
    rows.update(at=None)
    moving.put_back(copies, by)
    moving.offer_new(trip.sender, rows.select_related("library", "at").order_by("code"), by)


def _copies_of(trip: Trip) -> list[Copy]:
    """Held, so that nobody lends or gives up one of them before the trip is written."""
    rows = Copy.objects.select_for_update(of=("self",)).filter(pk__in=trip.copies.values("copy"))
    return list(rows.select_related("library", "at").order_by("code"))


def _put_aside(copies: Collection[Copy]) -> list[str]:
    rows = Hold.objects.filter(copy__in=[one.pk for one in copies], state=HoldState.READY)
    return list(rows.order_by("copy__code").values_list("copy__code", flat=True))


def _lent(copies: Collection[Copy]) -> list[str]:
    """The copies are held, so that none of them is lent before the trip is written."""
    ids = [one.pk for one in copies]
    list(Copy.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("code").values_list("pk"))
    rows = Loan.objects.filter(copy__in=ids, returned_on__isnull=True)
    return list(rows.order_by("copy__code").values_list("copy__code", flat=True))


def _facts(copy: Copy, trip: Trip) -> rules.CopyFacts:
    other = (
        TripCopy.objects.filter(copy=copy, is_out=True)
        .select_related("trip__sender", "trip__receiver")
        .first()
    )
    return rules.CopyFacts(
        code=copy.code,
        is_gone=copy.gone_on is not None,
        on_loan=bool(_lent([copy])),
        is_put_aside=bool(_put_aside([copy])),
        on_trip=str(other.trip) if other else "",
        stands_at=copy.stands_at.name,
        is_here=_is_at_sender(copy, trip),
    )


def _is_at_sender(copy: Copy, trip: Trip) -> bool:
    return copy.stands_at.pk == trip.sender_id and copy.library_id == trip.sender_id


def _at_the_place(place: Place, *libraries: Library) -> list[Reason]:
    return [
        Reason(
            f"{one.name} không thuộc {place.title}, hoặc đã thôi hoạt động. Hãy chọn nơi khác.", "receiver"
        )
        for one in libraries
        if place.pk not in one.place.path or one.valid_to is not None
    ]


def _locked(trip: Trip) -> Trip:
    rows = Trip.objects.select_for_update(of=("self",))
    return rows.select_related("sender__place", "receiver__place").get(pk=trip.pk)
