"""Two communes with their seasons, walked once for all attacks; each test works on a copy and is undone."""

import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test.utils import override_settings

from tests.attacks.ground import Ground, copied, place_others
from tests.season import preview_import, protect, walk, walk_next_door
from tests.world import make_world


@pytest.fixture(scope="package")
def standing_ground(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    files = tmp_path_factory.mktemp("standing")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        home = walk(make_world())
        away = walk_next_door(home.world)
        protect(home)
        protect(away)
        preview_import(home)
        preview_import(away)
        yield Ground(home, away, place_others(home, away), files)
        transaction.set_rollback(True)


@pytest.fixture
def ground(standing_ground: Ground, db: None, own_files: None, settings: Any) -> Ground:
    settings.MEDIA_ROOT = standing_ground.files
    cache.clear()
    return copied(standing_ground)


# What walks every address with every attacker takes minutes: each run of the tests takes a quarter of the addresses, always the
# same one, `make soak` takes all of them. (tests/test_access.py walks all addresses in every run, as owner and as outsider.)
PART = 4


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        name = parameters.get("name")
        if "tests/attacks/" in item.nodeid and isinstance(name, str) and zlib.crc32(name.encode()) % PART:
            item.add_marker(pytest.mark.soak)
