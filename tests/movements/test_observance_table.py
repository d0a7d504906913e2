"""What a week brought, commune by commune, from the records."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.learning.models import ActivityKind
from hoctap.movements.days import queries
from hoctap.movements.days.actions import link_activities
from hoctap.movements.days.models import Occasion
from tests.learning.hands import held_at
from tests.movements.hands import shipped
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

IN_IT, AFTER = dt.date(2024, 10, 3), dt.date(2024, 11, 3)
CLASS = ActivityKind.CLASS


@pytest.fixture
def held(world: World, week: Occasion, director: User, lan: Actor) -> Occasion:
    by = world.actor(director)
    talk = held_at(world.commune, by, on=IN_IT, title="Nói chuyện sách")
    held_at(world.commune, by, on=IN_IT, kind=CLASS, title="Lớp may mở trong tuần")
    held_at(world.hamlet, by, on=IN_IT, kind=CLASS, title="Lớp nấu ăn mở trong tuần")
    held_at(world.commune, by, on=AFTER, kind=CLASS, title="Lớp mở sau")
    link_activities(week, [talk], by=lan)
    return week


@pytest.mark.requirement("S4-34")
def test_classes_that_began_in_the_week_are_counted_in_their_commune(world: World, held: Occasion):
    table = queries.day_table(shipped(), world.district, 2024)
    found = {row.commune.name: row for row in table.rows}
    ours, theirs = found["Tân Kiều"], found["Hưng Thạnh"]
    assert (ours.classes, ours.activities, ours.turns, len(ours.occasions)) == (2, 1, 27, 1)
    assert ours.is_recorded
    assert not theirs.is_recorded
    assert (table.classes, table.planned, table.missing) == (2, 1, 1)


@pytest.mark.requirement("S4-34")
def test_the_district_reads_the_communes_and_opens_one_down_to_its_classes(world: World, held: Occasion):
    here, client = reverse("observance_table", args=[shipped().pk]), sign_in(world.bich)
    page = shown(client.get(f"{here}?year=2024"))
    assert "Xã Tân Kiều" in page
    assert "1 nơi chưa ghi hoạt động nào" in page, "a dash, not 0"
    down = shown(client.get(f"{here}?year=2024&place={world.commune.pk}"))
    assert "Lớp may mở trong tuần" in down
    assert "Lớp nấu ăn mở trong tuần" in down
    assert "Lớp mở sau" not in down


def test_a_neighbour_reads_his_own_commune_only(world: World, held: Occasion):
    here, client = reverse("observance_table", args=[shipped().pk]), sign_in(world.oanh)
    assert "Tân Kiều" not in shown(client.get(f"{here}?year=2024"))
    assert client.get(f"{here}?year=2024&place={world.commune.pk}").status_code == 404
    assert client.get(f"{here}?year=2024&place={world.district.pk}").status_code == 404


def test_more_activities_take_no_more_queries(world: World, held: Occasion, director: User, lan: Actor):
    here, client = reverse("observance_table", args=[shipped().pk]), sign_in(world.bich)
    before = queries_of(client, f"{here}?year=2024")
    by = world.actor(director)
    more = [held_at(world.commune, by, on=IN_IT, kind=CLASS, title=f"Lớp {number}") for number in range(3)]
    link_activities(held, more, by=lan)
    assert queries_of(client, f"{here}?year=2024") == before
