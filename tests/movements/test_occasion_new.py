"""A place plans what it does for a day, or an event of its own."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.days.actions import plan_occasion
from hoctap.movements.days.models import Occasion
from tests.movements.hands import local_day, occasion_typed, shipped, week_2024
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/calendar/events/new/"


def _typed(world: World, **other: str) -> dict[str, str]:
    usual = {
        "place": str(world.commune.pk),
        "name": "Tuần lễ học tập suốt đời 2024",
        "first_on": "2024-10-01",
        "last_on": "2024-10-07",
        "level": "commune",
        "role": "organiser",
        "items": "Khai giảng lớp may | Trung tâm\nTrưng bày sách | Thư viện xã",
    }
    return usual | other


@pytest.mark.requirement("S1-17")
def test_the_week_is_planned_with_what_and_by_whom(world: World, director: User, bich: Actor):
    week = week_2024(world.district, bich)
    client = sign_in(director)
    address = f"{HERE}?observance={week.pk}&place={world.commune.pk}&year=2024"
    page = shown(client.get(address))
    assert 'value="2024-10-01"' in page, "its days come from the calendar"
    assert client.post(address, _typed(world)).status_code == 302
    one = Occasion.objects.get()
    assert one.observance == week
    assert [(item.what, item.who) for item in one.items.all()] == [
        ("Khai giảng lớp may", "Trung tâm"),
        ("Trưng bày sách", "Thư viện xã"),
    ]
    again = client.post(address, _typed(world))
    assert again.status_code == 422
    assert "đã có kế hoạch" in shown(again)


@pytest.mark.requirement("S1-36")
def test_an_international_event_says_whether_the_place_organises_or_takes_part(world: World):
    client = sign_in(world.lan)
    there = _typed(world, name="Diễn đàn thành phố học tập", level="international")
    answer = client.post(HERE, there)
    assert answer.status_code == 422
    assert "văn bản cho phép" in shown(answer)
    assert client.post(HERE, there | {"role": "participant"}).status_code == 302
    one = Occasion.objects.get()
    assert (one.level, one.role, one.observance) == ("international", "participant", None)
    page = shown(client.get(reverse("occasion_detail", args=[one.pk])))
    assert "quốc tế" in page
    assert "tham gia" in page


def test_a_head_of_a_hamlet_plans_for_his_hamlet_only(world: World):
    client = sign_in(world.hung)
    assert client.post(HERE, _typed(world, place=str(world.hamlet.pk))).status_code == 302
    assert client.post(HERE, _typed(world)).status_code == 422
    with pytest.raises(Forbidden):
        plan_occasion(world.commune, occasion_typed(), by=world.actor(world.hung))


def test_the_district_plans_its_own_and_not_for_a_commune(world: World, bich: Actor):
    made = plan_occasion(world.district, occasion_typed(level="district"), by=bich)
    assert made.level == "district"
    with pytest.raises(Forbidden):
        plan_occasion(world.commune, occasion_typed(), by=bich)


def test_a_day_of_another_place_is_not_planned_for(world: World, lan: Actor):
    day = local_day(world.commune, lan)
    with pytest.raises(Refused, match="của nơi khác"):
        plan_occasion(world.other_commune, occasion_typed(), observance=day, by=world.actor(world.oanh))


def test_several_years_have_a_plan_each(world: World, lan: Actor):
    day = shipped("book-day-vietnam")
    for year in (2024, 2025):
        on = dt.date(year, 4, 21)
        plan_occasion(world.commune, occasion_typed(first_on=on, last_on=on), observance=day, by=lan)
    assert set(Occasion.objects.values_list("year", flat=True)) == {2024, 2025}
