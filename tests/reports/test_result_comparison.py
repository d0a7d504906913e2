import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.permissions import Role
from hoctap.people.models import Residence
from hoctap.places import actions as place_actions
from hoctap.places.boundaries import actions
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge, Organisation, Place
from hoctap.reports import comparison as comparing
from hoctap.reports.comparison import comparison
from hoctap.reports.queries import season_table
from tests.boundaries import JOB, ON, ThapMuoi, make_thap_muoi
from tests.figures import fill_hamlet, make_dossier, make_round
from tests.world import World, make_edition, make_place, make_user


@pytest.fixture
def reform(db: None) -> ThapMuoi:
    """In 2024 every old commune held its round; the change of 1/7/2025 came; in 2025 every new one held its own."""
    cache.clear()
    made = make_thap_muoi()
    edition = make_edition()
    for commune in made.old.values():
        season = make_round(commune, edition, 2024)
        for number, row in enumerate(Residence.objects.within([commune.pk]).select_related("household")):
            make_dossier(season, row.household, "recognised" if number else "listed")
    change = actions.draft_from_catalogue([row.code for row in made.new], ON, by=JOB)
    actions.apply_change(change, by=JOB)
    for commune in Place.objects.filter(pk__in=[row.id for row in made.new]):
        season = make_round(commune, edition, 2025)
        for row in Residence.objects.within([commune.pk]).counted_in(2025).select_related("household"):
            make_dossier(season, row.household, "recognised")
    return made


def new_commune(code: str = "30043") -> Place:
    return Place.objects.get(code=code, valid_from=ON)


def url(place: Place, year: int, name: str = "result_comparison") -> str:
    return f"{reverse(name)}?place={place.pk}&year={year}"


def test_both_years_add_up_to_what_each_geometry_says_itself(reform: ThapMuoi):
    communes = [new_commune(row.code) for row in reform.new]
    found = [comparison(commune, 2025) for commune in communes]
    old = [season_table(commune, 2024).total for commune in reform.old.values()]
    assert sum(one.total.then.households or 0 for one in found) == sum(row.households or 0 for row in old)
    assert sum(one.total.then.recognised or 0 for one in found) == sum(row.recognised or 0 for row in old)
    for commune, one in zip(communes, found, strict=True):
        now = season_table(commune, 2025).total
        assert (one.total.now.households, one.total.now.recognised) == (now.households, now.recognised)
        assert one.total.change == len([row for row in one.rows if row.change])
        assert one.without == []
        assert one.total.comparable == one.total.hamlets == len(one.rows)


def test_the_province_shows_each_commune_with_the_sums_of_its_hamlets(reform: ThapMuoi):
    province = Place.objects.get(code="82", level="province", valid_from=ON)
    whole = comparison(province, 2025)
    assert {row.place.code for row in whole.rows} == {row.code for row in reform.new}
    for row in whole.rows:
        alone = comparison(row.place, 2025).total
        assert (row.then, row.now, row.change) == (alone.then, alone.now, alone.change)
    assert whole.total.then.recognised == sum(row.then.recognised or 0 for row in whole.rows)


def test_a_year_earlier_both_columns_stand_on_todays_boundary(reform: ThapMuoi):
    found = comparison(new_commune(), 2024)
    assert found.total.now.households == comparison(new_commune(), 2025).total.then.households
    assert found.total.then.recognised is None
    assert found.total.change is None
    assert {row.why for row in found.rows} == {comparing.NO_ROUND_BEFORE}


def test_a_hamlet_without_last_year_is_named_and_no_zero_takes_its_place(reform: ThapMuoi):
    commune = new_commune()
    Place.objects.create(level="hamlet", kind="ấp", name="Ấp Mới", parent=commune, valid_from=ON)
    cut = Place.objects.create(
        level="hamlet", kind="ấp", name="Ấp Cắt", parent=commune, valid_from=dt.date(2025, 9, 1)
    )
    half = commune.children.exclude(name__in=["Ấp Mới", "Ấp Cắt"]).first()
    assert half is not None
    LineageEdge.objects.create(predecessor=half, successor=cut, kind="divide", on=cut.valid_from)
    found = comparison(commune, 2025)
    whys = {row.place.name: row.why for row in found.without}
    assert whys == {
        "Ấp Mới": comparing.NO_PREDECESSOR,
        "Ấp Cắt": comparing.OUT_OF_A_DIVISION,
        half.name: comparing.WAS_DIVIDED,
    }
    new = next(row for row in found.rows if row.place.name == "Ấp Mới")
    assert (new.then.recognised, new.then.households, new.change) == (None, None, None)
    assert found.total.comparable == found.total.hamlets - 3
    assert found.total.points is None
    # A year on, both columns are of the time after the division.
    assert half.name not in {
        row.place.name for row in comparison(commune, 2026).without if row.why == comparing.WAS_DIVIDED
    }


