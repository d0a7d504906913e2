import pytest

from tests.figures import make_two_seasons
from tests.world import World


@pytest.fixture
def two_seasons(world: World) -> World:
    return make_two_seasons(world)
