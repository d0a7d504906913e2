"""On a computer that others use too: after signing out, the Back button shows nothing of what was open."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import OpenPage, change_first_password, sign_in
from tests.journeys.installation import NewInstallation

NEW_PASSWORD = "con-song-chay-qua-lang"


@pytest.mark.parametrize("javascript", [True, False])
def test_after_signing_out_the_back_button_shows_nothing(
    new_installation: NewInstallation, open_page: OpenPage, javascript: bool
):
    hoctap = new_installation()
    made = json.loads(
        hoctap.hoctap("init", "--place", "30055", "--year", "2024", "--admin", "Võ Thị Hạnh", "--json").stdout
    )
    with hoctap.serving() as address:
        page = open_page(address, javascript=javascript)
        sign_in(page, made["login"], made["one_time_password"])
        change_first_password(page, made["one_time_password"], NEW_PASSWORD)
        page.goto("/accounts/")
        page.goto("/households/")
        # The search would find it: it stands on the page now.
        assert "Võ Thị Hạnh" in page.content()
        page.goto("/accounts/")
        page.go_back()
        expect(page).to_have_url(f"{address}/households/")
        page.locator("header details summary").click()
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page).to_have_url(f"{address}/login/")
        for _ in range(3):
            page.go_back()
            page.wait_for_load_state()
            assert "/login/" in page.url
            assert "Võ Thị Hạnh" not in page.content()
        # htmx notes the path where one stands, and nothing of the page.
        kept = page.evaluate("() => ({...localStorage, ...sessionStorage})")
        assert set(kept) <= {"htmx-current-path-for-history"}, kept
