import pytest

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.partners import actions
from hoctap.partners.models import Partner
from tests.centres.hands import centre_at
from tests.season import make_director
from tests.world import World


@pytest.fixture
def director(world: World) -> User:
    """Thu, who directs the centre of Tân Kiều."""
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def centre(world: World, director: User) -> Centre:
    return centre_at(world.commune)


@pytest.fixture
def farmers(world: World, director: User) -> Partner:
    return actions.add_partners(world.commune, ["Hội Nông dân xã"], by=world.actor(director))[0]
