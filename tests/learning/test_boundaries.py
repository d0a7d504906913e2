"""A commune merges: what was held stays, what is to come and what is difficult go with the hamlets, and back again."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.hamlets import queries
from hoctap.learning.hamlets.actions import mark_difficult
from hoctap.learning.models import DifficultHamlet
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from tests.boundaries import JOB, ON, dump, merge
from tests.learning.hands import activity_at, held_at, programme_at
from tests.world import World


def test_planned_activities_and_marks_are_carried_and_taken_back_to_the_letter(world: World, director: User):
    by = world.actor(director)
    held = held_at(world.hamlet, by)
    planned = activity_at(world.hamlet, on=today() + dt.timedelta(days=7))
    mark_difficult(world.hamlet, since=ON - dt.timedelta(days=90), basis="12/QĐ-UBND", by=by)
    late = mark_difficult(world.hamlet_2, since=ON + dt.timedelta(days=5), basis="13/QĐ-UBND", by=by)
    before = dump()
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    for row in (held, planned, late):
        row.refresh_from_db()
    assert (held.place, held.commune) == (world.hamlet, world.commune)
    assert planned.commune == new
    assert planned.place.parent == new
    assert late.hamlet.parent == new
    assert {one.hamlet.parent for one in queries.difficult_in(new, today().year)} == {new}
    assert len(queries.difficult_in(new, today().year)) == 2
    old = DifficultHamlet.objects.get(hamlet=world.hamlet)
    assert old.until == ON
    actions.undo_change(change, by=JOB)
    after = dump()
    for table in ("learning_activity", "learning_difficulthamlet"):
        assert after[table] == before[table]


def test_what_was_recorded_since_keeps_a_change_from_being_undone(world: World, director: User):
    mark_difficult(
        world.hamlet, since=ON - dt.timedelta(days=90), basis="12/QĐ-UBND", by=world.actor(director)
    )
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    activity_at(Place.objects.filter(parent=new, level="hamlet")[0])
    with pytest.raises(Refused, match="1 hoạt động"):
        actions.undo_change(change, by=JOB)


def test_programmes_and_plans_of_places_that_end_are_told(world: World):
    from hoctap.learning.boundaries import open_work

    programme_at(world.commune)
    activity_at(world.hamlet)
    told = [one.what for one in open_work([world.commune.pk, world.hamlet.pk])]
    assert told == [
        "1 hoạt động đã xếp lịch, chưa tổ chức",
        "1 chương trình năm của trung tâm: lập tiếp ở trung tâm mới",
    ]
