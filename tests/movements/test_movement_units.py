"""Who joined, with the last result of each."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.movements.campaigns.actions import record_result
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import result_typed, unit_in
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_a_neighbour_in_the_same_movement_is_not_told(world: World, wide: Movement, lan: Actor):
    unit_in(wide, world.commune, lan, "Hội Nông dân Tân Kiều")
    unit_in(wide, world.other_commune, world.actor(world.oanh), "Hội Nông dân Hưng Thạnh")
    here = reverse("movement_units", args=[wide.pk])
    ours, above = shown(sign_in(world.lan).get(here)), shown(sign_in(world.bich).get(here))
    assert "Hội Nông dân Tân Kiều" in ours
    assert "Hội Nông dân Hưng Thạnh" not in ours
    assert "Hội Nông dân Hưng Thạnh" in above
    at = sign_in(world.bich).get(f"{here}?place={world.commune.pk}")
    assert "Hội Nông dân Hưng Thạnh" not in shown(at)
    assert sign_in(world.lan).get(f"{here}?place={world.other_commune.pk}").status_code == 404
    assert sign_in(world.lan).get(f"{here}?place=x").status_code == 404


def test_the_last_result_stands_beside_each(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    record_result(unit, result_typed("Mới một lớp"), by=lan)
    record_result(unit, result_typed("Đã ba lớp", is_met=True), by=lan)
    page = shown(sign_in(world.lan).get(reverse("movement_units", args=[movement.pk]) + "?kind=organisation"))
    assert "Đã ba lớp" in page
    assert "Mới một lớp" not in page


def test_a_longer_list_takes_no_more_queries(world: World, movement: Movement, lan: Actor):
    here, client = reverse("movement_units", args=[movement.pk]), sign_in(world.lan)
    record_result(unit_in(movement, world.commune, lan), result_typed(), by=lan)
    before = queries_of(client, here)
    for number in range(4):
        record_result(unit_in(movement, world.commune, lan, f"Hội {number}"), result_typed(), by=lan)
    assert queries_of(client, here) == before
