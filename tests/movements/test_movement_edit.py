"""A movement is changed, and made longer, while it goes on."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.movements.campaigns.actions import cancel_movement, change_movement, join_movement
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import movement_at, movement_typed
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_made_longer_it_can_be_joined_again(world: World, lan: Actor):
    gone = movement_at(world.commune, lan, last_on=today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="Đề nghị nơi phát động gia hạn"):
        join_movement(gone, world.commune, "other", ["Chợ xã"], by=lan)
    change_movement(gone, movement_typed(gone.name, last_on=today()), by=lan)
    assert join_movement(gone, world.commune, "other", ["Chợ xã"], by=lan)


def test_it_takes_no_name_that_another_has_from_the_same_day(world: World, lan: Actor):
    one = movement_at(world.commune, lan, name="Một")
    other = movement_at(world.commune, lan, name="Hai")
    for name in ("Một", "một "):
        with pytest.raises(Refused, match="đã ghi ở đây rồi"):
            change_movement(other, movement_typed(name), by=lan)
    change_movement(one, movement_typed("Một", goal="Mục tiêu mới"), by=lan)
    cancel_movement(one, why="Gộp", by=lan)
    change_movement(other, movement_typed("Một"), by=lan)


def test_the_form_shows_what_is_kept(world: World, movement: Movement):
    page = shown(sign_in(world.lan).get(reverse("movement_edit", args=[movement.pk])))
    assert movement.document in page


def test_what_is_over_stays(world: World, movement: Movement, lan: Actor):
    cancel_movement(movement, why="Gộp", by=lan)
    with pytest.raises(Refused, match="không sửa được nữa"):
        change_movement(movement, movement_typed(), by=lan)


def test_not_by_who_joins_it_from_below(world: World, wide: Movement, movement: Movement):
    assert sign_in(world.lan).get(reverse("movement_edit", args=[wide.pk])).status_code == 404
    assert sign_in(world.oanh).get(reverse("movement_edit", args=[movement.pk])).status_code == 404
