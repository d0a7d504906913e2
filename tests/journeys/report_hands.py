"""What the journeys of reports do on every page: come in, press, follow a link, read what stands there."""

from playwright.sync_api import Page, expect

from tests.journeys.browser import OpenPage, sign_in
from tests.journeys.installation import Installation

PASSWORD = "sen-no-thap-muoi-7"


def tell(hoctap: Installation, words: str) -> str:
    """Lines of Python, in the shell of the installation; what it prints."""
    return hoctap.hoctap("shell", "--no-imports", "-c", words).stdout


def comes_in(open_page: OpenPage, address: str, login: str) -> Page:
    page = open_page(address)
    page.context.set_default_timeout(30_000)
    sign_in(page, login, PASSWORD)
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def says(page: Page, *words: str) -> None:
    for one in words:
        expect(page.get_by_role("main")).to_contain_text(one)
