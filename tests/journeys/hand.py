"""One person's hand on the list of an ấp: what is pressed is counted, and time is a keystroke model of the counts.

Not a stopwatch: a machine types faster than anybody. The model (after Card, Moran and Newell's KLM): a key, a click or tap, a thought
for each row that differs, and a look at each sheet of paper.
"""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

KEY, SLOW_KEY, CLICK, THINK, READ = 0.28, 0.5, 1.1, 1.2, 0.9
GOALS = {390: 45, 1280: 25}
"""Minutes for 400 households, by the width of the screen."""


@dataclass
class Hand:
    """One person's hand on one list: everything that is pressed goes through here and is counted."""

    page: Page
    has_arrows: bool
    households: int
    keys: int = 0
    clicks: int = 0
    thoughts: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def click(self, what: str) -> None:
        self.page.locator(what).first.click()
        self.clicks += 1

    def tap(self, row: str, column: str) -> None:
        self.click(f"[data-ht-row='{row}'] [data-ht-col={column}]")

    def minutes(self, key: float = KEY) -> float:
        return (self.keys * key + self.clicks * CLICK + self.thoughts * THINK + self.households * READ) / 60

    def says(self, width: int, changed: int) -> str:
        return (
            f"{width} px: {self.households} households, {changed} typed, {self.keys} keys, {self.clicks} clicks, "
            f"{self.thoughts} thoughts → {self.minutes():.1f} min (with {SLOW_KEY} s a key: {self.minutes(SLOW_KEY):.1f} min; "
            f"goal {GOALS[width]})"
        )


def write_the_day(hand: Hand) -> None:
    """When the sheets were handed in."""
    hand.click("#registered_on")
    hand.page.locator("#registered_on").fill("2026-02-15")
    hand.keys += len("15022026")  # in which order they are typed depends on the browser's language


def carry_over(hand: Hand, exceptions: int) -> int:
    """Last year in one press, then each sheet that says something else is looked up in the list and typed."""
    hand.click("button[name=carry]")
    hand.page.wait_for_load_state()
    rows = hand.page.locator("[data-ht-row]").evaluate_all("rows => rows.map(row => row.dataset.htRow)")
    for row in rows[:: hand.households // exceptions][:exceptions]:
        hand.thoughts += 1
        hand.tap(row, "self")
        hand.press("7", "5")
        over_to_the_hamlet(hand, row)
        hand.press("7", "1")
    return exceptions


def type_all(hand: Hand) -> int:
    """No year before: registration for all at once, then both totals of each sheet."""
    hand.click("summary:has-text('đã nộp tờ đăng ký')")
    hand.click("button:has-text('Ghi tất cả đã đăng ký')")
    hand.page.wait_for_load_state()
    rows = hand.page.locator("[data-ht-row]").evaluate_all("rows => rows.map(row => row.dataset.htRow)")
    for number, row in enumerate(rows):
        if number == 0 or not hand.has_arrows:
            hand.tap(row, "self")
        hand.press("7", "5")
        over_to_the_hamlet(hand, row)
        hand.press("7", "1")
        if hand.has_arrows and number + 1 < len(rows):
            hand.press("Enter", "ArrowLeft")
    return len(rows)


def over_to_the_hamlet(hand: Hand, row: str) -> None:
    """A telephone's number pad has no arrows: the next column is tapped."""
    if hand.has_arrows:
        hand.press("ArrowRight")
    else:
        hand.tap(row, "hamlet")


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu danh sách").click()
    expect(page.locator("[data-ht-saved-pending]")).to_be_hidden(timeout=30_000)
