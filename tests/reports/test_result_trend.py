"""Places over the years as small pictures, each in words and in a table too."""

import datetime as dt
import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.criteria.models import Title
from hoctap.places.models import LineageEdge, Place
from hoctap.reports import trends
from hoctap.reports.trends import CEILING, FLOOR, Trend, TrendTable, trend_table
from tests.figures import fill_hamlet, make_citizen, make_citizen_round, make_round
from tests.world import World, make_household, make_place

NBSP = "\N{NO-BREAK SPACE}"


def of(table: TrendTable, name: str) -> Trend:
    return next(row for row in table.rows if row.place.name == name)


def shares(trend: Trend) -> list[str]:
    return [point.text.replace(NBSP, " ") for point in trend.points]


def test_each_year_stands_with_its_own_share_and_what_is_missing_is_no_zero(two_seasons: World):
    table = trend_table(two_seasons.commune, 2024)
    assert table.years == (2020, 2021, 2022, 2023, 2024)
    assert shares(of(table, "Ấp 1")) == ["—", "—", "—", "50 %", "50 %"]
    assert shares(of(table, "Ấp 2")) == ["—", "—", "—", "—", "25 %"]
    assert shares(table.total) == ["—", "—", "—", "50 %", "40 %"]
    assert [(point.recognised, point.whole) for point in table.total.points[3:]] == [(1, 2), (4, 10)]
    assert of(table, "Ấp 2").finding.replace(NBSP, " ") == "mới có năm 2024: 25 %"
    assert table.total.finding.replace(NBSP, " ") == "giảm từ 50 % (2023) xuống 40 % (2024)"
    assert "như cũ" in of(table, "Ấp 1").finding


def test_a_year_of_which_only_some_hamlets_are_known_is_hollow_and_compared_with_nothing(two_seasons: World):
    table = trend_table(two_seasons.district, 2024)
    now = table.total.points[-1]
    assert (now.known, now.hamlets, now.is_partial) == (2, 3, True)
    assert (table.total.comparable, table.total.change) == ([], None)
    assert table.total.finding == "chỉ một số ấp, khóm có số liệu"
    assert "(mới có 2/3 ấp, khóm)" in table.total.spoken
    assert of(table, "Tân Kiều").change == -10
    assert of(table, "Hưng Thạnh").finding == "chưa có số liệu"
    assert table.finding.endswith("0 nơi tăng, 1 nơi giảm.")


def test_the_year_that_still_runs_is_held_against_nothing(
    two_seasons: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(trends, "today", lambda: dt.date(2024, 6, 1))
    table = trend_table(two_seasons.commune, 2024)
    assert table.total.points[-1].is_running
    assert table.total.finding.replace(NBSP, " ") == "mới có năm 2023: 50 %"
    assert of(table, "Ấp 2").finding.replace(NBSP, " ") == "năm 2024 đang làm: 25 %"
    assert "25 % (đang làm)" in of(table, "Ấp 2").spoken.replace(NBSP, " ")
    assert table.finding.endswith(f"50{NBSP}%.")


def test_a_hamlet_of_today_is_followed_past_the_merger(two_seasons: World):
    new = Place.objects.create(
        level="hamlet", kind="ấp", name="Ấp Mới", parent=two_seasons.commune, valid_from=dt.date(2025, 7, 1)
    )
    for old in (two_seasons.hamlet, two_seasons.hamlet_2):
        old.valid_to = new.valid_from
        old.save()
        LineageEdge.objects.create(predecessor=old, successor=new, kind="merge", on=new.valid_from)
    table = trend_table(two_seasons.commune, 2025)
    assert [row.place.name for row in table.rows] == ["Ấp Mới"]
    assert shares(of(table, "Ấp Mới"))[2:4] == ["50 %", "40 %"]


def test_the_pictures_stay_within_their_frame_and_the_target_is_a_line_in_them(two_seasons: World):
    full = make_place("hamlet", "ấp", "Ấp 3", two_seasons.commune)
    fill_hamlet(two_seasons.commune.rounds.get(year=2024), full, 3, 3, 3)
    table = trend_table(two_seasons.commune, 2024)
    assert of(table, "Ấp 3").points[-1].top == CEILING
    assert of(table, "Ấp 1").points[-1].top == CEILING + (FLOOR - CEILING) // 2
    assert table.total.target == 85
    line = table.total.line_at
    assert line is not None
    assert CEILING < line < of(table, "Ấp 1").points[-1].top
    bars = [(point.left, point.left + point.bar_width) for point in table.total.points]
    assert all(0 <= left < right <= 200 for left, right in bars)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(bars))


def test_citizens_are_shown_by_those_who_registered_and_apart_from_families(two_seasons: World):
    season = make_citizen_round(two_seasons.commune, two_seasons.edition)
    family = make_household(two_seasons.hamlet, "Lê Văn A")
    make_citizen(season, family, family.head)
    table = trend_table(two_seasons.commune, 2024, Title.LEARNING_CITIZEN)
    assert (table.total.points[-1].recognised, table.total.points[-1].whole) == (1, 1)
    assert table.total.target is None
    assert "trên số người đăng ký" in table.caption


def test_the_page_shows_pictures_words_and_table_and_opens_what_lies_below(
    two_seasons: World, client: Client
):
    client.force_login(two_seasons.lan)
    here = {"place": str(two_seasons.commune.pk), "year": "2024"}
    body = client.get(reverse("result_trend"), here).text.replace(NBSP, " ")
    assert body.count("<svg") >= 3
    assert 'aria-label="Ấp 2: mới có năm 2024: 25 %. năm 2020 chưa có số liệu;' in body
    assert "Vạch ngang: chỉ tiêu năm 2024" in body
    assert f"{reverse('result_table')}?place={two_seasons.hamlet.pk}&amp;year=2024" in body
    assert reverse("result_trend") in client.get(reverse("result_table"), here).text
    empty = client.get(reverse("result_trend"), {**here, "year": "2019"}).text
    assert "Chưa có năm nào đủ số liệu từ 2015 đến 2019." in empty
    assert client.get(reverse("result_trend"), {**here, "year": "x"}).status_code == 404


def test_an_officer_of_another_commune_gets_nothing_of_this_one(two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    answer = client.get(reverse("result_trend"), {"place": str(two_seasons.commune.pk), "year": "2024"})
    assert answer.status_code == 404


def test_the_screen_costs_the_same_for_any_number_of_places(two_seasons: World, client: Client):
    client.force_login(two_seasons.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("result_trend"), {"place": str(two_seasons.district.pk), "year": "2024"})
        return len(captured)

    before = cost()
    for number in range(4):
        commune = make_place("commune", "xã", f"Thử {number}", two_seasons.district)
        hamlet = make_place("hamlet", "ấp", "Ấp 9", commune)
        fill_hamlet(make_round(commune, two_seasons.edition), hamlet, 1, 1, 1)
    assert cost() == before
    assert before <= 50
