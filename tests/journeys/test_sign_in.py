"""The first page anybody sees, on a phone and on a laptop, by keyboard, and without JavaScript."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import (
    PHONE,
    OpenPage,
    Pictures,
    change_first_password,
    large_targets,
    look_at,
    sign_in,
)
from tests.journeys.installation import NewInstallation

NEW_PASSWORD = "con-song-chay-qua-lang"


@dataclass(frozen=True)
class Door:
    address: str
    login: str
    one_time_password: str


@pytest.fixture(scope="module")
def door(new_installation: NewInstallation) -> Iterator[Door]:
    """A commune just set up, with its first officer's one-time password. Only the last test uses it up."""
    hoctap = new_installation()
    made = json.loads(
        hoctap.hoctap("init", "--place", "30055", "--year", "2024", "--admin", "Võ Thị Hạnh", "--json").stdout
    )
    with hoctap.serving() as address:
        yield Door(address, made["login"], made["one_time_password"])


def test_the_first_page_fits_a_phone_and_a_laptop(door: Door, open_page: OpenPage, pictures: Pictures):
    page = open_page(door.address)
    page.goto("/")
    expect(page).to_have_url(f"{door.address}/login/?next=/")
    look_at(page, "login", pictures)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    large_targets(page)


def test_a_wrong_password_is_refused_and_the_name_stays_typed(
    door: Door, open_page: OpenPage, pictures: Pictures
):
    page = open_page(door.address, size=PHONE)
    sign_in(page, door.login, "khong-phai-mat-khau")
    expect(page).to_have_url(f"{door.address}/login/")
    expect(page.locator("input[name=login]")).to_have_value(door.login)
    expect(page.locator("input[name=password]")).to_have_value("")
    look_at(page, "refused", pictures)


def test_a_person_signs_in_with_the_keyboard_alone(door: Door, open_page: OpenPage, pictures: Pictures):
    page = open_page(door.address)
    page.goto("/login/")
    _tab_to(page, "input[name=login]")
    page.keyboard.type(door.login)
    _tab_to(page, "input[name=password]")
    page.keyboard.type(door.one_time_password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{door.address}/password/")
    look_at(page, "first-password", pictures)


def test_the_first_password_is_replaced_before_anything_else_and_without_javascript(
    door: Door, open_page: OpenPage
):
    page = open_page(door.address, size=PHONE, javascript=False)
    sign_in(page, door.login, door.one_time_password)
    page.goto("/households/")
    expect(page).to_have_url(f"{door.address}/password/")
    change_first_password(page, door.one_time_password, NEW_PASSWORD)
    expect(page).not_to_have_url(f"{door.address}/password/")
    page.locator("header details summary").click()
    expect(page.get_by_role("banner")).to_contain_text("Võ Thị Hạnh")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(f"{door.address}/login/")
    sign_in(page, door.login, NEW_PASSWORD)
    expect(page).not_to_have_url(f"{door.address}/login/")


def _tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the field has the focus; the focus is seen all the way."""
    for _ in range(15):
        if page.locator(selector).evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached with Tab")
