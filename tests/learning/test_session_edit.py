"""A session moves to another day or hour."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.models import ActivityState
from tests.learning.hands import activity_at, held_at
from tests.world import World


def test_the_days_of_the_activity_follow(world: World, director: User, client: Client):
    activity = activity_at(world.hamlet)
    session = activity.sessions.get()
    client.force_login(director)
    url = reverse("session_edit", args=[session.pk])
    assert f"{session.on:%Y-%m-%d}" in client.get(url).content.decode()
    later = today() + dt.timedelta(days=3)
    assert client.post(url, {"on": str(later), "content": "Thực hành"}).status_code == 302
    activity.refresh_from_db()
    session.refresh_from_db()
    assert (activity.starts_on, session.content) == (later, "Thực hành")


def test_one_with_people_is_not_moved_to_a_day_to_come(world: World, director: User, client: Client):
    session = held_at(world.hamlet, world.actor(director)).sessions.get()
    client.force_login(director)
    page = client.post(
        reverse("session_edit", args=[session.pk]), {"on": str(today() + dt.timedelta(days=1))}
    )
    assert page.status_code == 422
    assert "đã có người dự" in page.content.decode()


def test_a_cancelled_one_stays_and_strangers_find_nothing(world: World, director: User, client: Client):
    session = activity_at(world.hamlet).sessions.get()
    session.state, session.cancelled_why = ActivityState.CANCELLED, "Mưa lớn"
    session.save()
    url = reverse("session_edit", args=[session.pk])
    client.force_login(director)
    assert client.post(url, {"on": str(today())}).status_code == 422
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
