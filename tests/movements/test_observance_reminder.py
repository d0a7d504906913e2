"""How long before a day a place is told, and that it is told once."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.days.actions import plan_occasion, remind_of_days, set_reminder
from hoctap.movements.days.models import ObservanceSetting, ReminderSent
from hoctap.movements.tasks import remind_people
from hoctap.movements.work import work_items
from hoctap.notices.models import Notice
from tests.movements.hands import local_day, occasion_typed, shipped
from tests.recognition.hands import shown, sign_in
from tests.world import World

JOB = system_job("thử")
APRIL_10, APRIL_21 = dt.date(2026, 4, 10), dt.date(2026, 4, 21)


def _told(world: World, name: str) -> list[str]:
    rows = Notice.objects.filter(user=world.lan, text__startswith=name)
    return list(rows.values_list("text", flat=True))


@pytest.mark.requirement("S1-18")
def test_who_keeps_the_calendar_is_told_once_before_each_day(world: World):
    day = shipped("book-day-vietnam")
    remind_of_days(dt.date(2026, 4, 1), by=JOB)
    assert _told(world, day.name) == [], "20 days before, 15 are set"
    assert remind_of_days(APRIL_10, by=JOB) > 0
    assert _told(world, day.name) == [
        "Ngày Sách và Văn hóa đọc Việt Nam (21/04/2026), Xã Tân Kiều: chưa có kế hoạch."
    ]
    remind_of_days(APRIL_10, by=JOB)
    remind_of_days(APRIL_21, by=JOB)
    assert len(_told(world, day.name)) == 1
    assert not Notice.objects.filter(user=world.hung, text__startswith=day.name).exists()
    sent = ReminderSent.objects.get(observance=day, place=world.commune)
    assert sent.people == 3, "Lan, the chair and the administrator"


@pytest.mark.requirement("S1-18")
def test_days_ahead_are_a_setting_of_the_place_and_of_those_below(world: World, lan: Actor, bich: Actor):
    day = shipped("book-day-vietnam")
    set_reminder(day, world.district, is_kept=True, remind_days=30, by=bich)
    remind_of_days(dt.date(2026, 3, 25), by=JOB)
    assert len(_told(world, day.name)) == 1
    museum = shipped("museum-day")
    set_reminder(museum, world.commune, is_kept=False, remind_days=30, by=lan)
    remind_of_days(dt.date(2026, 5, 10), by=JOB)
    assert _told(world, museum.name) == []
    assert Notice.objects.filter(user=world.oanh, text__startswith=museum.name).exists()


def test_a_local_day_is_told_of_at_its_place_only(world: World, lan: Actor):
    day = local_day(world.commune, lan, month=4, day=12)
    remind_of_days(APRIL_10, by=JOB)
    assert len(_told(world, day.name)) == 1
    assert not Notice.objects.filter(user=world.oanh, text__startswith=day.name).exists()


def test_only_the_daily_job_reminds(world: World, lan: Actor):
    with pytest.raises(Forbidden):
        remind_of_days(APRIL_10, by=lan)
    remind_people.func(timestamp=0)


def test_reminding_more_places_takes_few_more_queries(
    world: World, lan: Actor, django_assert_max_num_queries
):
    shipped()
    for number in range(5):
        local_day(world.commune, lan, f"Ngày {number}", month=4, day=11 + number)
    with django_assert_max_num_queries(40):
        assert remind_of_days(APRIL_10, by=JOB) > 5


def test_the_setting_is_made_on_its_screen(world: World):
    day = shipped("heritage-day")
    here = reverse("observance_reminder", args=[day.pk])
    client = sign_in(world.lan)
    assert client.post(here, {"place": world.commune.pk, "remind_days": "45"}).status_code == 302
    kept = ObservanceSetting.objects.get()
    assert (kept.is_kept, kept.remind_days) == (False, 45)
    assert 'value="45"' in shown(client.get(f"{here}?place={world.commune.pk}"))
    answer = client.post(here, {"place": world.commune.pk, "remind_days": ""})
    assert answer.status_code == 422
    assert "Nhắc trước từ 1 đến 120 ngày" in shown(answer)
    assert sign_in(world.hung).get(here).status_code == 403
    with pytest.raises(Forbidden):
        set_reminder(day, world.commune, is_kept=True, remind_days=3, by=world.actor(world.oanh))
    with pytest.raises(Refused):
        set_reminder(day, world.hamlet, is_kept=True, remind_days=3, by=world.actor(world.lan))


def test_a_near_day_without_a_plan_is_work_until_it_is_planned(world: World, lan: Actor):
    soon = today() + dt.timedelta(days=5)
    day = local_day(world.commune, lan, month=soon.month, day=soon.day)
    wanted = f"Lập kế hoạch cho {day.name}"
    assert wanted in [item.title for item in work_items(lan)]
    assert wanted not in [item.title for item in work_items(world.actor(world.oanh))]
    typed = occasion_typed("Kế hoạch", first_on=soon, last_on=soon)
    plan_occasion(world.commune, typed, observance=day, by=lan)
    assert wanted not in [item.title for item in work_items(lan)]
