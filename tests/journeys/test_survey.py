"""A neighbour scans the QR on the wall and answers, on a phone: with the page's script, and on one where none runs."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import OpenPage, Pictures, axe, large_targets, no_sideways_scroll
from tests.journeys.installation import NewInstallation

PHONE = (390, 844)


def test_a_neighbour_answers_with_and_without_a_script(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    made = new_installation()
    address = made.seed("tests.journeys.seed_survey")
    with made.serving() as server:
        for javascript in (True, False):
            page = open_page(server, size=PHONE, javascript=javascript)
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_contain_text("Ông/bà muốn học")
            no_sideways_scroll(page)
            if javascript:
                axe(page)
                large_targets(page)
                pictures.take(page, "topics")
            _what(page, javascript=javascript)
            _when(page)
            _who(page)
            expect(page.get_by_role("heading", level=1)).to_contain_text("Ông/bà ở đâu?")
            no_sideways_scroll(page)
            page.get_by_label("Ấp 1").check()
            page.wait_for_timeout(2500)  # nobody reads a form faster
            page.get_by_role("button", name="Gửi câu trả lời").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận câu trả lời")
            assert {one["name"] for one in page.context.cookies()} <= {"csrftoken"}
    assert made.seed("tests.journeys.seed_survey", "count") == "2"


def _what(page: Page, *, javascript: bool) -> None:
    other = page.get_by_label("Điều khác là gì?")
    expect(other).to_be_hidden()
    page.locator("summary", has_text="Sản xuất, kinh doanh").click()
    page.get_by_label("Kỹ thuật trồng trọt").check()
    care = page.get_by_label("Chăm sóc sức khỏe, phòng bệnh")
    expect(care).to_be_hidden()
    page.locator("summary", has_text="Sức khỏe").click()
    care.check()
    page.get_by_label("Điều khác", exact=True).check()
    if javascript:
        expect(other).to_be_visible()
        page.get_by_label("Điều khác", exact=True).uncheck()
        expect(other).to_be_hidden()
        page.get_by_label("Điều khác", exact=True).check()
    else:
        page.get_by_role("button", name="Tiếp tục").click()
        expect(page.locator("main")).to_contain_text("trang này có thêm câu hỏi")
    other.fill("đan lục bình")
    page.get_by_role("button", name="Tiếp tục").click()


def _when(page: Page) -> None:
    page.get_by_label("Tối").check()
    page.get_by_role("button", name="Quay lại").click()
    expect(page.get_by_label("Điều khác là gì?")).to_have_value("đan lục bình")
    expect(page.get_by_label("Chăm sóc sức khỏe, phòng bệnh")).to_be_checked()
    expect(page.get_by_label("Chăm sóc sức khỏe, phòng bệnh")).to_be_visible()
    expect(page.get_by_label("Ngoại ngữ, tiếng dân tộc")).to_be_hidden()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_label("Tối")).to_be_checked()
    page.get_by_role("button", name="Tiếp tục").click()


def _who(page: Page) -> None:
    page.get_by_label("36–59 tuổi").check()
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_role("button", name="Tiếp tục").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_required_answer_that_is_missing_is_told_beside_its_question(
    javascript: bool, new_installation: NewInstallation, open_page: OpenPage
):
    made = new_installation()
    address = made.seed("tests.journeys.seed_survey")
    with made.serving() as server:
        page = open_page(server, size=PHONE, javascript=javascript)
        page.goto(address)
        page.get_by_role("button", name="Tiếp tục").click()
        expect(page.locator(".error-summary")).to_contain_text("hãy chọn câu trả lời")
        no_sideways_scroll(page)
    assert made.seed("tests.journeys.seed_survey", "count") == "0"
