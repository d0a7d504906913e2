"""One hamlet becomes several; nobody moves by that."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions as people
from hoctap.people.queries import households_per_hamlet
from hoctap.places import actions
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge
from tests.world import World, make_household

ON = dt.date(2026, 2, 1)


def test_new_hamlets_begin_that_day_and_everybody_stays_until_chosen(world: World, client: Client):
    first = make_household(world.hamlet, "Nguyễn Văn Một")
    second = make_household(world.hamlet, "Nguyễn Văn Hai")
    client.force_login(world.lan)
    url = reverse("hamlet_divide", args=[world.hamlet.pk])
    assert "<strong>2 hộ</strong> ở đây" in client.get(url).content.decode()
    typed = {"names": "1A\nẤp 1B\n", "kind": "ấp", "on": "2026-02-01", "decision": ""}
    body = client.post(url, typed, follow=True).content.decode()
    assert "Đã lập Ấp 1A, Ấp 1B." in body
    edges = LineageEdge.objects.filter(predecessor=world.hamlet)
    assert {(edge.kind, edge.on, edge.decision) for edge in edges} == {
        ("divide", ON, "chưa có số quyết định")
    }
    new = [edge.successor for edge in edges.order_by("successor__sort_key")]
    assert households_per_hamlet([world.hamlet.pk], 2026) == {world.hamlet.pk: 2}

    by = world.actor(world.lan)
    with pytest.raises(Refused, match="còn 2 hộ trong sổ"):
        actions.end_hamlet(world.hamlet, "đã chia hết", change=Change(dt.date(2026, 3, 1)), by=by)
    people.move_households([first], world.hamlet, new[0], year=2026, by=by)
    people.move_households([second], world.hamlet, new[1], year=2026, by=by)
    actions.end_hamlet(world.hamlet, "đã chia hết", change=Change(dt.date(2026, 3, 1)), by=by)
    ids = [world.hamlet.pk, *(one.pk for one in new)]
    assert households_per_hamlet(ids, 2025) == {world.hamlet.pk: 2}
    assert households_per_hamlet(ids, 2026) == {new[0].pk: 1, new[1].pk: 1}


@pytest.mark.parametrize(
    ("names", "words"),
    [("Ấp 2", "Đã có Ấp 2"), ("Ấp 1", "Đã có Ấp 1"), ("Mỹ Tây\nMỹ Tây", "Đã có Mỹ Tây"), ("", "Ghi tên")],
)
def test_names_that_are_taken_are_refused(world: World, client: Client, names: str, words: str):
    client.force_login(world.lan)
    url = reverse("hamlet_divide", args=[world.hamlet.pk])
    response = client.post(url, {"names": names, "kind": "ấp", "on": "2026-02-01"})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert world.commune.children.count() == 2


def test_from_another_commune_it_is_forbidden(world: World, client: Client):
    with pytest.raises(Forbidden):
        actions.divide_hamlet(world.hamlet, ["Ấp 9"], change=Change(ON), by=world.actor(world.oanh))
    client.force_login(world.oanh)
    assert client.get(reverse("hamlet_divide", args=[world.hamlet.pk])).status_code == 404
