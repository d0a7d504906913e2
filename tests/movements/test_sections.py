"""What the board of a place tells of movements."""

import datetime as dt

from hoctap.core.actor import Actor
from hoctap.measures.boards import Asked
from hoctap.movements.campaigns.actions import record_result
from hoctap.movements.campaigns.models import Movement
from hoctap.movements.sections import movements
from tests.movements.hands import result_typed, unit_in
from tests.world import World


def test_movements_that_reach_the_place_with_its_own_units(
    world: World, wide: Movement, movement: Movement, lan: Actor, bich: Actor, django_assert_max_num_queries
):
    record_result(unit_in(wide, world.commune, lan), result_typed(), by=lan)
    with django_assert_max_num_queries(2):
        section = movements(Asked(lan, world.commune, 2024))
    assert section is not None
    assert section.table is not None
    told = {str(row[0].value): (row[2].value, row[3].value) for row in section.table.rows}
    assert told == {wide.name: (1, 1), movement.name: (0, 0)}
    above = movements(Asked(bich, world.district, 2024))
    assert above is not None
    assert above.table is not None
    assert [row[0].value for row in above.table.rows] == [wide.name]
    past = movements(Asked(lan, world.commune, 2024, as_of=dt.date(2024, 6, 1)))
    assert past is not None
    assert "Không dựng lại được" in past.finding


def test_nothing_where_there_is_none_or_no_right(world: World, movement: Movement, lan: Actor):
    assert movements(Asked(lan, world.commune, 2020)) is None
    assert movements(Asked(world.actor(world.oanh), world.commune, 2024)) is None
