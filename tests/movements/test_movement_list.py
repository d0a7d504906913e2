"""Movements: those of one's places and those launched above."""

from hoctap.core.actor import Actor
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import movement_at, unit_in
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/movements/"


def test_each_sees_those_he_may_join(world: World, movement: Movement, wide: Movement):
    for user, ours in ((world.lan, True), (world.hung, True), (world.bich, True), (world.oanh, False)):
        page = shown(sign_in(user).get(HERE))
        assert (movement.name in page) is ours
        assert wide.name in page


def test_it_counts_the_units_of_the_readers_own_places(world: World, wide: Movement, lan: Actor):
    unit_in(wide, world.commune, lan)
    for user, count in ((world.lan, "1"), (world.bich, "1"), (world.oanh, "0")):
        row = shown(sign_in(user).get(HERE)).split(wide.name)[1].split("</tr>")[0]
        assert f'data-label="Đơn vị đăng ký">{count}<' in row


def test_filters_by_kind_and_year(world: World, movement: Movement):
    client = sign_in(world.lan)
    assert movement.name in shown(client.get(f"{HERE}?kind=emulation&year=2024"))
    assert movement.name not in shown(client.get(f"{HERE}?kind=campaign"))
    assert movement.name not in shown(client.get(f"{HERE}?year=2023"))


def test_a_longer_list_takes_no_more_queries(world: World, movement: Movement, lan: Actor):
    client = sign_in(world.lan)
    before = queries_of(client, HERE)
    for number in range(3):
        movement_at(world.commune, lan, name=f"Phong trào {number}")
    assert queries_of(client, HERE) == before
