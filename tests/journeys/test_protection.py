"""Signing in on a slow line and with a passkey: real server, real Chromium, a virtual authenticator in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.browser import PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "con-song-chay-qua-lang"
MOST_BYTES = 60_000


@dataclass(frozen=True)
class Door:
    address: str
    login: str
    one_time_password: str


@pytest.fixture(scope="module")
def door(new_installation: NewInstallation) -> Iterator[Door]:
    hoctap = new_installation()
    said = hoctap.hoctap("init", "--place", "30055", "--year", "2024", "--admin", "Võ Thị Hạnh").stdout
    login, password = re.search(r"Tên đăng nhập:\s+(\S+)\s+Mật khẩu một lần:\s+(\S+)", said).groups()  # type: ignore[union-attr]
    with hoctap.serving() as address:
        # By its name, as a passkey asks for one: an address in numbers has no passkeys.
        yield Door(address.replace("127.0.0.1", "localhost"), login, password)


def test_the_sign_in_page_weighs_at_most_sixty_kilobytes_with_all_that_belongs_to_it(
    door: Door, open_page: OpenPage
):
    page = open_page(door.address, size=PHONE)
    came: list[Response] = []

    def note(response: Response) -> None:
        came.append(response)

    page.on("response", note)
    page.goto("/login/", wait_until="networkidle")
    weights = {one.url: one.request.sizes() for one in came}
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in weights.values())
    assert len(weights) >= 3, "the page, its style, its script"
    assert total <= MOST_BYTES, weights
    assert not [url for url in weights if "/fonts/" in url]


def test_a_passkey_is_added_and_asked_for_at_the_next_sign_in(
    door: Door, open_page: OpenPage, pictures: Pictures
):
    page = open_page(door.address)
    sign_in(page, door.login, door.one_time_password)
    change_first_password(page, door.one_time_password, PASSWORD)
    authenticator = _virtual_authenticator(page)
    page.goto("/second-factor/")
    look_at(page, "second-factor", pictures)
    page.get_by_role("link", name="Thêm khóa bảo mật").click()
    look_at(page, "add-key", pictures)
    page.get_by_role("button", name="Thêm khóa của máy này").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    look_at(page, "codes", pictures)
    assert len(authenticator()) == 1

    page.goto("/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, door.login, PASSWORD)
    expect(page).to_have_url(f"{door.address}/login/second-factor/")
    look_at(page, "second-step", pictures)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page).to_have_url(f"{door.address}/")
    page.goto("/devices/")
    look_at(page, "devices", pictures)


def _virtual_authenticator(page: Page):  # type: ignore[no-untyped-def]
    """A key built into the machine that always says yes; gives its credentials."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda: session.send("WebAuthn.getCredentials", made)["credentials"]
