"""Tests run as the application's own database role, so that a right it lacks fails here and not in a commune."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection

from hoctap.core import cluster
from tests.world import World, make_world

# Minutes each: begun first among those that need a database of their own, so that two processes end together.
LONGEST = ("faults/test_kills.py", "journeys/test_strangers.py", "journeys/test_thread.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    long = [item for item in items if item.path.as_posix().endswith(LONGEST)]
    if len(long) < len(items):
        first = min((items.index(item) for item in long), default=0)
        others = [item for item in items if item not in long]
        items[:] = [*others[:first], *long, *others[first:]]


@pytest.fixture(autouse=True)
def as_app_role(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test that has the database steps down from the owner role."""
    if not {"db", "transactional_db"} & set(request.fixturenames) and not request.node.get_closest_marker(
        "django_db"
    ):
        yield
        return
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")  # type: ignore[attr-defined]


@pytest.fixture
def world(db: None) -> World:
    cache.clear()
    return make_world()
