"""What a change of boundaries does with movements."""

import uuid

import pytest

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.movements.boundaries import carry, open_work, undo, undo_blockers
from hoctap.movements.campaigns.actions import record_result
from hoctap.movements.campaigns.models import Movement, MovementUnit
from hoctap.places.boundaries.registry import Carriage
from hoctap.places.models import Place
from tests.movements.hands import local_day, result_typed, unit_in
from tests.world import World, make_place


@pytest.fixture
def new_hamlet(world: World) -> Place:
    return make_place("hamlet", "ấp", "Ấp 1 mới", make_place("commune", "xã", "Mới", world.district))


def _carriage(world: World, new_hamlet: Place) -> Carriage:
    made = frozenset(new_hamlet.path[-2:])
    return Carriage(uuid.uuid4(), today(), {world.hamlet.pk: new_hamlet.pk}, made)


def test_a_hamlet_goes_on_in_the_movement_above_and_back_again(
    world: World, wide: Movement, movement: Movement, lan: Actor, new_hamlet: Place
):
    above = unit_in(wide, world.hamlet, lan, "Họ Trần", "other")
    own = unit_in(movement, world.hamlet, lan, "Họ Trần", "other")
    carriage = _carriage(world, new_hamlet)
    kept = carry(carriage)
    above.refresh_from_db()
    own.refresh_from_db()
    assert above.place == new_hamlet
    assert own.place == world.hamlet, "the movement of the commune that ended does not reach the new one"
    assert undo_blockers(carriage, kept) == []
    undo(carriage, kept)
    above.refresh_from_db()
    assert above.place == world.hamlet


def test_what_was_told_since_keeps_the_change_from_being_undone(
    world: World, wide: Movement, lan: Actor, new_hamlet: Place
):
    unit = unit_in(wide, world.hamlet, lan, "Họ Trần", "other")
    carriage = _carriage(world, new_hamlet)
    kept = carry(carriage)
    record_result(unit, result_typed(), by=lan)
    assert "1 kết quả" in undo_blockers(carriage, kept)[0].text


def test_of_two_units_of_one_name_the_later_place_keeps_its_own(
    world: World, wide: Movement, lan: Actor, new_hamlet: Place
):
    unit_in(wide, world.hamlet, lan, "Họ Trần", "other")
    MovementUnit.objects.create(
        movement=wide,
        place=new_hamlet,
        kind="other",
        name="Họ Trần",
        name_key="họ trần",
        registered_on=today(),
        registered_by="x",
    )
    assert carry(_carriage(world, new_hamlet)) == {"units": {}}


def test_what_was_open_is_told_to_a_person(world: World, movement: Movement, lan: Actor):
    local_day(world.commune, lan)
    words = [one.what for one in open_work([world.commune.pk])]
    assert words == [
        "1 phong trào chưa tổng kết",
        "1 ngày của địa phương trong lịch: xã mới dùng tiếp thì thêm lại",
    ]
