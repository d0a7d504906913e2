"""A roll-call of forty at the door of a class, on a phone: how many presses, how many requests, and what a lost connection costs."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.finger import Asked, Finger
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-5"
GOAL_SECONDS, MOST_REQUESTS = 60, 12
HERE, FOUND_BY_NAME, NEW = 38, 1, 1

# Words to `hoctap shell`.
SEED = """
import datetime as dt, json
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.places import actions, catalogue
from hoctap.places.models import Organisation, Place
from tests.learning.hands import activity_at, session_of
from tests.world import make_household, make_organisation, make_place
by = system_job("hành trình")
made = actions.install_commune(catalogue.load().resolve_year("30043", 2024), by=by)
hamlet = make_place("hamlet", "ấp", "Ấp 1", made.commune)
board = make_organisation("hamlet_board", "Ban nhân dân Ấp 1", "", hamlet)
families = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi")
given = ("An", "Bình", "Cúc", "Dũng", "Em", "Giang", "Hoa")
for number in range(56):
    name = families[number % 8] + (" Thị " if number % 2 else " Văn ") + given[number // 8]
    make_household(hamlet, name, birth_year=1950 + number)
first = activity_at(hamlet, kind="class", title="Trồng nấm rơm", on=today() - dt.timedelta(days=7))
second = session_of(first, today())
account = create_account(
    full_name="Trần Văn Hùng", login="hung", organisation=board, title="Trưởng ấp", role=Role.HAMLET_HEAD, place=hamlet, by=by
)
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps([account.one_time_password, str(first.sessions.first().pk), str(second.pk)]))
"""


@pytest.mark.requirement("S2-10")
def test_forty_people_are_at_a_class(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures
):
    hoctap = new_installation()
    told = hoctap.hoctap("shell", "-c", SEED).stdout
    password, first, second = json.loads(told.partition("MADE ")[2].splitlines()[0])
    with hoctap.serving() as address:
        page = open_page(address, size=PHONE)
        sign_in(page, "hung", password)
        change_first_password(page, password, PASSWORD)
        page.goto(f"/learning/sessions/{first}/")
        look_at(page, "before", pictures)
        finger, asked = Finger(page), Asked(page)
        _take_forty(finger)
        print(finger.says("40 people", asked))
        assert finger.seconds <= GOAL_SECONDS
        assert len(asked.urls) <= MOST_REQUESTS, asked.urls
        expect(page.get_by_role("main")).to_contain_text("40 người, điểm danh theo tên")
        look_at(page, "after", pictures)
        _the_next_time_those_of_last_time_come_first(page, second, pictures)


def _take_forty(finger: Finger) -> None:
    """At the door: most are ticked down the list, one is looked for by his name, one nobody knows."""
    page = finger.page
    finger.tap("a.btn-primary:has-text('Điểm danh')")
    page.wait_for_load_state()
    rows = page.locator("[data-ht-row]").evaluate_all("rows => rows.map(row => row.dataset.htRow)")
    for row in rows[:HERE]:
        finger.tap(f"[data-ht-row='{row}'] label")
    expect(page.locator("[data-ht-ticked]")).to_have_text(str(HERE))
    finger.type("#find", "bui thi h")
    page.wait_for_timeout(100)
    finger.tap("[data-ht-row]:not([hidden]) label")
    finger.tap("button:has-text('Ghi người có mặt')")
    page.wait_for_load_state()
    finger.tap("a:has-text('Thêm người mới')")
    page.wait_for_load_state()
    finger.type("#id_full_name", "Son Thi Den")
    finger.tap("button:has-text('Ghi người này')")
    page.wait_for_load_state()
    finger.tap("a:has-text('Về danh sách')")
    page.wait_for_load_state()


def _the_next_time_those_of_last_time_come_first(page: Page, session: str, pictures: Pictures) -> None:
    """One press ticks them all; what is ticked while there is no connection is neither lost nor sent twice."""
    page.goto(f"/learning/sessions/{session}/roll/")
    look_at(page, "roll", pictures)
    page.get_by_role("button", name="Đánh dấu cả nhóm này").click()
    expect(page.locator("[data-ht-ticked]")).to_have_text(str(HERE + FOUND_BY_NAME))
    page.locator("#regulars label").first.click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Ghi người có mặt").click()
    expect(page.locator("#ht-live")).to_contain_text("38 người chưa gửi được giữ trên máy này")
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[data-ht-ticked]")).to_have_text("38")
    page.get_by_role("button", name="Ghi người có mặt").click()
    expect(page.get_by_role("main")).to_contain_text("38 người, điểm danh theo tên")
    page.goto(f"/learning/sessions/{session}/roll/")
    expect(page.locator("[data-ht-ticked]")).to_have_text("0")
    page.goto(f"/learning/sessions/{session}/face/")
    look_at(page, "face", pictures)
