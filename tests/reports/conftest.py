from collections.abc import Iterator

import pytest

from hoctap.accounts.models import RoleAssignment
from hoctap.core.permissions import Role
from tests.figures import fill_hamlet, make_round, make_season, make_two_seasons
from tests.reports.periodic import steps
from tests.reports.periodic.steps import SetDay
from tests.world import World


@pytest.fixture
def season(world: World) -> World:
    return make_season(world)


@pytest.fixture
def two_seasons(world: World) -> World:
    return make_two_seasons(world)


@pytest.fixture
def reporting(world: World) -> World:
    """Two communes of 2024 with the shipped types; a committee in the second too."""
    return steps.begin(world)


@pytest.fixture
def on() -> Iterator[SetDay]:
    """Sets the day it is, until the test ends."""
    with steps.moved_days() as set_day:
        yield set_day


@pytest.fixture
def both_seasons(two_seasons: World) -> World:
    """Both communes have a season in 2024."""
    fill_hamlet(make_round(two_seasons.other_commune, two_seasons.edition), two_seasons.other_hamlet, 5, 3, 2)
    return two_seasons


@pytest.fixture
def district_officer(world: World) -> None:
    """Bích makes the reports of the district's association."""
    RoleAssignment.objects.create(
        capacity=world.bich.capacities.get(), role=Role.ASSOCIATION_OFFICER.value, place=world.district
    )
