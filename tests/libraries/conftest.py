import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from tests.libraries.shelf_hands import library_at, make_librarian
from tests.world import World


@pytest.fixture
def librarian(world: World) -> User:
    """Mai, who keeps the library of Tân Kiều."""
    return make_librarian("Ngô Thị Mai", "mai", world.commune)


@pytest.fixture
def library(world: World) -> Library:
    return library_at(world.commune, "Thư viện xã Tân Kiều")
