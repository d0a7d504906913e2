"""An officer writes a plan with a table from a spreadsheet, gives the body a template of its own, and hands in a PDF signed elsewhere."""

import subprocess
import sys
from io import BytesIO

from docx import Document
from playwright.sync_api import FilePayload, expect

from hoctap.core.files import DOCX, PDF
from hoctap.papers.layout_check import check_layout
from tests.journeys.browser import LAPTOP, ROOT, OpenPage, Pictures, look_at, sign_in
from tests.journeys.installation import NewInstallation
from tests.papers.signing_hands import identity, plain_pdf, signed_pdf
from tests.papers.test_templating import changed, say
from tests.world import PASSWORD

# Signed before the browser's event loop runs in this thread.
SIGNED = signed_pdf(plain_pdf(), identity("Nguyễn Thị Lan", "Hội Khuyến học"))
PASTED = "TT\tẤp\tSố lớp\n1\tẤp 1\t3\n2\tẤp 2\t12\n\tCộng\t15"


def test_a_plan_is_written_printed_and_signed_elsewhere(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.entry_village", "5"],
        env={**hoctap.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    with hoctap.serving() as address:
        page = open_page(address, size=LAPTOP)
        page.context.set_default_timeout(30_000)
        sign_in(page, "lan", PASSWORD)
        main = page.get_by_role("main")

        page.goto("/papers/templates/")
        look_at(page, "templates", pictures)
        page.goto("/papers/templates/of/plan/")
        look_at(page, "template-new", pictures)
        broken = changed(lambda one: say(one, "{{ summary }}", "{{ sumary }}"), "plan")
        main.get_by_label("Cơ quan").select_option(index=0)
        main.get_by_label("Tệp mẫu").set_input_files(FilePayload(name="a.docx", mimeType=DOCX, buffer=broken))
        page.get_by_role("button", name="Soát và nhận mẫu").click()
        expect(main.get_by_text("Có phải là “summary”?").first).to_be_visible()
        look_at(page, "template-refused", pictures)
        own = changed(lambda one: say(one, "KẾ HOẠCH", "KẾ HOẠCH RIÊNG"), "plan")
        main.get_by_label("Tệp mẫu").set_input_files(FilePayload(name="a.docx", mimeType=DOCX, buffer=own))
        page.get_by_role("button", name="Soát và nhận mẫu").click()
        expect(main.get_by_text("Đã nhận mẫu.")).to_be_visible()
        look_at(page, "template", pictures)

        page.goto("/papers/")
        page.get_by_role("link", name="Soạn văn bản").click()
        look_at(page, "kinds", pictures)
        main.get_by_role("link", name="Kế hoạch", exact=True).click()
        main.get_by_label("Cơ quan ban hành").select_option(index=1)
        main.get_by_label("Trích yếu").fill("Tổ chức Tuần lễ học tập suốt đời")
        main.locator("[name=heading_0]").fill("I. MỤC ĐÍCH")
        main.locator("[name=text_0]").fill("Mọi người dân đều được học.")
        main.locator("[name=heading_1]").fill("II. SỐ LỚP")
        main.locator("[name=text_1]").fill(PASTED)
        main.locator("[name=recipients]").fill("Các ấp")
        look_at(page, "draft", pictures)
        page.get_by_role("button", name="Lập bản nháp").click()
        expect(main.get_by_text("Đã lập bản nháp kế hoạch.")).to_be_visible()
        look_at(page, "paper", pictures)
        with page.expect_download() as download:
            main.get_by_role("link", name="Tải bản Word").click()
        docx = download.value.path().read_bytes()
        assert check_layout(docx) == []
        assert Document(BytesIO(docx)).tables[1].rows[2].cells[1].text == "Ấp 2"

        main.get_by_role("button", name="Đã in, trình ký").click()
        main.locator("#sign [name=number]").fill("4")
        main.locator("#sign [name=signer]").fill("Nguyễn Thị Lan")
        main.locator("#sign input[type=file]").set_input_files(
            FilePayload(name="ky.pdf", mimeType=PDF, buffer=SIGNED)
        )
        main.get_by_role("button", name="Ghi nhận đã ký").click()
        expect(main.get_by_text("Chữ ký số trên bản đã ký")).to_be_visible()
        look_at(page, "signed", pictures)
