"""Long texts that survive: a session that ends, a lost connection in the middle of saving, the Back button, two who write at once."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import seed_reports as seed
from tests.journeys.browser import PHONE, OpenPage, Pictures, large_targets, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-7"
LONG = "Các ấp họp đúng lịch, niêm yết đủ ngày; hai ấp xa chợ họp lại vì vắng quá nửa số hộ."


@pytest.mark.requirement("S4-48")
def test_what_is_written_by_hand_is_not_lost(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    words = seed.SEED.format(
        year=2024,
        codes=("30043", "30046"),
        level="district",
        body="Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười",
        password=PASSWORD,
    )
    hoctap.on(dt.date(2024, 9, 1)).hoctap("shell", "--no-imports", "-c", words)
    with hoctap.on(dt.date(2024, 11, 12)).serving() as address:
        page = open_page(address, size=PHONE)
        page.context.set_default_timeout(30_000)
        sign_in(page, "lan", PASSWORD)
        _opens(page)
        report = page.url
        _session_ends(page, report)
        _connection_dies(page, report)
        look_at(page, "put-back", pictures)
        large_targets(page)
        _is_saved_and_forgotten(page, report)
        _goes_on_from_another_window(page, report)
        _signing_out_forgets(page, report)


def _results(page: Page):
    return page.locator("[name='text:results']")


def _opens(page: Page) -> None:
    page.goto("/reports/periodic/new/")
    page.locator("main [name=type]").select_option(label="Kết quả mô hình học tập (UBND xã) (năm)")
    page.locator("main [name=year]").fill("2024")
    page.get_by_role("button", name="Mở báo cáo").click()
    page.wait_for_url("**/write/")


def _session_ends(page: Page, report: str) -> None:
    """While she was writing the session ran out: she signs in again, and the words are there."""
    _results(page).fill(LONG)
    page.context.clear_cookies()
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    page.wait_for_load_state()
    sign_in(page, "lan", PASSWORD)
    page.goto(report)
    expect(_results(page)).to_have_value(LONG)
    expect(page.get_by_text("đã đưa lại vào ô")).to_be_visible()


def _connection_dies(page: Page, report: str) -> None:
    """Without a network the form is held back; where it goes out and is lost on the way, Back brings the words again."""
    page.locator("[name='text:direction']").fill("Mở thêm lớp.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.locator("#ht-live")).to_contain_text("có mạng lại thì bấm lần nữa")
    page.context.set_offline(False)
    page.route(
        "**/write/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    page.wait_for_timeout(500)
    page.unroute("**/write/")
    page.goto(report)
    expect(_results(page)).to_have_value(LONG)
    expect(page.locator("[name='text:direction']")).to_have_value("Mở thêm lớp.")


def _is_saved_and_forgotten(page: Page, report: str) -> None:
    page.locator("[name^='cell:families'][name$='estimate']").first.fill("1234")
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.get_by_role("main")).to_contain_text("Đã lưu.")
    expect(page.get_by_text("đã đưa lại vào ô")).to_be_hidden()
    assert _kept(page) == []
    page.goto(report)
    expect(page.get_by_text("đã đưa lại vào ô")).to_be_hidden()
    expect(page.locator("[name^='cell:families'][name$='estimate']").first).to_have_value("1.234")


def _goes_on_from_another_window(page: Page, report: str) -> None:
    """Typed in one window, saved otherwise in another: the kept words come back as a clash, and both are shown."""
    _results(page).fill("Viết dở ở cửa sổ này")
    page.wait_for_timeout(400)
    other = page.context.new_page()
    other.goto(report)
    _results(other).fill("Đã lưu ở cửa sổ kia")
    other.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(other.get_by_role("main")).to_contain_text("Đã lưu.")
    other.close()
    page.get_by_role("button", name="Lưu và xem lại trước khi gửi").click()
    expect(page.get_by_role("main")).to_contain_text("Đã lưu ở cửa sổ kia")
    expect(_results(page)).to_have_value("Viết dở ở cửa sổ này")
    _results(page).fill("Đã gộp")
    page.get_by_role("button", name="Lưu và xem lại trước khi gửi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem lại trước khi gửi")
    assert _kept(page) == []


def _signing_out_forgets(page: Page, report: str) -> None:
    page.goto(report)
    _results(page).fill("Chưa lưu")
    page.wait_for_timeout(400)
    assert len(_kept(page)) == 1
    page.locator("header details summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_load_state()
    assert _kept(page) == []


def _kept(page: Page) -> list[str]:
    return page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('hoctap:written:'))")
