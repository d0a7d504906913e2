import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.libraries.models import Library, LibraryKind
from tests.libraries.shelf_hands import library_at, make_librarian
from tests.world import World


@pytest.fixture
def librarian(world: World) -> User:
    """Mai, who keeps the library of Tân Kiều."""
    return make_librarian("Ngô Thị Mai", "mai", world.commune)


@pytest.fixture
def by(world: World, librarian: User) -> Actor:
    return world.actor(librarian)


@pytest.fixture
def library(world: World) -> Library:
    return library_at(world.commune, "Thư viện xã Tân Kiều")


@pytest.fixture
def bookcase(world: World) -> Library:
    return library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)


@pytest.fixture
def museum(world: World) -> Library:
    return library_at(world.commune, "Nhà truyền thống Tân Kiều", LibraryKind.MUSEUM)


@pytest.fixture
def district_library(world: World) -> Library:
    return library_at(world.district, "Thư viện huyện Tháp Mười", LibraryKind.DISTRICT)
