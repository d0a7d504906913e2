"""A centre's year in a browser, by four people: an ấp says what it wants, the centre's programme takes it up, the chair approves, the head of the
ấp calls the roll, the association's officer finds it as evidence; the plan's target counts it, and one page tells all of it.
"""

import datetime as dt
import json

import pytest
from playwright.sync_api import Page, expect

from hoctap.core.dates import today
from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-7"

# Words to `hoctap shell`.
SEED = """
import json
from dataclasses import replace
from decimal import Decimal
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.centres.actions import register_centre
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition
from hoctap.places import actions, catalogue
from hoctap.plans import actions as plans
from hoctap.plans.rules import PlanDetails, TargetDetails
from tests.figures import make_dossier, make_round
from tests.world import make_household, make_organisation, make_place
by = system_job("hành trình")
year = today().year
load_shipped_editions(by=by)
made = actions.install_commune(catalogue.load().resolve_year("30043", year), by=by)
hamlet = make_place("hamlet", "ấp", "Ấp 1", made.commune)
board = make_organisation("hamlet_board", "Ban nhân dân Ấp 1", "", hamlet)
centre = register_centre(made.commune, "Trung tâm học tập cộng đồng", by=by)
families = [make_household(hamlet, name, birth_year=born, listed_year=year) for name, born in (
    ("Lê Thị Na", 1970), ("Trần Văn Mít", 1965), ("Võ Thị Xoài", 1981), ("Phan Văn Ổi", 1958))]
season = make_round(made.commune, CriteriaEdition.objects.get(code="gia-dinh-hoc-tap-mau-1"), year)
dossier = make_dossier(season, families[0], "registered")
plan = plans.record_plan(made.commune, PlanDetails("12/KH-UBND", today().replace(month=1, day=15), "Ủy ban nhân dân xã",
    "Kế hoạch hoạt động trung tâm", year, year), by=by)
plans.add_target(plan, TargetDetails("Mỗi trung tâm ít nhất 6 hoạt động", Decimal(6), year, measure="centre.activities"), by=by)
people = {}
for name, login, organisation, title, role, place in (
    ("Đặng Thị Thu", "thu", centre.organisation, "Giám đốc trung tâm", Role.CENTRE_DIRECTOR, made.commune),
    ("Trần Văn Hùng", "hung", board, "Trưởng ấp", Role.HAMLET_HEAD, hamlet),
    ("Lê Quang Minh", "minh", made.committee, "Chủ tịch UBND xã", Role.CHAIR, made.commune),
    ("Nguyễn Thị Lan", "lan", made.association, "Chủ tịch Hội Khuyến học", Role.ASSOCIATION_OFFICER, made.commune),
):
    account = create_account(full_name=name, login=login, organisation=organisation, title=title, role=role, place=place, by=by)
    people[login] = account.one_time_password
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps([people, str(dossier.pk), str(plan.pk)]))
"""


