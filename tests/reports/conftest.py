from collections.abc import Iterator

import pytest

from tests.figures import make_season, make_two_seasons
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
