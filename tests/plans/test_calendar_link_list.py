import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import ONE_DAY, today
from hoctap.plans.models import CalendarLink, Plan
from hoctap.plans.tasking import actions
from hoctap.plans.tasking.ical import calendar_of
from hoctap.plans.tasking.queries import Due
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.world import World

PAGE = reverse("calendar_link_list")


@pytest.fixture
def soon(world: World, living: Plan):
    Plan.objects.filter(pk=living.pk).update(year_to=today().year + 1)
    living.refresh_from_db()
    details = TaskDetails(
        "Nộp kế hoạch, dự toán; danh sách",
        bodies=(BodyNamed("UBND các xã", mirror="peoples_committee"),),
        before_on=today() + 10 * ONE_DAY,
    )
    return actions.add_task(living, details, by=world.actor(world.bich))


def address(client: Client) -> str:
    body = client.post(PAGE, {"label": "Điện thoại"}).text
    found = re.search(r"https?://[^/]+(/plans/calendar/[^<\s]+\.ics)", body)
    assert found
    return found[1]


def test_a_calendar_program_reads_ones_own_work_without_signing_in(world: World, soon, client: Client):
    client.force_login(world.minh)
    url = address(client)
    assert url not in client.get(PAGE).text, "shown once"
    answer = Client().get(url)
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;VALUE=DATE:{today() + 9 * ONE_DAY:%Y%m%d}" in text
    assert "\\;" in text
    assert "Hưng Thạnh" not in text
    assert url.split("/")[-1].removesuffix(".ics") not in str(CalendarLink.objects.values())
    assert CalendarLink.objects.get().used_at


def test_a_revoked_address_and_one_of_a_position_that_ended_give_nothing(world: World, soon, client: Client):
    client.force_login(world.minh)
    first, second = address(client), address(client)
    link = CalendarLink.objects.order_by("id").first()
    assert client.post(reverse("calendar_link_revoke", args=[link.pk])).status_code == 302
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    world.minh.capacities.update(ends_on=today())
    assert Client().get(second).status_code == 404
    assert Client().get(reverse("calendar_feed", args=["khong-co"])).status_code == 404


def test_nobody_revokes_the_address_of_another_and_there_are_not_many(world: World, soon, client: Client):
    client.force_login(world.minh)
    for _ in range(5):
        address(client)
    assert "nhiều nhất 5" in client.post(PAGE, {}).text
    link = CalendarLink.objects.first()
    client.force_login(world.lan)
    assert client.post(reverse("calendar_link_revoke", args=[link.pk])).status_code == 404


def test_long_lines_are_folded_between_letters(world: World, living: Plan):
    due = Due(dt.date(2024, 11, 14), "Đường dài ế " * 30, "Ủy ban", living)
    made = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    text = calendar_of([due], name="Việc", host="x", made_at=made)
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "Đường dài ế Đường" in text.replace("\r\n ", "")
