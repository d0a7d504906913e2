"""Screens of rotation: the yearly plan, one trip from packing to what came back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.vietnamese import format_date
from hoctap.libraries.institutions import asking
from hoctap.papers.books.printing import Column, book_docx
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.reading.asking import libraries_below, places_kept, shelves_kept, shelves_seen
from hoctap.reading.models import Rotation, RotationLeg, Trip, TripCopy, TripState
from hoctap.reading.rotation import actions, queries
from hoctap.reading.rotation.forms import (
    ArriveForm,
    BackForm,
    CodeForm,
    LegForm,
    RotationForm,
    SendForm,
    TripForm,
)

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def rotation_list(request: Request) -> HttpResponse:
    """Luân chuyển sách trong năm: kế hoạch và đã làm"""
    year, library = asked.year(request), asking.library(request)
    trips = queries.trips_of(request.actor, library=library.pk if library else None)
    values = {
        "year": year,
        "library": library,
        "rows": [] if library else queries.rotation_rows(request.actor, year),
        "page": Paginator(trips, PAGE).get_page(request.GET.get("page")),
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/rotation_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def rotation_new(request: Request) -> HttpResponse:
    """Lập kế hoạch luân chuyển sách của năm"""
    places = places_kept(request.actor)
    form = RotationForm(posted(request), places=places, initial={"year": today().year})
    made: list[Rotation] = []

    def act(typed: dict[str, Any]) -> None:
        place = typed["place"] or places[0]
        made.append(
            actions.plan_rotation(place, year=typed["year"] or 0, note=typed["note"], by=request.actor)
        )

    if places and carried_out(form, act):
        messages.success(request, "Đã lập kế hoạch. Thêm từng lượt: nơi gửi, nơi nhận, số bản.")
        return redirect("rotation_detail", made[0].pk)
    return form_page(request, "reading/rotation_new.html", form, places=places)


@require_GET
@requires(READ)
def rotation_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một kế hoạch luân chuyển: từng lượt, đã gửi bao nhiêu, còn thiếu gì"""
    rotation = _rotation(request, pk)
    legs = queries.legs_of([rotation.pk])
    values = {
        "rotation": rotation,
        "legs": legs,
        "whole": queries.row_of(rotation, legs),
        "keeps": request.actor.may(KEEP, at=rotation),
        "where": where(request, place=rotation.place, year=rotation.year),
    }
    return render(request, "reading/rotation_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def rotationleg_new(request: Request, pk: UUID) -> HttpResponse:
    """Thêm một lượt luân chuyển: nơi gửi, nơi nhận, số bản, ngày đi, ngày về"""
    rotation = _rotation(request, pk)
    request.actor.must(KEEP, at=rotation)
    form = LegForm(posted(request), libraries=list(libraries_below(rotation.place).lending()))

    def act(typed: dict[str, Any]) -> None:
        _both(typed)
        actions.add_leg(rotation, **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã thêm lượt luân chuyển.")
        return redirect("rotation_detail", pk)
    return form_page(request, "reading/rotationleg_new.html", form, rotation=rotation)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def trip_new(request: Request) -> HttpResponse:
    """Lập một chuyến luân chuyển; `?leg=`: theo một lượt của kế hoạch"""
    leg = _leg(request)
    kept, seen = shelves_kept(request.actor), shelves_seen(request.actor)
    initial = (
        {"sender": str(leg.sender_id), "receiver": str(leg.receiver_id), "due_on": leg.back_on} if leg else {}
    )
    form = TripForm(posted(request), kept=kept, seen=seen, initial=initial)
    made: list[Trip] = []

    def act(typed: dict[str, Any]) -> None:
        _both(typed)
        made.append(actions.start_trip(**typed, leg=leg, by=request.actor))

    if carried_out(form, act):
        return redirect("trip_detail", made[0].pk)
    return form_page(request, "reading/trip_new.html", form, leg=leg)


@require_GET
@requires(READ)
def trip_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một chuyến luân chuyển: phiếu xếp sách, gửi, nhận lại, còn thiếu"""
    return _page(request, _trip(request, pk))


@require_POST
@requires(KEEP)
def trip_pack(request: Request, pk: UUID) -> HttpResponse:
    """Xếp một bản sách vào chuyến bằng mã trên nhãn"""
    trip = _trip(request, pk)
    form = CodeForm(request.POST)
    if carried_out(form, lambda typed: actions.pack_copy(trip, code=typed["code"], by=request.actor)):
        return redirect("trip_detail", pk)
    return _page(request, trip, sent=form)


@require_POST
@requires(KEEP)
def trip_unpack(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một bản ra khỏi chuyến chưa gửi"""
    packed = _packed(request, pk)
    try:
        actions.unpack_copy(packed, by=request.actor)
    except Refused as refusal:
        return _refused(request, packed.trip, refusal)
    return redirect("trip_detail", packed.trip_id)


@require_POST
@requires(KEEP)
def trip_send(request: Request, pk: UUID) -> HttpResponse:
    """Gửi chuyến đi"""
    trip = _trip(request, pk)
    form = SendForm(request.POST)
    if carried_out(form, lambda typed: actions.send_trip(trip, **typed, by=request.actor)):
        messages.success(request, "Đã ghi gửi đi. Sách đang ở nơi nhận.")
        return redirect("trip_detail", pk)
    return _page(request, trip, sent=form)


@require_POST
@requires(KEEP)
def trip_arrive(request: Request, pk: UUID) -> HttpResponse:
    """Ghi chuyến đã đến nơi"""
    trip = _trip(request, pk)
    form = ArriveForm(request.POST)
    if carried_out(form, lambda typed: actions.arrive_trip(trip, **typed, by=request.actor)):
        messages.success(request, "Đã ghi đến nơi.")
        return redirect("trip_detail", pk)
    return _page(request, trip, sent=form)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def trip_back(request: Request, pk: UUID) -> HttpResponse:
    """Nhận lại chuyến: quét bản nào về, bản còn lại là thiếu"""
    trip = _trip(request, pk)
    request.actor.must(KEEP, at=trip)
    form = BackForm(posted(request), initial={"on": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.take_back_trip(trip, codes=typed.pop("codes").split(), **typed, by=request.actor)

    if carried_out(form, act):
        short = queries.annotated(Trip.objects.filter(pk=pk)).get().missing  # type: ignore[attr-defined]
        told = f"Đã nhận lại, còn thiếu {short} bản." if short else "Đã nhận lại đủ."
        messages.success(request, told)
        return redirect("trip_detail", pk)
    values = {"trip": trip, "page": queries.page_of(trip, today())}
    return form_page(request, "reading/trip_back.html", form, **values)


@require_POST
@requires(KEEP)
def trip_found(request: Request, pk: UUID) -> HttpResponse:
    """Ghi tìm thấy một bản thiếu"""
    packed = _packed(request, pk)
    try:
        actions.find_copy(packed, by=request.actor)
    except Refused as refusal:
        return _refused(request, packed.trip, refusal)
    messages.success(request, f"Đã ghi bản {packed.copy.code} về kho.")
    return redirect("trip_detail", packed.trip_id)


@require_GET
@requires(READ)
def trip_sheet(request: Request, pk: UUID) -> HttpResponse:
    """Phiếu xếp sách để in: mã, nhan đề, ô đánh dấu lúc đi và lúc về"""
    trip = _trip(request, pk)
    page = queries.page_of(trip, today())
    columns = [
        Column("Số TT", 3, True),
        Column("Mã trên nhãn", 8),
        Column("Nhan đề", 26),
        Column("Tác giả", 14),
        Column("Lúc đi", 4, True),
        Column("Lúc về", 4, True),
    ]
    rows: list[list[str | int | None]] = [
        [number, one.copy.code, one.copy.title.name, one.copy.title.authors, "", ""]
        for number, one in enumerate(page.copies, start=1)
    ]
    sums = [["", "", f"Cộng: {page.books} bản, trong đó chỉ đếm {trip.counted} bản", "", "", ""]]
    year = trip.sent_on.year if trip.sent_on else trip.due_on.year
    content = book_docx(
        f"Phiếu luân chuyển sách đến {trip.receiver.name}",
        trip.sender.name,
        year,
        columns,
        rows,
        sums,
        note=_said_of(trip),
        signers=("Bên giao", "Bên nhận"),
    )
    return download(content, files.DOCX, f"Phiếu luân chuyển, {trip.receiver.name}.docx")


def _said_of(trip: Trip) -> str:
    told = [f"Gửi ngày {format_date(trip.sent_on)}" if trip.sent_on else "Chưa gửi"]
    if trip.boxes:
        told.append(f"{trip.boxes} thùng")
    return "; ".join([*told, f"hẹn nhận lại {format_date(trip.due_on)}"])


def _page(request: Request, trip: Trip, *, sent: Any = None) -> HttpResponse:
    keeps = request.actor.may(KEEP, at=trip)
    values = {
        "trip": trip,
        "page": queries.page_of(trip, today()),
        "steps": TripState.choices,
        "keeps": keeps,
        "receives": keeps or request.actor.may(KEEP, at=trip.receiver),
        "sent": sent,
        "code_form": sent if isinstance(sent, CodeForm) and sent.errors else CodeForm(auto_id="code_%s"),
        "send_form": sent if isinstance(sent, SendForm) else SendForm(initial={"on": today()}),
        "arrive_form": sent if isinstance(sent, ArriveForm) else ArriveForm(initial={"on": today()}),
        "where": where(request, place=trip.sender.place),
    }
    return render(request, "reading/trip_detail.html", values, status=422 if sent is not None else 200)


def _refused(request: Request, trip: Trip, refusal: Refused) -> HttpResponse:
    form = CodeForm({"code": "-"})
    add_reasons(form, refusal.reasons)
    return _page(request, trip, sent=form)


def _both(typed: dict[str, Any]) -> None:
    missing = [name for name in ("sender", "receiver") if typed[name] is None]
    if missing:
        words = {"sender": "Hãy chọn nơi gửi.", "receiver": "Hãy chọn nơi nhận."}
        raise Refused([Reason(words[name], name) for name in missing])


def _rotation(request: Request, pk: UUID) -> Rotation:
    return get_object_or_404(Rotation.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _trip(request: Request, pk: UUID) -> Trip:
    rows = Trip.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("sender__place", "receiver__place", "leg"), pk=pk)


def _packed(request: Request, pk: UUID) -> TripCopy:
    rows = TripCopy.objects.visible_to(request.actor)
    rows = rows.select_related("trip__sender__place", "trip__receiver__place", "trip__leg", "copy")
    packed = get_object_or_404(rows, pk=pk)
    request.actor.must(KEEP, at=packed)
    return packed


def _leg(request: Request) -> RotationLeg | None:
    asked_for = request.GET.get("leg", "")
    try:
        pk = UUID(asked_for) if asked_for else None
    except ValueError:
        return None
    rows = RotationLeg.objects.filter(rotation__in=Rotation.objects.visible_to(request.actor))
    return rows.select_related("sender", "receiver", "rotation").filter(pk=pk).first() if pk else None