@pytest.mark.requirement("S0-47", "S0-48", "S4-32", "S1-20")
def test_what_an_ap_wants_becomes_a_class_an_evidence_and_a_figure(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    told = hoctap.hoctap("shell", "--no-imports", "-c", SEED).stdout
    passwords, dossier, plan = json.loads(told.partition("MADE ")[2].splitlines()[0])
    with hoctap.serving() as address:

        def come_in(login: str, size: tuple[int, int]) -> Page:
            page = open_page(address, size=size)
            page.context.set_default_timeout(30_000)
            sign_in(page, login, passwords[login])
            change_first_password(page, passwords[login], PASSWORD)
            return page

        def look(page: Page, name: str) -> None:
            look_at(page, name, pictures)

        thu, hung = come_in("thu", LAPTOP), come_in("hung", PHONE)
        campaign = _open_campaign(thu, look)
        _hands_up(hung, campaign, look)
        _close(thu, campaign)
        programme = _programme(thu, look)
        _approve(come_in("minh", LAPTOP), programme, look)
        activity, session = _arrange(thu, programme, look)
        _roll(hung, session, look)
        _met(thu, programme)
        lan = come_in("lan", PHONE)
        _menu_in_one_row(lan)
        _evidence(lan, dossier, look)
        _target(lan, plan)
        _fed(lan, activity, look)


def _press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click()
    page.wait_for_load_state()


def _go(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("link", name=label).first.click()
    page.wait_for_load_state()


def _says(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def _path(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3].split("?")[0].split("#")[0]


def _open_campaign(page: Page, look: object) -> str:
    """The director asks the ấp of the commune, at their meetings."""
    page.goto("/surveys/new/")
    page.locator("#id_title").fill("Khảo sát đầu năm")
    page.locator("#id_opens_on").fill(today().isoformat())
    page.locator("#id_closes_on").fill((today() + dt.timedelta(days=14)).isoformat())
    page.locator("input[name=channels][value=tally]").check()
    look(page, "campaign-new")  # type: ignore[operator]
    _press(page, "Lập đợt")
    _press(page, "Mở đợt khảo sát")
    _says(page, "Ghi biểu quyết họp ấp")
    return _path(page)


def _hands_up(page: Page, campaign: str, look: object) -> None:
    """The head of the ấp counts at his meeting."""
    page.goto(campaign)
    _go(page, "Ghi biểu quyết họp ấp")
    page.get_by_label("Số người dự").fill("8")
    page.get_by_label("Kỹ thuật trồng trọt").fill("6")
    page.get_by_label("Năng khiếu").fill("2")
    look(page, "tally")  # type: ignore[operator]
    _press(page, "Ghi kết quả")
    _says(page, "Kỹ thuật trồng trọt")


def _close(page: Page, campaign: str) -> None:
    page.goto(campaign)
    _go(page, "Kết thúc đợt")
    _press(page, "Kết thúc đợt")
    _says(page, "Nhu cầu đã lập")


def _programme(page: Page, look: object) -> str:
    """What was wanted stands there and waits for a line."""
    page.goto("/centres/programmes/new/")
    page.locator("#id_year").fill(str(today().year))
    _press(page, "Lập chương trình")
    programme = _path(page)
    _says(page, "Nhu cầu chưa có trong chương trình")
    page.get_by_role("row").filter(has_text="Kỹ thuật trồng trọt").get_by_role(
        "link", name="Đưa vào chương trình"
    ).click()
    page.get_by_label("Nội dung").fill("Trồng lúa theo hướng hữu cơ")
    page.locator("#id_kind").select_option("class")
    page.locator("#id_target_group").select_option("farmers")
    look(page, "line-new")  # type: ignore[operator]
    _press(page, "Thêm vào chương trình")
    _says(page, "Đã thêm vào chương trình.")
    _says(page, "từ nhu cầu: Kỹ thuật trồng trọt, 6 người")
    _says(page, "Năng khiếu")
    look(page, "programme")  # type: ignore[operator]
    _press(page, "Trình UBND xã phê duyệt")
    _says(page, "chờ phê duyệt")
    return programme


def _approve(page: Page, programme: str, look: object) -> None:
    page.goto("/")
    look(page, "chair-home")  # type: ignore[operator]
    page.goto(programme)
    _press(page, "Phê duyệt chương trình")
    _says(page, "đã phê duyệt")


def _arrange(page: Page, programme: str, look: object) -> tuple[str, str]:
    page.goto(programme)
    _go(page, "Xếp ngày")
    page.locator("#id_starts_on").fill(today().isoformat())
    page.get_by_label("Báo cáo viên, giáo viên").fill("Nguyễn Thị Giảng")
    page.locator("#id_place").select_option(label="Ấp 1")
    look(page, "activity-new")  # type: ignore[operator]
    _press(page, "Xếp lịch")
    activity = _path(page)
    look(page, "activity")  # type: ignore[operator]
    link = page.locator("a[href*='/learning/sessions/']").first.get_attribute("href")
    assert link is not None
    return activity, link


def _roll(page: Page, session: str, look: object) -> None:
    """At the door, on his phone."""
    page.goto(f"{session}roll/")
    for name in ("Lê Thị Na", "Võ Thị Xoài", "Phan Văn Ổi"):
        page.locator("[data-ht-row]").filter(has_text=name).locator("label").first.click()
    look(page, "roll")  # type: ignore[operator]
    _press(page, "Ghi người có mặt")
    _says(page, "3 người, điểm danh theo tên")


def _met(page: Page, programme: str) -> None:
    page.goto(programme)
    _press(page, "Ghi đã đáp ứng")
    _says(page, "Đã tổ chức 1")


def _menu_in_one_row(page: Page) -> None:
    """She has the most pages of all; on a laptop they stand side by side."""
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    tops = page.locator(".nav-wide li:visible").evaluate_all(
        "items => items.map(item => Math.round(item.getBoundingClientRect().top))"
    )
    assert len(tops) >= 10
    assert len(set(tops)) == 1, f"the menu takes {len(set(tops))} rows"
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def _evidence(page: Page, dossier: str, look: object) -> None:
    """The class stands among what the software knows of the family."""
    page.goto(f"/recognition/dossiers/{dossier}/evidence/reuse/")
    _says(page, "Lê Thị Na dự lớp “Trồng lúa theo hướng hữu cơ”, buổi 1")
    page.get_by_label("Lê Thị Na dự lớp").check()
    look(page, "reuse")  # type: ignore[operator]
    page.locator("input[name=criterion]").first.check()
    _press(page, "Dùng minh chứng đã chọn")
    page.goto(f"/recognition/dossiers/{dossier}/")
    _says(page, "dự lớp “Trồng lúa theo hướng hữu cơ”")


def _target(page: Page, plan: str) -> None:
    page.goto(f"/plans/{plan}/")
    row = page.get_by_role("row").filter(has_text="Mỗi trung tâm ít nhất 6 hoạt động")
    expect(row).to_contain_text("1")


def _fed(page: Page, activity: str, look: object) -> None:
    """Entered once; where it went."""
    page.goto(f"{activity}fed/")
    for words in ("Kỹ thuật trồng trọt", "minh chứng", "báo cáo"):
        expect(page.get_by_role("main")).to_contain_text(words, ignore_case=True)
    look(page, "fed")  # type: ignore[operator]
