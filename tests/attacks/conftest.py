"""Two communes with their seasons, walked once for all attacks; each test works on a copy and is undone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test.utils import override_settings

from tests.attacks.ground import Ground, copied, place_others
from tests.season import preview_import, walk, walk_next_door
from tests.world import make_world


@pytest.fixture(scope="package")
def standing_ground(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ground]:
    files = tmp_path_factory.mktemp("standing")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        home = walk(make_world())
        away = walk_next_door(home.world)
        preview_import(home)
        preview_import(away)
        yield Ground(home, away, place_others(home, away), files)
        transaction.set_rollback(True)


@pytest.fixture
def ground(standing_ground: Ground, db: None, own_files: None, settings: Any) -> Ground:
    settings.MEDIA_ROOT = standing_ground.files
    cache.clear()
    return copied(standing_ground)
