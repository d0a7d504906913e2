"""Cộng đồng học tập cấp xã by its people in a browser: in the days of the district, and at the Sở of a province whose paper names it."""

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import seed_assessment as seed
from tests.journeys import things
from tests.journeys.browser import OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-5"
MEMBERS = "\n".join(
    (
        "Đỗ Ngọc Bích, Hội Khuyến học",
        "Lý Văn Sơn, Mặt trận Tổ quốc",
        "Cao Thị Nga, Phòng Văn hóa",
        "Tô Văn Bền, Đoàn Thanh niên",
        "Mai Thị Yến, Hội Phụ nữ",
    )
)


@dataclass(frozen=True)
class Era:
    code: str
    year: int
    level: str
    office: str
    head: str
    decides: str
    valid_until: str


ERAS = {
    "district-2024": Era(
        "30043",
        2024,
        "district",
        "Phòng Giáo dục và Đào tạo",
        "Trưởng phòng",
        "Trưởng phòng Giáo dục và Đào tạo huyện Tháp Mười",
        "31/12/2028",
    ),
    "so-2026": Era(
        "04828",
        2025,
        "province",
        "Sở Giáo dục và Đào tạo",
        "Giám đốc",
        "Giám đốc Sở Giáo dục và Đào tạo tỉnh Phú Thọ",
        "31/12/2029",
    ),
}


