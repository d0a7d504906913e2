import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.movements.campaigns.models import Movement
from hoctap.movements.days.models import Occasion
from tests.movements.hands import movement_at, occasion_at, week_2024
from tests.season import make_director
from tests.world import World


@pytest.fixture
def lan(world: World) -> Actor:
    """Of the association of Tân Kiều: keeps its calendar and movements."""
    return world.actor(world.lan)


@pytest.fixture
def bich(world: World) -> Actor:
    """Of the district above."""
    return world.actor(world.bich)


@pytest.fixture
def director(world: World) -> User:
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def movement(world: World, lan: Actor) -> Movement:
    """Of the commune."""
    return movement_at(world.commune, lan)


@pytest.fixture
def wide(world: World, bich: Actor) -> Movement:
    """Of the district, for all its communes."""
    return movement_at(world.district, bich, name="Học để thích ứng")


@pytest.fixture
def week(world: World, lan: Actor, bich: Actor) -> Occasion:
    """What Tân Kiều does in the week of 2024, whose days the district wrote down."""
    return occasion_at(world.commune, lan, observance=week_2024(world.district, bich))
