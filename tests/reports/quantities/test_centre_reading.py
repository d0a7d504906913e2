"""Reports count a centre's classes and people from its records."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.activities.actions import join_activity
from hoctap.reports.quantities import centre_reading
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.quantities.registry import Asked, quantities
from tests.learning.hands import held_at, programme_at
from tests.season import make_director
from tests.world import World

YEAR = period_of("year", today().year)


@pytest.fixture
def director(world: World) -> User:
    return make_director("Đặng Thị Thu", "thu", world.commune)


def read(world: World, *codes: str, **how: object) -> dict[str, dict[object, int]]:
    asked = Asked(codes, (world.commune.pk, world.other_commune.pk), YEAR, **how)  # type: ignore[arg-type]
    return {
        code: {place: int(one.number) for place, one in found.items()}
        for code, found in centre_reading.read_centres(asked).items()
    }


@pytest.mark.requirement("S2-10", "S2-11", "S2-05", "S4-28")
def test_classes_and_people_by_field_come_from_records_and_two_hosts_count_once(world: World, director: User):
    by = world.actor(director)
    shared = held_at(world.hamlet, by, code="law-dissemination", on=today())
    join_activity(shared, by=world.actor(world.lan))
    held_at(world.hamlet_2, by, kind="class", code="livestock", on=today())
    held_at(world.hamlet, by, kind="class", code="literacy", on=today())
    held_at(world.hamlet, by, kind="embedded", hosts=["Hội Nông dân xã"], on=today())
    told = read(
        world,
        *("centre.classes", "centre.learners", "centre.classes.law", "centre.classes.farming"),
        *(
            "centre.classes.literacy",
            "centre.learners.law",
            "centre.classes.it",
            "centre.embedded",
            "centre.held",
        ),
    )
    here = {code: found.get(world.commune.pk) for code, found in told.items()}
    assert here == {
        "centre.classes": 3,
        "centre.learners": 81,
        "centre.classes.law": 1,
        "centre.classes.farming": 1,
        "centre.classes.literacy": 1,
        "centre.learners.law": 27,
        "centre.classes.it": 0,
        "centre.embedded": 1,
        "centre.held": 4,
    }
    assert all(world.other_commune.pk not in found for found in told.values())


def test_every_field_together_is_the_whole(world: World, director: User):
    for code in ("crops", "short-vocational", "digital-skills", "clean-green", "mass-sport", "food-safety"):
        held_at(world.hamlet, world.actor(director), code=code, on=today())
    told = read(world, *centre_reading.codes())
    fields = [code for code in centre_reading.codes() if code.startswith("centre.classes.")]
    assert (
        sum(told[code][world.commune.pk] for code in fields) == told["centre.classes"][world.commune.pk] == 6
    )


def test_nothing_held_is_zero_where_records_are_kept_and_unknown_elsewhere(world: World, director: User):
    programme_at(world.commune)
    assert read(world, "centre.classes") == {"centre.classes": {world.commune.pk: 0}}


def test_a_hamlet_has_what_was_held_there(world: World, director: User):
    held_at(world.hamlet, world.actor(director), on=today())
    held_at(world.commune, world.actor(director), on=today())
    told = read(world, "centre.classes", with_hamlets=True)["centre.classes"]
    assert told == {world.commune.pk: 2, world.hamlet.pk: 1}


def test_a_past_day_does_not_know_what_came_after(world: World, director: User):
    if today().day < 3 and today().month == 1:
        pytest.skip("the year has no past day yet")
    held_at(world.hamlet, world.actor(director), on=today())
    earlier = today() - dt.timedelta(days=1)
    assert read(world, "centre.held", as_of=earlier)["centre.held"] == {world.commune.pk: 0}


def test_the_figure_opens_its_activities(world: World, director: User, client: Client):
    held_at(world.hamlet, world.actor(director), on=today(), title="Lúa hữu cơ")
    quantity = quantities["centre.classes"]
    assert not quantity.is_written
    assert quantity.drill_url is not None
    quarter = period_of("quarter", today().year, (today().month - 1) // 3 + 1)
    client.force_login(world.lan)
    for place in (world.commune, world.hamlet):
        for period in (YEAR, quarter):
            assert "Lúa hữu cơ" in client.get(quantity.drill_url(place, period)).content.decode()


def test_the_page_of_an_activity_names_the_figures_it_is_in(world: World, director: User, client: Client):
    activity = held_at(world.hamlet, world.actor(director), code="law-dissemination", on=today())
    client.force_login(world.lan)
    page = client.get(reverse("activity_fed", args=[activity.pk])).content.decode()
    assert "Số lớp, chuyên đề" in page
    assert "1 trong 1, về pháp luật" in page
