"""Tests run as the application's own database role, so that a right it lacks fails here and not in a commune."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection

from hoctap.core import cluster
from tests.world import World, make_world


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
