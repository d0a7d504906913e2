"""One event: plan, activities, people and classes from the records."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.learning.models import ActivityKind
from hoctap.movements.days.actions import link_activities
from hoctap.movements.days.models import Occasion
from tests.learning.hands import held_at
from tests.movements.hands import occasion_at
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

IN_IT = dt.date(2024, 10, 3)


def _figure(page: str, label: str) -> str:
    return page.split(f"<dt>{label}</dt><dd>")[1].split("</dd>")[0]


@pytest.mark.requirement("S1-17")
def test_activities_and_people_come_from_the_records(
    world: World, week: Occasion, director: User, lan: Actor
):
    here, client = reverse("occasion_detail", args=[week.pk]), sign_in(world.lan)
    assert "chưa có số liệu" in _figure(shown(client.get(here)), "Lượt người"), "a dash, not 0"
    by = world.actor(director)
    talk = held_at(world.commune, by, on=IN_IT, title="Nói chuyện sách")
    held_at(world.hamlet, by, on=IN_IT, kind=ActivityKind.CLASS)
    link_activities(week, [talk], by=lan)
    page = shown(client.get(here))
    assert _figure(page, "Hoạt động đã tổ chức") == "1"
    assert _figure(page, "Lượt người") == "27"
    assert _figure(page, "Lớp khai giảng trong những ngày này") == "1"
    assert "Nói chuyện sách" in page
    assert "Trưng bày sách" in page


def test_who_looks_from_below_sees_no_activity_of_a_neighbour(world: World, bich: Actor, director: User):
    above = occasion_at(world.district, bich, name="Ngày hội huyện", level="district")
    link_activities(
        above, [held_at(world.commune, world.actor(director), on=IN_IT, title="Của Tân Kiều")], by=bich
    )
    here = reverse("occasion_detail", args=[above.pk])
    page = shown(sign_in(world.oanh).get(here))
    assert _figure(page, "Hoạt động đã tổ chức") == "1"
    assert "Của Tân Kiều" not in page
    assert "Của Tân Kiều" in shown(sign_in(world.bich).get(here))


def test_next_door_it_does_not_exist(world: World, week: Occasion):
    assert sign_in(world.oanh).get(reverse("occasion_detail", args=[week.pk])).status_code == 404


def test_more_activities_take_no_more_queries(world: World, week: Occasion, director: User, lan: Actor):
    by, client = world.actor(director), sign_in(world.lan)
    here = reverse("occasion_detail", args=[week.pk])
    held = [held_at(world.commune, by, on=IN_IT, title="Một")]
    link_activities(week, held, by=lan)
    before = queries_of(client, here)
    link_activities(
        week, held + [held_at(world.commune, by, on=IN_IT, title=f"T{n}") for n in range(3)], by=lan
    )
    assert queries_of(client, here) == before
