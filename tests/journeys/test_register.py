"""The register: a messy list of a commune comes in, one person of it is found without accents and corrected, and a stranger sees none of it."""

import json
import re
from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page, expect

from hoctap.core.files import XLSX
from tests.journeys.browser import (
    LAPTOP,
    PHONE,
    OpenPage,
    Pictures,
    change_first_password,
    look_at,
    sign_in,
)
from tests.journeys.installation import NewInstallation

# There is one commune to an installation's first words; the next one is set up by who looks after the server.
NEXT_DOOR = """
from hoctap.accounts.actions import create_account
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.places import actions, catalogue
by = system_job("xã bên cạnh")
made = actions.install_commune(catalogue.load().resolve_year("30046", 2024), by=by)
account = create_account(
    full_name="Trần Văn Ngoài", login="tranvanngoai", organisation=made.association, title="Cán bộ Hội Khuyến học",
    role=Role.ASSOCIATION_OFFICER, place=made.commune, by=by,
)
print("PASSWORD", account.one_time_password)
"""
PASSWORD = "sen-no-thap-muoi-5"
WANTED, MISSPELT = "Nguyễn Văn Án", "Nguyễn Văn Á"
FAULTY_YEAR = 19680


def test_a_messy_list_comes_in_and_a_person_of_it_is_corrected(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    lan = _made(
        hoctap.hoctap(
            "init", "--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan", "--json"
        ).stdout
    )
    said = hoctap.hoctap("shell", "--no-imports", "-c", NEXT_DOOR).stdout
    stranger = ("tranvanngoai", said.split("PASSWORD")[1].strip())
    with hoctap.serving() as address:
        page = _signed_in(open_page(address, size=LAPTOP), lan)
        _add_hamlets(page)
        _import(page, pictures)
        person_url = _find_and_correct(page, pictures)
        outside = _signed_in(open_page(address, size=PHONE), stranger)
        for path in ("/households/", "/persons/?q=nguyen+van+an"):
            outside.goto(path)
            expect(outside.get_by_role("main")).not_to_contain_text("Nguyễn Văn")
        answer = outside.request.get(person_url)
        assert answer.status == 404
        assert WANTED not in answer.text()


def _made(printed: str) -> tuple[str, str]:
    made = json.loads(printed)
    return made["login"], made["one_time_password"]


def _signed_in(page: Page, account: tuple[str, str]) -> Page:
    page.context.set_default_timeout(30_000)
    sign_in(page, *account)
    change_first_password(page, account[1], PASSWORD)
    return page


def _press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def _add_hamlets(page: Page) -> None:
    page.goto("/hamlets/")
    page.get_by_label("Tên các ấp, khóm").fill("Ấp 1\nẤp 2")
    _press(page, "Thêm vào danh sách")


def _import(page: Page, pictures: Pictures) -> None:
    page.goto("/households/import/")
    page.locator("main [name=year]").fill("2024")
    page.locator("input[type=file]").set_input_files(_messy_list())
    _press(page, "Đọc và xem trước")
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem trước danh sách", timeout=30_000)
    expect(main.locator("#faults + p")).to_contain_text("1 dòng chưa nhập được")
    faults = main.locator("#faults ~ div, #faults ~ table").first
    expect(faults).to_contain_text(f"Năm sinh “{FAULTY_YEAR}” không phải là năm.")
    expect(faults).to_contain_text("Ghi bốn chữ số, ví dụ 1968, hoặc để trống.")
    expect(main.locator("#repeats")).to_be_visible()
    look_at(page, "preview", pictures)
    page.get_by_label(re.compile("Chỉ nhập các dòng đúng")).check()
    _press(page, "Nhập 3 hộ")
    expect(main).to_contain_text("Đã nhập 3 hộ", timeout=30_000)


def _find_and_correct(page: Page, pictures: Pictures) -> str:
    page.goto("/persons/")
    page.get_by_label("Họ tên, số hộ hoặc điện thoại").fill("nguyen van a")
    _press(page, "Lọc")
    rows = page.get_by_role("main").locator("tbody tr")
    expect(rows).to_have_count(1)
    look_at(page, "found", pictures)
    rows.get_by_role("link", name=MISSPELT).click()
    page.get_by_role("main").get_by_role("link", name=MISSPELT, exact=True).last.click()
    person_url = page.url
    page.get_by_role("link", name="Sửa thông tin").click()
    page.get_by_label("Họ và tên").fill(WANTED)
    _press(page, "Lưu")
    expect(page.get_by_role("heading", level=1)).to_have_text(WANTED)
    look_at(page, "corrected", pictures)
    return person_url


def _messy_list() -> FilePayload:
    """Two title rows over merged cells, the header in row 4, a year of five digits, one household written twice, a total."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ỦY BAN NHÂN DÂN XÃ HƯNG THẠNH"])
    sheet.append(["DANH SÁCH HỘ GIA ĐÌNH NĂM 2024"])
    sheet.append([])
    sheet.append(["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Tổ", "Số nhân khẩu"])
    for row in (
        [1, MISSPELT, 1968, "Ấp 1", "Tổ 1", 4],
        [2, "Lê Thị Bông Súng", 1971, "Ấp 1", "Tổ 1", 3],
        [3, "Cao Thị Năm Sai", FAULTY_YEAR, "Ấp 1", "Tổ 2", 4],
        [4, "Hồ Thị Mù U", 1980, "Ấp 2", "Tổ 1", 5],
        [5, "Lê Thị Bông Súng", 1971, "Ấp 1", "Tổ 1", 3],
    ):
        sheet.append(row)
    sheet.append(["Cộng", None, None, None, None, 19])
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:F2")
    out = BytesIO()
    book.save(out)
    return FilePayload(name="Danh sách ấp (sửa lần 2).xlsx", mimeType=XLSX, buffer=out.getvalue())
