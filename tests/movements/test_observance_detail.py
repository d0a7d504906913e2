"""One day: when it falls here, what was done for it."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.movements.days.models import Occasion
from tests.movements.hands import local_day, occasion_at, shipped
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_it_tells_its_days_and_what_was_done(world: World, week: Occasion):
    here = reverse("observance_detail", args=[shipped().pk])
    page = shown(sign_in(world.lan).get(f"{here}?year=2024"))
    assert "01/10/2024" in page
    assert "Công văn 1/SGDĐT (thử)" in page
    assert week.name in page
    assert "Lập kế hoạch năm 2024" in page


def test_a_local_day_is_of_its_place_and_unknown_next_door(world: World, lan: Actor):
    here = reverse("observance_detail", args=[local_day(world.commune, lan).pk])
    for user, code in ((world.lan, 200), (world.hung, 200), (world.bich, 200), (world.oanh, 404)):
        assert sign_in(user).get(here).status_code == code


def test_a_neighbour_sees_no_event_of_ours(world: World, week: Occasion):
    here = reverse("observance_detail", args=[shipped().pk])
    assert week.name not in shown(sign_in(world.oanh).get(f"{here}?year=2024"))


def test_what_the_communes_did_is_offered_to_whoever_may_read_it(world: World):
    here, table = (reverse(name, args=[shipped().pk]) for name in ("observance_detail", "observance_table"))
    for user, code in ((world.lan, 200), (world.bich, 200), (world.hung, 404)):
        client = sign_in(user)
        assert (table in shown(client.get(here))) == (code == 200)
        assert client.get(table).status_code == code


def test_more_years_take_no_more_queries(world: World, lan: Actor):
    day = local_day(world.commune, lan)
    here, client = reverse("observance_detail", args=[day.pk]), sign_in(world.lan)
    occasion_at(world.commune, lan, observance=day, name="Lần đầu")
    before = queries_of(client, here)
    for year in (2022, 2023):
        on = {"first_on": day.made_at.date().replace(year=year), "last_on": None}
        occasion_at(world.commune, lan, observance=day, name=f"Năm {year}", **on)
    assert queries_of(client, here) == before
