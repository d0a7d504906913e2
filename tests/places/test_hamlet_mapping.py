"""Old hamlets and those of today."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.places import actions
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge, Place
from tests.world import World, make_household, make_place

URL = "/hamlets/mapping/"
DAY = dt.date(2025, 7, 1)


def before(world: World, name: str, *hamlets: str) -> list[Place]:
    """A commune that ended and became Tân Kiều, with its hamlets."""
    commune = make_place("commune", "xã", name, world.district)
    made = [make_place("hamlet", "ấp", hamlet, commune) for hamlet in hamlets]
    Place.objects.filter(path__contains=[commune.pk]).update(valid_to=DAY)
    LineageEdge.objects.create(predecessor=commune, successor=world.commune, kind="merge", on=DAY)
    for hamlet in made:
        hamlet.refresh_from_db()
    return made


def test_equal_names_are_told_apart_and_wait_for_a_person(world: World, client: Client):
    before(world, "Mỹ An", "Ấp 1", "Ấp 2")
    make_household(before(world, "Mỹ Hòa", "Ấp 1")[0], "Lê Thị Ba")
    client.force_login(world.lan)
    page = client.get(URL)
    body = page.content.decode()
    assert "Chưa xếp: 3 ấp, khóm" in body
    for title in ("Ấp 1 (xã Mỹ An cũ)", "Ấp 2 (xã Mỹ An cũ)", "Ấp 1 (xã Mỹ Hòa cũ)"):
        assert title in body
    assert [row.residents for row in page.context["mapping"].rows] == [0, 0, 1]
    assert "3 ấp, khóm của xã cũ chưa xếp" in client.get("/hamlets/").content.decode()


def test_what_was_mapped_is_followed_to_what_stands_today(world: World, client: Client):
    [old] = before(world, "Mỹ An", "Ấp 1")
    by = world.actor(world.lan)
    actions.map_hamlet(old, world.commune, into=world.hamlet_2, change=Change(DAY, "5/NQ"), by=by)
    change = Change(dt.date(2026, 1, 5), "9/NQ-HĐND")
    actions.merge_hamlets([world.hamlet_2], into=world.hamlet, change=change, by=by)
    client.force_login(world.lan)
    rows = client.get(URL).context["mapping"].settled
    found = {row.title: [(one.place.title, one.edge.decision) for one in row.became] for row in rows}
    assert found == {
        "Ấp 1 (xã Mỹ An cũ)": [("Ấp 1", "9/NQ-HĐND")],
        "Ấp 2 (xã Tân Kiều cũ)": [("Ấp 1", "9/NQ-HĐND")],
    }


def test_the_workbook_says_the_same_and_runs_no_formula(world: World, client: Client):
    old, waiting = before(world, "Mỹ An", "Ấp 1", "Ấp 2")
    by = world.actor(world.lan)
    actions.map_hamlet(old, world.commune, name="Mỹ Tây", change=Change(DAY, "=1+1"), by=by)
    client.force_login(world.lan)
    response = client.get(reverse("hamlet_mapping_xlsx"), {"place": world.commune.pk})
    page = load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value or "" for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows == [
        ["Xã Mỹ An", "Ấp 1", "ấp", "Ấp Mỹ Tây", "ấp", "01/07/2025", "chuyển nguyên", "'=1+1"],
        ["Xã Mỹ An", "Ấp 2", "ấp", "chưa xếp", "", "", "", ""],
    ]
    assert waiting.is_current is False


def test_hamlets_of_a_divided_commune_that_went_elsewhere_are_not_shown(world: World, client: Client):
    here, there = before(world, "Mỹ An", "Ấp 1", "Ấp 2")
    LineageEdge.objects.create(predecessor=here.parent, successor=world.other_commune, kind="divide", on=DAY)
    actions.map_hamlet(
        there, world.other_commune, into=world.other_hamlet, change=Change(DAY), by=world.actor(world.oanh)
    )
    client.force_login(world.lan)
    assert [row.old for row in client.get(URL).context["mapping"].rows] == [here]


def test_queries_do_not_grow_with_the_hamlets(world: World, client: Client, django_assert_max_num_queries):
    for commune in ("Mỹ An", "Mỹ Hòa", "Mỹ Đông"):
        before(world, commune, *(f"Ấp {number}" for number in range(1, 8)))
    client.force_login(world.lan)
    with django_assert_max_num_queries(14):
        client.get(URL)


@pytest.mark.parametrize("name", ["hamlet_mapping", "hamlet_mapping_xlsx"])
def test_another_commune_is_not_found(world: World, client: Client, name: str):
    client.force_login(world.oanh)
    assert client.get(reverse(name), {"place": world.commune.pk}).status_code == 404
