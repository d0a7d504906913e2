"""Which activities belong to an event: offered by their days."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.learning.activities.actions import cancel_activity
from hoctap.movements.days.actions import link_activities
from hoctap.movements.days.models import Occasion
from tests.learning.hands import activity_at, held_at
from tests.recognition.hands import shown, sign_in
from tests.world import World

IN_IT, FAR = dt.date(2024, 10, 3), dt.date(2024, 12, 3)


@pytest.mark.requirement("S1-17")
def test_those_near_its_days_are_offered_and_the_chosen_ones_are_its_own(
    world: World, week: Occasion, director: User
):
    by = world.actor(director)
    near = held_at(world.hamlet, by, on=IN_IT, title="Ngay trong tuần")
    held_at(world.commune, by, on=FAR, title="Tận tháng mười hai")
    here, client = reverse("occasion_activities", args=[week.pk]), sign_in(world.lan)
    page = shown(client.get(here))
    assert "Ngay trong tuần" in page
    assert "Tận tháng mười hai" not in page
    assert client.post(here, {"activities": [str(near.pk)]}).status_code == 302
    assert week.links.get().activity == near
    assert client.post(here, {"activities": []}).status_code == 302
    assert not week.links.exists()


def test_what_is_far_cancelled_or_elsewhere_is_refused(
    world: World, week: Occasion, director: User, lan: Actor
):
    by = world.actor(director)
    with pytest.raises(Refused, match="quá 15 ngày"):
        link_activities(week, [held_at(world.commune, by, on=FAR)], by=lan)
    gone = cancel_activity(activity_at(world.commune, on=IN_IT), why="Mưa", by=by)
    with pytest.raises(Refused, match="đã hủy"):
        link_activities(week, [gone], by=lan)


def test_not_by_who_only_reads_it(world: World, week: Occasion):
    here = reverse("occasion_activities", args=[week.pk])
    assert sign_in(world.hung).get(here).status_code == 404
