"""The bookings in the calendar of a telephone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.bookings.actions import cancel_booking
from hoctap.plans.models import CalendarLink
from hoctap.plans.tasking.actions import revoke_calendar_link
from tests.centres.facility_hands import TOMORROW, booked, venue_in
from tests.world import World


@pytest.mark.requirement("S0-50")
def test_an_address_shows_what_its_position_sees_until_it_is_revoked(
    world: World, director: User, client: Client
):
    by = world.actor(director)
    row = booked(venue_in(world.commune, "Hội trường; lầu 1"), by=by)
    booked(venue_in(world.other_commune, "Bên kia"), "Lớp bên kia", by=world.actor(world.oanh))
    client.force_login(director)
    page = client.post(reverse("booking_calendar"), {"label": "Điện thoại"}).content.decode()
    address = re.search(r"http://testserver(/centres/bookings/[\w-]+\.ics)", page)
    assert address
    answer = Client().get(address[1])
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"UID:{row.pk}@testserver" in text
    assert f"DTSTART:{TOMORROW:%Y%m%d}T010000Z" in text, "08:00 in Việt Nam"
    assert "SUMMARY:Lớp trồng trọt" in text
    assert "LOCATION:Hội trường\\; lầu 1" in text
    assert "Bên kia" not in text
    cancel_booking(row, why="Dời", by=by)
    assert "Lớp trồng trọt" not in Client().get(address[1]).content.decode()
    assert address[1] not in client.get(reverse("booking_calendar")).content.decode(), "shown once"
    revoke_calendar_link(CalendarLink.objects.get(), by=by)
    assert Client().get(address[1]).status_code == 404
    assert Client().get(reverse("booking_feed", args=["khong-co"])).status_code == 404