def test_a_year_without_a_season_in_between_may_be_stepped_over(reform: ThapMuoi, client: Client):
    commune = new_commune()
    assert comparison(commune, 2026, 2024).total.then == comparison(commune, 2025, 2024).total.then
    assert comparison(commune, 2026, 2025).total.then == comparison(commune, 2025, 2024).total.now
    cut = Place.objects.create(
        level="hamlet", kind="ấp", name="Ấp Cắt", parent=commune, valid_from=dt.date(2025, 9, 1)
    )
    half = commune.children.exclude(pk=cut.pk).first()
    assert half is not None
    LineageEdge.objects.create(predecessor=half, successor=cut, kind="divide", on=cut.valid_from)
    whys = {row.place.pk: row.why for row in comparison(commune, 2026, 2024).rows}
    assert whys[half.pk] == comparing.WAS_DIVIDED
    client.force_login(
        make_user("Võ Thị Sáu Nhỏ", "sau", body_of(commune), "Cán bộ", (Role.SUPERVISOR, commune))
    )
    shown = client.get(url(commune, 2026) + "&before=2024").text
    assert "Năm 2026 so với năm 2024" in shown
    assert "Năm 2026 so với năm 2025" in client.get(url(commune, 2026) + "&before=2027").text
    assert client.get(url(commune, 2026) + "&before=x").status_code == 404


def body_of(place: Place) -> Organisation:
    return Organisation.objects.filter(place=place)[0]


def test_half_of_last_year_is_not_held_against_the_whole_of_this_one(reform: ThapMuoi):
    commune = new_commune()
    row = comparison(commune, 2025).rows[0]
    silent = make_place("commune", "xã", "Không Đợt", reform.old["30043"].parent)
    other = make_place("hamlet", "ấp", "Ấp 9", silent)
    LineageEdge.objects.create(predecessor=other, successor=row.place, kind="merge", on=ON)
    again = next(one for one in comparison(commune, 2025).rows if one.place == row.place)
    assert again.why == comparing.PARTLY_KNOWN
    assert again.change is None


def test_the_officer_of_today_sees_where_figures_come_from_and_opens_only_his_own_dossiers(
    reform: ThapMuoi, client: Client
):
    commune = new_commune()
    officer = make_user(
        "Võ Thị Sáu Nhỏ", "sau", body_of(commune), "Cán bộ", (Role.ASSOCIATION_OFFICER, commune)
    )
    client.force_login(officer)
    text = client.get(url(commune, 2025)).text
    row = comparison(commune, 2025).rows[0]
    [source] = row.sources
    assert f"{source.place.title} ({source.commune})" in text
    assert f"{reverse('dossier_list')}?place={row.place.pk}&amp;year=2025&amp;part=numerator" in text
    assert f"place={source.place.pk}" not in text
    assert "xlsx" in text


def test_who_may_read_the_earlier_dossiers_opens_them(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    text = client.get(url(two_seasons.commune, 2024)).text
    assert f"place={two_seasons.hamlet.pk}&amp;year=2023&amp;part=numerator" in text
    assert reverse("result_comparison") in client.get(url(two_seasons.commune, 2024, "result_table")).text


def test_an_officer_of_another_commune_gets_nothing_of_this_one(two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    for place in (two_seasons.commune, two_seasons.hamlet, two_seasons.district):
        answer = client.get(url(place, 2024))
        assert answer.status_code == 404
        assert "Tân Kiều" not in answer.text


def test_the_screen_costs_the_same_for_any_number_of_places(two_seasons: World, client: Client):
    client.force_login(two_seasons.bich)

    def cost(place: Place) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(place, 2024)).status_code == 200
        return len(captured)

    both = (two_seasons.district, two_seasons.commune)
    before = [cost(place) for place in both]
    for number in range(6):
        commune = make_place("commune", "xã", f"Thử {number}", two_seasons.district)
        for year in (2023, 2024):
            season = make_round(commune, two_seasons.edition, year)
            fill_hamlet(season, make_place("hamlet", "ấp", f"Ấp {year}", commune), 1, 1, 1)
        make_place("hamlet", "ấp", f"Ấp thêm {number}", two_seasons.commune)
    assert [cost(place) for place in both] == before


def test_dossiers_of_the_year_of_a_merger_stay_in_the_old_hamlet_and_count_with_the_new(two_seasons: World):
    world = two_seasons
    was = comparison(world.commune, 2024).total
    place_actions.merge_hamlets(
        [world.hamlet_2], into=world.hamlet, change=Change(dt.date(2024, 12, 1)), by=world.actor(world.lan)
    )
    found = comparison(world.commune, 2024)
    [row] = found.rows
    assert row.place == world.hamlet
    assert row.now == found.total.now == was.now
    assert season_table(world.commune, 2024).total.recognised == was.now.recognised
    assert {source.place for source in row.sources} == {world.hamlet, world.hamlet_2}
