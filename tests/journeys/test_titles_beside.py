"""What stands beside a season in a browser: other titles from a workbook, a figure by its paper, who would be counted twice; what somebody
says of a file, answered, and a khiếu nại against its decision, settled.
"""

import json
from datetime import date

import pytest
from playwright.sync_api import FilePayload, Page, expect

from hoctap.core.files import XLSX
from tests.journeys import seed_assessment, seed_beside, things
from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation
from tests.people.sheets import sheet

PASSWORD = "sen-no-thap-muoi-6"
SEED = seed_assessment.SEED.format(
    code="30043", year=2024, level="district", office="Phòng Giáo dục và Đào tạo", head="Trưởng phòng"
)


@pytest.mark.requirement("S3-51")
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_what_stands_beside_the_season(
    size: tuple[int, int], new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()

    def tell(words: str) -> str:
        return hoctap.hoctap("shell", "--no-imports", "-c", words).stdout

    people = dict(json.loads(tell(SEED).split("MADE", 1)[1]))
    tell(seed_beside.REGISTER)
    with hoctap.serving() as address:

        def come_in(login: str) -> Page:
            page = open_page(address, size=size)
            page.context.set_default_timeout(30_000)
            sign_in(page, login, people[login])
            change_first_password(page, people[login], PASSWORD)
            return page

        def look(page: Page, name: str) -> None:
            look_at(page, name, pictures, sizes=(size,))

        lan = come_in("lan")
        _other_title(lan, look)
        _hamlet_title(lan, look)
        _beside(lan, look)
        _stated_figure(lan, look)
        _doubles(lan, look)

        tell(seed_beside.CARRY)
        ha = come_in("thuha")
        _council_with_blank_sheets(ha, look)
        _objection(ha, look)
        tell(seed_beside.DECIDE)
        _certificate(ha, look)
        _complaint(ha, look)


def _press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def _go(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("link", name=label, exact=True).first.click()
    page.wait_for_load_state()


def _says(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def _decision(page: Page, number: str) -> None:
    page.get_by_label("Năm", exact=True).fill("2024")
    page.get_by_label("Số quyết định").fill(number)
    page.get_by_label("Ngày quyết định").fill("2024-11-20")
    page.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân xã Hưng Thạnh")
    page.get_by_label("Danh sách lấy từ đâu").fill("Danh sách kèm theo, bản giấy ở Phòng Văn hóa")


def _workbook(*rows: list[object]) -> FilePayload:
    above = [["Danh sách kèm theo quyết định"], [], ["TT", "Người đứng tên", "Thôn ở", "Sinh"]]
    return FilePayload(name="van-hoa.xlsx", mimeType=XLSX, buffer=sheet([*above, *rows], ["UBND XÃ"]))


def _other_title(page: Page, look: object) -> None:
    page.goto("/recognition/other/?year=2024")
    look(page, "other-empty")  # type: ignore[operator]
    _go(page, "Gia đình văn hóa")
    _decision(page, "64/QĐ-UBND")
    wrong = _workbook([1, "Lê Văn Một", "Ấp 1", 1970], [2, "Không Có Ai", "Ấp 2", 1958])
    page.get_by_label("Hoặc tệp Excel có cột họ tên, ấp").set_input_files(wrong)
    _press(page, "Ghi danh sách")
    _says(page, "Tệp có tên cột khác")
    look(page, "other-headings")  # type: ignore[operator]
    details = page.locator("details.more").filter(has_text="Tệp có tên cột khác")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    for label, text in (
        ("Cột họ tên chủ hộ", "Người đứng tên"),
        ("Cột ấp, khóm", "Thôn ở"),
        ("Cột năm sinh", "Sinh"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_label("Hoặc tệp Excel có cột họ tên, ấp").set_input_files(wrong)
    _press(page, "Ghi danh sách")
    _says(page, "không thấy chủ hộ “Không Có Ai”")
    look(page, "other-faulty")  # type: ignore[operator]
    right = _workbook(
        [1, "Lê Văn Một", "Ấp 1", 1970], [2, "Võ Văn Ba", "Ấp 2", 1958], [3, "Phan Thị Bốn", "Ấp 1", 1972]
    )
    page.get_by_label("Hoặc tệp Excel có cột họ tên, ấp").set_input_files(right)
    _press(page, "Ghi danh sách")
    _says(page, "Năm 2024: 3 hộ.")
    look(page, "other-list")  # type: ignore[operator]


def _hamlet_title(page: Page, look: object) -> None:
    page.goto("/recognition/other/?year=2024")
    _go(page, "Ấp nông thôn mới")
    _decision(page, "70/QĐ-UBND")
    page.get_by_label("Ấp 1", exact=True).check()
    look(page, "other-hamlet")  # type: ignore[operator]
    _press(page, "Ghi danh sách")
    _says(page, "1 ấp, khóm")
    page.goto("/recognition/other/?year=2024")
    look(page, "other-lists")  # type: ignore[operator]


def _beside(page: Page, look: object) -> None:
    _go(page, "Ai đạt danh hiệu này mà chưa đạt danh hiệu kia")
    _says(page, "Lê Văn Một")
    look(page, "beside")  # type: ignore[operator]
    with page.expect_download() as got:
        _go(page, "Tải bảng Excel")
    assert got.value.suggested_filename.endswith("2024.xlsx")


def _stated_figure(page: Page, look: object) -> None:
    page.goto("/results/?year=2024&title=learning_citizen")
    _go(page, "Số liệu ghi theo văn bản, nơi chưa có sổ sách")
    look(page, "stated-empty")  # type: ignore[operator]
    _go(page, "Ghi số liệu")
    page.get_by_label("Tỷ lệ").select_option(value="learning_citizen.of_workers")
    page.get_by_label("Năm", exact=True).fill("2024")
    page.get_by_label("Số đạt").fill("412")
    page.get_by_label("Tổng số (mẫu số)").fill("1180")
    _press(page, "Ghi số liệu")
    _says(page, "Chưa ghi được số liệu")
    look(page, "stated-faulty")  # type: ignore[operator]
    page.get_by_label("Tính đến ngày").fill("2024-11-30")
    page.get_by_label("Nguồn").fill("Báo cáo số 45/BC-HKH ngày 02/12/2024")
    page.get_by_label("Ảnh hoặc bản quét văn bản").set_input_files(things.scan("bao-cao"))
    _press(page, "Ghi số liệu")
    _says(page, "Báo cáo số 45/BC-HKH")
    look(page, "stated")  # type: ignore[operator]


def _doubles(page: Page, look: object) -> None:
    page.goto("/results/?year=2024&title=learning_family")
    _go(page, "Không ai tính hai lần")
    _says(page, "Huỳnh Văn Dời")
    _says(page, "xã Hưng Thạnh")
    look(page, "doubles")  # type: ignore[operator]


def _council_with_blank_sheets(page: Page, look: object) -> None:
    page.goto("/assessments/")
    page.locator("main table a").first.click()
    _go(page, "Lập hội đồng")
    page.get_by_label("Cơ quan ở").select_option(index=1)
    page.get_by_label("Năm đánh giá").fill("2024")
    page.get_by_label("Quyết định thành lập số").fill("45/QĐ-GDĐT")
    page.get_by_label("Ngày quyết định").fill("2025-02-25")
    page.get_by_label("Chủ tịch hội đồng").fill("Đặng Văn Thành, Phòng Giáo dục và Đào tạo")
    page.get_by_label("Thư ký").fill("Vũ Thu Hà, Phòng Giáo dục và Đào tạo")
    page.get_by_label("Ủy viên").fill(
        "Đỗ Ngọc Bích, Hội Khuyến học\nLý Văn Sơn, Mặt trận Tổ quốc\nCao Thị Nga, Phòng Văn hóa\n"
        "Tô Văn Bền, Đoàn Thanh niên\nMai Thị Yến, Hội Phụ nữ"
    )
    _press(page, "Lập hội đồng")
    page.goto("/assessments/")
    page.locator("main table a").first.click()
    address = page.get_by_role("link", name="In phiếu trống").get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
    look(page, "received")  # type: ignore[operator]


def _objection(page: Page, look: object) -> None:
    _go(page, "Ghi phản ánh")
    look(page, "objection-new")  # type: ignore[operator]
    page.get_by_label("Ngày nhận").fill("2025-02-26")
    page.get_by_label("Nội dung").fill("Lớp học tháng 8 chỉ có trên giấy")
    page.get_by_label("Người giải quyết").fill("Vũ Thu Hà")
    page.locator("main form button[type=submit], button[type=submit][form]").last.click()
    page.wait_for_load_state()
    _says(page, "Lớp học tháng 8")
    look(page, "objection")  # type: ignore[operator]
    page.goto("/")
    _says(page, "Trả lời phản ánh về hồ sơ, nhận ngày 26/02/2025")
    look(page, "work")  # type: ignore[operator]
    page.get_by_role("main").get_by_role("link", name="Trả lời phản ánh về hồ sơ").first.click()
    page.get_by_label("Trả lời", exact=True).fill("Đã xem sổ lớp: có mở lớp, có ký nhận.")
    page.get_by_label("Ngày trả lời").fill("2025-03-01")
    _press(page, "Ghi trả lời")
    _says(page, "Đã xem sổ lớp")
    _press(page, "Lập văn bản trả lời")
    _says(page, "Trả lời phản ánh")


def _certificate(page: Page, look: object) -> None:
    page.goto("/assessments/")
    page.locator("main table a").first.click()
    _says(page, "Được công nhận")
    _go(page, "Cấp giấy công nhận")
    page.get_by_label("Ngày cấp").fill("2025-03-25")
    page.get_by_label("Chức vụ người ký").fill("TRƯỞNG PHÒNG")
    page.get_by_label("Họ tên người ký").fill("Đặng Văn Thành")
    page.get_by_label("In mã QR").check()
    look(page, "certificate-new")  # type: ignore[operator]
    _press(page, "Cấp giấy")
    _says(page, "0001/2025-HS")
    look(page, "recognised")  # type: ignore[operator]
    page.goto("/assessments/certificates/")
    _says(page, "0001/2025-HS")
    look(page, "certificate-book")  # type: ignore[operator]


def _complaint(page: Page, look: object) -> None:
    page.goto("/assessments/")
    page.locator("main table a").first.click()
    _go(page, "Ghi khiếu nại")
    look(page, "complaint-new")  # type: ignore[operator]
    page.get_by_label("Người khiếu nại").fill("Lý Văn Sơn")
    page.get_by_label("Ngày nhận đơn").fill("2025-04-01")
    page.get_by_label("Nội dung khiếu nại").fill("Minh chứng của một chỉ tiêu không đúng")
    page.locator("button[type=submit][form], main form button[type=submit]").last.click()
    page.wait_for_load_state()
    _says(page, "Lý Văn Sơn")
    _press(page, "Lập giấy biên nhận")
    look(page, "complaint")  # type: ignore[operator]
    page.get_by_label("Ngày thụ lý").fill("2025-04-05")
    page.get_by_label("Hạn giải quyết").fill(date(date.today().year + 1, 1, 10).isoformat())
    _press(page, "Ghi thụ lý")
    page.get_by_label("Giữ nguyên quyết định").check()
    page.get_by_label("Số văn bản giải quyết").fill("12/QĐ-GDĐT")
    page.locator("#settle [name=ended_on]").fill("2025-04-20")
    look(page, "complaint-settle")  # type: ignore[operator]
    _press(page, "Ghi kết quả giải quyết")
    _says(page, "Giữ nguyên quyết định")
    look(page, "complaint-settled")  # type: ignore[operator]
