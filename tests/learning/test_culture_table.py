"""Culture and sport by place, interest and age."""

import pytest
from django.test import Client

from hoctap.learning.events.queries import event_table_of
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity, SessionFeedback
from tests.learning.club_hands import YESTERDAY, club_at, counted, held_at, meet
from tests.world import World

YEAR = YESTERDAY.year


@pytest.mark.requirement("S0-23", "S1-12")
def test_youth_activities_and_ages_are_told_per_place_and_interest(world: World, client: Client):
    young = held_at(world.hamlet)
    Activity.objects.filter(pk=young.activity_id).update(target_group="youth")
    record_headcount(young, [Heads(20, "m", "youth"), Heads(5, "f")], by=world.actor(world.hung))
    counted(meet(club_at(world.hamlet_2, "Đội múa")), 12, world.lan)
    SessionFeedback.objects.create(session=young, five=3, four=1, recorded_by="x")
    table = event_table_of(world.actor(world.lan), YEAR)
    by_place = {line.label: line for line in table.places}
    one, two = by_place[world.hamlet.title], by_place[world.hamlet_2.title]
    assert (one.held, one.for_young, one.people, one.told("youth"), one.told("elder")) == (1, 1, 25, 20, 0)
    assert (two.held, two.for_young, two.people, two.told("youth")) == (1, 0, 12, None)
    assert (table.whole.held, table.whole.people, table.whole.of_unknown_age) == (2, 37, 17)
    assert str(one.marks.average) == "4.8"
    assert two.marks.average is None
    client.force_login(world.lan)
    page = client.get(f"/culture/table/?year={YEAR}").text
    assert "trong đó 17 không ghi tuổi" in page


def test_above_the_commune_it_is_told_per_commune(world: World):
    counted(held_at(world.hamlet), 5, world.hung)
    counted(held_at(world.other_hamlet), 7, world.oanh)
    table = event_table_of(world.actor(world.bich), YEAR)
    assert {line.label: line.people for line in table.places} == {
        world.commune.title: 5,
        world.other_commune.title: 7,
    }
    assert [line.people for line in event_table_of(world.actor(world.oanh), YEAR).places] == [7]
