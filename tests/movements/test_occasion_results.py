"""What came of an event, told once it has begun."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.movements.days.actions import tell_results
from hoctap.movements.days.models import Occasion
from hoctap.movements.work import work_items
from tests.movements.hands import occasion_at
from tests.recognition.hands import shown, sign_in
from tests.world import World


@pytest.mark.requirement("S1-17")
def test_they_are_told_and_shown_with_who_told_them(world: World, week: Occasion):
    here, client = reverse("occasion_results", args=[week.pk]), sign_in(world.lan)
    assert client.post(here, {"results": ""}).status_code == 422
    assert client.post(here, {"results": "300 người đến đọc"}).status_code == 302
    page = shown(client.get(reverse("occasion_detail", args=[week.pk])))
    assert "300 người đến đọc" in page
    assert "Nguyễn Thị Lan" in page


def test_not_before_it_began(world: World, lan: Actor):
    later = today() + dt.timedelta(days=10)
    one = occasion_at(world.commune, lan, name="Sắp tới", first_on=later, last_on=later)
    with pytest.raises(Refused, match="chưa có kết quả"):
        tell_results(one, results="Tốt", by=lan)


def test_an_event_gone_by_is_work_until_it_is_told_of(world: World, lan: Actor):
    before = today() - dt.timedelta(days=3)
    one = occasion_at(world.commune, lan, name="Vừa xong", first_on=before, last_on=before)
    wanted = f"Ghi kết quả “{one.name}”"
    assert wanted in [item.title for item in work_items(lan)]
    tell_results(one, results="Tốt", by=lan)
    assert wanted not in [item.title for item in work_items(lan)]


def test_not_by_a_neighbour(world: World, week: Occasion):
    assert sign_in(world.oanh).get(reverse("occasion_results", args=[week.pk])).status_code == 404
