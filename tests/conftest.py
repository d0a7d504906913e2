"""Tests run as the application's own database role, so that a right it lacks fails here and not in a commune."""

import gc
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.db import connection
from whitenoise.middleware import WhiteNoiseMiddleware

from hoctap.core import cluster
from tests import season as steps
from tests.journeys.demonstration import NAME as demonstration_name
from tests.journeys.demonstration import drop_demonstration
from tests.migrated import NAME as migrated_name
from tests.migrated import drop_migrated, migrated_database
from tests.standing import WHOLE_SEASON, Footing, a_world, layers_of, season_fixture, standing_fixture

# Hundreds of processes of the program are started: without it each would read all of it from its source.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


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


_FOOTING: list[Footing] = []


@pytest.fixture(scope="session")
def footing(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Footing]:
    # One for the process: the benchmarks have fixtures of their own by the same names, and one database to stand on.
    if not _FOOTING:
        _FOOTING.append(Footing(tmp_path_factory.mktemp("footing")))
    yield _FOOTING[0]
    with django_db_blocker.unblock():
        _FOOTING[0].clear()


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


# Minutes in processes of their own. Whoever has nothing left to do takes tests over from the other process, but never the rest of one.
LONG = {Path(__file__).parent / name for name in ("faults", "journeys", "upgrade")}
# All its modules stand on the same, which takes seconds to make.
ATTACKS = Path(__file__).parent / "attacks"


def _together(module: Path) -> Path:
    return ATTACKS if ATTACKS in module.parents else module


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first; within a module those first that begin with least, so that each is made on top of what the last one needed."""
    by_module = [
        item
        for _, of_module in itertools.groupby(
            items, key=lambda item: (_together(item.path), item.get_closest_marker("django_db"))
        )
        for item in sorted(of_module, key=lambda item: len(layers_of(item)))
    ]
    items[:] = sorted(by_module, key=lambda item: not LONG & set(item.path.parents))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was read in so far stays to the end: looked through again and again it would take an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_sessionfinish(session: pytest.Session) -> None:
    shared = for_all_processes(session.config)
    if shared.exists() and not hasattr(session.config, "workerinput"):
        if (shared / f"{demonstration_name}.lock").exists():
            drop_demonstration()
        if (shared / migrated_name).exists():
            drop_migrated()
        shutil.rmtree(shared)


@pytest.fixture(scope="session")
def shared_folder(pytestconfig: pytest.Config) -> Path:
    """One for all processes of a run."""
    folder = for_all_processes(pytestconfig)
    folder.mkdir(exist_ok=True)
    return folder


def for_all_processes(config: pytest.Config) -> Path:
    own: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return (own.parent if hasattr(config, "workerinput") else own) / "shared"


AS_IN_USE = (ScryptPasswordHasher.work_factor, ScryptPasswordHasher.parallelism)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Passwords are hashed as in use, with less work: at full work a hash takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScryptPasswordHasher, "work_factor", 2)
        patch.setattr(ScryptPasswordHasher, "parallelism", 1)
        yield


@pytest.fixture
def full_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in zip(("work_factor", "parallelism"), AS_IN_USE, strict=True):
        monkeypatch.setattr(ScryptPasswordHasher, name, value)


@pytest.fixture(scope="session")
def migrated(shared_folder: Path) -> str:
    return migrated_database(shared_folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> None:
    """Of pytest-django: the database of the tests is a copy, too, where it is not one kept from the last run."""
    if django_db_createdb or not django_db_keepdb:
        connection.settings_dict["TEST"]["TEMPLATE"] = request.getfixturevalue("migrated")


@pytest.fixture(scope="session", autouse=True)
def static_files_once() -> Iterator[None]:
    """Each client of a test has a middleware of its own, which looks for all static files when it is made; once does."""
    looked_for, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def take(self: WhiteNoiseMiddleware) -> None:
        if not found:
            looked_for(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", take)
        yield


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
