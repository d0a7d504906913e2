"""A place adds a day of its own."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.days.actions import add_observance
from hoctap.movements.days.models import Observance
from hoctap.movements.days.rules import Falls
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/calendar/days/new/"


def _typed(world: World, **other: str) -> dict[str, str]:
    usual = {
        "place": str(world.commune.pk),
        "name": "Ngày hội đọc sách",
        "kind": "day",
        "rule": "weekday",
        "month": "5",
        "nth": "-1",
        "weekday": "7",
        "days": "2",
        "basis": "Nghị quyết xã",
    }
    return usual | other


@pytest.mark.requirement("S1-18")
def test_the_last_sunday_of_may_and_the_day_after(world: World):
    client = sign_in(world.lan)
    assert client.post(HERE, _typed(world)).status_code == 302
    day = Observance.objects.get(place=world.commune)
    assert (day.month, day.nth, day.weekday, day.day, day.days) == (5, -1, 7, None, 2)
    page = shown(client.get(reverse("observance_detail", args=[day.pk]) + "?year=2026"))
    assert "31/05/2026" in page
    assert "01/06/2026" in page


def test_a_day_without_its_date_comes_back_with_what_was_typed(world: World):
    answer = sign_in(world.lan).post(HERE, _typed(world, rule="date", day=""))
    assert answer.status_code == 422
    assert "có ngày 1 đến 31" in shown(answer)
    assert "Ngày hội đọc sách" in shown(answer)


def test_nobody_adds_to_the_calendar_of_another_place(world: World):
    assert sign_in(world.oanh).post(HERE, _typed(world)).status_code == 422, "not among his places"
    assert sign_in(world.hung).get(HERE).status_code == 403, "a head of a hamlet keeps no calendar"
    falls = Falls("date", 5, 1)
    with pytest.raises(Forbidden):
        add_observance(world.commune, name="Ngày", kind="day", falls=falls, by=world.actor(world.oanh))


def test_a_name_stands_once_in_what_a_place_sees(world: World):
    falls = Falls("date", 5, 1)
    by = world.actor(world.lan)
    add_observance(world.commune, name="Ngày làng", kind="day", falls=falls, by=by)
    with pytest.raises(Refused, match="đã có trong lịch"):
        add_observance(world.commune, name="ngày  LÀNG", kind="day", falls=falls, by=by)


def test_a_place_that_ended_gets_no_day(world: World):
    world.commune.valid_to = world.commune.valid_from.replace(year=2025)
    world.commune.save()
    with pytest.raises(Refused, match="đã kết thúc"):
        add_observance(
            world.commune, name="Ngày", kind="day", falls=Falls("date", 5, 1), by=world.actor(world.lan)
        )
