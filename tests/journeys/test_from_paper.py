"""A whole ấp from signed paper sheets by one person: clicks and keys counted in the browser, minutes by the model of `hand`."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import LAPTOP, PHONE, ROOT, OpenPage, sign_in
from tests.journeys.hand import GOALS, Hand, save, type_all, write_the_day
from tests.journeys.installation import NewInstallation
from tests.world import PASSWORD

WIDTHS = {390: PHONE, 1280: LAPTOP}


@pytest.mark.soak
@pytest.mark.parametrize("width", WIDTHS)
def test_400_households_are_typed_in_time(
    new_installation: NewInstallation, open_page: OpenPage, width: int, capsys: pytest.CaptureFixture[str]
):
    hand = type_in(new_installation, open_page, 400, width)
    with capsys.disabled():
        print(f"\n{hand.says(width, 400)}")
    assert hand.minutes() <= GOALS[width]


def test_ten_households_take_their_share_of_it(new_installation: NewInstallation, open_page: OpenPage):
    """What each row costs, in `make test`: as many keys and taps as the 400 were counted with."""
    hand = type_in(new_installation, open_page, 10, 1280)
    assert (hand.keys, hand.clicks) == (8 + 10 * 5 + 9 * 2, 4)
    assert hand.minutes() <= GOALS[1280] * 10 / 400 + 0.1, hand.says(1280, 10)


def type_in(new_installation: NewInstallation, open_page: OpenPage, households: int, width: int) -> Hand:
    made = new_installation()
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.entry_village", str(households)],
        env={**made.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with made.serving() as address:
        page = open_page(address, size=WIDTHS[width])
        sign_in(page, "hung", PASSWORD)
        page.goto(filled.stdout)
        hand = Hand(page, has_arrows=width == 1280, households=households)
        write_the_day(hand)
        assert type_all(hand) == households
        save(page)
        page.reload()
        for column, points in (("self", "75"), ("hamlet", "71")):
            cells = page.locator(f"[data-ht-col={column}]")
            expect(cells).to_have_count(households)
            assert cells.evaluate_all("cells => cells.map(cell => cell.value)") == [points] * households
    return hand
