"""Units of work of a year, and how many people work in a place."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.people import actions
from hoctap.people.group_queries import staff_of_units, workers_in
from hoctap.people.models import WorkUnit
from tests.people.families import make_family
from tests.world import World, make_household

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


def test_staff_are_heads_where_a_unit_gives_a_figure_else_names_each_once(world: World):
    by = world.actor(world.lan)
    _, father, mother, _ = make_family(world.hamlet, by)
    counted, named, second = add(world, "Trường A"), add(world, "Trường B"), add(world, "Trường C")
    for unit, person in [(counted, father), (named, father), (second, father), (named, mother)]:
        actions.add_unit_member(unit, person, from_year=2022, by=by)
    actions.record_staff_count(counted, year=2024, count=32, source="báo cáo", by=by)
    staff = staff_of_units(world.commune, 2024)
    assert (staff.counted, staff.named, staff.total) == (32, 2, 34)
    assert staff_of_units(world.commune, 2023).total == 2, "the figure of another year says nothing"
    assert staff_of_units(world.commune, 2024, units=[second.pk]).total == 1
    assert staff_of_units(world.other_commune, 2024).total == 0
    actions.end_unit_member(mother.unit_memberships.get(), to_year=2024, by=by)
    assert staff_of_units(world.commune, 2024).named == 1


def test_workers_are_persons_who_live_there_and_work_each_once(world: World):
    by = world.actor(world.lan)
    household, father, mother, son = make_family(world.hamlet, by)
    for person, status in [(father, "worker"), (mother, "home"), (son, "official")]:
        actions.set_work(person, status=status, from_year=2022, source="danh sách của ấp", by=by)
    assert workers_in(world.commune, 2024) == workers_in(world.hamlet, 2024) == 2
    assert workers_in(world.commune, 2021) == 0
    assert workers_in(world.other_commune, 2024) == 0
    other = make_household(world.hamlet_2, "Lê Văn Khác", listed_year=2022)
    actions.move_person(son, other, year=2024, relation="", by=by)
    assert (workers_in(world.hamlet, 2023), workers_in(world.hamlet, 2024)) == (2, 1)
    assert workers_in(world.commune, 2024) == 2
    assert workers_in(world.commune, 2024, households=[household.pk]) == 1
    actions.set_work(father, status="retired", from_year=2025, source="danh sách của ấp", by=by)
    assert (workers_in(world.hamlet, 2024), workers_in(world.hamlet, 2025)) == (1, 0)
