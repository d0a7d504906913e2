"""A scanned plan comes in, is read page by page, is looked through beside its picture, and lives as a plan."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.intake import documents
from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, look_at, sign_in
from tests.journeys.installation import NewInstallation
from tests.tools import require_program
from tests.world import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HOCTAP_SHARED", ROOT.parent / "shared")) / "seeds" / "more"
SEED = "from tests.world import make_world\nmake_world()"
READ_SECONDS = 90_000


@pytest.mark.requirement("S0-01", "S1-01", "S0-51", "S3-65")
def test_a_scan_becomes_a_plan(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures, tmp_path: Path
):
    require_program("tesseract")
    scan = tmp_path / "ke-hoach.pdf"
    scan.write_bytes(documents.scanned(documents.plan_pdf()))
    hoctap = new_installation()
    hoctap.hoctap("shell", "--no-imports", "-c", SEED)
    with hoctap.serving() as address:
        lan = open_page(address)
        sign_in(lan, "lan", PASSWORD)
        _hand_in(lan, scan)
        _look_through(lan, pictures)
        _decide_by_keyboard(lan)
        _take_the_rest(lan, pictures)
        chair = open_page(address)
        sign_in(chair, "minh", PASSWORD)
        _a_late_task_and_an_answered_difficulty(lan, chair, pictures)

        phone = open_page(address, size=PHONE)
        sign_in(phone, "lan", PASSWORD)
        _hand_in(phone, scan)
        _on_a_phone(phone, pictures)

        plain = open_page(address, javascript=False)
        sign_in(plain, "lan", PASSWORD)
        _hand_in(plain, scan)
        _without_a_script(plain)


def test_a_real_scan_of_a_province_is_read(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    require_program("tesseract")
    scan = SHARED / "hagiang-118-2019.scan.pdf"
    if not scan.exists():
        pytest.skip("the scanned plans (../shared/seeds/more) are not here")
    hoctap = new_installation()
    hoctap.hoctap("shell", "--no-imports", "-c", SEED)
    with hoctap.serving() as address:
        lan = open_page(address)
        sign_in(lan, "lan", PASSWORD)
        _hand_in(lan, scan)
        main = lan.get_by_role("main")
        expect(main).to_contain_text("trang 3")
        expect(main.locator("#group-task .proposal").first).to_be_visible()
        look_at(lan, "real-scan", pictures)


def _hand_in(page: Page, file: Path) -> None:
    page.goto("/readings/new/")
    page.locator("input[name=document]").set_input_files(file)
    page.get_by_role("button", name="Gửi và đọc").click()
    page.wait_for_load_state()
    if page.evaluate("() => typeof htmx") == "undefined":
        _wait_by_hand(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận văn bản", timeout=READ_SECONDS)


def _wait_by_hand(page: Page) -> None:
    """Without a script the page says how far it is each time it is asked."""
    for _ in range(60):
        link = page.get_by_role("link", name="Xem đã xong chưa")
        if not link.count():
            return
        page.wait_for_timeout(1000)
        link.click()
        page.wait_for_load_state()


def _look_through(page: Page, pictures: Pictures) -> None:
    look_at(page, "confirm", pictures)
    target = page.locator("#group-target .proposal").first
    expect(target).to_contain_text("80")
    target.locator("[data-ht-show]").click()
    lit = page.locator("#doc .is-lit").first
    expect(lit).to_be_visible()
    shown = lit.evaluate(
        "one => { const box = one.getBoundingClientRect(), pane = document.getElementById('doc').getBoundingClientRect();"
        " return box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1; }"
    )
    assert shown, "the line of the proposal was not scrolled to"
    pictures.take(page, "line-lit")


def _decide_by_keyboard(page: Page) -> None:
    before = page.locator("#open-count").inner_text()
    page.locator(".proposal.is-open").first.focus()
    page.keyboard.press("a")
    expect(page.locator("#open-count")).not_to_have_text(before)
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.matches('[data-ht-proposal]')")
    page.keyboard.press("x")
    expect(page.locator(".proposal.is-dropped").first).to_be_visible()


def _take_the_rest(page: Page, pictures: Pictures) -> None:
    page.get_by_role("button", name="Nhận tất cả còn lại").click()
    page.wait_for_load_state()
    dropped = page.locator(".proposal.is-dropped").first
    dropped.get_by_role("button", name="Nhận").click()
    expect(page.locator(".proposal.is-dropped")).to_have_count(0)
    for key, text in (("issuer", "Ủy ban nhân dân xã Tân Kiều"), ("year_from", "2024"), ("year_to", "2024")):
        page.goto(page.url.split("#")[0])
        address = page.url + f"proposals/new/head/?key={key}"
        if page.get_by_text("Chưa thấy trong văn bản").count():
            page.goto(address)
            if page.locator("[name=text]").count():
                page.locator("[name=text]").fill(text)
                page.get_by_role("button", name="Thêm").click()
                page.wait_for_load_state()
            if "/proposals/" in page.url:
                page.get_by_role("link", name="Để sau").click()
                page.wait_for_load_state()
    page.get_by_role("button", name="Ghi vào kế hoạch").click()
    page.wait_for_load_state()
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()
    main = page.get_by_role("main")
    expect(main).to_contain_text("80")
    expect(main.locator("tr", has_text="Khảo sát nhu cầu học nghề")).to_contain_text("Hội Khuyến học xã")
    look_at(page, "plan", pictures)


def _a_late_task_and_an_answered_difficulty(page: Page, chair: Page, pictures: Pictures) -> None:
    """The plan of 2024 is read today: what was due is late; what stood in the way is told, proposed, decided and answered."""
    plan = page.url
    page.goto("/plans/tasks/late/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Khảo sát nhu cầu học nghề")
    look_at(page, "late", pictures)
    page.goto(f"{plan}difficulties/new/")
    page.locator("[name=text]").fill("Ba ấp chưa có phiếu khảo sát")
    page.locator("[name=beyond][value=yes]").check()
    page.locator("[name=wish]").fill("Cấp 400 phiếu")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_load_state()
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()
    look_at(page, "difficulty", pictures)
    page.goto("/plans/difficulties/")
    page.locator("main input[type=checkbox]").first.check()
    look_at(page, "difficulties", pictures)
    page.locator("[name=title]").fill("Thiếu phiếu khảo sát")
    page.get_by_role("button", name="Tổng hợp thành một vấn đề").click()
    page.wait_for_load_state()
    _fill_and_press(page, "proposal", "In 400 phiếu từ kinh phí của Hội", "Trình")
    _fill_and_press(chair, "decision", "Đồng ý", "Ghi quyết định", at=page.url)
    _fill_and_press(page, "answer", "Phiếu được chuyển về ba ấp trong tuần", "Trả lời", at=page.url)
    expect(main).to_contain_text("Phiếu được chuyển về ba ấp trong tuần")
    look_at(page, "answered", pictures)


def _fill_and_press(page: Page, name: str, text: str, button: str, *, at: str = "") -> None:
    if at:
        page.goto(at)
    page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name=button).first.click()
    page.wait_for_load_state()
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()


def _on_a_phone(page: Page, pictures: Pictures) -> None:
    look_at(page, "phone-proposals", pictures)
    expect(page.locator("#doc")).to_be_hidden()
    page.locator("#group-target [data-ht-show]").first.click()
    expect(page.locator("#doc .is-lit").first).to_be_in_viewport()
    expect(page.locator("#proposals")).to_be_hidden()
    pictures.take(page, "phone-line")
    page.locator("label[for=pane-proposals]").click()
    expect(page.locator("#proposals")).to_be_visible()


def _without_a_script(page: Page) -> None:
    page.locator("#group-target [data-ht-show]").first.click()
    expect(page.locator("#doc .reading-line:target")).to_be_in_viewport()
    page.locator("#group-target .proposal").first.get_by_role("button", name="Nhận").click()
    page.wait_for_load_state()
    expect(page.locator("#group-target .proposal").first).to_contain_text("Đã nhận")
    assert page.viewport_size == {"width": LAPTOP[0], "height": LAPTOP[1]}
