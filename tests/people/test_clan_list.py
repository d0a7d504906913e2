"""Clans of a year, each counted once."""

import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.people import actions
from hoctap.people.models import Clan
from tests.world import World

URL = "/clans/"


def add(world: World, name: str, year: int = 2020) -> Clan:
    return actions.add_clan(world.commune, name=name, from_year=year, by=world.actor(world.lan))


def share(world: World, clan: Clan, hamlet: object, day: dt.date, households: int, persons: int) -> None:
    by = world.actor(world.lan)
    figures = {"households": households, "persons": persons, "as_of": day, "source": "danh sách của ấp"}
    actions.record_clan_share(clan, hamlet, by=by, **figures)  # type: ignore[arg-type]


def test_they_stand_in_vietnamese_order_with_the_latest_figures_of_each_hamlet(world: World, client: Client):
    for name in ("Họ Đỗ", "Họ Ân", "Họ An", "Họ Dương"):
        add(world, name)
    clan = Clan.objects.get(name="Họ Đỗ")
    share(world, clan, world.hamlet, dt.date(2023, 1, 1), 10, 40)
    share(world, clan, world.hamlet, dt.date(2024, 1, 1), 12, 50)
    share(world, clan, world.hamlet_2, dt.date(2023, 6, 1), 5, 20)
    share(world, clan, world.other_hamlet, dt.date(2026, 1, 1), 100, 400)
    client.force_login(world.lan)
    response = client.get(URL, {"year": "2024"})
    rows = list(response.context["page"])
    assert [row.name for row in rows] == ["Họ An", "Họ Ân", "Họ Dương", "Họ Đỗ"]
    assert (rows[3].hamlets, rows[3].households, rows[3].persons) == (2, 17, 70)
    assert rows[0].households is None, "no figure is missing, not zero"


def test_a_year_shows_those_that_stood_then_and_another_commune_none(world: World, client: Client):
    add(world, "Họ Mới", 2025)
    old = add(world, "Họ Cũ")
    actions.edit_clan(old, name="Họ Cũ", from_year=2020, to_year=2024, by=world.actor(world.lan))
    client.force_login(world.lan)
    assert "Họ Cũ" in client.get(URL, {"year": "2023"}).content.decode()
    body = client.get(URL, {"year": "2025"}).content.decode()
    assert "Họ Mới" in body
    assert "Họ Cũ" not in body
    client.force_login(world.oanh)
    assert "Họ Mới" not in client.get(URL, {"year": "2025"}).content.decode()


def test_the_page_takes_the_same_queries_whatever_the_clans(world: World, client: Client):
    add(world, "Họ Một")
    client.force_login(world.lan)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(9):
        share(world, add(world, f"Họ số {number}"), world.hamlet, dt.date(2024, 1, 1), 1, 2)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
