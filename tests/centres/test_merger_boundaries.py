"""Centres whose commune ended: they wait for the decision by which the new commune's centre takes them over."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.centres.boundaries import open_work
from hoctap.centres.merging import actions, queries
from hoctap.centres.merging.models import StandingKind
from hoctap.centres.models import Centre
from hoctap.core.refusals import Refused
from hoctap.learning.models import Programme
from hoctap.places.boundaries import actions as boundaries
from hoctap.places.models import BoundaryChange, Place
from tests.boundaries import JOB, ON, merge
from tests.centres.hands import centre_at
from tests.world import World

DECISION = {"on": ON + dt.timedelta(days=40), "decision_number": "15/QĐ-UBND", "decision_on": ON}


def changed(world: World) -> tuple[BoundaryChange, Centre]:
    change = boundaries.apply_change(merge(world), by=JOB)
    return change, centre_at(Place.objects.get(name="Phương Thịnh", level="commune"))


def test_they_are_taken_over_with_what_they_have(world: World, director: User, centre: Centre):
    away = centre_at(world.other_commune)
    programme = Programme.objects.create(centre=centre, year=ON.year, made_by="Giám đốc")
    _, new = changed(world)
    assert queries.mergeable(new) == sorted([centre, away], key=lambda one: (one.place.sort_key, one.name))
    waits = "1 trung tâm học tập cộng đồng chưa sáp nhập: sáp nhập vào trung tâm của xã mới theo quyết định"
    assert waits in [one.what for one in open_work([world.commune.pk])]

    actions.merge_centres(new, [centre, away], by=JOB, **DECISION)
    centre.organisation.refresh_from_db()
    assert (centre.organisation.valid_to, centre.organisation.successor) == (ON, new.organisation)
    assert Programme.objects.get(pk=programme.pk).centre == new
    assert queries.mergeable(new) == []
    assert not open_work([world.commune.pk])
    with pytest.raises(Refused, match="đã kết thúc từ"):
        actions.merge_centres(new, [centre], by=JOB, **DECISION)


def test_one_that_was_dissolved_before_is_not_taken_over(world: World, director: User, centre: Centre):
    actions.record_standing(
        centre,
        StandingKind.DISSOLVED,
        on=ON - dt.timedelta(days=30),
        decision_number="9/QĐ-UBND",
        decision_on=ON - dt.timedelta(days=30),
        why="Không còn hoạt động",
        by=world.actor(director),
    )
    _, new = changed(world)
    assert queries.mergeable(new) == []
    with pytest.raises(Refused, match="đã kết thúc từ"):
        actions.merge_centres(new, [centre], by=JOB, **DECISION)


def test_a_change_whose_centres_were_merged_since_is_not_undone(world: World, director: User, centre: Centre):
    change, new = changed(world)
    actions.merge_centres(new, [centre], by=JOB, **DECISION)
    with pytest.raises(Refused, match="1 trung tâm của xã cũ sáp nhập vào, ghi sau khi sắp xếp"):
        boundaries.undo_change(change, by=JOB)
