"""Days, movements, events and activities in the calendar of a telephone."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.movements.campaigns.models import Movement
from hoctap.plans.models import CalendarLink
from hoctap.plans.tasking.actions import revoke_calendar_link
from tests.learning.hands import activity_at
from tests.movements.hands import local_day, occasion_at
from tests.recognition.hands import sign_in
from tests.world import World

SOON = today() + 5 * ONE_DAY


@pytest.mark.requirement("S1-18")
def test_an_address_shows_what_its_position_sees_until_it_is_revoked(
    world: World, lan: Actor, movement: Movement
):
    local_day(world.commune, lan, "Ngày hội; đọc sách", month=SOON.month, day=SOON.day)
    local_day(world.other_commune, world.actor(world.oanh), "Ngày bên kia", month=SOON.month, day=SOON.day)
    event = occasion_at(world.commune, lan, name="Tuần lễ", first_on=SOON, last_on=SOON + 6 * ONE_DAY)
    activity = activity_at(world.commune, on=SOON)
    client = sign_in(world.lan)
    page = client.post(reverse("movement_calendar"), {"label": "Điện thoại"}).content.decode()
    address = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", page)
    assert address
    answer = Client().get(address[1])
    text = re.sub("\r\n ", "", answer.content.decode())
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:Ngày hội\\; đọc sách" in text
    whole = text.split(f"UID:{event.pk}@testserver")[1].split("END:VEVENT")[0]
    assert f"DTSTART;VALUE=DATE:{SOON:%Y%m%d}" in whole
    assert f"DTEND;VALUE=DATE:{SOON + 7 * ONE_DAY:%Y%m%d}" in whole, "the first day that is no more of it"
    assert f"SUMMARY:{movement.name} (kết thúc)" in text
    assert f"SUMMARY:{activity.title}" in text
    assert "Ngày bên kia" not in text
    assert len(set(re.findall("UID:.*", text))) == text.count("BEGIN:VEVENT")
    revoke_calendar_link(CalendarLink.objects.get(), by=lan)
    assert Client().get(address[1]).status_code == 404
    assert Client().get(reverse("movement_feed", args=["khong-co"])).status_code == 404


def test_a_day_far_off_is_not_in_it(world: World, lan: Actor):
    far = today() + dt.timedelta(days=500)
    occasion_at(world.commune, lan, name="Xa lắm", first_on=far, last_on=far)
    page = sign_in(world.lan).post(reverse("movement_calendar"), {"label": ""}).content.decode()
    address = re.search(r"http://testserver(/calendar/[\w-]+\.ics)", page)
    assert address
    assert "Xa lắm" not in Client().get(address[1]).content.decode()
