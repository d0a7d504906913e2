import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.surveys.campaigns.models import Campaign
from tests.season import make_director
from tests.surveys import hands
from tests.world import World


@pytest.fixture
def director(world: World) -> User:
    """Thu, who directs the centre of Tân Kiều."""
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def by(world: World, director: User) -> Actor:
    return world.actor(director)


@pytest.fixture
def campaign(world: World, by: Actor) -> Campaign:
    """Open, in every way, by the small form."""
    return hands.campaign_at(world.commune, by, partners=("Hội Nông dân xã",))
