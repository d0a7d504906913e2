"""The file of a centre on one page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from hoctap.accounts.models import User
from hoctap.centres.facts import actions
from hoctap.centres.merging.rules import silence
from hoctap.centres.models import Centre
from hoctap.centres.work import work_items
from hoctap.learning.models import Activity
from tests.centres.hands import topic
from tests.season import SCAN
from tests.world import World


@pytest.mark.requirement("S0-25", "S2-57")
def test_names_founding_what_it_has_and_its_regulation(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    actions.edit_founding(
        centre,
        founded_on=dt.date(2014, 3, 1),
        founded_by="347/QĐ",
        scheme="Đề án A",
        symbol="",
        by=by,
    )
    actions.record_fact(centre, "seal", has=False, since=dt.date(2015, 1, 1), source="Báo cáo", by=by)
    actions.record_fact(centre, "seal", has=True, since=dt.date(2020, 1, 1), source="Mẫu dấu 12", by=by)
    actions.file_regulation(centre, SCAN, number="01/QC", issued_on=dt.date(2024, 3, 1), by=by)
    client.force_login(world.lan)
    page = client.get(f"/centres/{centre.pk}/file/").content.decode()
    for words in ("347/QĐ", "Đề án A", "Mẫu dấu 12", "01/QC", "chưa rõ", "01/03/2014"):
        assert words in page
    assert "Ghi có hay không" not in page
    for user in (world.hung, world.oanh):
        client.force_login(user)
        assert client.get(f"/centres/{centre.pk}/file/").status_code == 404


def activity(centre: Centre, on: dt.date, state: str = "held") -> Activity:
    return Activity.objects.create(
        commune=centre.place,
        place=centre.place,
        centre=centre,
        kind="talk",
        topic=topic(),
        title="Buổi nói chuyện",
        starts_on=on,
        ends_on=on,
        state=state,
        cancelled_why="mưa" if state == "cancelled" else "",
        recorded_by="x",
    )


def test_nine_months_without_an_activity_is_told_everywhere(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    day = timezone.localdate()
    activity(centre, day - dt.timedelta(days=300))
    activity(centre, day - dt.timedelta(days=5), "cancelled")  # was not held
    client.force_login(director)
    assert "tháng chưa có hoạt động nào" in client.get(f"/centres/{centre.pk}/file/").content.decode()
    assert "12 tháng liền" in client.get(f"/centres/{centre.pk}/").content.decode()
    assert any("chưa có hoạt động" in item.title for item in work_items(by))
    activity(centre, day - dt.timedelta(days=5))
    assert "tháng chưa có hoạt động nào" not in client.get(f"/centres/{centre.pk}/file/").content.decode()
    assert not work_items(by)


def test_months_of_silence_are_reckoned_from_the_later_of_the_two_days():
    day = dt.date(2026, 3, 15)
    assert silence(dt.date(2025, 6, 15), dt.date(2010, 1, 1), day).months == 9
    assert not silence(dt.date(2025, 6, 16), dt.date(2010, 1, 1), day).is_warned
    assert silence(None, dt.date(2025, 6, 1), day).is_warned
    assert silence(dt.date(2020, 1, 1), dt.date(2026, 1, 1), day).months == 2
