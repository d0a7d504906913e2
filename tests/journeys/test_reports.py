"""November in a browser: communes report, two late, one returned; the body above adds up, completes, opens a figure down to the sheet."""

import datetime as dt
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.journeys import seed_reports as seed
from tests.journeys import things
from tests.journeys.browser import PHONE, OpenPage, Pictures, look_at
from tests.journeys.installation import NewInstallation
from tests.journeys.report_hands import PASSWORD, comes_in, press, says, tell


@dataclass(frozen=True)
class Era:
    year: int
    codes: tuple[str, ...]
    late: tuple[str, ...]
    level: str
    body: str
    gathered: str

    def day(self, month: int, day: int) -> dt.date:
        return dt.date(self.year, month, day)

    @property
    def others(self) -> list[str]:
        return [code for code in self.codes[2:] if code not in self.late]


THREE_TIERS = Era(
    2024,
    (
        *("30043", "30046", "30037", "30040", "30049", "30052", "30055"),
        *("30058", "30061", "30064", "30067", "30070", "30073"),
    ),
    ("30070", "30073"),
    "district",
    "Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười",
    "Tổng hợp kết quả mô hình học tập (cấp huyện)",
)
TWO_TIERS = Era(
    2026,
    ("30043", "30037", "30046", "30055", "30073", "30061"),
    ("30073", "30061"),
    "province",
    "Hội Khuyến học tỉnh Đồng Tháp",
    "Tổng hợp kết quả mô hình học tập (cấp tỉnh)",
)


