"""Dòng họ học tập by its people in a browser: the association of the commune assesses and proposes, the chair decides, without a council."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import seed_assessment as seed
from tests.journeys import things
from tests.journeys.browser import OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-7"


@pytest.mark.requirement("S3-23")
def test_a_clan_is_recognised_by_the_chair(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()

    def tell(words: str) -> str:
        return hoctap.hoctap("shell", "--no-imports", "-c", words).stdout

    people = dict(json.loads(tell(seed.CLAN).split("MADE", 1)[1]))
    with hoctap.serving() as address:

        def come_in(login: str) -> Page:
            page = open_page(address)
            page.context.set_default_timeout(30_000)
            sign_in(page, login, people[login])
            change_first_password(page, people[login], PASSWORD)
            return page

        lan = come_in("lan")
        _open(lan, pictures)
        _lines(lan)
        _close(lan, pictures)
        file_url = lan.url
        tell(seed.SIGN_CLAN)
        _judge(lan, pictures)
        decision_url = lan.url

        minh = come_in("minh")
        minh.goto("/")
        expect(minh.get_by_role("main")).to_contain_text("Quyết định công nhận cho 1 hồ sơ chờ ký")
        look_at(minh, "waits-for-the-chair", pictures)
        minh.goto(decision_url)
        _press(minh, "Đã in, trình ký")
        minh.locator("#sign [name=number]").fill("61")
        minh.locator("#sign [name=dated_on]").fill("2024-11-12")
        minh.locator("#sign [name=file]").set_input_files(things.scan("quyet-dinh"))
        _press(minh, "Ghi nhận đã ký")
        assert not minh.locator(".error-summary").count(), minh.locator(".error-summary").first.inner_text()

        lan.goto(file_url)
        _says(lan, "Được công nhận")
        _says(lan, "31/12/2024")
        look_at(lan, "clan-recognised", pictures)


def _press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def _go(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("link", name=label, exact=True).click()
    page.wait_for_load_state()


def _says(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def _open(page: Page, pictures: Pictures) -> None:
    page.goto("/assessments/new/")
    page.get_by_label("Danh hiệu").select_option(label="Dòng họ học tập")
    page.get_by_label("Năm đánh giá").fill("2024")
    _press(page, "Tiếp")
    page.locator("[name=clan]").select_option(index=1)
    page.locator("[name=edition]").select_option(label="Đơn vị học tập – bộ thử")
    look_at(page, "clan-open", pictures)
    _press(page, "Lập hồ sơ")
    _says(page, "Dòng họ Huỳnh Phước")


def _lines(page: Page) -> None:
    file_url = page.url
    for code in ("Đ1", "Đ2"):
        page.goto(file_url)
        _go(page, code)
        page.get_by_label("Số điểm").fill("45")
        page.get_by_label("Nguồn số liệu").fill("Sổ họ")
        _press(page, "Ghi số liệu")
        page.get_by_label("Tên minh chứng").fill(f"Danh sách kèm theo {code}")
        _press(page, "Gắn minh chứng")
    page.goto(file_url)


def _close(page: Page, pictures: Pictures) -> None:
    _go(page, "Ghi cuộc họp")
    page.get_by_label("Ngày họp").fill("2024-10-06")
    page.get_by_label("Địa điểm").fill("Nhà thờ họ")
    page.get_by_label("Chủ trì").fill("Huỳnh Phước Hậu")
    page.get_by_label("Thư ký").fill("Võ Thị Kim Loan")
    page.get_by_label("Người dự họp").fill(
        "Huỳnh Phước Hậu, Đại diện dòng họ\nVõ Thị Kim Loan, Chi hội khuyến học"
    )
    page.get_by_label("Số người thống nhất").fill("2")
    _press(page, "Ghi cuộc họp")
    _go(page, "Chốt tự đánh giá")
    _press(page, "Chốt tự đánh giá")
    _says(page, "90 điểm")
    _go(page, "Lập văn bản")
    _press(page, "Lập văn bản của hồ sơ")
    _says(page, "Tờ trình")
    look_at(page, "clan-assessed", pictures)


def _judge(page: Page, pictures: Pictures) -> None:
    page.reload()
    _go(page, "Ghi đã gửi hồ sơ")
    page.get_by_label("Ngày gửi").fill("2024-11-01")
    page.get_by_label("nộp trực tiếp").check()
    _press(page, "Ghi đã gửi hồ sơ")
    _go(page, "Tiếp nhận")
    page.get_by_label("Ngày tiếp nhận").fill("2024-11-02")
    _press(page, "Tiếp nhận hồ sơ")
    _go(page, "Kết luận")
    page.get_by_label("đề nghị công nhận").check()
    _press(page, "Kết luận")
    look_at(page, "clan-concluded", pictures)
    _go(page, "Soạn văn bản")
    _press(page, "Soạn văn bản")
    _says(page, "Công nhận “Dòng họ học tập”")
