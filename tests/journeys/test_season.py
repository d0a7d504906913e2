"""The recognition season of one Tổ, one ấp and one commune, by its roles in one go: from the road to the ceremony and the report.

One long test on purpose, as the thread is: every step stands on the one before it. Who holds no account answers in a browser of his own.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from hoctap.core.dates import today
from hoctap.papers.layout_check import check_layout
from tests.journeys import things
from tests.journeys.browser import LAPTOP, PHONE, OpenPage, Pictures, no_sideways_scroll, sign_in
from tests.journeys.installation import Installation, NewInstallation

PATIENCE = 30_000
PASSWORD = "sen-no-thap-muoi-5"

# Steps are dated back from today: what a season of weeks leaves is on record at once.
SEASON = today()
YEAR = (SEASON - dt.timedelta(days=40)).year
GROUPS_MET, MET, MET_AGAIN = -24, -22, -17
COMMUNE_MET, POSTED, POSTED_DAYS = -15, -14, 5
OBJECTED, SUBMITTED, DECIDED, GIVEN = -12, -7, -4, -3


def day(offset: int) -> dt.date:
    return SEASON + dt.timedelta(days=offset)


def typed(offset: int) -> str:
    return day(offset).isoformat()


def shown(offset: int) -> str:
    return f"{day(offset):%d/%m/%Y}"


BY_CRITERIA, BY_ITSELF = "Lê Thị Bông Súng", "Phan Văn Lục Bình"
EXCEPTED, BELOW, RETURNED = "Ngô Thị Cà Na", "Đặng Văn Tràm", "Võ Văn Điên Điển"
SPOKEN_OF, NOT_CULTURED = "Huỳnh Thị Ô Môi", "Bùi Văn Vú Sữa"
# Tổ 1, then Tổ 2; the points are the family's own and the Tổ's, as the signed sheets say.
FIRST = {BY_CRITERIA: None, EXCEPTED: ("85", "84"), BELOW: ("70", "62"), RETURNED: ("84", "82"),
         "Trần Văn Ba Khía": ("95", "94"), "Cao Thị Năm Roi": ("90,5", "91")}  # fmt: skip
SECOND = {BY_ITSELF: None, SPOKEN_OF: ("93", "91"), NOT_CULTURED: ("88", "87"), "Hồ Thị Mù U": ("90", "89")}
FROM_PAPER = {name: points for name, points in {**FIRST, **SECOND}.items() if points}
ALL = [*FIRST, *SECOND]
NEXT_DOOR = ["Phạm Văn Chàm", "Nguyễn Thị Lài", "Trương Văn Mắm"]
ANSWERS = {"GĐ1.1": "10", "GĐ1.2": "9", "GĐ1.3": "9", "GĐ2.1": "10", "GĐ2.2": "17", "GĐ3": "17", "GĐ4": "16"}
OTHER_TITLE = "Gia đình văn hóa"

COMMUNE = f"""
import datetime as dt, io
from openpyxl import Workbook
from hoctap.accounts import actions as accounts
from hoctap.accounts.models import Capacity, User
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.people import actions as people
from hoctap.places import actions as places
from hoctap.places.models import OrganisationKind, Place
by = system_job("lập dữ liệu thử")
commune = Place.objects.get(level="commune")
first, second = (places.add_hamlet(commune, name, "ấp", by=by) for name in ("Ấp 1", "Ấp 2"))
book = Workbook()
book.active.append(["STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Ấp", "Tổ", "Số nhân khẩu"])
rows = [(n, "Ấp 1", "Tổ 1") for n in {list(FIRST)!r}] + [(n, "Ấp 1", "Tổ 2") for n in {list(SECOND)!r}]
rows += [(n, "Ấp 2", "Tổ 1") for n in {NEXT_DOOR!r}]
for number, (name, hamlet, group) in enumerate(rows, start=1):
    book.active.append([number, name, 1950 + number, "", hamlet, group, 3])
