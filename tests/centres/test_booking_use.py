"""What share of the open hours was used."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.bookings.queries import use_of, use_table
from hoctap.centres.models import Booking
from tests.centres.facility_hands import at, venue_in
from tests.world import World

FIRST, LAST = dt.date(2026, 6, 1), dt.date(2026, 6, 30)  # a Monday to a Tuesday
URL = "/centres/bookings/use/"


def put(venue: object, day: dt.date, hours: int, state: str = "booked") -> None:
    why = "Thôi" if state == "cancelled" else ""
    Booking.objects.create(
        venue=venue,
        starts_at=at(8, on=day),
        ends_at=at(8 + hours, on=day),
        what="Lớp",
        booked_by="x",
        state=state,
        cancelled_why=why,
    )


@pytest.mark.requirement("S0-50")
def test_hours_booked_over_hours_open_by_hand(world: World, director: User, client: Client):
    hall = venue_in(world.commune, open_days=[1, 2], opens_at=dt.time(7), closes_at=dt.time(17))
    unknown = venue_in(world.commune, "Không giờ", opens_at=None, closes_at=None)
    put(hall, dt.date(2026, 6, 1), 4)
    put(hall, dt.date(2026, 6, 8), 6)
    put(hall, dt.date(2026, 6, 9), 5, "cancelled")
    put(hall, dt.date(2026, 7, 6), 5)
    put(unknown, dt.date(2026, 6, 1), 2)
    told = use_of([hall, unknown], FIRST, LAST)
    # Five Mondays and five Tuesdays of ten hours.
    assert (told[hall.pk].booked, told[hall.pk].open) == (600, 6000)
    assert told[hall.pk].rate == Decimal(10)
    assert told[unknown.pk].rate is None, "no hours on record: a dash, not 0"
    table = use_table([hall, unknown], FIRST, LAST)
    assert (table.total.booked, table.total.open) == (600, 6000)
    client.force_login(director)
    page = client.get(URL, {"month": "2026-06"}).content.decode()
    assert re.search(r">\s*10\s%", page)
    assert "Không giờ" in page
    hall.valid_from = dt.date(2026, 6, 15)
    assert use_of([hall], FIRST, LAST)[hall.pk].open == 6 * 600
    client.force_login(world.oanh)
    assert "Hội trường" not in client.get(URL, {"month": "2026-06"}).content.decode()


def test_more_venues_take_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(8):
        venue_in(world.hamlet, f"Nhà {number}")
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(10):
        client.get(URL)
