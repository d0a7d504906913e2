import pytest

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.permissions import Role
from tests.centres.hands import centre_at
from tests.season import make_director
from tests.world import World, make_user


@pytest.fixture
def director(world: World) -> User:
    """Thu, who directs the centre of Tân Kiều."""
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def centre(world: World, director: User) -> Centre:
    return centre_at(world.commune)


@pytest.fixture
def chair(world: World) -> User:
    return make_user(
        "Trần Văn Duyệt", "duyet", world.committee, "Chủ tịch UBND xã", (Role.CHAIR, world.commune)
    )