@pytest.mark.requirement("S3-44")
@pytest.mark.parametrize("era", ERAS)
def test_a_commune_is_recognised_by_who_may(
    era: str, new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    at = ERAS[era]
    hoctap = new_installation()

    def tell(words: str) -> str:
        return hoctap.hoctap("shell", "--no-imports", "-c", words).stdout

    words = seed.SEED.format(
        code=at.code,
        year=at.year if at.level == "district" else 2026,
        level=at.level,
        office=at.office,
        head=at.head,
    )
    people = dict(json.loads(tell(words).split("MADE", 1)[1]))
    with hoctap.serving() as address:

        def come_in(login: str) -> Page:
            page = open_page(address)
            page.context.set_default_timeout(30_000)
            sign_in(page, login, people[login])
            change_first_password(page, people[login], PASSWORD)
            return page

        lan = come_in("lan")
        _open(lan, at)
        look_at(lan, "opened", pictures)
        _type_one_line(lan, at, pictures)
        tell(seed.FILL)
        _close(lan, at, pictures)
        file_url = lan.url
        tell(seed.SIGN)
        _send(lan, at)
        look_at(lan, "sent", pictures)

        ha = come_in("thuha")
        ha.goto("/assessments/")
        look_at(ha, "bench", pictures)
        _judge(ha, at, pictures, tell)
        decision_url = ha.url

        thanh = come_in("thanh")
        thanh.goto(decision_url)
        _press(thanh, "Đã in, trình ký")
        _sign(thanh, at)

        lan.goto(file_url)
        expect(lan.get_by_role("main")).to_contain_text("Được công nhận")
        expect(lan.get_by_role("main")).to_contain_text(at.decides)
        expect(lan.get_by_role("main")).to_contain_text(at.valid_until)
        look_at(lan, "recognised", pictures)


def _press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def _go(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("link", name=label, exact=True).click()
    page.wait_for_load_state()


def _open(page: Page, at: Era) -> None:
    page.goto("/assessments/new/")
    page.get_by_label("Danh hiệu").select_option(label="Cộng đồng học tập cấp xã")
    page.get_by_label("Năm đánh giá").fill(str(at.year))
    _press(page, "Tiếp")
    page.get_by_label("Nơi được đánh giá").select_option(index=1)
    page.get_by_label("Mức độ đề nghị").select_option(label="Mức độ 1")
    _press(page, "Lập hồ sơ")
    expect(page.get_by_role("main")).to_contain_text("Chốt tự đánh giá")


def _type_one_line(page: Page, at: Era, pictures: Pictures) -> None:
    _go(page, "X1.1")
    page.get_by_label("có", exact=True).check()
    page.get_by_label("Nguồn số liệu").fill(f"Báo cáo 12/BC-UBND ngày 20/12/{at.year}")
    _press(page, "Ghi số liệu")
    page.get_by_label("Tên minh chứng").fill("Kế hoạch tuyên truyền năm học")
    page.locator("input[type=file]").set_input_files(things.scan("ke-hoach"))
    _press(page, "Gắn minh chứng")
    expect(page.get_by_role("main")).to_contain_text("Kế hoạch tuyên truyền năm học")
    look_at(page, "line", pictures)
    page.goto(page.url.replace("X1.1", "X5.2"))
    part = page.locator("form").filter(has=page.locator("input[value='figure-X5.2.a']"))
    part.get_by_label("Tử số").fill("1.450")
    part.get_by_label("Mẫu số").fill("2.000")
    part.get_by_label("Nguồn số liệu").fill("Báo cáo lao động")
    part.get_by_role("button", name="Ghi số liệu").click()
    page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("1.450/2.000")
    _go(page, "Về hồ sơ")


def _close(page: Page, at: Era, pictures: Pictures) -> None:
    _go(page, "Ghi cuộc họp")
    page.get_by_label("Ngày họp").fill(f"{at.year + 1}-01-20")
    page.get_by_label("Địa điểm").fill("Hội trường Ủy ban nhân dân xã")
    page.get_by_label("Chủ trì").fill("Lê Quang Minh")
    page.get_by_label("Thư ký").fill("Nguyễn Thị Lan")
    page.get_by_label("Người dự họp").fill("Lê Quang Minh, UBND xã\nNguyễn Thị Lan, Hội Khuyến học xã")
    page.get_by_label("Số người thống nhất").fill("2")
    _press(page, "Ghi cuộc họp")
    _go(page, "Chốt tự đánh giá")
    _press(page, "Chốt tự đánh giá")
    expect(page.get_by_role("main")).to_contain_text("15/15 chỉ tiêu đạt")
    _go(page, "Lập văn bản")
    _press(page, "Lập văn bản của hồ sơ")
    expect(page.get_by_role("main")).to_contain_text("Tờ trình")
    look_at(page, "assessed", pictures)


def _send(page: Page, at: Era) -> None:
    page.reload()
    _go(page, "Ghi đã gửi hồ sơ")
    page.get_by_label("Ngày gửi").fill(f"{at.year + 1}-02-20")
    page.get_by_label("qua Cổng dịch vụ công").check()
    page.get_by_label("Mã hồ sơ trên cổng").fill("H42-0001")
    _press(page, "Ghi đã gửi hồ sơ")
    expect(page.get_by_role("main")).to_contain_text("H42-0001")


def _judge(page: Page, at: Era, pictures: Pictures, tell: object) -> None:
    page.locator("main table a").first.click()
    _go(page, "Tiếp nhận")
    page.get_by_label("Ngày tiếp nhận").fill(f"{at.year + 1}-02-21")
    _press(page, "Tiếp nhận hồ sơ")
    file_url = page.url
    _go(page, "Lập hội đồng")
    page.get_by_label("Cơ quan ở").select_option(index=1)
    page.get_by_label("Năm đánh giá").fill(str(at.year))
    page.get_by_label("Quyết định thành lập số").fill("45/QĐ-GDĐT")
    page.get_by_label("Ngày quyết định").fill(f"{at.year + 1}-02-25")
    page.get_by_label("Chủ tịch hội đồng").fill("Đặng Văn Thành, Cơ quan giáo dục")
    page.get_by_label("Thư ký").fill("Vũ Thu Hà, Cơ quan giáo dục")
    page.get_by_label("Ủy viên").fill(MEMBERS)
    _press(page, "Lập hội đồng")
    look_at(page, "council", pictures)
    page.goto(file_url)
    _go(page, "Ghi phiếu thẩm định")
    page.get_by_label("Thành viên").select_option(index=1)
    page.get_by_label("đồng ý công nhận").check()
    page.get_by_label("Ngày phiếu").fill(f"{at.year + 1}-03-10")
    _press(page, "Ghi phiếu")
    tell(seed.VOTES)  # type: ignore[operator]
    _go(page, "Kết luận")
    page.get_by_label("đề nghị công nhận").check()
    _press(page, "Kết luận")
    look_at(page, "concluded", pictures)
    _go(page, "Soạn văn bản")
    _press(page, "Soạn văn bản")
    expect(page.get_by_role("main")).to_contain_text("Công nhận “Cộng đồng học tập cấp xã”")


def _sign(page: Page, at: Era) -> None:
    page.locator("#sign [name=number]").fill("77")
    page.locator("#sign [name=dated_on]").fill(f"{at.year + 1}-03-20")
    page.locator("#sign [name=file]").set_input_files(things.scan("quyet-dinh"))
    _press(page, "Ghi nhận đã ký")
    assert not page.locator(".error-summary").count(), page.locator(".error-summary").first.inner_text()
    expect(page.get_by_role("button", name="Ghi nhận đã ký")).to_have_count(0)
