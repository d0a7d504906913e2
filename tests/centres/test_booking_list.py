"""The week of the venues."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.bookings.actions import book, cancel_booking
from hoctap.centres.facilities.venues.actions import share_venue
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from tests.centres.facility_hands import TOMORROW, at, venue_in
from tests.world import World

URL = "/centres/bookings/"


@pytest.mark.requirement("S0-50")
def test_a_week_shows_what_stands_in_it_and_the_others_are_a_click_away(
    world: World, director: User, client: Client
):
    by = world.actor(director)
    hall = venue_in(world.commune)
    book(hall, at(8), at(10), "Lớp tuần này", by=by)
    later = TOMORROW + dt.timedelta(weeks=1)
    book(hall, at(8, on=later), at(10, on=later), "Lớp tuần sau", by=by)
    cancel_booking(book(hall, at(14), at(15), "Lớp đã bỏ", by=by), why="Thôi", by=by)
    client.force_login(director)
    page = client.get(URL, {"week": TOMORROW.isoformat()}).content.decode()
    assert "08:00–10:00 Lớp tuần này" in page
    assert "Lớp tuần sau" not in page
    assert "Lớp đã bỏ" not in page
    assert "Lớp tuần sau" in client.get(URL, {"week": later.isoformat()}).content.decode()
    client.force_login(world.oanh)
    assert "Lớp tuần này" not in client.get(URL, {"week": TOMORROW.isoformat()}).content.decode()


def test_one_venue_or_one_centre_alone(world: World, centre: Centre, director: User, client: Client):
    by = world.actor(director)
    hall, own, shared = (venue_in(world.commune, name) for name in ("Hội trường", "Phòng học", "Thư viện"))
    type(own).objects.filter(pk=own.pk).update(centre=centre)
    share_venue(shared, centre, agreement="Biên bản", started_on=today(), by=by)
    for venue, what in ((hall, "Họp xã"), (own, "Lớp nhà"), (shared, "Đọc sách")):
        book(venue, at(8), at(9), what, by=by)
    client.force_login(director)
    week = {"week": TOMORROW.isoformat()}
    one = client.get(URL, week | {"venue": str(hall.pk)}).content.decode()
    assert "Họp xã" in one
    assert "Lớp nhà" not in one
    of_centre = client.get(URL, week | {"centre": str(centre.pk)}).content.decode()
    assert "Lớp nhà" in of_centre
    assert "Đọc sách" in of_centre
    assert "Họp xã" not in of_centre
    other = venue_in(world.other_commune, "Bên kia")
    assert client.get(URL, {"venue": str(other.pk)}).status_code == 404


def test_a_fuller_week_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    by = world.actor(director)
    for number in range(6):
        book(venue_in(world.hamlet, f"Nhà {number}"), at(8), at(9), f"Lớp {number}", by=by)
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(9):
        assert "Lớp 5" in client.get(URL, {"week": TOMORROW.isoformat()}).content.decode()
