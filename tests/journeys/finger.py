"""One person's finger on a phone: what is pressed is counted, and time is the keystroke model of the counts (see `hand`)."""

from pathlib import Path

from playwright.sync_api import Page, Request

from tests.journeys.hand import CLICK, KEY, THINK

OPTIONS_A_FLICK = 8
"""Of a phone's own list of choices that one flick moves by."""


class Finger:
    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.clicks, self.thoughts = page, 0, 0, 0

    def tap(self, what: str) -> None:
        self.page.locator(what).first.click()
        self.clicks += 1

    def type(self, what: str, text: str) -> None:
        self.tap(what)
        self.page.keyboard.type(text)
        self.keys += len(text)

    def choose(self, what: str, label: str) -> None:
        """In the phone's own list, which no script sees: opened, read, flicked down to the choice from where it stands, pressed."""
        names = [text.strip() for text in self.page.locator(f"{what} option").all_text_contents()]
        standing = self.page.locator(what).evaluate("list => list.selectedIndex")
        self.page.locator(what).select_option(label=label)
        self.thoughts += 1
        self.clicks += 2 + abs(names.index(label) - standing) // OPTIONS_A_FLICK

    def take_photo(self, what: str, photo: Path) -> None:
        """The field, the camera among what the phone offers, its shutter, and that the photo is good."""
        self.page.locator(what).set_input_files(photo)
        self.thoughts += 1
        self.clicks += 4

    @property
    def seconds(self) -> float:
        return self.keys * KEY + self.clicks * CLICK + self.thoughts * THINK

    def says(self, what: str, asked: "Asked") -> str:
        return (
            f"{what}: {self.keys} keys, {self.clicks} taps, {self.thoughts} thoughts → {self.seconds:.0f} s, "
            f"{len(asked.urls)} requests"
        )


class Asked:
    """Pages and forms that go to the server; its style and scripts are there from the page before."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "/static/" not in request.url:
            self.urls.append(f"{request.method} {request.url}")
