"""A citizen on a phone: opens the door, finds a class, signs up, cancels; looks for a book; reads who was honoured. With and without a script."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, axe, large_targets, no_sideways_scroll
from tests.journeys.installation import NewInstallation


def test_a_citizen_comes_through_the_door(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    made = new_installation()
    address = made.seed("tests.journeys.seed_portal")
    with made.serving() as server:
        for javascript in (True, False):
            page = open_page(server, size=PHONE, javascript=javascript)
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_have_text("Hôm nay học gì?")
            _looks(page, pictures, "door", javascript=javascript)
            assert page.context.cookies() == []
            _signs_up_and_cancels(page, pictures, javascript=javascript)
            _finds_a_book(page, pictures, javascript=javascript)
            _reads_who_was_honoured(page, address, pictures, javascript=javascript)
            page.goto(f"/en{address}")
            expect(page.get_by_role("heading", level=1)).to_have_text("What shall we learn today?")
            page.goto(f"{address}my-data/")
            _looks(page, pictures, "my-data", javascript=javascript)
        wide = open_page(server, size=LAPTOP)
        for name in ("", "classes/", "books/", "honours/", "data/"):
            wide.goto(f"{address}{name}")
            _looks(wide, pictures, f"wide-{name.strip('/') or 'door'}", javascript=True)
    assert made.seed("tests.journeys.seed_portal", "count") == "1"


def _looks(page: Page, pictures: Pictures, name: str, *, javascript: bool) -> None:
    no_sideways_scroll(page)
    if javascript:
        axe(page)
        large_targets(page)
        pictures.take(page, name)


def _signs_up_and_cancels(page: Page, pictures: Pictures, *, javascript: bool) -> None:
    page.get_by_role("link", name="Tất cả lớp trong 30 ngày tới").click()
    _looks(page, pictures, "classes", javascript=javascript)
    page.get_by_role("link", name=re.compile("ghép cam sành")).click()
    _looks(page, pictures, "class", javascript=javascript)
    page.get_by_role("link", name="Tôi sẽ đến").click()
    page.get_by_label("Họ và tên").fill("Lê Thị Đến")
    page.get_by_label("Điện thoại").fill("0912 345 678")
    page.wait_for_timeout(4500)  # nobody reads a form faster
    page.get_by_role("button", name="Gửi đăng ký").click()
    expect(page.locator(".error-summary")).to_contain_text("Hãy đánh dấu đồng ý")
    _looks(page, pictures, "signup", javascript=javascript)
    page.get_by_label("Tôi đồng ý").check()
    page.get_by_role("button", name="Gửi đăng ký").click()
    expect(page.locator("main")).to_contain_text("Đã có chỗ")
    _looks(page, pictures, "receipt", javascript=javascript)
    code = page.locator(".door-codetext").inner_text()
    page.get_by_role("link", name="Xem lại bằng mã đã nhận").click()
    page.get_by_label("Mã đã nhận").fill(code.lower())
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_role("button", name="Hủy đăng ký").click()
    expect(page.locator("main")).to_contain_text("Đã hủy")


def _finds_a_book(page: Page, pictures: Pictures, *, javascript: bool) -> None:
    page.get_by_role("link", name="Tìm sách", exact=True).click()
    page.get_by_label(re.compile("Tên sách")).fill("de men")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("main")).to_contain_text("còn trên kệ")
    _looks(page, pictures, "books", javascript=javascript)
    page.get_by_role("link", name="Dế mèn phiêu lưu ký").click()
    expect(page.locator("main")).to_contain_text("Tủ sách Ấp 1")
    _looks(page, pictures, "book", javascript=javascript)


def _reads_who_was_honoured(page: Page, address: str, pictures: Pictures, *, javascript: bool) -> None:
    page.goto(address)
    page.get_by_role("link", name="Được công nhận", exact=True).click()
    page.get_by_role("link", name="Ấp 1").click()
    expect(page.locator("main")).to_contain_text("Huỳnh Tấn Phát Đạt")
    _looks(page, pictures, "honours", javascript=javascript)
