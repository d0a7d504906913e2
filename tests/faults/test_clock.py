"""The server's clock is moved: terms, sessions and the trail stay sane, and `doctor` says so."""

import datetime as dt
import time

import pytest
from django.test import Client
from django.utils import timezone

from hoctap.audit.models import Event
from hoctap.core import ids
from hoctap.home import doctor
from hoctap.people.models import Household
from tests.world import World

REAL_NOW, REAL_TIME, REAL_TIME_NS = timezone.now, time.time, time.time_ns


def move(monkeypatch: pytest.MonkeyPatch, by: dt.timedelta) -> None:
    """Everything in this process that asks what time it is; the database's clock stays."""
    monkeypatch.setattr(timezone, "now", lambda: REAL_NOW() + by)
    monkeypatch.setattr(time, "time", lambda: REAL_TIME() + by.total_seconds())
    monkeypatch.setattr(time, "time_ns", lambda: REAL_TIME_NS() + int(by.total_seconds() * 10**9))


def add(client: Client, world: World, name: str) -> int:
    typed = {"hamlet": str(world.hamlet.pk), "full_name": name, "birth_year": "1968", "year": "2024"}
    return client.post("/households/new/", typed).status_code


def clock() -> doctor.Finding:
    return next(one for one in doctor.examine() if one.name == "clock")


@pytest.mark.parametrize("by", [dt.timedelta(hours=-3), dt.timedelta(hours=3)], ids=["back", "forward"])
def test_people_work_on_and_doctor_tells(
    by: dt.timedelta, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    """Set back, the clock signs everybody out: a session from the future must not live longer than any."""
    client.force_login(world.lan)
    assert add(client, world, "Kha Trước") == 302
    move(monkeypatch, by)
    if by < dt.timedelta(0):
        assert client.get("/households/new/")["Location"].startswith("/login/")
        client.force_login(world.lan)
    assert add(client, world, "Kha Sau") == 302
    assert Household.objects.count() == 2
    assert Event.objects.filter(what="people.household.added").count() == 2
    found = clock()
    assert not found.ok
    assert "10800 giây" in found.text


def test_a_session_that_ran_out_leads_to_the_door_and_loses_nothing(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    client.force_login(world.lan)
    assert add(client, world, "Kha Trước") == 302
    with monkeypatch.context() as moved:
        move(moved, dt.timedelta(days=15))
        answer = client.get("/households/new/")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/")
        assert Household.objects.count() == 1


def test_after_the_clock_was_put_right_the_trail_tells_of_the_wrong_hours(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    client.force_login(world.lan)
    with monkeypatch.context() as moved:
        move(moved, dt.timedelta(hours=5))
        assert add(client, world, "Kha Tương Lai") == 302
    client.force_login(world.lan)
    assert add(client, world, "Kha Hiện Tại") == 302
    assert "dòng ở tương lai" in clock().text
    events = list(Event.objects.filter(what="people.household.added"))
    assert len(events) == 2
    assert [one.at for one in events] == sorted((one.at for one in events), reverse=True), "sorted as it says"


def test_keys_never_meet_when_the_clock_stands_still(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000)
    assert len({ids.uuid7() for _ in range(10_000)}) == 10_000