out = io.BytesIO()
book.save(out)
people.apply_import(people.preview_import(commune, {YEAR}, "so-ho.xlsx", out.getvalue(), by=by), by=by)
board = first.organisations.get(kind=OrganisationKind.HAMLET_BOARD)
other = second.organisations.get(kind=OrganisationKind.HAMLET_BOARD)
office = commune.organisations.get(kind=OrganisationKind.PEOPLES_COMMITTEE)
for login, name, body, title, role, place in (
    ("hung", "Trần Văn Hùng", board, "Trưởng ấp", Role.HAMLET_HEAD, first),
    ("sau", "Lâm Văn Sáu", other, "Trưởng ấp", Role.HAMLET_HEAD, second),
    ("minh", "Lê Hoàng Minh", office, "Chủ tịch UBND xã", Role.CHAIR, commune),
):
    accounts.create_account(full_name=name, login=login, organisation=body, title=title, role=role, place=place, by=by)
for user in User.objects.all():
    user.set_password({PASSWORD!r})
    user.must_change_password = False
    user.save()
Capacity.objects.update(starts_on=dt.date(2020, 1, 1))
Capacity.objects.filter(user__full_name="Nguyễn Thị Lan").update(title="Chủ tịch Hội Khuyến học xã")
"""
# The evening was called for today, and the calendar goes on: the season is walked in minutes.
WEEKS_PASS = f"""
import datetime as dt
from hoctap.recognition.models import VillageMeeting
VillageMeeting.objects.filter(state="called").update(held_on=dt.date.fromisoformat({typed(MET)!r}))
"""


@dataclass
class Walk:
    hoctap: Installation
    address: str
    open_page: OpenPage
    pictures: Pictures
    lan: Page = field(init=False)
    hung: Page = field(init=False)
    sau: Page = field(init=False)
    minh: Page = field(init=False)
    round_url: str = ""
    meeting_url: str = ""
    decision_url: str = ""
    batch_url: str = ""

    def person(self, login: str, **options: Any) -> Page:
        page = self.browser(**options)
        sign_in(page, login, PASSWORD)
        expect(page).to_have_url(f"{self.address}/")
        return page

    def browser(self, **options: Any) -> Page:
        page = self.open_page(self.address, **options)
        page.context.set_default_timeout(PATIENCE)
        return page

    def look(self, page: Page, name: str) -> None:
        """A main page of the season: not wider than a phone, and a picture at both widths."""
        before = page.viewport_size
        for width, height in (PHONE, LAPTOP):
            page.set_viewport_size({"width": width, "height": height})
            if width == PHONE[0]:
                no_sideways_scroll(page)
            self.pictures.take(page, name)
        if before:
            page.set_viewport_size(before)


@pytest.fixture(autouse=True)
def patience() -> None:
    """Other work may slow this machine down; a state that comes late is still the state."""
    expect.set_options(timeout=PATIENCE)


def test_the_season_of_a_commune_is_played_by_its_roles(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    made = json.loads(
        hoctap.hoctap(
            "init", "--place", "30043", "--year", str(YEAR), "--admin", "Nguyễn Thị Lan", "--json"
        ).stdout
    )
    hoctap.hoctap("shell", "--no-imports", "-c", COMMUNE)
    with hoctap.serving() as address:
        walk = Walk(hoctap, address, open_page, pictures)
        walk.lan = walk.person(made["login"])
        walk.hung = walk.person("hung", size=PHONE)
        walk.sau = walk.person("sau")
        walk.minh = walk.person("minh")
        keep_a_road(walk)
        open_the_round(walk)
        enter_the_signed_sheets(walk)
        score_by_criteria(walk)
        a_family_answers_by_its_link(walk)
        the_groups_meet(walk)
        call_the_evening(walk)
        hold_the_evening(walk)
        the_commune_looks(walk)
        the_returned_family_comes_again(walk)
        the_commune_meets(walk)
        post_and_answer(walk)
        submit(walk)
        decide(walk)
        give_certificates(walk)
        read_the_results(walk)
        everyone_sees_his_own(walk)


# ── the road, the round ──────────────────────────────────────────────────────────────────────────


def keep_a_road(walk: Walk) -> None:
    page = walk.lan
    page.goto("/recognition/roads/new/?title=learning_family")
    fill(page, name="Quy trình của xã", instrument="Hướng dẫn của Hội Khuyến học xã")
    for code in ("group_meeting", "commune_meeting", "posting"):
        page.locator(f"#on-{code}").check()
    fill(page, **{"days-posting": str(POSTED_DAYS), "valid_from": f"{YEAR}-01-01"})
    walk.look(page, "road-new")
    press(page, "Đặt quy trình")
    expect(said(page)).to_contain_text("Đã đặt quy trình")


def open_the_round(walk: Walk) -> None:
    page = walk.lan
    page.goto("/recognition/rounds/new/")
    fill(page, year=str(YEAR), before_on=typed(40))
    walk.look(page, "round-new")
    press(page, "Mở đợt")
    expect(said(page)).to_contain_text(f"với {len(ALL) + len(NEXT_DOOR)} hộ")
    walk.round_url = page.url
    for step in ("Họp xét của xã", "Niêm yết công khai"):
        expect(page.get_by_role("main")).to_contain_text(step)
    walk.look(page, "round-open")


# ── points ───────────────────────────────────────────────────────────────────────────────────────


def enter_the_signed_sheets(walk: Walk) -> None:
    page = walk.hung
    page.goto(walk.round_url)
    page.get_by_role("link", name="Danh sách").first.click()
    page.get_by_text("Cả ấp đã nộp tờ đăng ký?").click()
    press(page, "Ghi tất cả đã đăng ký")
    for name, points in FROM_PAPER.items():
        row = page.locator(f'[data-ht-name="{name}"]')
        row.locator("[data-ht-col=self]").fill(points[0])
        row.locator("[data-ht-col=hamlet]").fill(points[1])
    press(page, "Lưu danh sách")
    page.reload()
    expect(page.locator(f'[data-ht-name="{BELOW}"] [data-ht-col=hamlet]')).to_have_value("62")
    walk.look(page, "entry-list")


def score_by_criteria(walk: Walk) -> None:
    page = walk.hung
    page.get_by_role("link", name=BY_CRITERIA).click()
    for label in ("Gia đình tự chấm", "Tổ, ấp chấm"):
        page.get_by_role("main").get_by_role("link", name=label, exact=True).click()
        for code, points in ANSWERS.items():
            page.locator(f"[name='points-{code}']").fill(points)
        press(page, "Lưu điểm")
    page.get_by_text("Thêm minh chứng").first.click()
    choose(page, "criterion", re.compile("^GĐ3"))
    fill(page, text="Góc học tập của hai cháu")
    page.locator("input[capture]").set_input_files(things.photo())
    press(page, "Thêm minh chứng")
    expect(page.get_by_alt_text("Góc học tập của hai cháu")).to_be_visible()
    walk.look(page, "dossier-by-criteria")


def a_family_answers_by_its_link(walk: Walk) -> None:
    """The QR of the sheet, read as a telephone reads it; the family holds no account. Then the Tổ scores it too."""
    page = walk.hung
    listed = entry_list(walk, page)
    page.get_by_role("link", name=BY_ITSELF).click()
    dossier = page.url
    press(page, "Lập tờ có mã QR")
    walk.look(page, "own-sheet")
    picture = Image.open(BytesIO(page.locator("svg.qr").screenshot(scale="css")))
    (read,) = zxingcpp.read_barcodes(picture.resize((picture.width * 3, picture.height * 3)))
    page.emulate_media(media="print")
    walk.pictures.take(page, "own-sheet-printed")
    page.emulate_media(media="screen")
    phone = walk.browser(size=PHONE)
    phone.goto(read.text)
    expect(phone.get_by_role("heading", level=1)).to_have_text(BY_ITSELF)
    walk.look(phone, "own-answers")
    for number, (code, points) in enumerate(ANSWERS.items()):
        if number:
            phone.get_by_role("link", name="Câu sau").locator("visible=true").click()
        step = phone.locator(f"[id='points-{code}']")
        usual = step.locator(f"input[type=radio][value='{points}']")
        if usual.count():
            usual.check()
        else:
            step.locator(f"[name='other-{code}']").fill(points)
    press(phone, "Xem lại trước khi gửi")
    walk.look(phone, "own-check")
    press(phone, "Gửi phiếu tự chấm")
    expect(phone.get_by_role("main")).to_contain_text("88 điểm tự chấm")
    walk.look(phone, "own-sent")
    expect_nothing_else(phone, listed)
    phone.context.close()
    page.goto(dossier)
    expect(page.locator("table.scores tfoot td.scores-cell").first).to_have_text("88")
    page.get_by_role("main").get_by_role("link", name="Tổ, ấp chấm", exact=True).click()
    for code, points in ANSWERS.items():
        page.locator(f"[name='points-{code}']").fill(points)
    press(page, "Lưu điểm")


def expect_nothing_else(phone: Page, address: str) -> None:
    """Who came by a link is nobody elsewhere."""
    phone.goto(address)
    expect(phone).to_have_url(re.compile("/login/"))


# ── meetings ─────────────────────────────────────────────────────────────────────────────────────


def the_groups_meet(walk: Walk) -> None:
    for group, present, excepted in (("Tổ 1", "5", EXCEPTED), ("Tổ 2", "4", "")):
        page = walk.hung
        page.goto(walk.round_url)
        page.get_by_role("link", name="Ghi họp").first.click()
        page.get_by_role("link", name=f"Ghi họp {group}").click()
        describe_meeting(page, present, GROUPS_MET)
        if excepted:
            page.get_by_label(f"Trừ hộ {excepted}").check()
        walk.look(page, f"group-meeting-{present}")
        press(page, "Ghi cuộc họp, lập biên bản")
        expect(page.get_by_role("main")).to_contain_text("Thống nhất đề nghị 4 /")
        walk.look(page, f"group-met-{present}")
        page.get_by_role("link", name="Mở biên bản").click()
        keep_paper(walk, page, f"minutes-{group}")
        press(page, "Đã in, trình ký")
        fill(page, dated_on=typed(GROUPS_MET))
        press(page, "Ghi nhận đã ký")


def call_the_evening(walk: Walk) -> None:
    """One invitation and one sign-in list for two titles; the attendance is ticked."""
    page = walk.hung
    page.goto(walk.round_url)
    page.get_by_role("link", name="Ghi họp").first.click()
    page.get_by_text("Cùng buổi còn xét danh hiệu khác, hoặc cần giấy mời?").click()
    page.get_by_role("link", name="Gọi họp trước").click()
    fill(
        page,
        other_titles=OTHER_TITLE,
        held_on=typed(1),
        starts_at="19:30",
        chair="Trần Văn Hùng",
        secretary="Nguyễn Thị Ghi",
    )
    walk.look(page, "meeting-call")
    press(page, "Gọi họp, lập giấy mời")
    walk.meeting_url = page.url
    walk.look(page, "meeting-called")
    page.get_by_role("link", name="Đổi ngày, nơi họp").click()
    fill(page, held_on=typed(0), venue="Trường tiểu học Ấp 1", why="nhà văn hóa đang sửa")
    walk.look(page, "meeting-move")
    press(page, "Đổi, lập giấy mời mới")
    expect(page.get_by_role("main")).to_contain_text("đã thay, mở giấy mời cũ")
    walk.look(page, "meeting-moved")
    page.get_by_role("link", name="Mở giấy mời", exact=True).click()
    words = keep_paper(walk, page, "invitation")
    for said_there in (
        "Gia đình học tập",
        OTHER_TITLE,
        "Trường tiểu học Ấp 1",
        "Giấy mời này thay giấy mời họp",
    ):
        assert said_there in words
    page.goto(walk.meeting_url)
    page.get_by_role("link", name="In danh sách ký nhận").click()
    walk.look(page, "sign-in")
    page.emulate_media(media="print")
    keep(walk, "sign-in.pdf", page.pdf(prefer_css_page_size=True))
    page.emulate_media(media="screen")
    page.goto(walk.meeting_url)
    page.get_by_role("link", name="Đánh dấu hộ dự họp").click()
    for name in ALL[:8]:
        page.get_by_label(name).check()
    walk.look(page, "attendance")
    press(page, "Ghi hộ dự họp")
    expect(said(page)).to_contain_text("Đã đánh dấu 8 hộ dự họp")
    page.get_by_role("link", name="Máy để bàn").click()
    expect(page.get_by_role("main")).not_to_contain_text("91")
    walk.look(page, "table-phone")


def hold_the_evening(walk: Walk) -> None:
    """A block vote on each title with its exception; minutes printed and signed; the list goes up."""
    walk.hoctap.hoctap("shell", "--no-imports", "-c", WEEKS_PASS)
    page = walk.hung
    page.goto(walk.meeting_url)
    page.get_by_role("link", name="Phản ánh tại hoặc trước cuộc họp").click()
    choose(page, "dossier", re.compile(NOT_CULTURED))
    fill(page, content="Chưa thấy góc học tập như phiếu ghi.", handler="Trần Văn Hùng")
    press(page, "Ghi phản ánh")
    walk.look(page, "meeting-objections")
    page.locator("main [name=answer]").fill("Tổ đã đến xem: có bàn học, đèn, giá sách.")
    press(page, "Ghi trả lời")
    page.goto(walk.meeting_url)
    page.get_by_role("link", name="Ghi kết quả họp").click()
    expect(page.locator("[name=households_present]")).to_have_value("8")
    expect(page.get_by_label(f"Trừ hộ {EXCEPTED}").first).to_be_checked()
    fill(page, **{"votes_for": "8", "t1-votes_for": "7", "t1-votes_against": "1"})
    excepted = page.locator(f'[name="t1-excepted"] + label:has-text("{NOT_CULTURED}")')
    excepted.click()
    press(page, "Ghi cuộc họp, lập biên bản")
    expect(page.get_by_role("alert").first).to_contain_text("thì ghi lý do")
    page.get_by_label(f"Lý do về {NOT_CULTURED}").last.fill("chưa dọn vệ sinh ngõ chung")
    walk.look(page, "meeting-record")
    press(page, "Ghi cuộc họp, lập biên bản")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Thống nhất đề nghị 8 / 10 hộ")
    expect(main).to_contain_text("Thống nhất đề nghị 9 / 10 hộ")
    walk.look(page, "meeting-held")
    page.get_by_role("link", name="Sửa, có lý do").click()
    fill(page, remarks="Bà con đề nghị mở thêm lớp buổi tối.", why="ghi thiếu ý kiến của bà con")
    walk.look(page, "meeting-correct")
    press(page, "Ghi bản sửa")
    expect(said(page)).to_contain_text("Biên bản có bản mới")
    page.get_by_role("link", name=f"In danh sách đề nghị {OTHER_TITLE}").click()
    expect(main).not_to_contain_text(NOT_CULTURED)
    walk.look(page, "meeting-other-list")
    page.goto(walk.meeting_url)
    page.get_by_role("link", name="Mở biên bản").click()
    words = keep_paper(walk, page, "minutes")
    assert OTHER_TITLE in words
    assert "nhận trước hoặc tại cuộc họp: 1, đã trả lời 1." in words
    assert "lớp buổi tối" in words
    walk.look(page, "minutes")
    press(page, "Đã in, trình ký")
    fill(page, dated_on=typed(MET))
    press(page, "Ghi nhận đã ký")
    page.goto(walk.meeting_url)
    press(page, "Gửi xã xét")
    expect(said(page)).to_contain_text("Đã gửi danh sách đề nghị lên xã")
    page.get_by_role("link", name="Mở danh sách").click()
    keep_paper(walk, page, "nomination")


def describe_meeting(page: Page, present: str, on: int) -> None:
    fill(
        page,
        held_on=typed(on),
        chair="Trần Văn Hùng",
        secretary="Nguyễn Thị Ghi",
        households_present=present,
        votes_for=present,
    )


# ── the commune ──────────────────────────────────────────────────────────────────────────────────


def the_commune_looks(walk: Walk) -> None:
    """A sample of the ấp first; one family goes back with its reason, the rest is accepted at once."""
    page = walk.lan
    page.goto("/")
    walk.look(page, "home-commune")
    page.goto(f"{walk.round_url}review/")
    walk.look(page, "queue")
    page.locator("summary", has_text="Phúc tra từng ấp").click()
    page.get_by_role("link", name=re.compile("Rút mẫu")).click()
    walk.look(page, "sample-new")
    page.get_by_role("button", name=re.compile("Rút .* hồ sơ phúc tra")).click()
    waiting = page.locator("section div", has=page.locator("h3", has_text="chưa có kết quả"))
    for _ in range(waiting.count()):
        one = waiting.first
        one.locator("summary").click()
        one.locator("[name=result]").select_option("right")
        one.locator("[name=visited_by]").fill("Nguyễn Thị Lan")
        one.locator("[name=visited_on]").fill(typed(0))
        one.get_by_role("button", name=re.compile("^Ghi kết quả")).click()
        page.wait_for_load_state()
    walk.look(page, "sample-done")
    page.goto(f"{walk.round_url}review/?decide=1")
    row = page.get_by_role("row").filter(has_text=RETURNED)
    row.get_by_role("combobox").select_option(label="Trả lại ấp")
    row.get_by_label("lý do").fill("Chưa thấy phiếu gia đình tự chấm")
    for other in page.get_by_role("row").filter(has=page.get_by_role("combobox")).all():
        if RETURNED not in other.inner_text():
            other.get_by_role("combobox").select_option(label="Để sau")
    walk.look(page, "queue-form")
    press(page, "Ghi kết quả xét")
    page.goto(f"{walk.round_url}review/")
    page.get_by_role("link", name=re.compile("Đồng ý 7 hộ")).click()
    walk.look(page, "accept-many")
    press(page, "Đồng ý 7 hộ")
    expect(page.get_by_role("main")).to_contain_text("Không còn hồ sơ nào chờ xã xét")


def the_returned_family_comes_again(walk: Walk) -> None:
    page = walk.hung
    page.goto("/")
    walk.look(page, "home-returned")
    page.get_by_role("link", name="Xem 1 hộ xã trả lại").click()
    row = page.locator(f'[data-ht-name="{RETURNED}"]')
    expect(row).to_contain_text("Chưa thấy phiếu gia đình tự chấm")
    row.locator("[data-ht-col=hamlet]").fill("85")
    press(page, "Lưu danh sách")
    page.goto(walk.round_url)
    page.get_by_role("link", name="Ghi họp").first.click()
    describe_meeting(page, "6", MET_AGAIN)
    press(page, "Ghi cuộc họp, lập biên bản")
    expect(page.get_by_role("main")).to_contain_text("Thống nhất đề nghị 1 /")
    press(page, "Gửi xã xét")
    expect(said(page)).to_contain_text("Đã gửi danh sách đề nghị lên xã")
    page = walk.lan
    page.goto(f"{walk.round_url}review/?decide=1")
    press(page, "Ghi kết quả xét")
    walk.look(page, "queue-after-return")


def the_commune_meets(walk: Walk) -> None:
    page = walk.lan
    page.goto(f"{walk.round_url}commune-meeting/")
    fill(
        page,
        held_on=typed(COMMUNE_MET),
        chair="Lê Hoàng Minh",
        secretary="Nguyễn Thị Ghi",
        members="Nguyễn Thị Lan, Chủ tịch Hội Khuyến học xã\nĐoàn Văn Mặt, Chủ tịch Mặt trận xã",
        votes_for="2",
    )
    walk.look(page, "commune-meeting-new")
    press(page, "Ghi cuộc họp, lập biên bản")
    walk.look(page, "commune-meeting")
    page.get_by_role("link", name=re.compile("biên bản", re.IGNORECASE)).first.click()
    keep_paper(walk, page, "commune-minutes")


def post_and_answer(walk: Walk) -> None:
    page = walk.lan
    page.goto(f"{walk.round_url}postings/new/")
    fill(page, from_on=typed(POSTED), days=str(POSTED_DAYS), venue_note="bảng tin trước trụ sở ấp")
    walk.look(page, "posting-new")
    press(page, "Lập danh sách")
    posting = page.url
    walk.look(page, "posting")
    page.get_by_role("link", name="Mở danh sách để in, ký").click()
    words = keep_paper(walk, page, "posting-list")
    assert SPOKEN_OF in words
    assert EXCEPTED not in words
    page.goto(posting)
    page.locator("main input[type=file]").first.set_input_files(things.photo())
    press(page, "Lưu ảnh")
    page.get_by_role("link", name=f"ghi phản ánh về {SPOKEN_OF}").click()
    fill(
        page,
        received_on=typed(OBJECTED),
        content="Hộ này không dự lớp học nào trong năm.",
        handler="Nguyễn Thị Lan",
    )
    walk.look(page, "objection-new")
    press(page, "Ghi phản ánh")
    objection = page.url
    page.goto(posting)
    fill(page, ended_on=typed(POSTED + POSTED_DAYS - 1))
    press(page, "Ghi gỡ danh sách")
    page.goto(objection)
    page.get_by_label("Giữ nguyên đề nghị").check()
    fill(page, answer="Đã xem sổ lớp: gia đình dự hai lớp.", answered_on=typed(OBJECTED + 1))
    walk.look(page, "objection")
    press(page, "Ghi trả lời")
    page.goto(f"{walk.round_url}postings/")
    walk.look(page, "postings")


def submit(walk: Walk) -> None:
    page = walk.lan
    page.goto(walk.round_url)
    walk.look(page, "round-before-submission")
    press(page, "Lập tờ trình cho các hộ xã đồng ý")
    expect(said(page)).to_contain_text("Đã lập tờ trình")
    words = keep_paper(walk, page, "submission")
    assert "TỜ TRÌNH" in words
    walk.look(page, "submission")
    press(page, "Đã in, trình ký")
    fill(page, number="21", dated_on=typed(SUBMITTED))
    sign_by(page, "Nguyễn Thị Lan", "Chủ tịch Hội")
    press(page, "Ghi nhận đã ký")
    page.goto(walk.round_url)
    press(page, "Soạn quyết định")
    expect(page.get_by_role("main")).to_contain_text("8 hộ")
    walk.decision_url = page.url
    walk.look(page, "decision-draft")


def decide(walk: Walk) -> None:
    page = walk.minh
    page.goto("/")
    page.get_by_role("link", name="Quyết định cho 8 hộ chờ ký").click()
    walk.look(page, "decision-chair")
    page.get_by_role("link", name="Xem bản in để ký").click()
    press(page, "Đã in, trình ký")
    fill(page, number="57", dated_on=typed(DECIDED))
    sign_by(page, "Lê Hoàng Minh", "Chủ tịch")
    page.locator("#sign [name=file]").set_input_files(things.scan("QD 57"))
    walk.look(page, "decision-to-sign")
    press(page, "Ghi nhận đã ký")
    expect(said(page)).to_contain_text("Đã ghi nhận văn bản đã ký 57/QĐ-UBND")
    words = keep_paper(walk, page, "decision")
    assert RETURNED in words
    assert EXCEPTED not in words
    page.goto(walk.decision_url)
    expect(page.get_by_role("main")).to_contain_text(f"có hiệu lực từ {shown(DECIDED)}")
    walk.look(page, "decision-in-force")


def give_certificates(walk: Walk) -> None:
    page = walk.lan
    page.goto(f"{walk.round_url}certificates/")
    walk.look(page, "certificates-empty")
    page.get_by_role("link", name="Chọn cấp giấy cho ai").click()
    page.get_by_label("Tất cả được công nhận").check()
    page.get_by_label("In mã QR").check()
    walk.look(page, "certificate-rule")
    press(page, "Ghi")
    page.get_by_role("link", name="Cấp 8 giấy").click()
    fill(page, dated_on=typed(GIVEN))
    walk.look(page, "certificate-issue")
    press(page, "Cấp 8 giấy, ghi vào sổ")
    part = page.get_by_role("link", name="Giấy số 1 đến 8")
    expect(part).to_be_visible(timeout=60_000)
    walk.look(page, "certificate-batch")
    keep(walk, "certificates.pdf", page.request.get(str(part.get_attribute("href"))).body())
    page.goto(f"{walk.round_url}certificates/")
    walk.look(page, "certificates")
    for link, name in (("Danh sách đọc tại lễ trao", "ceremony.pdf"), ("Thư cảm ơn từng ấp", "thanks.pdf")):
        address = page.get_by_role("link", name=link).get_attribute("href")
        keep(walk, name, page.request.get(str(address)).body())
    page.get_by_role("link", name="Ghi ai đã nhận giấy").click()
    walk.look(page, "certificates-received")
    press(page, "Ghi đã nhận")
    page.goto(f"{walk.round_url}certificates/")
    page.get_by_role("link", name="Sổ theo dõi cấp giấy").click()
    walk.look(page, "certificate-book")


def read_the_results(walk: Walk) -> None:
    page = walk.lan
    page.goto(f"/results/?year={YEAR}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("8/13 hộ được công nhận")
    walk.look(page, "results")
    page.get_by_role("link", name="Lập báo cáo").click()
    walk.look(page, "report-new")
    press(page, "Lập báo cáo")
    walk.look(page, "report")
    page.get_by_role("link", name="Mở văn bản").click()
    words = keep_paper(walk, page, "report")
    assert "BÁO CÁO" in words
    page.goto(f"{walk.round_url}case/")
    walk.look(page, "case")
    page.goto(walk.round_url)
    walk.look(page, "round-at-the-end")


def everyone_sees_his_own(walk: Walk) -> None:
    """The head of the ấp next door: not the meeting, not the desk, not the objection, not a dossier; of the round only his part."""
    page = walk.sau
    page.goto(walk.round_url)
    expect(page.get_by_role("main")).to_contain_text("Ấp 2")
    expect(page.get_by_role("main")).not_to_contain_text("Ấp 1")
    for path in (walk.meeting_url, f"{walk.round_url}review/", f"{walk.round_url}postings/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in (403, 404), path
    page.goto(walk.decision_url)
    for name in ALL:
        expect(page.get_by_role("main")).not_to_contain_text(name)
    walk.look(page, "next-door")


# ── hands and eyes ───────────────────────────────────────────────────────────────────────────────


def entry_list(walk: Walk, page: Page) -> str:
    page.goto(walk.round_url)
    page.get_by_role("link", name="Danh sách").first.click()
    return page.url


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f'main [name="{name}"]').fill(value)


def choose(page: Page, name: str, label: re.Pattern[str]) -> None:
    select = page.locator(f"main select[name={name}]")
    fits = [one for one in select.locator("option").all_inner_texts() if label.search(one)]
    select.select_option(label=fits[0])


def sign_by(page: Page, name: str, capacity: str) -> None:
    fill(page, signer=name, signer_capacity=capacity)


def said(page: Page) -> Locator:
    return page.locator(".messages")


def keep_paper(walk: Walk, page: Page, name: str) -> str:
    """Download the paper, hold it against the decree, and say what it says."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải bản Word", exact=True).click()
    docx = waiting.value.path().read_bytes()
    keep(walk, f"{name}.docx", docx)
    findings = check_layout(docx)
    assert not findings, "\n".join(map(str, findings))
    return things.words_of(docx)


def keep(walk: Walk, name: str, content: bytes) -> None:
    """Beside the pictures, when they are taken."""
    walk.pictures.keep(name, content)
