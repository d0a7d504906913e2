"""The year of a place: its days, weeks, events and movements."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.movements.campaigns.models import Movement
from hoctap.movements.days.actions import set_reminder
from hoctap.movements.days.models import Observance, Occasion
from tests.learning.hands import activity_at
from tests.movements.hands import local_day, shipped
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/calendar/"


@pytest.mark.requirement("S1-18")
def test_the_four_days_stand_in_every_calendar_on_their_dates(world: World):
    shipped()
    page = shown(sign_in(world.lan).get(f"{HERE}?year=2026"))
    for name, day in (
        ("Ngày Sách và Văn hóa đọc Việt Nam", "21/04/2026"),
        ("Ngày Sách và Bản quyền thế giới", "23/04/2026"),
        ("Ngày Quốc tế bảo tàng", "18/05/2026"),
        ("Ngày Di sản văn hóa Việt Nam", "23/11/2026"),
    ):
        row = page.split(name)[-1].split("</tr>")[0]
        assert day in row
    assert "chưa có ngày, chưa kiểm chứng" in page.split("Tuần lễ hưởng ứng học tập suốt đời")[-1]
    assert Observance.objects.filter(place=None).count() == 5


def test_a_month_shows_what_falls_in_it(world: World, lan: Actor, week: Occasion, movement: Movement):
    local_day(world.commune, lan, "Ngày hội đọc sách", month=10, day=3)
    page = shown(sign_in(world.lan).get(f"{HERE}?month=2024-10"))
    month = page.split('<table class="month">')[1].split("</table>")[0]
    assert "Ngày hội đọc sách" in month
    assert month.count(week.name) == 7
    assert movement.name in shown(sign_in(world.lan).get(f"{HERE}?month=2024-01"))


def test_planned_activities_of_a_commune_stand_in_it(world: World, director: User):
    activity = activity_at(world.commune, on=today() + dt.timedelta(days=1))
    month = f"{activity.starts_on:%Y-%m}"
    assert activity.title in shown(sign_in(director).get(f"{HERE}?month={month}"))


def test_a_day_that_a_place_does_not_keep_is_not_in_its_month(world: World, lan: Actor):
    day = shipped("book-day-vietnam")
    client = sign_in(world.lan)
    assert day.name in shown(client.get(f"{HERE}?month=2026-04")).split("Cả năm")[0]
    set_reminder(day, world.commune, is_kept=False, remind_days=15, by=lan)
    page = shown(client.get(f"{HERE}?month=2026-04"))
    assert day.name not in page.split("Cả năm")[0]
    assert "không tổ chức" in page.split("Cả năm")[1]


def test_a_neighbour_has_a_calendar_of_his_own(world: World, lan: Actor, week: Occasion):
    local_day(world.commune, lan, "Ngày hội Tân Kiều", month=10, day=3)
    page = shown(sign_in(world.oanh).get(f"{HERE}?month=2024-10"))
    assert "Tuần lễ hưởng ứng học tập suốt đời" in page, "the district dated it for all"
    assert "Ngày hội Tân Kiều" not in page
    assert week.name not in page
    assert sign_in(world.oanh).get(f"{HERE}?place={world.commune.pk}").status_code == 404


def test_a_head_of_a_hamlet_reads_the_calendar_of_his_commune(world: World, week: Occasion):
    assert week.name in shown(sign_in(world.hung).get(f"{HERE}?month=2024-10"))


@pytest.mark.parametrize("asked", ["month=2024-13", "month=x", "year=abc", "month=0001-01"])
def test_what_is_no_month_is_this_month(world: World, asked: str):
    page = shown(sign_in(world.lan).get(f"{HERE}?{asked}"))
    assert f"Tháng {today().month}/{today().year}" in page


def test_more_in_it_takes_no_more_queries(world: World, lan: Actor, week: Occasion):
    client = sign_in(world.lan)
    before = queries_of(client, f"{HERE}?month=2024-10")
    for number in range(3):
        local_day(world.commune, lan, f"Ngày {number}", month=10, day=number + 1)
    assert queries_of(client, f"{HERE}?month=2024-10") == before
