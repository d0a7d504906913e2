"""A phone in a house without signal: photos are taken one after the other, made small, kept, and come in once."""

import json
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.evidence.pictures import jpeg, scene
from tests.journeys.browser import PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-5"
FAMILY = """
from hoctap.core.actor import system_job
from hoctap.people import actions as people
from hoctap.places import actions as places
from hoctap.places.models import Place
by = system_job("hộ mẫu")
hamlet = places.add_hamlet(Place.objects.get(level="commune"), name="Ấp 1", kind="ấp", by=by)
print("HOUSEHOLD", people.add_household(hamlet, full_name="Võ Thị Sáu", year=2024, by=by).pk)
"""


def picture(number: int, size: tuple[int, int] = (3000, 2000)) -> FilePayload:
    return FilePayload(name=f"anh-{number}.jpg", mimeType="image/jpeg", buffer=jpeg(scene(number, size)))


def send(page: Page, text: str, *numbers: int) -> None:
    for number in numbers:
        page.locator("input[capture]").set_input_files(picture(number))
    expect(page.locator("[data-ht-chosen] li")).to_have_count(len(numbers))
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="Thêm minh chứng").click()


def shown(page: Page, count: int) -> None:
    expect(page.locator(".evidence-photo img")).to_have_count(count)


def test_no_photo_is_lost_and_none_comes_in_twice(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    said = hoctap.hoctap("init", "--place", "30043", "--year", "2024", "--admin", "Nguyễn Thị Lan", "--json")
    made = json.loads(said.stdout)
    household = hoctap.hoctap("shell", "--no-imports", "-c", FAMILY).stdout.split("HOUSEHOLD")[1].strip()
    with hoctap.serving() as address:
        page = open_page(address, size=PHONE)
        page.context.set_default_timeout(30_000)
        sign_in(page, made["login"], made["one_time_password"])
        change_first_password(page, made["one_time_password"], PASSWORD)
        page.goto(f"/evidence/of/household/{household}/")
        look_at(page, "evidence-none", pictures)

        send(page, "Góc học tập", 1, 2)
        expect(page.locator("#ht-live")).to_have_text("Đã gửi 2 ảnh.")
        shown(page, 2)
        source = page.locator(".evidence-photo img").first.get_attribute("src")
        assert source is not None
        assert Image.open(BytesIO(page.request.get(source).body())).size == (1600, 1067), (
            "made small on the phone"
        )

        page.context.set_offline(True)
        send(page, "Tủ sách", 3)
        unsent = page.locator("[data-ht-unsent]")
        expect(unsent).to_contain_text("1 ảnh chưa gửi.")
        expect(page.locator("#ht-live")).to_contain_text("Đã giữ trên máy này")
        pictures.take(page, "evidence-unsent-phone")
        page.context.set_offline(False)
        shown(page, 3)
        expect(unsent).to_be_hidden()

        # The server took it, its answer got lost, and the phone was switched off meanwhile.
        def lost(route: Route) -> None:
            assert route.fetch().status == 200
            route.abort()

        page.route("**/add/", lost)
        send(page, "Giấy khen", 4)
        expect(page.locator("#ht-live")).to_contain_text("Đã giữ trên máy này")
        expect(unsent).to_contain_text("1 ảnh chưa gửi.")
        page.unroute("**/add/")
        page.goto("/")
        expect(page.locator("#ht-live")).to_have_text("Đã gửi 1 ảnh.")
        page.goto(f"/evidence/of/household/{household}/")
        shown(page, 4)
        expect(page.get_by_alt_text("Giấy khen")).to_have_count(1)
        look_at(page, "evidence-four", pictures)
