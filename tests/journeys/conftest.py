"""Journeys: a real server on a fresh database, a real browser, people who do their work. Marked `journey`."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import browser as looks
from tests.journeys.demonstration import NAME as DEMONSTRATION
from tests.journeys.demonstration import demonstration
from tests.journeys.installation import Installation, NewDemonstration, NewInstallation, installation
from tests.tools import require_program

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


# Not for the whole run: Playwright's event loop in this thread would trouble Django's database in tests of other folders.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    program = next((path for name in CHROMIUM if (path := which(name))), None) or require_program(CHROMIUM[0])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=looks.OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def new_installation(migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewInstallation]:
    """Makes installations with an empty database; a server is started with `with made.serving() as address:`."""
    with ExitStack() as made:
        yield lambda: made.enter_context(installation(migrated, tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def new_demonstration(
    shared_folder: Path, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewDemonstration]:
    """Makes installations with the demonstration in it; with its logins."""

    def make() -> tuple[Installation, list[dict[str, str]]]:
        kept = demonstration(shared_folder, migrated)
        folder = tmp_path_factory.mktemp("data")
        shutil.copytree(kept.folder, folder, dirs_exist_ok=True)
        own = made.enter_context(installation(DEMONSTRATION, folder))
        return replace(own, environment=own.environment | kept.keys), kept.logins

    with ExitStack() as made:
        yield make


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> looks.Pictures:
    return looks.Pictures(request.node.name.removeprefix("test_"))


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[looks.OpenPage]:
    """`open_page(address, size=PHONE, javascript=False)`: a person's own browser. What went wrong in it fails the test."""
    with ExitStack() as opened:
        watchers: list[looks.Watcher] = []

        def open_one(address: str, *, size: tuple[int, int] = looks.LAPTOP, javascript: bool = True) -> Page:
            watchers.append(looks.Watcher(address))
            page = looks.open_page(chromium, address, watchers[-1], size, javascript=javascript)
            opened.callback(page.context.close)
            return page

        yield open_one
        complaints = [complaint for watcher in watchers for complaint in watcher.complaints]
        assert not complaints, "\n".join(complaints)
