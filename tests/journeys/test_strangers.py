"""In the demonstration: every page that an officer reaches stands every look, and to the officer of another commune it does not exist."""

import re
from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.browser import LAPTOP, OpenPage, Pictures, look_at, sign_in
from tests.journeys.crawl import UUID, Found, crawl
from tests.journeys.installation import NewDemonstration

# The owner, the stranger of the same role (or of a lower one) next door, and the year in which their communes live.
PAIRS = (
    ("demo-hoi-2024", "demo-xakhac-2024", "2024"),
    ("demo-hoi-2026", "demo-xakhac-2026", "2026"),
    ("demo-quantri-2026", "demo-xakhac-2026", "2026"),
)
MOST_PAGES = 80
SHARED = (
    "/plans/",
    "/places/",
    "/households/?",
    "/persons/?",
    "/assessments/?",
    "/criteria/labels/",
    "/criteria/editions/",
    "/criteria/titles/?",
    "/criteria/titles/new/?",
    "/public/results/",
    "/public/materials/",
    "/c/",
    "/materials/topics/",
    "/materials/handouts/?",
    "/reports/periodic/new/?",
    "/reports/types/",
    "/recognition/roads/",
    "/calendar/",
    "/movements/",
    "/partners/?",
    *(
        f"/reading/{one}/?"
        for one in (
            *("visits", "growth", "services", "library-plans", "rotations", "mobile", "mobile/sheet"),
            *("grants", "requests", "culture", "statistics", "statistics/xlsx"),
        )
    ),
    "/partners/commitments/?",
)


def test_a_stranger_reaches_nothing_of_what_the_officer_of_a_commune_reaches(
    new_demonstration: NewDemonstration, open_page: OpenPage, pictures: Pictures
):
    hoctap, logins = new_demonstration()
    passwords = {one["login"]: one["password"] for one in logins}
    names = {one["login"]: one["name"] for one in logins}
    shapes: Counter[str] = Counter()
    with hoctap.serving() as address:

        def browser(login: str) -> Page:
            page = open_page(address, size=LAPTOP)
            page.context.set_default_timeout(30_000)
            sign_in(page, login, passwords[login])
            expect(page).to_have_url(f"{address}/")
            return page

        opened = 0
        for i, (owner_login, stranger_login, year) in enumerate(PAIRS, 1):
            owner, stranger = browser(owner_login), browser(stranger_login)
            found = crawl(
                owner, _look(pictures), shapes=shapes, each=1, most=MOST_PAGES * i // len(PAIRS) - opened
            )
            opened += len(found.opened)
            mine, theirs = _heads(owner, year), _heads(stranger, year)
            assert len(mine) > 30
            people = {*(mine - theirs), names[owner_login]}
            _nothing_is_told(
                stranger, found, re.compile("|".join(rf"\b{re.escape(one)}\b" for one in people))
            )
            owner.context.close()
            stranger.context.close()
    assert opened > 35, f"only {opened} pages were reached"


def _look(pictures: Pictures) -> Callable[[Page], None]:
    def look(page: Page) -> None:
        headings = page.locator("h1").all_inner_texts()
        assert len(headings) == 1, f"{page.url} has {len(headings)} first headings: {headings}"
        assert page.title(), page.url
        path = UUID.sub("", page.url.split("?")[0].split("/", 3)[3]).replace("/", "-").strip("-")
        look_at(page, path or "home", pictures)

    return look


def _heads(page: Page, year: str) -> set[str]:
    """The heads of all households in the person's own register."""
    heads: set[str] = set()
    address: str | None = f"/households/?year={year}"
    while address:
        page.goto(address)
        heads.update(page.locator("main tbody th").all_inner_texts())
        following = page.locator("a[rel=next]")
        address = following.get_attribute("href") if following.count() else None
        address = f"/households/{address}" if address else None
    return {head.strip() for head in heads}


def _nothing_is_told(stranger: Page, found: Found, people: re.Pattern[str]) -> None:
    told, reached = [], []
    for address in [*found.of_objects, *found.of_everybody]:
        answer = stranger.request.get(address)
        if match := people.search(answer.text()):
            told.append(f"{address}: {match[0]}")
        # A plan of the district binds both communes and is read by both; what a place was and became is
        # public knowledge (the search for names above still holds for both).
        # A list or form of one's own that is asked for a place of others is still only one's own; the words
        # of an edition are public.
        shared = address.startswith(SHARED)
        if UUID.search(address) and answer.status not in (403, 404) and not shared:
            reached.append(f"{answer.status} {address}")
    assert not told, "\n".join(told)
    assert not reached, "\n".join(reached)
