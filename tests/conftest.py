"""Tests run as the application's own database role, so that a right it lacks fails here and not in a commune."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hoctap.core import cluster
from tests import season as steps
from tests.standing import WHOLE_SEASON, Footing, a_world, layers_of, season_fixture, standing_fixture


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


@pytest.fixture(scope="session")
def files_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One after the other, each test's own; looked for by number it would be a search among thousands."""
    folder = tmp_path_factory.mktemp("files")
    return (folder / str(number) for number in itertools.count())  # type: ignore[return-value]


@pytest.fixture(autouse=True)
def own_files(settings: Any, files_folder: Iterator[Path]) -> None:
    settings.MEDIA_ROOT = next(files_folder)
    settings.MEDIA_ROOT.mkdir()


# ---------------------------------------------------------------- what tests begin with, see tests/standing.py


@pytest.fixture(scope="session")
def footing(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Footing]:
    made = Footing(tmp_path_factory.mktemp("footing"))
    yield made
    with django_db_blocker.unblock():
        made.clear()


@pytest.fixture
def stands(
    request: pytest.FixtureRequest,
    footing: Footing,
    django_db_blocker: Any,
    own_files: None,
    settings: Any,
) -> None:
    """Before the test's own transaction begins."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction"))
    with django_db_blocker.unblock():
        footing.stand_on(() if commits else layers_of(request.node))
    footing.put_files(settings.MEDIA_ROOT)


@pytest.fixture
def _django_db_helper(stands: None, _django_db_helper: None) -> None:
    """Of pytest-django: begins the test's transaction."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a module those first that begin with least: what one needs more is made on top of what the last one needed."""
    items[:] = [
        item
        for _, of_module in itertools.groupby(
            items, key=lambda item: (item.path, item.get_closest_marker("django_db"))
        )
        for item in sorted(of_module, key=lambda item: len(layers_of(item)))
    ]


world = standing_fixture("world", "world", a_world)
opened = season_fixture(
    "opened", steps.open_round, "Every household has its dossier; nobody has entered anything."
)
scored = season_fixture(
    "scored",
    steps.score_by_list,
    "Both families of Ấp 1 and of Ấp 2 registered and scored by list: 92 by themselves, 88 by the hamlet.",
)
met = season_fixture("met", steps.hold_meeting, "Ấp 1 held its meeting, which agreed to both families.")
nominated = season_fixture("nominated", steps.nominate)
accepted = season_fixture("accepted", steps.review)
submitted = season_fixture("submitted", steps.submit, "The tờ trình is signed.")
drafted = season_fixture("drafted", steps.prepare_decision, "The decision waits for the chair.")
decided = season_fixture("decided", steps.sign_decision)
whole_season = standing_fixture("whole_season", "season", *WHOLE_SEASON)
