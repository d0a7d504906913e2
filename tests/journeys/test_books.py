"""A commune's văn thư: who a signed decision goes to, one press receives it, a paper from outside is written in, the books are printed."""

import datetime as dt
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from hoctap.core.dates import today
from tests.journeys.browser import LAPTOP, OpenPage, Pictures, look_at, sign_in
from tests.journeys.installation import NewDemonstration
from tests.season import SCAN

CHAIR, OFFICER = "demo-chutich-2026", "demo-hoi-2026"


def test_a_decision_goes_out_is_received_and_the_books_are_printed(
    new_demonstration: NewDemonstration, open_page: OpenPage, pictures: Pictures
):
    hoctap, logins = new_demonstration()
    passwords = {one["login"]: one["password"] for one in logins}
    with hoctap.serving() as address:
        page = open_page(address, size=LAPTOP)
        page.context.set_default_timeout(30_000)
        sign_in(page, CHAIR, passwords[CHAIR])
        main = page.get_by_role("main")
        page.goto("/papers/?state=signed")
        _signed_with_number(page).click()
        look_at(page, "paper", pictures)
        main.get_by_role("link", name=re.compile("Ghi nơi nhận|Sửa nơi nhận")).click()
        look_at(page, "no-recipients", pictures)
        main.get_by_role("link", name="Ban nhân dân các ấp, khóm").click()
        look_at(page, "group-preview", pictures)
        main.get_by_role("button", name="Thêm các nơi đã chọn").click()
        association = main.get_by_label("Cơ quan, tổ chức trong hệ thống").locator(
            "option", has_text="Hội Khuyến học xã"
        )
        main.get_by_label("Cơ quan, tổ chức trong hệ thống").select_option(
            label=association.first.inner_text()
        )
        main.locator("#add select[name=purpose]").select_option(label="để thực hiện")
        main.get_by_role("button", name="Thêm nơi nhận").click()
        main.get_by_label("Hoặc ghi tên nơi nhận").fill("Công an xã")
        main.get_by_role("button", name="Thêm nơi nhận").click()
        main.get_by_role("link", name="Ghi đã gửi Công an xã").click()
        look_at(page, "sent", pictures)
        main.get_by_label("Ngày gửi").fill(today().isoformat())
        main.get_by_label("Cách gửi").select_option(label="trực tiếp")
        main.get_by_label("Ký nhận").fill("Trần Văn Tư")
        main.get_by_role("button", name="Ghi đã gửi").click()
        expect(main).to_contain_text("Trần Văn Tư ký nhận")
        look_at(page, "recipients", pictures)

        sign_in_again = open_page(address, size=LAPTOP)
        sign_in_again.context.set_default_timeout(30_000)
        sign_in(sign_in_again, OFFICER, passwords[OFFICER])
        page = sign_in_again
        main = page.get_by_role("main")
        page.goto("/")
        look_at(page, "work", pictures)
        main.get_by_role("link", name=re.compile("chờ nhận")).click()
        look_at(page, "awaiting", pictures)
        main.get_by_role("button", name="Nhận, vào sổ").first.click()
        expect(main).to_contain_text("Đã nhận, số đến")
        look_at(page, "received", pictures)
        page.goto("/papers/books/")
        look_at(page, "books", pictures)
        main.get_by_role("link", name=re.compile("văn bản đến của Hội Khuyến học")).first.click()
        main.get_by_role("link", name="Ghi văn bản đến").click()
        look_at(page, "new", pictures)
        main.get_by_label("Cơ quan ban hành").fill("Sở Văn hóa, Thể thao và Du lịch")
        main.get_by_label("Tên loại").fill("Công văn")
        main.get_by_label("Số, ký hiệu").fill("512/SVHTTDL-QLVH")
        main.get_by_label("Ngày văn bản").fill((today() - dt.timedelta(40)).isoformat())
        main.get_by_label("Ngày đến").fill((today() - dt.timedelta(38)).isoformat())
        main.get_by_role("button", name="Vào sổ").click()
        look_at(page, "new-refused", pictures)
        main.get_by_label("Trích yếu").fill("Rà soát thư viện, tủ sách phục vụ học tập suốt đời")
        main.get_by_label("Độ khẩn").select_option(label="Khẩn")
        page.locator("input[name=file]").set_input_files(
            {"name": "den.pdf", "mimeType": "application/pdf", "buffer": SCAN}
        )
        main.get_by_role("button", name="Vào sổ").click()
        expect(main).to_contain_text("Đã vào sổ, số đến")
        main.get_by_label("Đơn vị nhận").fill("Ban Chấp hành")
        main.locator("#hand [name=due_on]").fill((today() - dt.timedelta(20)).isoformat())
        main.get_by_role("button", name="Giao giải quyết").click()
        expect(main).to_contain_text("Quá hạn")
        look_at(page, "late", pictures)
        main.get_by_role("link", name="Sổ văn bản đến").first.click()
        look_at(page, "in", pictures)
        main.get_by_role("link", name="Theo dõi giải quyết").click()
        look_at(page, "follow", pictures)
        _download(page, "Bản in Word", pictures, "follow.docx")
        main.get_by_role("link", name="Sổ văn bản đến").first.click()
        _download(page, "Bản in Word", pictures, "in.docx")
        main.get_by_role("link", name="Sổ văn bản đi").click()
        look_at(page, "out", pictures)
        main.get_by_role("link", name="Cách cấp số").click()
        look_at(page, "settings", pictures)
        main.get_by_label("Số do hệ thống này cấp").check()
        main.get_by_role("button", name="Lưu", exact=True).click()
        look_at(page, "out-own", pictures)
        main.get_by_role("link", name="Ghi số để trống").first.click()
        look_at(page, "free", pictures)

        page.goto("/papers/books/")
        main.get_by_role("link", name=re.compile("văn bản đi của Ủy ban nhân dân")).first.click()
        _download(page, "Bản in Word", pictures, "out.docx")
        _download(page, "Excel", pictures, "out.xlsx")
        main.locator("tbody th a").first.click()
        main.get_by_role("link", name="Ghi bản lưu, ngày chuyển").click()
        look_at(page, "dispatch", pictures)


def _signed_with_number(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("tbody tr", has_text="QĐ-").locator("th a").first


def _download(page: Page, name: str, pictures: Pictures, as_file: str) -> None:
    with page.expect_download() as found:
        page.get_by_role("link", name=name, exact=True).click()
    content = Path(found.value.path()).read_bytes()
    assert content.startswith(b"PK")
    pictures.keep(as_file, content)
