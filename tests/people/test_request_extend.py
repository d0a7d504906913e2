"""A later last day for an answer, once, with its reason."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.people import actions
from tests.world import World, make_household


def test_it_is_extended_once_and_the_reason_stands_on_the_page(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    by = world.actor(world.admin)
    asked = actions.register_request(person, kind="view", received_on=today(), channel="paper", by=by)
    first = asked.due_on
    client.force_login(world.admin)
    url = reverse("request_extend", args=[asked.pk])
    assert "chưa kiểm chứng" in client.get(url).content.decode()
    typed = {"new_due_on": (first + dt.timedelta(days=7)).isoformat(), "why": "Phải tra sổ giấy năm 2015"}
    for changes, words in [
        ({"why": " "}, "vì sao phải gia hạn"),
        ({"new_due_on": first.isoformat()}, "sau hạn đang có"),
    ]:
        response = client.post(url, typed | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert client.post(url, typed).status_code == 302
    asked.refresh_from_db()
    assert (asked.first_due_on, asked.due_on) == (first, first + dt.timedelta(days=7))
    page = client.get(reverse("request_detail", args=[asked.pk])).content.decode()
    assert "Phải tra sổ giấy năm 2015" in page
    assert reverse("request_extend", args=[asked.pk]) not in page
    again = client.post(url, typed | {"new_due_on": (first + dt.timedelta(days=9)).isoformat()})
    assert again.status_code == 422
    assert "một lần" in again.content.decode()


def test_late_is_not_made_good_by_an_extension(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    asked = actions.register_request(
        person,
        kind="view",
        received_on=today() - dt.timedelta(days=60),
        channel="paper",
        by=world.actor(world.admin),
    )
    client.force_login(world.admin)
    typed = {"new_due_on": (today() + dt.timedelta(days=1)).isoformat(), "why": "Bận"}
    response = client.post(reverse("request_extend", args=[asked.pk]), typed)
    assert "Muộn vẫn là muộn" in response.content.decode()
    client.force_login(world.lan)
    assert client.get(reverse("request_extend", args=[asked.pk])).status_code == 403
