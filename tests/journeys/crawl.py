"""Going through every page that a person can reach by its links, and seeing whether somebody else can."""

import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urlsplit

from playwright.sync_api import Page

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Answered with a file; the browser would save it.
FILES = re.compile(r"/(docx|file|signed|xlsx|sheet|faulty)(/\d+)?/(\?|$)|/pdf/\d+/$")
NAMES_OF_A_PAGE = "() => [...document.querySelectorAll('a[href]')].map(link => link.href)"


@dataclass
class Found:
    """What a crawl came upon: pages it opened, and every address it saw, files too."""

    opened: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)

    @property
    def of_objects(self) -> list[str]:
        """Addresses that name an object: somebody's, so not everybody's."""
        return sorted(address for address in self.addresses if UUID.search(address))

    @property
    def of_everybody(self) -> list[str]:
        return sorted(address for address in self.addresses if not UUID.search(address))


def crawl(page: Page, look: Callable[[Page], None], *, shapes: Counter[str], each: int, most: int) -> Found:
    """From the first page along the links, at most `each` pages of one shape (`/plans/*/`), widest first."""
    origin = page.url[: page.url.index("/", 8)]
    found = Found()
    waiting = deque(["/"])
    found.addresses.add("/")
    while waiting and len(found.opened) < most:
        address = waiting.popleft()
        if FILES.search(address):
            continue
        shape = shape_of(address)
        if shapes[shape] >= each and address != "/":
            continue
        shapes[shape] += 1
        if not page.request.get(address).headers.get("content-type", "").startswith("text/html"):
            continue
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, f"a link leads to {answer.status}: {address}"
        found.opened.append(address)
        look(page)
        for link in page.evaluate(NAMES_OF_A_PAGE):
            target = urldefrag(link).url
            if not target.startswith(f"{origin}/"):
                continue
            target = target.removeprefix(origin)
            if target not in found.addresses:
                found.addresses.add(target)
                waiting.append(target)
    return found


def shape_of(address: str) -> str:
    """'/plans/0192…/?place=…' → '/plans/*/?place'."""
    parts = urlsplit(address)
    keys = "&".join(sorted({key for key, _ in parse_qsl(parts.query)}))
    return f"{UUID.sub('*', parts.path)}?{keys}"
