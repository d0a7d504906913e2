"""A plan is changed within its year."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.movements.days.actions import change_occasion
from hoctap.movements.days.models import Occasion
from tests.movements.hands import occasion_typed
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_lines_come_back_as_typed_and_are_replaced(world: World, week: Occasion):
    here, client = reverse("occasion_edit", args=[week.pk]), sign_in(world.lan)
    assert "Trưng bày sách | Thư viện xã" in shown(client.get(here))
    typed = {
        "place": week.place_id,
        "name": "Tên mới",
        "first_on": "2024-10-02",
        "last_on": "",
        "level": "commune",
        "role": "organiser",
        "items": "Việc khác",
    }
    assert client.post(here, typed).status_code == 302
    week.refresh_from_db()
    assert (week.name, week.last_on) == ("Tên mới", week.first_on)
    assert [item.what for item in week.items.all()] == ["Việc khác"]


def test_another_year_is_another_plan(world: World, week: Occasion, lan: Actor):
    on = dt.date(2025, 10, 1)
    with pytest.raises(Refused, match="Năm khác thì lập kế hoạch mới"):
        change_occasion(week, occasion_typed(first_on=on, last_on=on), by=lan)


def test_not_by_who_only_reads_it(world: World, week: Occasion):
    here = reverse("occasion_edit", args=[week.pk])
    assert sign_in(world.hung).get(here).status_code == 404
    assert sign_in(world.oanh).get(here).status_code == 404
