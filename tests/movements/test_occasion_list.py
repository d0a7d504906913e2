"""Events of a year."""

from hoctap.core.actor import Actor
from hoctap.movements.days.models import Occasion
from tests.movements.hands import occasion_at
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/calendar/events/?year=2024"


def test_each_sees_those_of_his_places_and_of_those_above(world: World, week: Occasion, bich: Actor):
    above = occasion_at(world.district, bich, name="Ngày hội của huyện", level="district")
    for user, ours in ((world.lan, True), (world.hung, True), (world.bich, True), (world.oanh, False)):
        page = shown(sign_in(user).get(HERE))
        assert (week.name in page) is ours
        assert above.name in page
    assert week.name not in shown(sign_in(world.lan).get("/calendar/events/?year=2023"))


def test_a_longer_list_takes_no_more_queries(world: World, week: Occasion, lan: Actor):
    client = sign_in(world.lan)
    before = queries_of(client, HERE)
    for number in range(3):
        occasion_at(world.commune, lan, name=f"Hội {number}")
    assert queries_of(client, HERE) == before
