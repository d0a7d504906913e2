"""A year that was closed and reported is opened again after a correction: every report on the way up has its next version."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import seed_again as seed
from tests.journeys import things
from tests.journeys.browser import OpenPage, Pictures, look_at
from tests.journeys.installation import NewInstallation
from tests.journeys.report_hands import PASSWORD, comes_in, follow, press, says, tell

SENT, AGAIN = dt.date(2024, 11, 12), dt.date(2024, 12, 20)


@pytest.mark.requirement("S3-64", "S4-48")
def test_a_year_is_opened_again_after_a_correction(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    tell(hoctap.on(dt.date(2024, 11, 10)), seed.SEED.format(password=PASSWORD))
    tell(hoctap.on(SENT), seed.UP)
    with hoctap.on(AGAIN).serving() as address:
        lan, minh, bich = (comes_in(open_page, address, login) for login in ("lan", "minh", "bich"))
        _is_held_by_what_was_accepted(lan, pictures)
        _is_not_for_others(minh, lan.url, pictures)
        _gives_back(bich, pictures)
        _opens_again(lan, pictures)
        _draws_up_the_correction(lan, minh, pictures)
        _ends_the_year(lan)
        _reports_again(lan, pictures)
        _adds_up_again(bich, pictures)


def _to_the_round(page: Page) -> None:
    page.goto("/recognition/rounds/")
    follow(page, "Gia đình học tập")


def _is_held_by_what_was_accepted(lan: Page, pictures: Pictures) -> None:
    """Who may open it again is told why not yet, and who can give the report back."""
    _to_the_round(lan)
    follow(lan, "Mở lại đợt")
    lan.locator("[name=why]").fill("Một gia đình khai trùng ở hai ấp")
    press(lan, "Mở lại đợt")
    says(lan, "đã được nhận", "Hội Khuyến học huyện Tháp Mười", "trả lại")
    expect(lan.locator("[name=why]")).to_have_value("Một gia đình khai trùng ở hai ấp")
    look_at(lan, "held", pictures)


def _is_not_for_others(minh: Page, url: str, pictures: Pictures) -> None:
    """The chairman signs decisions; rounds are not his to open. He sees no link, and by its address is turned away."""
    _to_the_round(minh)
    expect(minh.get_by_role("link", name="Mở lại đợt")).to_have_count(0)
    minh.goto(url)
    expect(minh.get_by_role("button", name="Mở lại đợt")).to_have_count(0)
    expect(minh.get_by_role("heading", level=1)).to_contain_text("Không")
    look_at(minh, "not-for-others", pictures)


def _to_the_call(page: Page) -> None:
    page.goto("/reports/periodic/")
    follow(page, "Kết quả mô hình học tập (UBND xã), năm")


def _gives_back(bich: Page, pictures: Pictures) -> None:
    _to_the_call(bich)
    expect(bich.get_by_role("main")).not_to_contain_text("không còn khớp")
    bich.get_by_role("row").filter(has_text="Tân Kiều").get_by_role("link").first.click()
    bich.get_by_text("Trả lại kèm nhận xét").click()
    bich.locator("#remark-1").fill("Mở lại năm 2024 để thu hồi một gia đình khai trùng")
    press(bich, "Trả lại")
    says(bich, "Nhận xét khi trả lại")
    _to_the_call(bich)
    says(bich, "không còn khớp", "Tân Kiều: bản đã cộng nay bị trả lại")
    look_at(bich, "given-back", pictures)


def _opens_again(lan: Page, pictures: Pictures) -> None:
    press(lan, "Mở lại đợt")
    says(lan, "đã mở lại")
    look_at(lan, "opened-again", pictures)


def _draws_up_the_correction(lan: Page, minh: Page, pictures: Pictures) -> None:
    follow(lan, "7/QĐ-UBND")
    decision = lan.url
    follow(lan, "Soạn quyết định sửa đổi")
    row = lan.get_by_role("row").filter(has_text="Huỳnh Tấn Phát Đạt")
    row.get_by_role("checkbox").check()
    row.get_by_role("textbox").fill("Khai trùng ở hai ấp")
    look_at(lan, "correction", pictures)
    press(lan, "Soạn quyết định thu hồi")
    minh.goto(decision)
    follow(minh, "dự thảo chưa ký")
    follow(minh, "Xem bản in để ký")
    _sign(minh, 9)
    says(minh, "9/QĐ-UBND")


def _sign(page: Page, number: int) -> None:
    press(page, "Đã in, trình ký")
    page.locator("#sign [name=number]").fill(str(number))
    page.locator("#sign [name=dated_on]").fill(AGAIN.isoformat())
    if page.locator("#sign [name=signer]").is_visible():
        page.locator("#sign [name=signer]").fill("Lê Quang Minh")
    page.locator("#sign [name=file]").set_input_files(things.scan("da-ky"))
    press(page, "Ghi nhận đã ký")
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()


def _ends_the_year(lan: Page) -> None:
    _to_the_round(lan)
    lan.get_by_text("Kết thúc đợt").first.click()
    press(lan, "Kết thúc đợt")


def _reports_again(lan: Page, pictures: Pictures) -> None:
    lan.goto("/")
    follow(lan, "Sửa báo cáo bị trả lại")
    lan.get_by_text("Lập bản sau, sửa báo cáo đã gửi").click()
    lan.locator("#why").fill("Quyết định 9/QĐ-UBND thu hồi một gia đình")
    press(lan, "Lập bản sau")
    lan.locator("textarea[name^='answer:']").first.fill("Đã lập lại theo sổ sách sau khi mở lại.")
    lan.locator("[name='text:results']").fill("Một gia đình khai trùng đã bị thu hồi danh hiệu.")
    lan.locator("textarea[name^='answer:']").fill("Đã thu hồi theo Quyết định 9/QĐ-UBND.")
    press(lan, "Lưu và xem lại trước khi gửi")
    says(lan, "Khác bản 1 đã gửi", "Công nhận – Tổng")
    _send(lan, pictures, "before-sending-again")
    says(lan, "Khác bản 1", "Lý do lập bản 2: Quyết định 9/QĐ-UBND thu hồi một gia đình", "Lời văn đã sửa")
    look_at(lan, "second-version", pictures)
    follow(lan, "Mở văn bản")
    _sign(lan, 55)


def _send(page: Page, pictures: Pictures, name: str) -> None:
    for field in page.locator("textarea[name^='text:odd']").all():
        field.fill("Đã đối chiếu với quyết định thu hồi.")
    look_at(page, name, pictures)
    press(page, "Gửi báo cáo")
    says(page, "Đã gửi")


def _adds_up_again(bich: Page, pictures: Pictures) -> None:
    _to_the_call(bich)
    press(bich, "Nhận các báo cáo đã ký")
    says(bich, "Đã nhận 2/2", "Tân Kiều: đã nhận bản 2")
    bich.goto("/")
    follow(bich, "Tổng hợp lại: 1 báo cáo nhận sau bản đã gửi")
    press(bich, "Tổng hợp các báo cáo đã nhận")
    press(bich, "Lưu và xem lại trước khi gửi")
    says(bich, "Khác bản 1 đã gửi", "Tân Kiều: Công nhận – Tổng: 2 → 1")
    _send(bich, pictures, "adding-up-again")
    says(bich, "Khác bản 1", "Tân Kiều: Công nhận – Tổng: 2 → 1", "Bản 2 (đang xem)")
    look_at(bich, "second-sum", pictures)
    follow(bich, "Bản 1")
    says(bich, "Đây là bản 1", "nay 1")
    look_at(bich, "first-sum-beside", pictures)
    _to_the_call(bich)
    expect(bich.get_by_role("main")).not_to_contain_text("không còn khớp")
    bich.goto("/")
    expect(bich.get_by_role("main")).not_to_contain_text("Tổng hợp lại")
