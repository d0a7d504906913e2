"""Days off that an officer writes down, and what they do to the terms of requests."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import FIXED_HOLIDAYS, today, working_days_after
from hoctap.core.refusals import Forbidden
from hoctap.people import actions as people
from hoctap.privacy import actions
from hoctap.privacy.models import DayOff
from tests.world import World, make_household

URL = "/privacy/days-off/"


def next_working_day() -> dt.date:
    return working_days_after(today(), 1)


def test_a_day_off_moves_the_terms_that_wait_and_back_when_it_was_a_mistake(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    by = world.actor(world.admin)
    asked = people.register_request(person, kind="view", received_on=today(), channel="paper", by=by)
    due, acknowledge = asked.due_on, asked.acknowledge_by_on
    client.force_login(world.admin)
    page = client.get(URL).content.decode()
    for (month, day), name in FIXED_HOLIDAYS.items():
        assert f"{name} {day:02d}/{month:02d}/{today().year}" in page
    day_off = next_working_day()
    typed = {
        "place": str(world.commune.pk),
        "on": day_off.isoformat(),
        "name": "Nghỉ bù",
        "source": "TB 12/TB-UBND",
    }
    assert client.post(URL, typed).status_code == 302
    assert "TB 12/TB-UBND" in client.get(URL).content.decode()
    asked.refresh_from_db()
    assert asked.due_on == working_days_after(due, 1) > due
    assert asked.acknowledge_by_on == working_days_after(acknowledge, 1)
    for changes, words in [
        ({}, "đã ghi rồi"),
        ({"name": ""}, "nghỉ dịp gì"),
        ({"source": ""}, "văn bản"),
        ({"on": dt.date(today().year + 1, 1, 1).isoformat()}, "không cần ghi"),
        ({"until": "2001-01-01"}, "Ngày cuối"),
    ]:
        response = client.post(URL, typed | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    client.post(reverse("day_off_drop", args=[DayOff.objects.get().pk]))
    asked.refresh_from_db()
    assert (asked.due_on, asked.acknowledge_by_on) == (due, acknowledge)


def test_days_in_a_row_leave_out_what_is_off_anyway_and_the_next_request_knows_them(world: World):
    by = world.actor(world.admin)
    first = next_working_day()
    made = actions.add_days_off(
        world.commune, on=first, until=first + dt.timedelta(days=8), name="Tết", source="TB", by=by
    )
    assert all(day.on.weekday() < 5 for day in made)
    assert len(made) >= 5
    person = make_household(world.hamlet, "Lê Văn Dân").head
    asked = people.register_request(person, kind="view", received_on=today(), channel="paper", by=by)
    assert asked.due_on == working_days_after(today(), 10, {day.on for day in made})


def test_an_extended_term_stays_and_the_next_commune_has_its_own_days(world: World):
    by = world.actor(world.admin)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    asked = people.register_request(person, kind="view", received_on=today(), channel="paper", by=by)
    later = asked.due_on + dt.timedelta(days=5)
    people.extend_request(asked, new_due_on=later, why="Phải tra sổ giấy", by=by)
    actions.add_days_off(world.commune, on=next_working_day(), name="Nghỉ bù", source="TB", by=by)
    asked.refresh_from_db()
    assert asked.due_on == later
    with pytest.raises(Forbidden):
        actions.add_days_off(world.other_commune, on=next_working_day(), name="Nghỉ", source="TB", by=by)
    with pytest.raises(Forbidden):
        actions.drop_day_off(DayOff.objects.get(), by=world.actor(world.oanh))
