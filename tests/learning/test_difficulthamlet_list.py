"""Difficult hamlets, and which of them had no class this year."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.hamlets import actions, queries
from hoctap.learning.models import DifficultHamlet
from hoctap.places.models import Place
from tests.learning.hands import held_at
from tests.world import World

URL = "/centres/difficult-hamlets/"
LONG_AGO = today() - dt.timedelta(days=40)


def mark(world: World, director: User, hamlet: Place, since: dt.date = LONG_AGO) -> DifficultHamlet:
    return actions.mark_difficult(hamlet, since=since, basis="77/QĐ-UBND", by=world.actor(director))


@pytest.mark.requirement("S4-24")
def test_those_without_a_class_are_told(world: World, director: User, client: Client):
    client.force_login(director)
    typed = {"hamlet": str(world.hamlet.pk), "since": str(LONG_AGO), "basis": "12/QĐ-UBND"}
    assert client.post(URL, typed).status_code == 302
    mark(world, director, world.hamlet_2)
    assert "2/2 nơi chưa có" in client.get(URL).content.decode()
    held_at(world.hamlet, world.actor(director))
    held_at(world.hamlet_2, world.actor(director), kind="sport", code="mass-sport")
    page = client.get(URL).content.decode()
    assert "1/2 nơi chưa có" in page
    without = [one.hamlet for one in queries.difficult_in(world.commune, today().year) if not one.classes]
    assert without == [world.hamlet_2]
    held_at(world.hamlet_2, world.actor(director), kind="class")
    assert "Cả 2 nơi đều đã có" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"basis": ""}, "Hãy ghi căn cứ"),
        ({"since": str(today() + dt.timedelta(days=1))}, "chưa tới"),
        ({"since": ""}, "Hãy ghi khó khăn từ ngày"),
        ({"hamlet": ""}, ""),
    ],
)
def test_a_mark_without_what_it_rests_on_is_refused(
    world: World, director: User, client: Client, typed: dict[str, str], says: str
):
    usual = {"hamlet": str(world.hamlet.pk), "since": str(LONG_AGO), "basis": "12/QĐ-UBND"}
    client.force_login(director)
    page = client.post(URL, {**usual, **typed})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not DifficultHamlet.objects.exists()


def test_one_mark_at_a_time_and_only_for_a_hamlet(world: World, director: User):
    mark(world, director, world.hamlet)
    with pytest.raises(Refused, match="đang được ghi"):
        mark(world, director, world.hamlet)
    with pytest.raises(Refused, match="không phải ấp, khóm"):
        mark(world, director, world.commune)


def test_it_ends_on_a_day_and_the_years_before_keep_it(world: World, director: User, client: Client):
    since = today().replace(year=today().year - 1, month=1, day=5)
    row = mark(world, director, world.hamlet, since)
    client.force_login(director)
    end = reverse("difficulthamlet_end", args=[row.pk])
    assert client.post(end, {"until": str(since)}).status_code == 422
    assert client.post(end, {"until": str(since.replace(month=9))}).status_code == 302
    assert client.post(end, {"until": str(today())}).status_code == 422
    assert not queries.difficult_in(world.commune, today().year)
    assert len(queries.difficult_in(world.commune, today().year - 1)) == 1
    with pytest.raises(Refused, match="Hãy chọn từ ngày ấy"):
        mark(world, director, world.hamlet, since.replace(month=3))


def test_others_read_and_strangers_do_not(world: World, director: User, client: Client):
    row = mark(world, director, world.hamlet)
    end = reverse("difficulthamlet_end", args=[row.pk])
    client.force_login(world.lan)
    assert "77/QĐ-UBND" in client.get(URL).content.decode()
    assert client.post(URL, {}).status_code == 404
    assert client.post(end, {"until": str(today())}).status_code == 403
    client.force_login(world.oanh)
    assert "77/QĐ-UBND" not in client.get(URL).content.decode()


def test_a_longer_list_takes_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    mark(world, director, world.hamlet)
    client.force_login(director)
    client.get(URL)
    mark(world, director, world.hamlet_2)
    with django_assert_max_num_queries(10):
        assert world.hamlet_2.title in client.get(URL).content.decode()
