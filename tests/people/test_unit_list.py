"""Units of work of a year."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.people import actions
from hoctap.people.models import WorkUnit
from tests.people.families import make_family
from tests.world import World

URL = "/units/"


def add(world: World, name: str) -> WorkUnit:
    by = world.actor(world.lan)
    return actions.add_unit(world.commune, name=name, kind="school", from_year=2020, by=by)


def test_they_stand_in_vietnamese_order_with_heads_and_names(world: World, client: Client):
    by = world.actor(world.lan)
    for name in ("Trường 10", "Trường 2", "Ủy ban"):
        add(world, name)
    _, father, mother, _ = make_family(world.hamlet, by)
    unit = WorkUnit.objects.get(name="Trường 2")
    for person in (father, mother):
        actions.add_unit_member(unit, person, from_year=2022, by=by)
    actions.record_staff_count(unit, year=2024, count=32, source="báo cáo của trường", by=by)
    client.force_login(world.lan)
    rows = list(client.get(URL, {"year": "2024"}).context["page"])
    assert [(row.name, row.staff, row.named) for row in rows] == [
        ("Trường 2", 32, 2),
        ("Trường 10", None, None),
        ("Ủy ban", None, None),
    ]
    client.force_login(world.oanh)
    assert not list(client.get(URL).context["page"])


def test_the_page_takes_the_same_queries_whatever_the_units(world: World, client: Client):
    add(world, "Trường")
    client.force_login(world.lan)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(9):
        add(world, f"Trường {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
