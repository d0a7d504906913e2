"""A librarian's morning on a phone: a bookcase, a book by its number, another from the demonstration's shelf, labels, a stock-taking."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-7"

# Words to `hoctap shell`.
SEED = """
import json
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.home import demo_shelves
from hoctap.places import actions, catalogue
from tests.world import make_place
by = system_job("hành trình")
made = actions.install_commune(catalogue.load().resolve_year("30043", today().year), by=by)
make_place("hamlet", "ấp", "Ấp 1", made.commune)
library = demo_shelves.add(made.commune, by)
account = create_account(full_name="Ngô Thị Mai", login="mai", organisation=made.committee, title="Cán bộ thư viện",
    role=Role.LIBRARIAN, place=made.commune, by=by)
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps([account.one_time_password, str(library.pk)]))
"""


@pytest.mark.requirement("S1-26", "S1-28", "S1-29")
def test_a_book_goes_from_the_hand_to_the_shelf_and_is_counted_there(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    told = hoctap.hoctap("shell", "--no-imports", "-c", SEED).stdout
    password, library = json.loads(told.partition("MADE ")[2].splitlines()[0])
    with hoctap.serving() as address:
        page = open_page(address, size=PHONE)
        page.context.set_default_timeout(30_000)
        sign_in(page, "mai", password)
        change_first_password(page, password, PASSWORD)
        for path, name in (
            ("/libraries/", "libraries"),
            ("/libraries/network/", "network"),
            ("/libraries/new/", "library-new"),
            (f"/libraries/{library}/", "library"),
            (f"/libraries/books/?library={library}", "catalogue"),
            ("/libraries/acquisitions/?year=2025", "acquisitions"),
            ("/libraries/imports/new/", "import-new"),
        ):
            page.goto(path)
            look_at(page, name, pictures)

        page.goto(f"/libraries/books/find/?library={library}")
        page.locator("input[name=q]").fill("9780306406158")
        page.locator("#find button").click()
        expect(page.locator("main")).to_contain_text("chữ số cuối phải là 7")
        look_at(page, "wrong-isbn", pictures)
        page.locator("input[name=q]").fill("tat den")
        page.locator("#find button").click()
        expect(page.get_by_role("link", name="Thêm bản của Tắt đèn")).to_be_visible()
        look_at(page, "found", pictures)
        page.locator("input[name=q]").fill("0-306-40615-2")
        page.locator("#find button").click()
        page.get_by_role("link", name="Ghi đầu sách mới").click()
        look_at(page, "title-add", pictures)
        page.locator("input[name=name]").fill("Sổ tay người giữ tủ sách")
        page.locator("input[name=number]").fill("2")
        page.get_by_role("button", name="Ghi", exact=True).click()
        expect(page.locator("main")).to_contain_text("9780306406157")
        look_at(page, "title", pictures)
        code = page.locator("#withdraw label").first.inner_text()

        page.goto(f"/libraries/labels/?library={library}&first={code}")
        expect(page.locator(".book-label")).to_have_count(2)
        look_at(page, "labels", pictures)

        page.goto(f"/libraries/stocktakes/?library={library}")
        page.get_by_role("button", name="Mở đợt kiểm kê").click()
        page.locator("textarea[name=codes]").fill(f"{code.lower()}\nLA-1\n")
        page.get_by_role("button", name="Gửi các mã").click()
        expect(page.locator("main")).to_contain_text("không có trong mục lục")
        look_at(page, "stocktake", pictures)
        page.get_by_text("Kết thúc kiểm kê", exact=True).click()
        page.get_by_role("button", name="Kết thúc, lập danh sách thiếu").click()
        expect(page.locator("main")).to_contain_text("Thiếu")
        look_at(page, "missing", pictures)
