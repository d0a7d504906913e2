"""A person at a browser: pages that fail the test when something is wrong with them, and the looks every screen must stand."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / ".hoctap" / "screenshots"

PHONE, LAPTOP = (390, 844), (1280, 800)
# Quiet, and talking to nobody but the server under test.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


class Watcher:
    """Collects what a person would not see: script errors, blocked content, failed files, calls to other machines."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.complaints: list[str] = []
        self._documents: set[str] = set()

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complain(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _complain(self, text: str) -> None:
        self.complaints.append(text)

    def _request(self, request: Request) -> None:
        if request.is_navigation_request() or "hx-request" in request.headers:
            self._documents.add(request.url)
        if not request.url.startswith((self.origin, "data:", "blob:", "about:")):
            self._complain(f"another machine was asked: {request.url}")

    def _response(self, response: Response) -> None:
        # A page may be refused (403, 404, 422); a server error or a missing part of a page may not be.
        if response.status >= 500 or (response.status >= 400 and response.url not in self._documents):
            self._complain(f"{response.status} {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or message.text.startswith("Failed to load resource"):
            return
        self._complain(f"console {message.type}: {message.text}")


def open_page(
    browser: Browser, origin: str, watcher: Watcher, size: tuple[int, int], *, javascript: bool
) -> Page:
    context = browser.new_context(
        base_url=origin,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=javascript,
        has_touch=size[0] < 600,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        accept_downloads=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    watcher.watch(page)
    return page


def sign_in(page: Page, login: str, password: str) -> None:
    page.goto("/login/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def change_first_password(page: Page, old: str, new: str) -> None:
    """The page that a one-time password leads to."""
    page.locator("input[name=oldpassword]").fill(old)
    page.locator("input[name=password1]").fill(new)
    page.locator("input[name=password2]").fill(new)
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def axe(page: Page) -> None:
    """No violation of WCAG 2.2 AA. Evaluated from outside the page, as its policy forbids to load it into it."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed (make setup-test)")
    if not page.evaluate("() => 'axe' in window"):  # at the second size it is still there
        page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # What half lies under the bar of actions at this moment is scrolled out by a thumb: it is no small target.
    place_bar = "where => document.querySelectorAll('.action-bar').forEach(bar => bar.style.position = where)"
    page.evaluate(place_bar, "static")
    found: dict[str, Any] = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    page.evaluate(place_bar, "")
    told = [
        f"{violation['id']}: {violation['help']}\n    "
        + "\n    ".join(f"{node['target']} {_short(node['html'])}" for node in violation["nodes"][:5])
        for violation in found["violations"]
    ]
    assert not told, f"{page.url} at {_width(page)} px\n" + "\n".join(told)


def no_sideways_scroll(page: Page) -> None:
    """The page is not wider than the screen. A wide table may scroll inside its own frame."""
    page.wait_for_load_state()  # while one page gives way to the next there is none to measure
    widths = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if widths[0] > widths[1]:
        culprits = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
        )
        raise AssertionError(f"{page.url} is {widths[0]} px wide on {widths[1]} px:\n" + "\n".join(culprits))


def large_targets(page: Page, *, least: int = 44) -> None:
    """On a phone everything to press is at least 44 px high, or is a link inside a sentence."""
    small = page.evaluate(
        """least => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, .btn')]
            .filter(e => e.checkVisibility() && !e.closest('.visually-hidden'))
            .map(e => (e.labels && e.labels[0] && ['radio', 'checkbox'].includes(e.type)) ? e.labels[0] : e)
            .map(e => [e.getBoundingClientRect().height, e.outerHTML.slice(0, 120)])
            .filter(([height]) => height > 0 && height < least - 0.5)""",
        least,
    )
    assert not small, f"{page.url}: too small for a thumb\n" + "\n".join(
        f"{height:.0f} px {html}" for height, html in small
    )


class Pictures:
    """Screenshots of a journey, when `HOCTAP_SCREENSHOTS=1`: `.hoctap/screenshots/<journey>/<n>-<name>-<width>.png`."""

    def __init__(self, journey: str) -> None:
        self.folder = SCREENSHOTS / re.sub(r"[^\w.-]+", "-", journey)
        self.taken = 0

    def take(self, page: Page, name: str) -> None:
        if os.environ.get("HOCTAP_SCREENSHOTS") == "1":
            self.taken += 1
            path = self.folder / f"{self.taken:02d}-{name}-{_width(page)}.png"
            page.screenshot(path=path, full_page=True)

    def keep(self, name: str, content: bytes) -> None:
        """A paper of the journey, beside its screenshots."""
        if os.environ.get("HOCTAP_SCREENSHOTS") == "1":
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)


_JUDGED: set[tuple[str, str, int]] = set()
"""What axe has seen in this process: a journey that is played for two years shows the same screens twice."""


def look_at(
    page: Page, name: str, pictures: Pictures, *, sizes: tuple[tuple[int, int], ...] = (PHONE, LAPTOP)
) -> None:
    """What every screen must stand, on a phone and on a laptop: nothing sideways, no axe violation; and a picture."""
    before = page.viewport_size
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        no_sideways_scroll(page)
        judged = (name, re.sub(r"[0-9a-f-]{36}", "ID", urlsplit(page.url).path), width)
        if judged not in _JUDGED:
            axe(page)
            _JUDGED.add(judged)
        pictures.take(page, name)
    if before:
        page.set_viewport_size(before)


def _width(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def _short(html: str) -> str:
    return re.sub(r"\s+", " ", html)[:160]


type OpenPage = Callable[..., Page]
