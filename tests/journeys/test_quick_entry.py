"""An evening that was held put in on a phone: what it costs in presses, thoughts and requests, with a photo and with a teacher's name."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.evidence.pictures import jpeg, scene
from tests.journeys.browser import PHONE, OpenPage, Pictures, change_first_password, look_at, sign_in
from tests.journeys.finger import Asked, Finger
from tests.journeys.installation import NewInstallation

PASSWORD = "sen-no-thap-muoi-5"
GOAL_SECONDS, MOST_REQUESTS = 30, 5

# Words to `hoctap shell`.
SEED = """
import json
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.places import actions, catalogue
from tests.centres.hands import centre_at, topic
from tests.world import make_organisation, make_place
by = system_job("hành trình")
made = actions.install_commune(catalogue.load().resolve_year("30043", today().year), by=by)
hamlet = make_place("hamlet", "ấp", "Ấp 1", made.commune)
board = make_organisation("hamlet_board", "Ban nhân dân Ấp 1", "", hamlet)
centre_at(made.commune)
topic()
account = create_account(
    full_name="Trần Văn Hùng", login="hung", organisation=board, title="Trưởng ấp", role=Role.HAMLET_HEAD, place=hamlet, by=by
)
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps(account.one_time_password))
"""


@pytest.mark.requirement("S2-10")
def test_an_evening_is_put_in_within_half_a_minute(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures, tmp_path: Path
):
    hoctap = new_installation()
    told = hoctap.hoctap("shell", "--no-imports", "-c", SEED).stdout
    password = json.loads(told.partition("MADE ")[2].splitlines()[0])
    photo = tmp_path / "buoi-hoc.jpg"
    photo.write_bytes(jpeg(scene(1, (3000, 2000))))
    with hoctap.serving() as address:
        page = open_page(address, size=PHONE)
        page.context.set_default_timeout(30_000)
        sign_in(page, "hung", password)
        change_first_password(page, password, PASSWORD)
        page.goto("/centres/activities/")
        finger, asked = Finger(page), Asked(page)
        _put_in(finger, "Xây dựng xã hội học tập", photo)
        _is_done_in_time(
            "a talk with a photo, the topic far down the list", finger, asked, "Ban nhân dân Ấp 1"
        )
        look_at(page, "talk", pictures)

        page.goto("/centres/activities/")
        finger, asked = Finger(page), Asked(page)
        _put_in(finger, "Kỹ thuật trồng trọt", teacher="Nguyen Thi Nhu")
        _is_done_in_time("a class with its teacher", finger, asked, "Nguyen Thi Nhu")
        look_at(page, "class", pictures)


def _put_in(finger: Finger, topic: str, photo: Path | None = None, teacher: str = "") -> None:
    """The day is today's and the place his own; a class needs its teacher's name besides."""
    page = finger.page
    finger.tap("a:has-text('Ghi nhanh')")
    page.wait_for_load_state()
    finger.choose("#id_topic", topic)
    finger.thoughts += 1  # how many they were
    finger.type("#id_male", "14")
    finger.type("#id_female", "26")
    if photo:
        finger.take_photo("#id_file", photo)
    if teacher:
        finger.tap("summary:has-text('báo cáo viên')")
        finger.choose("#id_kind", "lớp")
        finger.type("#id_speakers", teacher)
    finger.tap("button[form=form]")
    page.wait_for_load_state()


def _is_done_in_time(what: str, finger: Finger, asked: Asked, shown: str) -> None:
    print(finger.says(what, asked))
    expect(finger.page.get_by_role("cell", name="40 đếm số người")).to_be_visible()
    expect(finger.page.get_by_role("main")).to_contain_text(shown)
    assert finger.seconds <= GOAL_SECONDS
    assert len(asked.urls) <= MOST_REQUESTS, asked.urls
