"""The table of the country: standing communes with a round and no others, on the boundary of each year, in one query."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from hoctap.reports.national import NationalRow, national_table
from hoctap.reports.queries import season_table
from tests.boundaries import JOB, ON, ThapMuoi, make_thap_muoi
from tests.figures import fill_hamlet, make_dossier, make_round
from tests.world import World, make_edition, make_household, make_place


@pytest.fixture
def reform(db: None) -> ThapMuoi:
    """Every old commune but one held its round of 2024. Then came 1/7/2025; the rounds of 2025 and 2026 are held in two new ones."""
    cache.clear()
    made = make_thap_muoi()
    edition = make_edition()
    for commune in list(made.old.values())[1:]:
        season = make_round(commune, edition, 2024)
        for number, hamlet in enumerate(Place.objects.filter(parent=commune, level="hamlet")):
            make_dossier(season, make_household(hamlet, f"Bùi Thị {number}"), "recognised", late=number == 0)
    change = actions.draft_from_catalogue([row.code for row in made.new], ON, by=JOB)
    actions.apply_change(change, by=JOB)
    for row in made.new[:2]:
        commune = Place.objects.get(pk=row.id)
        for year in (2025, 2026):
            season = make_round(commune, edition, year)
            for number, hamlet in enumerate(Place.objects.filter(parent=commune, level="hamlet")):
                made_there = make_household(hamlet, f"Võ Văn {year} {number}", listed_year=year)
                make_dossier(season, made_there, "recognised" if number % 2 else "registered")
    return made


def only(year: int) -> dict[Place, NationalRow]:
    return {Place.objects.get(pk=row.province_id): row for row in national_table(year)}


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_before_in_and_after_a_year_of_mergers_it_says_what_the_province_says(reform: ThapMuoi, year: int):
    rows = only(year)
    assert rows
    for province, row in rows.items():
        total = season_table(province, year).total
        assert (row.households, row.registered, row.recognised, row.late) == (
            total.households,
            total.registered,
            total.recognised,
            total.late,
        )
        assert (row.communes_in, row.communes_all) == (total.communes_in, total.communes_all)
    (row,) = rows.values()
    assert row.communes_in == {2023: 0, 2024: len(reform.old) - 1, 2025: 2, 2026: 2}[year]
    assert (row.recognised is None) == (year == 2023)


def test_a_commune_that_went_to_another_province_is_counted_where_it_lay_in_that_year(world: World):
    fill_hamlet(make_round(world.commune, world.edition, 2023), world.hamlet, 3, 2, 1)
    there = make_place("province", "tỉnh", "Sau Này")
    after = Place.objects.create(
        level="commune", kind="xã", name="Tân Kiều", parent=there, valid_from=dt.date(2024, 7, 1)
    )
    Place.objects.filter(pk=world.commune.pk).update(valid_to=dt.date(2024, 7, 1))
    make_round(after, world.edition, 2024)
    made = make_household(make_place("hamlet", "ấp", "Ấp Mới", after), "Lê Văn Sau", listed_year=2024)
    make_dossier(make_round(after, world.edition, 2025), made, "recognised")
    assert [(row.name, row.communes_in, row.recognised) for row in national_table(2023)] == [
        ("tỉnh Đồng Tháp", 1, 1)
    ]
    assert {(row.name, row.communes_in, row.households) for row in national_table(2024)} == {
        ("tỉnh Đồng Tháp", 0, None),
        ("tỉnh Sau Này", 1, 1),
    }
    assert {(row.name, row.recognised) for row in national_table(2025)} == {
        ("tỉnh Đồng Tháp", None),
        ("tỉnh Sau Này", 1),
    }


def test_one_query_however_many_provinces(world: World):
    for number in range(3):
        province = make_place("province", "tỉnh", f"Thử {number}")
        commune = make_place("commune", "xã", "Thử", province)
        fill_hamlet(make_round(commune, world.edition), make_place("hamlet", "ấp", "Ấp 1", commune), 2, 1, 1)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(national_table(2024)) == 4
    assert len(asked) == 1
