"""A librarian's morning: a book by its ISBN, its label, out and back, people counted at the door, and all of it in the statistics."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import (
    LAPTOP,
    PHONE,
    OpenPage,
    Pictures,
    change_first_password,
    large_targets,
    look_at,
    sign_in,
)
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-5"
ISBN, BOOK = "978-0-306-40615-7", "Sổ tay trồng sen"

# Words to `hoctap shell`.
SEED = """
import json
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.places import actions, catalogue
from tests.libraries.lending_hands import card, library_at
from tests.world import make_organisation
by = system_job("hành trình")
made = actions.install_commune(catalogue.load().resolve_year("30043", today().year), by=by)
office = make_organisation("other", "Thư viện xã", "TV", made.commune)
shelf = library_at(made.commune, "Thư viện xã")
card(shelf, by, "Đoàn Ngọc Hân", "lớp 4A")
account = create_account(
    full_name="Võ Thị Giữ", login="giu", organisation=office, title="Cán bộ thư viện", role=Role.LIBRARIAN, place=made.commune, by=by
)
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps({"word": account.one_time_password, "shelf": str(shelf.pk)}))
"""


@pytest.mark.requirement("S1-26")
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_librarian_s_morning_stands_in_the_statistics(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures, size: tuple[int, int]
):
    hoctap = new_installation()
    said = hoctap.hoctap("shell", "--no-imports", "-c", SEED).stdout
    told = json.loads(said.partition("MADE ")[2].splitlines()[0])
    with hoctap.serving() as address:
        page = open_page(address, size=size)
        page.context.set_default_timeout(60_000)
        sign_in(page, "giu", told["word"])
        change_first_password(page, told["word"], PASSWORD)
        page.goto("/libraries/")
        page.get_by_role("link", name="Thư viện xã", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thư viện xã")
        _look(page, "library", pictures)
        _adds_a_book(page, pictures)
        code = _prints_its_label(page, told["shelf"], pictures)
        _lends_and_takes_back(page, told["shelf"], code, pictures)
        _counts_visits(page, told["shelf"], pictures)
        _sees_the_statistics(page, told["shelf"], pictures)


def _look(page: Page, name: str, pictures: Pictures) -> None:
    look_at(page, name, pictures)
    if page.viewport_size and page.viewport_size["width"] == PHONE[0]:
        large_targets(page)


def _adds_a_book(page: Page, pictures: Pictures) -> None:
    page.locator(".action-bar").get_by_role("link", name="Thêm sách").click()
    page.locator("#id_q").fill(ISBN)
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("main")).to_contain_text("Chưa mục lục nào có sách này")
    _look(page, "not-known", pictures)
    page.get_by_role("link", name="Ghi đầu sách mới").click()
    expect(page.locator("#id_isbn")).to_have_value("9780306406157")
    page.locator("#id_name").fill(BOOK)
    _look(page, "new-book", pictures)
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BOOK)
    _look(page, "book", pictures)


def _prints_its_label(page: Page, shelf: str, pictures: Pictures) -> str:
    page.goto(f"/libraries/labels/?library={shelf}")
    expect(page.get_by_role("button", name="In 1 nhãn")).to_be_visible()
    label = page.locator(".book-label")
    expect(label).to_contain_text(BOOK)
    _look(page, "label", pictures)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    expect(label.locator("svg")).to_be_visible()
    page.emulate_media(media="screen")
    return label.locator(".book-code").inner_text()


def _lends_and_takes_back(page: Page, shelf: str, code: str, pictures: Pictures) -> None:
    page.goto(f"/lending/?library={shelf}")
    crumb = page.locator(".trail").get_by_role("link", name="Thư viện xã")
    expect(crumb).to_have_attribute("href", f"/libraries/{shelf}/")
    for typed in ("T00001", code):
        page.locator("#id_code").fill(typed)
        page.locator("#id_code").press("Enter")
        page.wait_for_load_state()
        if typed == "T00001":
            expect(page.locator("#desk h2")).to_have_text("Đoàn Ngọc Hân")
    expect(page.locator(".messages")).to_contain_text(f"Đã cho mượn “{BOOK}”")
    _look(page, "lent", pictures)
    page.goto(f"/lending/?library={shelf}")
    page.locator("#id_code").fill(code)
    page.locator("#id_code").press("Enter")
    expect(page.locator(".messages")).to_contain_text(f"Đã nhận trả “{BOOK}”")


def _counts_visits(page: Page, shelf: str, pictures: Pictures) -> None:
    page.goto(f"/reading/visits/{shelf}/tally/")
    for time in range(1, 4):
        page.get_by_role("button", name=re.compile(r"^\+ Trẻ em")).first.click()
        expect(page.get_by_role("button", name=re.compile(rf"^\+ Trẻ em\s*{time}$")).first).to_be_visible()
    _look(page, "tally", pictures)


def _sees_the_statistics(page: Page, shelf: str, pictures: Pictures) -> None:
    page.goto(f"/reading/statistics/?library={shelf}")
    for head, value in (
        ("Đầu sách", "1"),
        ("Bản sách", "1"),
        ("Lượt tài liệu về nhà", "1"),
        ("Lượt người đọc", "3"),
    ):
        row = page.locator("tbody").locator(f"td[data-label='{head}']")
        expect(row).to_have_text(value)
        expect(page.locator("tfoot").locator(f"td[data-label='{head}']")).to_have_text(value)
    _look(page, "statistics", pictures)
