"""A venue is booked: in its hours, ahead, by one at a time."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.facilities.bookings import actions
from hoctap.centres.facilities.bookings.actions import book, cancel_booking
from hoctap.centres.models import Booking, Venue
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.refusals import Refused
from tests.centres.facility_hands import TOMORROW, at, booked, venue_in
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/bookings/new/"


@pytest.fixture
def hall(world: World) -> Venue:
    return venue_in(world.commune)


def typed(hall: Venue, **other: object) -> dict[str, object]:
    return {
        "venue": str(hall.pk),
        "on": TOMORROW.isoformat(),
        "starts": "09:00",
        "ends": "11:00",
        "what": "Họp tổng kết",
        **other,
    }


@pytest.mark.requirement("S0-50")
def test_hours_that_are_taken_are_refused_and_the_other_booking_is_named(
    world: World, hall: Venue, director: User, client: Client
):
    client.force_login(director)
    booked(hall, "Lớp trồng trọt", by=world.actor(director))
    answer = client.post(URL, typed(hall))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"Hội trường đã có người đặt: “Lớp trồng trọt” 08:00–10:00 ngày {TOMORROW:%d/%m/%Y}" in page
    assert 'value="Họp tổng kết"' in page, "what was typed is still there"
    after = client.post(URL, typed(hall, starts="10:00"))
    assert after.status_code == 302, "one ends when the other begins"
    assert client.post(URL, typed(venue_in(world.commune, "Phòng 2"))).status_code == 302
    row = Booking.objects.get(what="Lớp trồng trọt")
    cancel_booking(row, why="Dời", by=world.actor(director))
    assert client.post(URL, typed(hall, starts="08:30", ends="10:00")).status_code == 302


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"on": (today() - ONE_DAY).isoformat()}, "đã qua"),
        ({"starts": "06:00"}, "mở cửa 07:00–21:00"),
        ({"ends": "22:00"}, "mở cửa 07:00–21:00"),
        ({"ends": "08:00"}, "Giờ kết thúc phải sau"),
        ({"what": ""}, "Hãy ghi dùng vào việc gì"),
        ({"on": "2190-01-01"}, "Chỉ nhận đặt trước 400 ngày"),
        ({"starts": "sáng"}, "ghi giờ như 07:30"),
        ({"venue": ""}, "Hãy chọn nơi"),
        ({"until": today().isoformat()}, "Ngày lặp lại cuối"),
        ({"until": "2100-01-01"}, "nhiều nhất 60 tuần"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_its_cure(
    other: dict[str, object], told: str, hall: Venue, director: User, client: Client
):
    client.force_login(director)
    answer = client.post(URL, typed(hall, **other))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Booking.objects.exists()


def test_a_day_on_which_it_is_shut_and_a_venue_out_of_use_are_refused(
    world: World, hall: Venue, director: User
):
    by = world.actor(director)
    Venue.objects.filter(pk=hall.pk).update(
        open_days=[day for day in range(1, 8) if day != TOMORROW.isoweekday()]
    )
    with pytest.raises(Refused, match="không mở cửa"):
        book(hall, at(8), at(9), "Lớp", by=by)
    Venue.objects.filter(pk=hall.pk).update(open_days=[1, 2, 3, 4, 5, 6, 7], valid_to=TOMORROW)
    with pytest.raises(Refused, match="thôi dùng từ"):
        book(hall, at(8), at(9), "Lớp", by=by)
    Venue.objects.filter(pk=hall.pk).update(valid_to=None)
    with pytest.raises(Refused, match="trong một ngày"):
        book(hall, at(8), at(9) + ONE_DAY, "Lớp", by=by)
    with pytest.raises(Refused, match="của xã khác"):
        book(hall, at(8), at(9), "Lớp", centre=centre_at(world.other_commune), by=by)
    assert book(hall, at(8), at(9), "Lớp", by=by).state == "booked"


def test_a_weekly_series_is_booked_whole_or_not_at_all(
    world: World, hall: Venue, director: User, client: Client
):
    client.force_login(director)
    third = TOMORROW + dt.timedelta(weeks=2)
    taken = book(hall, at(9, on=third), at(10, on=third), "Hội nghị", by=world.actor(director))
    until = (TOMORROW + dt.timedelta(weeks=3)).isoformat()
    refused = client.post(URL, typed(hall, until=until))
    assert refused.status_code == 422
    assert f"“Hội nghị” 09:00–10:00 ngày {third:%d/%m/%Y}" in refused.content.decode()
    assert Booking.objects.count() == 1
    cancel_booking(taken, why="Dời", by=world.actor(director))
    assert client.post(URL, typed(hall, until=until)).status_code == 302
    assert Booking.objects.standing().count() == 4


def test_the_head_of_a_hamlet_books_in_his_hamlet_and_nowhere_else(world: World, hall: Venue, client: Client):
    client.force_login(world.hung)
    own = venue_in(world.hamlet, "Nhà văn hóa Ấp 1")
    assert client.post(URL, typed(own)).status_code == 302
    assert client.post(URL, typed(hall)).status_code == 422
    client.force_login(world.oanh)
    assert client.post(URL, typed(own)).status_code == 422
    assert Booking.objects.get().venue == own


def test_the_database_itself_refuses_what_passes_by_the_action(world: World, hall: Venue, director: User):
    booked(hall, by=world.actor(director))
    with pytest.raises(IntegrityError, match="booking_alone_at_its_hours"), transaction.atomic():
        Booking.objects.create(venue=hall, starts_at=at(9), ends_at=at(11), what="Chen", booked_by="x")
    other = venue_in(world.hamlet, "Nhà khác")
    Booking.objects.create(venue=other, starts_at=at(9), ends_at=at(11), what="Nơi khác", booked_by="x")
    Booking.objects.create(venue=hall, starts_at=at(10), ends_at=at(11), what="Nối giờ", booked_by="x")


def test_a_race_that_the_action_did_not_see_is_told_in_vietnamese(
    world: World, hall: Venue, director: User, monkeypatch: pytest.MonkeyPatch
):
    """The other's booking appears between the look and the writing."""
    booked(hall, "Lớp trồng trọt", by=world.actor(director))
    real, asked = actions._taken, []

    def blind_at_first(*args: object) -> list[object]:
        asked.append(1)
        return [] if len(asked) == 1 else real(*args)  # type: ignore[arg-type, return-value]

    monkeypatch.setattr(actions, "_taken", blind_at_first)
    with pytest.raises(Refused, match="đã có người đặt: “Lớp trồng trọt”"):
        book(hall, at(9), at(11), "Họp", by=world.actor(director))
    assert Booking.objects.count() == 1
