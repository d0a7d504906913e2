"""A form from above filled: which cell comes from where."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.places.models import PlaceName
from hoctap.plans.models import Plan, TargetShare
from hoctap.reports.foreign import queries
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.quantities.queries import read_quantities
from tests.reports.foreign.forms import province_form
from tests.reports.foreign.hands import PAGE, YEAR, bring, fill, mapped, tell
from tests.world import World, make_place

pytestmark = pytest.mark.usefixtures("district_officer")


def test_a_form_is_filled_from_records_by_the_names_in_its_rows(both_seasons: World):
    page = fill(both_seasons, mapped(both_seasons))
    assert [page.cell(8, column).value for column in range(1, 9)] == [1, "Tân Kiều", 10, 6, 6, 4, 0.4, 1]
    assert [page.cell(9, column).value for column in range(1, 8)] == [2, "Hưng Thạnh", 5, 3, 3, 2, 0.4]
    assert page["H9"].value is None, "missing stays empty"
    assert page["C10"].value == "=SUM(C8:C9)"
    assert Event.objects.filter(what="reports.foreign.filled").count() == 1


def test_the_columns_add_up_to_the_figures_of_the_district(both_seasons: World):
    """What the SUM of the form comes to is what the system says of the whole (recalculated in test_child)."""
    page = fill(both_seasons, mapped(both_seasons))
    codes = ["learning_family.total", "learning_family.registered", "learning_family.recognised"]
    total = read_quantities(both_seasons.district, YEAR, codes).total
    for letter, code in zip("CDF", codes, strict=True):
        assert sum(page[f"{letter}{row}"].value for row in (8, 9)) == total[code].number


def test_names_are_matched_to_the_places_of_the_period_and_the_others_are_named(both_seasons: World):
    gone = make_place("commune", "xã", "Mỹ An", both_seasons.district)
    gone.valid_from, gone.valid_to = "2000-01-01", "2010-01-01"
    gone.save()
    PlaceName.objects.create(
        place=both_seasons.commune, name="Tân Kiều Cũ", kind="xã", from_day="1990-01-01", to_day="2020-01-01"
    )
    names = ("1. Xã  Tân Kiều cũ", "xã hưng thạnh", "Hưng Thanh", "Mỹ An", "Phường Lạ")
    filled = queries.fill(mapped(both_seasons, province_form(names)), YEAR)
    assert {cell.cell: cell.place.name for cell in filled.cells if cell.cell[0] == "C"} == {
        "C8": "Tân Kiều",
        "C9": "Hưng Thạnh",
    }
    assert [(one.row, one.why) for one in filled.unmatched if one.row < 13] == [
        (10, "không có nơi nào tên như vậy. Gần giống: Xã Hưng Thạnh."),
        (11, "Xã Mỹ An kết thúc từ ngày 01/01/2010, không có trong kỳ này."),
        (12, "không phải tên địa bàn."),
    ]


def test_two_places_of_one_name_are_not_guessed(both_seasons: World):
    make_place("commune", "thị trấn", "Tân Kiều", both_seasons.district)
    [one] = [row for row in queries.fill(mapped(both_seasons), YEAR).unmatched if row.row == 8]
    assert (
        one.why
        == "có 2 nơi cùng tên: Thị trấn Tân Kiều, Xã Tân Kiều. Ghi rõ xã, phường, thị trấn trong biểu."
    )
    filled = queries.fill(mapped_again(both_seasons), YEAR)
    assert [cell.place.kind for cell in filled.cells if cell.cell == "C8"] == ["xã"]


def mapped_again(world: World) -> ForeignForm:
    form = bring(world, province_form(("Xã Tân Kiều", "Hưng Thạnh")), "Biểu ghi rõ")
    return tell(world, form, "C8 đến hết", "learning_family.total")


def test_a_place_that_began_later_is_said_so(both_seasons: World):
    later = make_place("commune", "xã", "Mới", both_seasons.district)
    later.valid_from = "2025-07-01"
    later.save()
    [one] = [
        row
        for row in queries.fill(mapped(both_seasons, province_form(("Mới", "Tân Kiều"))), YEAR).unmatched
        if row.row == 8
    ]
    assert one.why == "Xã Mới có từ ngày 01/07/2025, chưa có trong kỳ này."


def test_what_was_planned_and_what_is_estimated(both_seasons: World):
    form = bring(both_seasons)
    tell(both_seasons, form, "C8 đến hết", "learning_family.recognised", when="planned")
    form = tell(both_seasons, form, "D8", "learning_family.recognised", when="estimate", who="self")
    target = Plan.objects.get().targets.get()
    TargetShare.objects.create(target=target, place=both_seasons.commune, value=90)
    page = fill(both_seasons, form, typed={f"{PAGE}!D8": 1234})
    assert (page["C8"].value, page["C9"].value, page["D8"].value) == (90, 85, 1234)
    assert fill(both_seasons, form)["D8"].value is None
    [cell] = [cell for cell in queries.fill(form, YEAR).cells if cell.cell == "D8"]
    assert (cell.is_typed, cell.why) == (True, "chưa ghi số ước.")


def test_a_figure_that_leaves_a_commune_out_says_so(two_seasons: World):
    form = bring(two_seasons)
    tell(two_seasons, form, "C8", "learning_family.registered", who="self")
    form = tell(two_seasons, form, "D8", "fund.closing", who="self")
    cells = {cell.cell: cell for cell in queries.fill(form, YEAR).cells}
    assert (cells["C8"].shown, cells["C8"].why) == ("6", "chưa có của xã Hưng Thạnh.")
    assert cells["D8"].why == "ghi theo sổ, chưa có hồ sơ trong hệ thống."
    assert len(queries.fill(form, YEAR).empty) == 1


def test_queries_do_not_grow_with_the_rows(both_seasons: World):
    def cost(form: ForeignForm) -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.fill(form, YEAR)
        return len(captured)

    few = cost(mapped(both_seasons))
    for number in range(6):
        make_place("commune", "xã", f"Xã {number}", both_seasons.district)
    form = bring(
        both_seasons,
        province_form(("Tân Kiều", "Hưng Thạnh", *(f"Xã {number}" for number in range(6)))),
        "Dài",
    )
    for cells, code in (("C", "total"), ("D", "registered"), ("E", "registered_new"), ("F", "recognised")):
        tell(both_seasons, form, f"{cells}8 đến hết", f"learning_family.{code}")
    tell(both_seasons, form, "G8 đến hết", "learning_family.recognised", over="learning_family.total")
    form = tell(both_seasons, form, "H8 đến hết", "learning_family.recognised", when="before")
    assert len(queries.fill(form, YEAR).cells) == 8 * 6
    assert cost(form) == few <= 25


@pytest.mark.parametrize("query", ["kind=quarter&year=2024&number=9", "kind=ad_hoc", "year=abc"])
def test_a_period_that_is_not_there_is_said_beside_its_field(world: World, client: Client, query: str):
    client.force_login(world.bich)
    page = client.get(f"{reverse('foreign_fill', args=[bring(world).pk])}?{query}")
    assert page.status_code == 200
    assert "is-invalid" in page.text or "aria-invalid" in page.text
