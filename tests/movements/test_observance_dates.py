"""The days of one year are written down from a paper, and reach all below."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.days import queries
from hoctap.movements.days.actions import date_observance
from hoctap.movements.days.models import ObservanceDates
from tests.movements.hands import local_day, shipped, week_2024
from tests.recognition.hands import shown, sign_in
from tests.world import World

D = dt.date


def _dated(world: World, year: int = 2024) -> tuple[dt.date, str] | None:
    week = shipped()
    found = queries.dated_at([week], [world.commune], [year]).get((week.pk, world.commune.pk, year))
    return (found.span.first, found.source) if found else None


@pytest.mark.requirement("S1-17")
def test_a_week_has_no_days_until_a_paper_sets_them_and_the_nearest_place_goes_first(
    world: World, lan: Actor, bich: Actor
):
    assert _dated(world) is None
    week_2024(world.district, bich)
    assert _dated(world) == (D(2024, 10, 1), "Công văn 1/SGDĐT (thử)")
    assert _dated(world, 2025) is None, "each year has its own paper"
    days = {"first_on": D(2024, 10, 3), "last_on": D(2024, 10, 9)}
    date_observance(shipped(), world.commune, 2024, **days, source="Kế hoạch xã", by=lan)
    assert _dated(world) == (D(2024, 10, 3), "Kế hoạch xã")


def test_written_again_they_replace_the_ones_before(world: World):
    here = reverse("observance_dates", args=[shipped().pk])
    client = sign_in(world.lan)
    typed = {"place": world.commune.pk, "year": "2026", "last_on": "2026-10-08", "source": "CV 5"}
    for first in ("2026-10-01", "2026-10-02"):
        assert client.post(here, typed | {"first_on": first}).status_code == 302
    assert ObservanceDates.objects.get().first_on == D(2026, 10, 2)


def test_without_a_paper_they_are_not_taken(world: World):
    here = reverse("observance_dates", args=[shipped().pk])
    typed = {"place": world.commune.pk, "year": "2026", "first_on": "2026-10-01", "last_on": "2026-10-07"}
    answer = sign_in(world.lan).post(here, typed)
    assert answer.status_code == 422
    assert "Ghi văn bản" in shown(answer)


def test_only_who_keeps_the_calendar_there_sets_them(world: World, lan: Actor):
    here = reverse("observance_dates", args=[shipped().pk])
    assert sign_in(world.hung).get(here).status_code == 403
    typed = {"first_on": D(2024, 10, 1), "last_on": D(2024, 10, 7), "source": "CV"}
    with pytest.raises(Forbidden):
        date_observance(shipped(), world.other_commune, 2024, **typed, by=lan)
    with pytest.raises(Refused, match="của nơi khác"):
        date_observance(
            local_day(world.commune, lan), world.other_commune, 2024, **typed, by=world.actor(world.oanh)
        )
