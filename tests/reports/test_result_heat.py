"""Places by indicators in one table that sorts."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.measures import queries as measure_queries
from hoctap.people.models import Clan
from hoctap.plans.models import PlanFigure
from hoctap.reports.heat import heat_table
from tests.figures import fill_hamlet, make_citizen, make_citizen_round, make_file, make_round
from tests.world import World, make_household, make_place

FAMILIES = "learning_family.recognised"


@pytest.fixture
def heat(two_seasons: World) -> World:
    """Ấp 1: 3 of 6, Ấp 2: 1 of 4, Ấp 3: 9 of 10 families; in the next commune nothing."""
    hamlet = make_place("hamlet", "ấp", "Ấp 3", two_seasons.commune)
    season = two_seasons.commune.rounds.get(year=2024)
    fill_hamlet(season, hamlet, 10, 10, 9)
    return two_seasons


def names(world: World, sort: str) -> list[str]:
    return [row.place.name for row in heat_table(world.commune, 2024, sort).rows]


def test_a_column_sorts_both_ways_and_an_unknown_one_leaves_the_order(heat: World):
    assert names(heat, FAMILIES) == ["Ấp 2", "Ấp 1", "Ấp 3"]
    assert names(heat, f"-{FAMILIES}") == ["Ấp 3", "Ấp 1", "Ấp 2"]
    assert names(heat, "x") == names(heat, "") == ["Ấp 1", "Ấp 2", "Ấp 3"]


def test_what_is_missing_stands_last_whichever_way_and_is_a_dash(heat: World, client: Client):
    for sort in (FAMILIES, f"-{FAMILIES}"):
        rows = heat_table(heat.district, 2024, sort).rows
        assert [row.place.name for row in rows] == ["Tân Kiều", "Hưng Thạnh"]
        assert (rows[1].cells[0].figure.percent, rows[1].cells[0].step, rows[1].cells[0].url) == (None, 0, "")


def test_each_cell_says_its_share_in_words_against_the_target_and_opens(heat: World, client: Client):
    client.force_login(heat.lan)
    here = {"place": str(heat.commune.pk), "year": "2024", "sort": f"-{FAMILIES}"}
    body = client.get(reverse("result_heat"), here).text.replace("\N{NO-BREAK SPACE}", " ")
    assert 'aria-sort="descending"' in body
    assert '90 %</a><br><span class="small">đạt</span>' in body
    assert '25 %</a><br><span class="small">chưa đạt</span>' in body
    assert f"{reverse('dossier_list')}?place={heat.hamlet.pk}&amp;year=2024&amp;part=numerator" in body
    steps = {row.place.name: row.cells[0].step for row in heat_table(heat.commune, 2024).rows}
    assert steps == {"Ấp 1": 3, "Ấp 2": 2, "Ấp 3": 4}


def test_the_columns_are_those_of_titles_with_a_round_and_say_what_the_measures_say(heat: World):
    assert len(heat_table(heat.commune, 2024).measures) == 2
    season = make_citizen_round(heat.commune, heat.edition)
    family = make_household(heat.hamlet, "Lê Văn A")
    make_citizen(season, family, family.head)
    table = heat_table(heat.commune, 2024)
    codes = [measure.code for measure in table.measures]
    assert len(codes) == 6
    assert "learning_citizen.of_staff" not in codes
    for measure, cell in table.rows[0].named:
        assert cell.figure == measure_queries.figure(measure, heat.hamlet, 2024)
    assert heat_table(heat.commune, 2025).measures == ()


def test_an_officer_of_another_commune_gets_nothing_of_this_one(heat: World, client: Client):
    client.force_login(heat.oanh)
    answer = client.get(reverse("result_heat"), {"place": str(heat.commune.pk), "year": "2024"})
    assert answer.status_code == 404


def test_the_screen_costs_the_same_for_any_number_of_places(heat: World, client: Client):
    client.force_login(heat.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("result_heat"), {"place": str(heat.district.pk), "year": "2024"})
        return len(captured)

    before = cost()
    for number in range(5):
        commune = make_place("commune", "xã", f"Thử {number}", heat.district)
        fill_hamlet(make_round(commune, heat.edition), make_place("hamlet", "ấp", "Ấp 9", commune), 1, 1, 1)
    assert cost() == before


def test_dated_figures_and_titles_of_files_stand_beside_the_rounds_where_somebody_has_them(heat: World):
    by = heat.actor(heat.lan)
    for place, hits, told_on in (
        (heat.commune, 3, dt.date(2024, 6, 30)),
        (heat.commune, 4, dt.date(2024, 9, 30)),
    ):
        PlanFigure.objects.create(
            measure="centre.activities", place=place, year=2024, as_of=told_on, value=Decimal(hits), source="Báo cáo",
            recorded_by=by.described,
        )  # fmt: skip
    clan = Clan.objects.create(name="Họ Nguyễn", place=heat.commune, from_year=2020)
    make_file("learning_clan", heat.commune, heat.edition, clan=clan)
    table = heat_table(heat.district, 2024)
    assert [column.code for column in table.columns][-2:] == ["learning_clan.recognised", "centre.activities"]
    row = next(row for row in table.rows if row.place == heat.commune)
    told = row.cells[-1]
    assert (told.text.replace("\N{NO-BREAK SPACE}", " "), told.since, told.step) == (
        "4 lần/năm",
        "đến 30/09/2024",
        0,
    )
    assert row.cells[-2].share == 100
    empty = next(row for row in table.rows if row.place == heat.other_commune)
    assert (empty.cells[-1].value, empty.cells[-1].text) == (None, "—")
    assert heat_table(heat.district, 2024, "centre.activities").rows[0].place == heat.commune
