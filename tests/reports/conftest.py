import pytest

from tests.figures import make_season, make_two_seasons
from tests.world import World


@pytest.fixture
def season(world: World) -> World:
    return make_season(world)


@pytest.fixture
def two_seasons(world: World) -> World:
    return make_two_seasons(world)
