"""Rows × columns × filter of any measure: the same figures as everywhere, each opening where it comes from."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.measures import queries as measure_queries
from hoctap.measures.registry import measures
from hoctap.recognition.measures import RECOGNISED
from hoctap.reports.queries import season_table
from hoctap.reports.tables import rules
from hoctap.reports.tables.queries import AdhocTable, table_of
from hoctap.reports.tables.rules import Definition, from_kept
from tests.figures import fill_hamlet, make_citizen, make_citizen_round, make_round
from tests.world import World, make_household, make_place

FAMILIES = "learning_family.recognised"
REGISTERED = "learning_family.recognised_of_registered"
TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def filled(two_seasons: World) -> World:
    """Ấp 1: 3 of 6, Ấp 2: 1 of 4, Ấp 3: 9 of 10 families; in the next commune nothing."""
    hamlet = make_place("hamlet", "ấp", "Ấp 3", two_seasons.commune)
    fill_hamlet(two_seasons.commune.rounds.get(year=2024), hamlet, 10, 10, 9)
    return two_seasons


def asked(**kept: Any) -> Definition:
    return Definition(**{"year": 2024, "measures": (FAMILIES,), **kept})


def shown(table: AdhocTable) -> dict[str, list[str]]:
    return {
        row.label: [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in table.rows
    }


def test_rows_are_places_and_columns_the_parts_of_measures(filled: World):
    table = table_of(filled.commune, asked(parts=("numerator", "denominator", "percent")))
    assert shown(table) == {
        "Ấp 1": ["3", "6", "50 %"],
        "Ấp 2": ["1", "4", "25 %"],
        "Ấp 3": ["9", "10", "90 %"],
    }
    assert table.total is not None
    assert [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in table.total.cells] == [
        "13",
        "20",
        "65 %",
    ]
    assert [column.head.rpartition(": ")[2] for column in table.columns][:2] == ["tử số", "mẫu số"]
    assert "cao nhất Ấp 3 (9), thấp nhất Ấp 2 (1)" in table.finding


def test_every_figure_is_the_one_that_the_other_screens_read(filled: World):
    whole = season_table(filled.commune, 2024)
    table = table_of(filled.commune, asked(measures=(FAMILIES, REGISTERED), parts=("percent",)))
    for row, theirs in zip(table.rows, whole.rows, strict=True):
        assert [cell.value for cell in row.cells] == [theirs.of_households, theirs.of_registered]
    assert table.total is not None
    assert table.total.cells[0].value == whole.total.of_households


def test_the_total_is_the_sum_over_the_sum_and_what_is_missing_is_a_dash_and_named(filled: World):
    table = table_of(filled.district, asked(rows="communes"))
    assert shown(table) == {"Xã Tân Kiều": ["65 %"], "Xã Hưng Thạnh": ["—"]}
    assert table.total is not None
    assert table.total.cells[0].value == Decimal(65)
    assert any("1/2 xã có số liệu; chưa có: xã Hưng Thạnh" in words for words in table.missing)
    assert table.total.cells[0].note == "1/2 xã"


def test_all_communes_and_all_hamlets_of_a_province(filled: World):
    communes = table_of(filled.province, asked(rows="communes"))
    assert shown(communes) == {"Xã Tân Kiều": ["65 %"], "Xã Hưng Thạnh": ["—"]}
    hamlets = table_of(filled.province, asked(rows="hamlets"))
    assert shown(hamlets) == {
        "Ấp 1, xã Hưng Thạnh": ["—"],
        "Ấp 1, xã Tân Kiều": ["50 %"],
        "Ấp 2, xã Tân Kiều": ["25 %"],
        "Ấp 3, xã Tân Kiều": ["90 %"],
    }
    for row in hamlets.rows:
        assert row.place is not None
        assert row.cells[0].figure == measure_queries.figure(RECOGNISED, row.place, 2024)
    assert communes.total
    assert hamlets.total
    assert communes.total.cells[0].figure == hamlets.total.cells[0].figure
    direct = table_of(filled.province, asked())
    assert shown(direct) == {"Huyện Tháp Mười": ["65 %"]}


def test_years_in_columns_and_in_rows(filled: World):
    across = table_of(filled.commune, asked(columns="years", year_from=2022))
    assert [column.label for column in across.columns] == ["2022", "2023", "2024"]
    assert shown(across)["Ấp 1"] == ["—", "50 %", "50 %"]
    down = table_of(filled.commune, asked(rows="years", year_from=2023))
    assert shown(down) == {"2023": ["50 %"], "2024": ["65 %"]}
    assert "50 %" in down.finding.replace("\N{NO-BREAK SPACE}", " ")
    lines = table_of(
        filled.commune,
        asked(rows="measures", columns="years", measures=(FAMILIES, REGISTERED), year_from=2024),
    )
    assert list(shown(lines).values()) == [["65 %"], ["81,3 %"]]


def test_titles_in_columns(filled: World):
    season = make_citizen_round(filled.commune, filled.edition)
    family = make_household(filled.hamlet, "Lê Văn A")
    make_citizen(season, family, family.head)
    table = table_of(filled.commune, asked(columns="titles"))
    assert [column.label for column in table.columns] == ["Gia đình học tập", "Công dân học tập"]


def test_a_column_sorts_both_ways_and_what_is_missing_stands_last(filled: World):
    key = f"{FAMILIES}:percent"
    assert list(shown(table_of(filled.commune, asked(sort=key)))) == ["Ấp 2", "Ấp 1", "Ấp 3"]
    assert list(shown(table_of(filled.commune, asked(sort=f"-{key}")))) == ["Ấp 3", "Ấp 1", "Ấp 2"]
    assert list(shown(table_of(filled.commune, asked(sort="x")))) == ["Ấp 1", "Ấp 2", "Ấp 3"]
    for sort in (key, f"-{key}"):
        assert list(shown(table_of(filled.district, asked(sort=sort)))) == ["Xã Tân Kiều", "Xã Hưng Thạnh"]


def test_filters_keep_rows_and_leave_the_total(filled: World):
    low = table_of(filled.commune, asked(most=Decimal(50)))
    assert list(shown(low)) == ["Ấp 1", "Ấp 2"]
    assert low.total is not None
    assert low.total.cells[0].value == Decimal(65)
    assert (len(low.rows), low.of_all) == (2, 3)
    assert list(shown(table_of(filled.commune, asked(least=Decimal(60))))) == ["Ấp 3"]
    assert list(shown(table_of(filled.district, asked(only_missing=True)))) == ["Xã Hưng Thạnh"]
    nothing = table_of(filled.commune, asked(least=Decimal(99)))
    assert "Không có dòng nào" in nothing.finding


def test_kinds_of_places_narrow_rows_and_total(filled: World):
    town = make_place("commune", "thị trấn", "Mỹ An", filled.district, "30037")
    hamlet = make_place("hamlet", "khóm", "Khóm 1", town)
    fill_hamlet(make_round(town, filled.edition), hamlet, 10, 10, 10)
    both = table_of(filled.district, asked())
    town_only = table_of(filled.district, asked(kinds=("thị trấn",)))
    assert list(shown(town_only)) == ["Thị trấn Mỹ An"]
    assert town_only.total
    assert both.total
    assert (town_only.total.cells[0].value, both.total.cells[0].figure.denominator) == (Decimal(100), 30)
    hamlets = table_of(filled.district, asked(rows="hamlets", kinds=("thị trấn",)))
    assert list(shown(hamlets)) == ["Khóm 1, thị trấn Mỹ An"]


def test_as_of_a_past_day_reads_what_the_season_reads(filled: World):
    day = dt.date(2024, 6, 1)
    table = table_of(filled.commune, asked(as_of=day))
    theirs = season_table(filled.commune, 2024, as_of=day)
    assert [row.cells[0].value for row in table.rows] == [row.of_households for row in theirs.rows]
    yesterday = dt.date.today() - dt.timedelta(days=1)
    assert table_of(filled.commune, asked(as_of=yesterday)).definition.as_of == yesterday


def test_a_measure_that_is_none_any_more_is_said_and_the_others_stand(filled: World, client: Client):
    table = table_of(filled.commune, asked(measures=("learning_boat.recognised", FAMILIES)))
    assert table.gone == ("learning_boat.recognised",)
    assert len(table.columns) == 1
    client.force_login(filled.lan)
    here = {"place": str(filled.commune.pk), "year": "2024", "measure": "learning_boat.recognised"}
    body = client.get(reverse("adhoc_table"), here).text
    assert "Chỉ số “learning_boat.recognised” không còn trong hệ thống" in body


def test_a_place_that_ended_is_shown_as_of_its_last_day(filled: World, client: Client):
    filled.commune.valid_to = dt.date(2025, 7, 1)
    filled.commune.save()
    table = table_of(filled.commune, asked(year=2026))
    assert (table.definition.year, table.ended_on) == (2025, dt.date(2025, 6, 30))
    client.force_login(filled.lan)
    body = client.get(reverse("adhoc_table"), {"place": str(filled.commune.pk), "year": "2026"}).text
    assert "Bảng tính đến ngày cuối cùng 30/06/2025" in body


def test_a_table_of_too_many_cells_is_not_drawn(filled: World, client: Client, monkeypatch: Any):
    monkeypatch.setattr(rules, "MOST_CELLS", 2)
    table = table_of(filled.commune, asked())
    assert table.rows == ()
    assert "3 dòng × 1 cột" in table.reasons[0].text
    client.force_login(filled.lan)
    answer = client.get(reverse("adhoc_table"), {"place": str(filled.commune.pk), "year": "2024"})
    assert "quá 2 ô một trang" in answer.text
    assert table_of(filled.commune, asked(), most_cells=False).rows


def test_the_address_says_everything(filled: World):
    definition = asked(
        rows="communes", parts=("numerator", "percent"), kinds=("xã",), least=Decimal("12.5"), most=Decimal(80),
        as_of=dt.date(2024, 6, 1), only_missing=True, sort="-x",
    )  # fmt: skip
    assert from_kept(definition.kept(), this_year=2026, today=TODAY) == definition


@pytest.mark.parametrize(
    "kept",
    [
        {
            "year": ["99999"],
            "rows": ["x"],
            "columns": ["\0"],
            "part": ["?"],
            "least": ["NaN"],
            "most": ["ba"],
        },
        {"rows": ["years"], "columns": ["years"]},
        {"rows": ["measures"], "columns": ["measures"]},
        {"as_of": ["2099-01-01"], "year_from": ["-1"]},
    ],
)
def test_what_cannot_be_read_counts_as_not_asked(kept: dict[str, list[str]], filled: World):
    definition = from_kept(kept, this_year=2024, today=TODAY)
    assert definition.rows != definition.columns
    assert definition.year == 2024
    assert (definition.least, definition.most, definition.as_of) == (None, None, None)
    table_of(filled.commune, definition)


def test_the_page_links_its_figures_and_sorts(filled: World, client: Client):
    client.force_login(filled.lan)
    here = {"place": str(filled.commune.pk), "year": "2024", "sort": f"-{FAMILIES}:percent"}
    body = client.get(reverse("adhoc_table"), here).text
    assert f"{reverse('dossier_list')}?place={filled.hamlet.pk}&amp;year=2024&amp;part=numerator" in body
    assert 'aria-sort="descending"' in body
    assert "<tfoot>" in body


def test_every_measure_can_be_put_in_a_table(filled: World):
    codes = tuple(measure.code for measure in measures)
    table = table_of(filled.district, asked(measures=codes, parts=("numerator", "denominator", "percent")))
    assert len(table.columns) == 3 * len(codes)
    assert len(table.rows) == 2


def test_an_officer_of_another_commune_gets_nothing_of_this_one(filled: World, client: Client):
    client.force_login(filled.oanh)
    answer = client.get(reverse("adhoc_table"), {"place": str(filled.commune.pk), "year": "2024"})
    assert answer.status_code == 404
    assert client.get(reverse("adhoc_table"), {"place": "khong-phai"}).status_code == 404


def test_the_screen_costs_the_same_for_any_number_of_places(filled: World, client: Client):
    client.force_login(filled.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(
                reverse("adhoc_table"), {"place": str(filled.district.pk), "year": "2024", "rows": "hamlets"}
            )
        return len(captured)

    before = cost()
    for number in range(4, 9):
        commune = make_place("commune", "xã", f"Mới {number}", filled.district, f"3100{number}")
        hamlet = make_place("hamlet", "ấp", "Ấp 1", commune)
        fill_hamlet(make_round(commune, filled.edition), hamlet, 3, 2, 1)
    assert cost() == before