@pytest.mark.requirement("S3-41", "S3-64", "S4-48")
@pytest.mark.parametrize("era", [THREE_TIERS, TWO_TIERS], ids=["2024", "2026"])
def test_reports_of_november_go_up(
    era: Era, new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    words = seed.SEED.format(
        year=era.year, codes=era.codes, level=era.level, body=era.body, password=PASSWORD
    )
    tell(hoctap.on(era.day(9, 1)), words)
    if era is THREE_TIERS:
        above = seed.PROVINCE.format(year=era.year, body=era.body, password=PASSWORD)
        tell(hoctap.on(era.day(9, 1)), above)
    total = len(era.codes)

    with hoctap.on(era.day(10, 1)).serving() as address:
        bich = comes_in(open_page, address, "bich")
        _asks(bich, era, pictures)
    with hoctap.on(era.day(11, 12)).serving() as address:
        lan = comes_in(open_page, address, "lan")
        _writes(lan, pictures)
        _sends(lan, pictures)
        _signs(lan, 31, era.day(11, 12))
    tell(hoctap.on(era.day(11, 13)), seed.SEND.format(codes=[era.codes[1], *era.others], first=100))
    with hoctap.on(era.day(11, 13)).serving() as address:
        bich = comes_in(open_page, address, "bich")
        _returns(bich, era, pictures)
    with hoctap.on(era.day(11, 14)).serving() as address:
        oanh = comes_in(open_page, address, "oanh")
        _corrects(oanh, pictures)
        _signs(oanh, 131, era.day(11, 14))
    with hoctap.on(era.day(11, 19)).serving() as address:
        bich = comes_in(open_page, address, "bich")
        _adds_up(bich, f"{total - 2}/{total}", pictures)
        _signs(bich, 42, era.day(11, 19))
        _opens_down(bich, pictures)
    tell(hoctap.on(era.day(11, 20)), seed.SEND.format(codes=era.late, first=300))
    with hoctap.on(era.day(11, 21)).serving() as address:
        bich = comes_in(open_page, address, "bich")
        _completes(bich, f"{total}/{total}", pictures)
        if era is THREE_TIERS:
            _signs(bich, 43, era.day(11, 21))
    if era is THREE_TIERS:
        with hoctap.on(era.day(11, 25)).serving() as address:
            nghia = comes_in(open_page, address, "nghia")
            _province_adds_up(nghia, pictures)


def _province_adds_up(page: Page, pictures: Pictures) -> None:
    """From the province's sum to the district's report, to the commune's, to the sheet with its number."""
    page.goto("/reports/periodic/")
    page.get_by_role("main").get_by_role(
        "link", name="Tổng hợp kết quả mô hình học tập (cấp huyện), năm"
    ).first.click()
    press(page, "Nhận các báo cáo đã ký")
    says(page, "Đã nhận 1/1")
    press(page, "Tổng hợp các báo cáo đã nhận")
    page.locator("[name='text:results']").fill("Huyện gửi đủ báo cáo.")
    page.locator("[name='text:direction']").fill("Chuẩn bị năm sau.")
    press(page, "Lưu và xem lại trước khi gửi")
    _sends(page, pictures)
    says(page, "Tổng hợp từ 1/1")
    look_at(page, "province-added-up", pictures)
    page.locator("#families .row-total a").first.click()
    page.get_by_role("table").get_by_role("link").first.click()
    says(page, "Tổng hợp từ 13/13")
    page.locator("#families .row-total a").first.click()
    page.get_by_role("table").get_by_role("link").first.click()
    look_at(page, "commune-seen-by-the-province", pictures)
    page.get_by_role("link", name="Mở văn bản").first.click()
    says(page, "/BC-UBND")


def _asks(page: Page, era: Era, pictures: Pictures) -> None:
    page.goto("/reports/calls/new/")
    page.locator("main [name=type]").select_option(label="Kết quả mô hình học tập (UBND xã) (năm)")
    page.locator("main [name=year]").fill(str(era.year))
    page.locator("main [name=before_on]").fill(era.day(11, 15).isoformat())
    press(page, "Gửi yêu cầu")
    says(page, f"Đã nhận 0/{len(era.codes)}")
    look_at(page, "call-opened", pictures)


def _writes(page: Page, pictures: Pictures) -> None:
    page.goto("/")
    says(page, "Gửi báo cáo")
    page.get_by_role("main").get_by_role("link", name="Gửi báo cáo").first.click()
    press(page, "Mở báo cáo")
    says(page, "Gia đình học tập")
    page.locator("[name='text:results']").fill("Các ấp họp đúng lịch, niêm yết đủ ngày.")
    page.locator("[name='text:direction']").fill("Mở thêm lớp theo nhu cầu.")
    page.locator("[name^='cell:families'][name$='estimate']").first.fill("9")
    look_at(page, "writing", pictures)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    look_at(page, "writing-on-a-phone", pictures)
    page.set_viewport_size({"width": 1280, "height": 800})
    press(page, "Lưu và xem lại trước khi gửi")


def _sends(page: Page, pictures: Pictures) -> None:
    for field in page.locator("textarea[name^='text:odd']").all():
        field.fill("Đã đối chiếu với biên bản họp của ấp.")
    if page.get_by_role("button", name="Lưu giải trình").count():
        press(page, "Lưu giải trình")
    look_at(page, "before-sending", pictures)
    press(page, "Gửi báo cáo")
    says(page, "Đã gửi")


def _signs(page: Page, number: int, on: dt.date) -> None:
    page.get_by_role("link", name="Mở văn bản").first.click()
    press(page, "Đã in, trình ký")
    page.locator("#sign [name=number]").fill(str(number))
    page.locator("#sign [name=dated_on]").fill(on.isoformat())
    if page.locator("#sign [name=signer]").is_visible():
        page.locator("#sign [name=signer]").fill("Lê Văn Ký")
    page.locator("#sign [name=file]").set_input_files(things.scan("bao-cao"))
    press(page, "Ghi nhận đã ký")
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()


def _to_the_call(page: Page) -> None:
    page.goto("/reports/periodic/")
    page.get_by_role("main").get_by_role("link", name="Kết quả mô hình học tập (UBND xã), năm").first.click()


def _returns(page: Page, era: Era, pictures: Pictures) -> None:
    _to_the_call(page)
    look_at(page, "call-half-in", pictures)
    # The second commune, as the list of who is in has it: the one whose paper is number 100.
    page.get_by_role("row").filter(has_text="100/BC-UBND").get_by_role("link").first.click()
    page.get_by_text("Trả lại kèm nhận xét").click()
    page.locator("#about-1").select_option(label="Gia đình học tập: Tổng cộng")
    page.locator("#column-1").select_option(label="Gia đình học tập: Công nhận – Tổng")
    page.locator("#remark-1").fill("Khác biên bản họp xét, kiểm tra lại")
    press(page, "Trả lại")
    says(page, "Nhận xét khi trả lại")
    look_at(page, "returned", pictures)


def _corrects(page: Page, pictures: Pictures) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sửa báo cáo bị trả lại").first.click()
    says(page, "Khác biên bản họp xét")
    page.get_by_text("Lập bản sau, sửa báo cáo đã gửi").click()
    page.locator("#why").fill("Sửa theo nhận xét")
    press(page, "Lập bản sau")
    says(page, "Bản 1 bị trả lại")
    page.locator("[name='text:results']").fill("Đã đối chiếu: số đúng với biên bản ký ngày 08/11.")
    page.locator("textarea[name^='answer:']").first.fill("Số đúng với biên bản có chữ ký.")
    look_at(page, "correcting", pictures)
    press(page, "Lưu và xem lại trước khi gửi")
    _sends(page, pictures)


def _adds_up(page: Page, count: str, pictures: Pictures) -> None:
    _to_the_call(page)
    press(page, "Nhận các báo cáo đã ký")
    says(page, f"Đã nhận {count}")
    look_at(page, "call-before-adding-up", pictures)
    press(page, "Tổng hợp các báo cáo đã nhận")
    says(page, f"Đã nhận {count}")
    page.locator("[name='text:results']").fill("Đa số xã hoàn thành trước hạn.")
    page.locator("[name='text:direction']").fill("Đôn đốc hai xã còn lại.")
    press(page, "Lưu và xem lại trước khi gửi")
    _sends(page, pictures)
    says(page, f"Tổng hợp từ {count}")
    look_at(page, "added-up", pictures)


def _opens_down(page: Page, pictures: Pictures) -> None:
    """From the sum to the commune's report, from there to the sheet with signature and number."""
    page.goto("/reports/periodic/")
    page.get_by_role("main").get_by_role("link", name="Tổng hợp kết quả mô hình học tập").first.click()
    page.locator("#families .row-total a").first.click()
    look_at(page, "where-a-sum-comes-from", pictures)
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("link", name="Mở văn bản").first.click()
    says(page, "/BC-UBND")


def _completes(page: Page, count: str, pictures: Pictures) -> None:
    _to_the_call(page)
    says(page, "trễ")
    press(page, "Nhận các báo cáo đã ký")
    press(page, "Tổng hợp các báo cáo đã nhận")
    says(page, f"Đã nhận {count}")
    press(page, "Lưu và xem lại trước khi gửi")
    _sends(page, pictures)
    says(page, f"Tổng hợp từ {count}")
    says(page, "Bản 2 (đang xem)")
    look_at(page, "completed", pictures)
