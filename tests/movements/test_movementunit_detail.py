"""One unit of a movement."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.movements.campaigns.actions import record_result
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import result_typed, unit_in
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_all_its_results_stand_the_last_first(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    for text in ("Mới một lớp", "Đã ba lớp"):
        record_result(unit, result_typed(text), by=lan)
    page = shown(sign_in(world.lan).get(reverse("movementunit_detail", args=[unit.pk])))
    assert page.index("Đã ba lớp") < page.index("Mới một lớp")


def test_only_of_ones_own_places(world: World, wide: Movement, lan: Actor):
    unit = unit_in(wide, world.commune, lan)
    here = reverse("movementunit_detail", args=[unit.pk])
    for user, code in ((world.lan, 200), (world.bich, 200), (world.hung, 404), (world.oanh, 404)):
        assert sign_in(user).get(here).status_code == code


def test_more_results_take_no_more_queries(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    here, client = reverse("movementunit_detail", args=[unit.pk]), sign_in(world.lan)
    record_result(unit, result_typed(), by=lan)
    before = queries_of(client, here)
    for _ in range(3):
        record_result(unit, result_typed(), by=lan)
    assert queries_of(client, here) == before
