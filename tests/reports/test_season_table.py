from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from hoctap.places.models import Place
from hoctap.reports import queries
from hoctap.reports.sheet import season_sheet
from hoctap.reports.workbook import season_workbook
from tests.figures import fill_hamlet, make_round
from tests.world import World, make_place


@pytest.mark.requirement("S3-07", "S3-25")
def test_a_communes_table_has_a_row_for_each_hamlet_and_a_total_that_is_sum_over_sum(two_seasons: World):
    table = queries.season_table(two_seasons.commune, 2024)
    first, second = table.rows
    assert (first.place, first.households, first.registered) == (two_seasons.hamlet, 6, 4)
    assert (first.recognised, first.late, first.change) == (3, 1, 2)
    assert (first.of_households, first.of_registered) == (50, 75)
    assert (second.households, second.recognised, second.change) == (4, 1, 1)
    total = table.total
    assert (total.households, total.registered, total.recognised, total.late) == (10, 6, 4, 1)
    assert (total.of_households, total.change) == (40, 3)
    assert round(total.of_registered or 0, 2) == Decimal("66.67")
    for name in ("households", "registered", "recognised", "late", "change"):
        assert sum(getattr(row, name) for row in table.rows) == getattr(total, name)
    assert table.targets[0].met is False
    assert table.sample_mark.startswith("MẪU CHƯA XÁC THỰC")


def test_a_district_names_the_commune_that_is_missing_and_leaves_it_out_of_the_sums(two_seasons: World):
    fill_hamlet(
        make_round(two_seasons.other_commune, two_seasons.edition, 2023), two_seasons.other_hamlet, 5, 5, 5
    )
    table = queries.season_table(two_seasons.district, 2024)
    other, own = table.rows
    assert own.households == 10
    assert other.is_missing
    assert (other.households, other.registered, other.recognised, other.change) == (None, None, None, None)
    assert (table.total.households, table.total.recognised) == (10, 4)
    assert table.missing == ("xã Hưng Thạnh",)
    assert (table.communes_in, table.communes_all) == (1, 2)
    assert (
        table.total.change is None
    )  # other communes than last year: the difference would be one of coverage
    assert own.change == 3
    assert other.recognised_url == ""


def test_a_year_without_any_round_has_dashes_and_no_zeros(two_seasons: World):
    table = queries.season_table(two_seasons.commune, 2025)
    assert [row.recognised for row in (*table.rows, table.total)] == [None, None, None]
    assert table.total.households == 10
    assert table.total.recognised_url == ""
    assert table.sample_mark == ""


def test_a_hamlet_sees_its_own_row_and_the_districts_target(two_seasons: World):
    table = queries.season_table(two_seasons.hamlet, 2024)
    (row,) = table.rows
    assert (row.recognised, row.households, row.change) == (3, 6, 2)
    assert table.targets[0].result == 50


def test_years_with_a_round_or_a_target_are_offered(two_seasons: World):
    assert set(queries.years_of(two_seasons.commune)) >= {2023, 2024}
    assert queries.last_season(two_seasons.hamlet) == 2024
    assert queries.last_season(two_seasons.district) == 2024


def test_the_table_costs_the_same_for_any_number_of_places(two_seasons: World):
    def cost(place: Place) -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.season_table(place, 2024)
        return len(captured)

    before = cost(two_seasons.commune), cost(two_seasons.district), cost(two_seasons.province)
    for number in range(10):
        commune = make_place("commune", "xã", f"Thử {number}", two_seasons.district)
        fill_hamlet(
            make_round(commune, two_seasons.edition), make_place("hamlet", "ấp", "Ấp 9", commune), 1, 1, 1
        )
        make_place("hamlet", "ấp", f"Ấp mới {number}", two_seasons.commune)
    assert (cost(two_seasons.commune), cost(two_seasons.district), cost(two_seasons.province)) == before
    # One more than for figures under the name of today: the year before is put together on the boundary of this one.
    assert max(before) <= 16


@pytest.mark.requirement("S3-05")
def test_the_workbook_holds_the_same_figures_as_numbers(two_seasons: World):
    sheet = load_workbook(BytesIO(season_workbook(season_sheet(two_seasons.commune, 2024)))).active
    rows = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows() if row[1].value}
    assert rows["Ấp 1"][2:] == [6, 4, 3, 1, 0.5, 0.75, 2]
    assert rows["Tổng cộng"][2:7] == [10, 6, 4, 1, 0.4]
    texts = [str(row[0].value) for row in sheet.iter_rows()]
    assert "Xã Tân Kiều" in texts
    assert any(text.startswith("MẪU CHƯA XÁC THỰC") for text in texts)
    assert any(text.startswith("Số liệu trong hệ thống lúc ") for text in texts)
    head = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Tổng số hộ")
    assert sheet.freeze_panes == f"C{head + 1}"
    assert sheet.cell(row=head + 1, column=7).number_format == "0.0%"
    assert any("hạn cuối 14/11/2024" in str(row[1].value) for row in sheet.iter_rows())


def test_in_the_workbook_the_missing_is_a_dash_and_a_name_is_never_a_formula(two_seasons: World):
    two_seasons.hamlet.name = "=1+1"
    two_seasons.hamlet.kind = ""
    two_seasons.hamlet.save()
    book = load_workbook(BytesIO(season_workbook(season_sheet(two_seasons.commune, 2025))))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "—" in [cell.value for cell in cells]
    assert 0 not in [cell.value for cell in cells]
