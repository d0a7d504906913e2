"""A list of thousands: its bar runs, an officer stops it in the middle, nothing of it is in the register, and it goes on to its end."""

import json
import re
from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page, expect

from hoctap.core.files import XLSX
from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

# Long enough that a person sees the bar move and is in time to stop it.
ROWS = 40_000
PASSWORD = "sen-no-thap-muoi-5"
NAMES = ("An", "Bình", "Cúc", "Dũng", "Em", "Giang", "Hoa", "Khánh", "Lan", "Minh")


@pytest.mark.soak
def test_a_long_list_is_stopped_in_the_middle_and_goes_on(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    made = json.loads(
        hoctap.hoctap(
            "init", "--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan", "--json"
        ).stdout
    )
    with hoctap.serving() as address:
        page = open_page(address, size=LAPTOP)
        page.context.set_default_timeout(60_000)
        sign_in(page, made["login"], made["one_time_password"])
        change_first_password(page, made["one_time_password"], PASSWORD)
        page.goto("/hamlets/")
        page.get_by_label("Tên các ấp, khóm").fill("Ấp 1\nẤp 2")
        main = page.get_by_role("main")
        main.get_by_role("button", name="Thêm vào danh sách", exact=True).click()
        page.goto("/households/import/")
        page.locator("main [name=year]").fill("2024")
        page.locator("input[type=file]").set_input_files(_long_list())
        main.get_by_role("button", name="Đọc và xem trước", exact=True).click()
        enter = main.get_by_role("button", name=re.compile(r"Nhập [\d.]+ hộ"))
        enter.wait_for(timeout=120_000)
        look_at(page, "preview", pictures)
        enter.click()
        stop = page.get_by_role("button", name="Dừng", exact=True)
        page.locator("#import-progress progress[value]").wait_for()
        pictures.take(page, "running")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        pictures.take(page, "running")
        stop.click()
        go_on = page.get_by_role("button", name="Chạy tiếp")
        go_on.wait_for(timeout=60_000)
        look_at(page, "stopped", pictures)
        assert _households(page) == 0
        page.go_back()
        page.get_by_role("button", name="Chạy tiếp").click()
        expect(main).to_contain_text("Đã nhập 40.000 hộ", timeout=120_000)
        look_at(page, "done", pictures)
        assert _households(page) > 0


def _households(page: Page) -> int:
    page.goto("/households/")
    return page.get_by_role("main").locator("tbody tr").count()


def _long_list() -> FilePayload:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Tổ", "Số nhân khẩu"])
    for number in range(ROWS):
        name = " ".join(["Lê", *(NAMES[int(digit)] for digit in f"{number:05d}")])
        sheet.append(
            [number + 1, name, 1950 + number % 50, f"Ấp {1 + number % 2}", f"Tổ {number % 9 + 1}", 4]
        )
    out = BytesIO()
    book.save(out)
    return FilePayload(name="ho-2024.xlsx", mimeType=XLSX, buffer=out.getvalue())
