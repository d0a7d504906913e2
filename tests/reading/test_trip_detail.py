"""Packing, sending, arriving."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.actions import withdraw_copies
from hoctap.libraries.institutions.actions import end_library
from hoctap.libraries.models import Copy, Hold, Library
from hoctap.reading.models import Trip
from hoctap.reading.rotation import actions
from tests.libraries.shelf_hands import library_at
from tests.reading.hands import books, lend
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


@pytest.fixture
def trip(by: Actor, library: Library, bookcase: Library) -> Trip:
    return actions.start_trip(library, bookcase, due_on=today() + dt.timedelta(days=30), by=by)


@pytest.mark.requirement("S1-49")
def test_copies_follow_the_trip(librarian: User, library: Library, bookcase: Library, trip: Trip):
    client, url = sign_in(librarian), f"/reading/rotations/trips/{trip.pk}/"
    (copy,) = books(library, 1)
    assert client.post(reverse("trip_pack", args=[trip.pk]), {"code": copy.code.lower()}).status_code == 302
    assert copy.title.name in shown(client.get(url))
    assert (
        client.post(f"{url}send/", {"on": today().isoformat(), "boxes": "1", "counted": ""}).status_code
        == 302
    )
    copy.refresh_from_db()
    assert copy.at == bookcase
    assert client.post(f"{url}arrive/", {"on": today().isoformat()}).status_code == 302
    trip.refresh_from_db()
    assert trip.state == "arrived"
    assert "không chuyển sang “đã đến nơi” được" in shown(
        client.post(f"{url}arrive/", {"on": today().isoformat()})
    )
    sheet = client.get(reverse("trip_sheet", args=[trip.pk]))
    assert sheet["Content-Type"].endswith("wordprocessingml.document")
    tables = Document(io.BytesIO(sheet.content)).tables
    assert [cell.text.splitlines()[0] for cell in tables[1].rows[0].cells] == ["Bên giao", "Bên nhận"]


@pytest.mark.requirement("S1-49")
def test_what_may_not_be_packed(librarian: User, by: Actor, library: Library, bookcase: Library, trip: Trip):
    lent, gone, elsewhere, packed = books(library, 4)
    lend(lent, today())
    Copy.objects.filter(pk=gone.pk).update(gone_on=today(), gone_why="lost")
    (foreign,) = books(bookcase, 1)
    Copy.objects.filter(pk=elsewhere.pk).update(at=bookcase)
    other = actions.start_trip(library, bookcase, due_on=today() + dt.timedelta(days=9), by=by)
    actions.pack_copy(other, code=packed.code, by=by)
    client = sign_in(librarian)
    for code, words in (
        (lent.code, "đang có người mượn"),
        (gone.code, "thôi giữ"),
        (elsewhere.code, "đang ở Tủ sách Ấp 1"),
        (foreign.code, "không phải ở nơi gửi"),
        (packed.code, "đã xếp cho chuyến"),
        ("KHONG-CO", "Không có bản sách nào mang mã"),
        ("", "Không có bản sách nào mang mã"),
    ):
        answer = client.post(f"/reading/rotations/trips/{trip.pk}/pack/", {"code": code})
        assert answer.status_code == 422, code
        assert words in shown(answer)
    assert not trip.copies.exists()


def test_a_copy_lent_after_it_was_packed_stays_here(by: Actor, library: Library, trip: Trip):
    (copy,) = books(library, 1)
    actions.pack_copy(trip, code=copy.code, by=by)
    lend(copy, today())
    with pytest.raises(Refused, match="Đang có người mượn"):
        actions.send_trip(trip, on=today(), by=by)


def test_it_is_taken_out_before_it_is_sent(librarian: User, by: Actor, library: Library, trip: Trip):
    (copy,) = books(library, 1)
    packed = actions.pack_copy(trip, code=copy.code, by=by)
    client = sign_in(librarian)
    assert client.post(reverse("trip_unpack", args=[packed.pk])).status_code == 302
    empty = client.post(reverse("trip_send", args=[trip.pk]), {"on": today().isoformat()})
    assert "Chưa xếp bản sách nào" in shown(empty)
    packed = actions.pack_copy(trip, code=copy.code, by=by)
    actions.send_trip(trip, on=today(), by=by)
    assert "không bỏ sách ra được nữa" in shown(
        client.post(f"/reading/rotations/trip-copies/{packed.pk}/unpack/")
    )
    with pytest.raises(Refused, match="đã gửi đi"):
        actions.pack_copy(trip, code=copy.code, by=by)


def test_the_receiver_elsewhere_sees_it_and_says_that_it_arrived(world: World, by: Actor, library: Library):
    from tests.libraries.shelf_hands import make_librarian

    there = library_at(world.other_commune, "Thư viện xã Hưng Thạnh")
    theirs = make_librarian("Lê Thị Đào", "dao", world.other_commune)
    trip = actions.start_trip(library, there, due_on=today() + dt.timedelta(days=9), by=by)
    actions.send_trip(trip, on=today(), counted=30, by=by)
    client = sign_in(theirs)
    assert client.post(reverse("trip_arrive", args=[trip.pk]), {"on": today().isoformat()}).status_code == 302
    assert client.get(f"/reading/rotations/trips/{trip.pk}/back/").status_code == 403


def test_others_do_not_find_it_and_more_copies_take_no_more_queries(
    world: World, librarian: User, by: Actor, library: Library, trip: Trip
):
    url = f"/reading/rotations/trips/{trip.pk}/"
    assert sign_in(world.oanh).get(url).status_code == 404
    assert sign_in(world.minh).post(f"{url}pack/", {"code": "x"}).status_code == 403
    actions.pack_copy(trip, code=books(library, 1)[0].code, by=by)
    client = sign_in(librarian)
    before = queries_of(client, url)
    for copy in books(library, 3):
        actions.pack_copy(trip, code=copy.code, by=by)
    assert queries_of(client, url) == before


def held_for_somebody(copy: Copy) -> Hold:
    return Hold.objects.create(
        library=copy.library,
        title=copy.title,
        asker_name="Mai Thị Gọi",
        asker_phone="0912345678",
        state="ready",
        copy=copy,
        until=today() + dt.timedelta(days=3),
        asked_by="kiểm thử",
    )


def test_what_is_put_aside_or_given_up_does_not_travel(by: Actor, library: Library, trip: Trip):
    aside, later, gone = books(library, 3)
    held_for_somebody(aside)
    with pytest.raises(Refused, match="để riêng cho người đặt trước"):
        actions.pack_copy(trip, code=aside.code, by=by)
    for copy in (later, gone):
        actions.pack_copy(trip, code=copy.code, by=by)
    held_for_somebody(later)
    Copy.objects.filter(pk=gone.pk).update(gone_on=today(), gone_why="lost")
    with pytest.raises(Refused) as refusal:
        actions.send_trip(trip, on=today(), by=by)
    assert [reason.text for reason in refusal.value.reasons] == [
        f"Đã ghi thôi giữ: {gone.code}. Hãy bỏ ra khỏi chuyến.",
        f"Đang để riêng cho người đặt trước: {later.code}. Hãy bỏ ra khỏi chuyến.",
    ]
    gone.refresh_from_db()
    assert gone.at is None


def test_what_arrives_and_what_comes_back_goes_to_who_waits(
    by: Actor, library: Library, bookcase: Library, trip: Trip
):
    (copy,) = books(library, 1)
    actions.pack_copy(trip, code=copy.code, by=by)
    asked = {"title": copy.title, "asker_name": "Na", "asker_phone": "0912345678", "asked_by": "x"}
    at_home = Hold.objects.create(library=library, **asked)
    there = Hold.objects.create(library=bookcase, **asked)
    actions.send_trip(trip, on=today(), by=by)
    actions.arrive_trip(trip, on=today(), by=by)
    there.refresh_from_db()
    assert (there.state, there.copy) == ("ready", copy)
    actions.take_back_trip(trip, on=today(), codes=[copy.code], by=by)
    there.refresh_from_db()
    at_home.refresh_from_db()
    assert (there.state, there.copy) == ("waiting", None)
    assert (at_home.state, at_home.copy) == ("ready", copy)


def test_what_moved_for_good_after_it_was_packed_is_not_sent(
    by: Actor, library: Library, bookcase: Library, trip: Trip
):
    (copy,) = books(library, 1)
    packed = actions.pack_copy(trip, code=copy.code, by=by)
    withdraw_copies(copy.title, [copy.pk], why="moved", on=today(), to=bookcase, by=by)
    with pytest.raises(Refused, match=f"không còn là sách của nơi gửi: {copy.code}"):
        actions.send_trip(trip, on=today(), by=by)
    actions.unpack_copy(packed, by=by)
    actions.send_trip(trip, on=today(), counted=3, by=by)


def test_nothing_is_sent_to_or_from_a_library_that_ended_meanwhile(
    by: Actor, library: Library, bookcase: Library, trip: Trip
):
    (copy,) = books(library, 1)
    actions.pack_copy(trip, code=copy.code, by=by)
    end_library(bookcase, ended_on=today(), why="giải thể", by=by)
    with pytest.raises(Refused, match=f"{bookcase.name} đã thôi hoạt động"):
        actions.send_trip(trip, on=today(), by=by)
    copy.refresh_from_db()
    assert copy.at is None
