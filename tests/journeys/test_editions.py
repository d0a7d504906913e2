"""The editor of editions in a browser: copied, changed, compared, out to Excel and in again, tried, published; the commune reads it only."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import things
from tests.journeys.browser import OpenPage, Pictures, large_targets, look_at, sign_in
from tests.journeys.installation import NewInstallation
from tests.world import PASSWORD

# The season of the tests with families scored from paper.
SEED = """
from hoctap.criteria.actions import load_shipped_editions
from hoctap.core.actor import system_job
from tests.season import score_by_list, walk
from tests.world import make_world
load_shipped_editions(by=system_job("hành trình"))
walk(make_world(), last=score_by_list)
"""
OURS = "Gia đình học tập – bộ của huyện"


@pytest.mark.requirement("S3-44")
def test_a_district_writes_an_edition_and_a_commune_reads_it(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures, tmp_path: Path
):
    hoctap = new_installation()
    hoctap.hoctap("shell", "--no-imports", "-c", SEED)
    with hoctap.serving() as address:
        bich = open_page(address)
        sign_in(bich, "bich", PASSWORD)
        _copy(bich)
        look_at(bich, "draft", pictures)
        draft = bich.url
        _change_header(bich)
        _change_lines(bich, pictures)
        _compare(bich, draft, pictures)
        _out_and_in(bich, draft, tmp_path)
        _try(bich, draft, pictures)
        _publish(bich, draft, pictures)

        lan = open_page(address)
        sign_in(lan, "lan", PASSWORD)
        lan.goto(draft)
        main = lan.get_by_role("main")
        expect(main).to_contain_text(OURS)
        expect(main).to_contain_text("từ 90 điểm")
        for name in ("Ghi các dòng", "Sửa phần đầu", "Ban hành", "Kết thúc hiệu lực"):
            expect(main.get_by_role("link", name=name, exact=True)).to_have_count(0)
        lan.goto("/criteria/editions/")
        look_at(lan, "read-only", pictures)


def _go(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("link", name=label, exact=True).click()
    page.wait_for_load_state()


def _press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()


def _copy(page: Page) -> None:
    page.goto("/criteria/editions/new/")
    page.get_by_label("Của địa bàn").select_option(index=1)
    page.get_by_label("Danh hiệu").select_option(label="Gia đình học tập")
    page.get_by_label("Bắt đầu từ").select_option(label="Bộ tiêu chí thử")
    page.get_by_label("Tên bộ tiêu chí").fill(OURS)
    _press(page, page.locator("main button[type=submit]").last.inner_text())
    expect(page.get_by_role("main")).to_contain_text(OURS)
    expect(page.get_by_role("main")).to_contain_text("Huyện Tháp Mười")


def _change_header(page: Page) -> None:
    _go(page, "Sửa phần đầu")
    page.locator("[name=threshold]").fill("90")
    page.locator("[name=instrument]").fill("Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND huyện")
    page.locator("[name=valid_from]").fill("2024-02-01")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("từ 90 điểm")


def _change_lines(page: Page, pictures: Pictures) -> None:
    _go(page, "Ghi các dòng")
    page.locator("[name='lines-1-label']").fill("Trẻ em trong nhà đều đi học")
    page.locator("main button[type=submit]", has_text=re.compile("Ghi")).first.click()
    page.wait_for_load_state()
    expect(page.locator("[name='lines-1-label']")).to_have_value("Trẻ em trong nhà đều đi học")
    page.locator("input[type=file][name=page]").set_input_files(things.photo())
    page.get_by_role("button", name=re.compile("Thêm trang")).click()
    page.wait_for_load_state()
    expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()
    look_at(page, "lines-with-page", pictures)


def _compare(page: Page, draft: str, pictures: Pictures) -> None:
    page.goto(draft)
    _go(page, "So với bộ khác")
    main = page.get_by_role("main")
    expect(main).to_contain_text("đổi 1 dòng")
    expect(main).to_contain_text("Trẻ em trong nhà đều đi học")
    look_at(page, "compare", pictures)


def _out_and_in(page: Page, draft: str, folder: Path) -> None:
    page.goto(draft)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải tệp Excel").click()
    book = folder / "bo.xlsx"
    waiting.value.save_as(book)
    page.locator("input[type=file][name=file]").set_input_files(book)
    _press(page, "Thay bằng tệp này")
    expect(page.get_by_role("main")).to_contain_text("Trẻ em trong nhà đều đi học")
    expect(page.get_by_role("main")).to_contain_text("từ 90 điểm")


def _try(page: Page, draft: str, pictures: Pictures) -> None:
    page.goto(draft)
    _go(page, "Thử trên hồ sơ năm trước")
    expect(page.get_by_role("main")).to_contain_text("4 hộ sẽ đổi kết quả: 0 thêm, 4 bớt")
    look_at(page, "trial", pictures)
    page.set_viewport_size({"width": 390, "height": 844})
    large_targets(page)
    page.set_viewport_size({"width": 1280, "height": 800})


def _publish(page: Page, draft: str, pictures: Pictures) -> None:
    page.goto(draft)
    _go(page, "Ban hành")
    page.get_by_label("Số văn bản").fill("12/QĐ-UBND")
    page.locator("[name=dated_on]").fill("2024-01-05")
    page.locator("[name=copy]").set_input_files(things.scan("van-ban"))
    page.get_by_label("Tôi đã đối chiếu từng dòng").check()
    look_at(page, "publish", pictures)
    _press(page, "Ban hành")
    expect(page.get_by_role("main")).to_contain_text("đã đối chiếu văn bản")
    expect(page.get_by_role("main").get_by_role("link", name="Sửa phần đầu")).to_have_count(0)
