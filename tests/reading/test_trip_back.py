"""What came back, and what is missing."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.reading.models import Trip, TripCopy
from hoctap.reading.rotation import actions
from tests.reading.hands import books, lend
from tests.recognition.hands import shown, sign_in
from tests.world import World


@pytest.fixture
def trip(by: Actor, library: Library, bookcase: Library) -> Trip:
    made = actions.start_trip(library, bookcase, due_on=today() + dt.timedelta(days=30), by=by)
    for copy in books(library, 3):
        actions.pack_copy(made, code=copy.code, by=by)
    actions.send_trip(made, on=today(), counted=10, by=by)
    made.refresh_from_db()
    return made


@pytest.mark.requirement("S1-49")
def test_what_is_not_scanned_is_missing_until_it_is_found(
    librarian: User, trip: Trip, library: Library, bookcase: Library
):
    client, url = sign_in(librarian), f"/reading/rotations/trips/{trip.pk}/"
    first, second, third = [one.copy for one in trip.copies.select_related("copy")]
    typed = {"on": today().isoformat(), "codes": f"{first.code}\n{second.code}", "counted_back": "9"}
    assert client.post(f"{url}back/", typed).status_code == 302
    for copy in (first, second, third):
        copy.refresh_from_db()
    assert [first.at, second.at, third.at] == [None, None, bookcase]
    page = shown(client.get(url))
    assert "1 bản có mã" in page
    assert "9 / 10" in page
    missing = TripCopy.objects.get(is_missing=True)
    assert client.post(reverse("trip_found", args=[missing.pk])).status_code == 302
    third.refresh_from_db()
    assert third.at is None
    assert "không ghi là thiếu" in shown(client.post(f"/reading/rotations/trip-copies/{missing.pk}/found/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": ""}, "ngày nhận lại"),
        ({"on": "2099-01-01"}, "chưa tới"),
        ({"on": "2020-01-01"}, "không trước ngày gửi"),
        ({"codes": "LA-999"}, "Không thuộc chuyến này: LA-999"),
        ({"counted_back": ""}, "đếm số bản không có mã"),
        ({"counted_back": "11"}, "không thể nhận lại nhiều hơn"),
    ],
)
def test_what_cannot_be_is_refused(librarian: User, trip: Trip, change: dict[str, str], words: str):
    typed = {"on": today().isoformat(), "codes": "", "counted_back": "10", **change}
    answer = sign_in(librarian).post(f"/reading/rotations/trips/{trip.pk}/back/", typed)
    assert answer.status_code == 422
    assert words in shown(answer)
    trip.refresh_from_db()
    assert trip.state == "sent"


def test_what_somebody_has_at_home_is_not_back(librarian: User, trip: Trip, bookcase: Library):
    copy = trip.copies.select_related("copy").first().copy  # type: ignore[union-attr]
    lend(copy, today(), library=bookcase)
    typed = {"on": today().isoformat(), "codes": copy.code, "counted_back": "10"}
    answer = sign_in(librarian).post(f"/reading/rotations/trips/{trip.pk}/back/", typed)
    assert "Còn ghi đang cho mượn" in shown(answer)


def test_what_was_only_counted_is_missed_too(librarian: User, trip: Trip):
    client, url = sign_in(librarian), f"/reading/rotations/trips/{trip.pk}/"
    codes = " ".join(one.copy.code for one in trip.copies.select_related("copy"))
    typed = {"on": today().isoformat(), "codes": codes, "counted_back": "8"}
    told = shown(client.post(f"{url}back/", typed, follow=True))
    assert "còn thiếu 2 bản" in told
    assert "Đã nhận lại đủ" not in told
    assert 'data-label="Thiếu">2<' in shown(client.get("/reading/rotations/"))


def test_what_is_all_back_is_said_to_be(librarian: User, trip: Trip):
    codes = " ".join(one.copy.code for one in trip.copies.select_related("copy"))
    typed = {"on": today().isoformat(), "codes": codes, "counted_back": "10"}
    address = f"/reading/rotations/trips/{trip.pk}/back/"
    assert "Đã nhận lại đủ" in shown(sign_in(librarian).post(address, typed, follow=True))


def test_others_do_not_come_in(world: World, trip: Trip):
    assert sign_in(world.minh).get(f"/reading/rotations/trips/{trip.pk}/back/").status_code == 403
    assert sign_in(world.oanh).get(f"/reading/rotations/trips/{trip.pk}/back/").status_code in (403, 404)
