"""A form from above through its screens: brought in, mapped, filled, replaced, dropped."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.accounts.models import RoleAssignment
from hoctap.audit.models import Event
from hoctap.core import files
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.models import PlaceName
from hoctap.plans.models import Plan, TargetShare
from hoctap.reports.foreign import actions, queries
from hoctap.reports.foreign.actions import RuleDetails
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.quantities.queries import read_quantities
from tests.figures import fill_hamlet, make_round
from tests.reports.foreign.forms import province_form
from tests.world import World, make_place

YEAR = period_of("year", 2024)
PAGE = "Biểu 01"


@pytest.fixture(autouse=True)
def district_officer(world: World) -> None:
    """Bích makes the reports of the district's association."""
    RoleAssignment.objects.create(
        capacity=world.bich.capacities.get(), role=Role.ASSOCIATION_OFFICER.value, place=world.district
    )


def bring(world: World, content: bytes | None = None, name: str = "Biểu tỉnh") -> ForeignForm:
    return actions.add_foreign_form(
        world.district, name, "bieu-01.xlsx", content or province_form(), by=world.actor(world.bich)
    )


def tell(world: World, form: ForeignForm, cells: str, code: str, **more: str) -> ForeignForm:
    details = RuleDetails(PAGE, cells, code, **({"who": "row", "name_column": "B"} | more))
    return actions.map_cells(form, details, by=world.actor(world.bich))


def mapped(world: World, content: bytes | None = None) -> ForeignForm:
    form = bring(world, content)
    tell(world, form, "C8 đến hết", "learning_family.total")
    tell(world, form, "D8 đến hết", "learning_family.registered")
    tell(world, form, "E8 đến hết", "learning_family.registered_new")
    tell(world, form, "F8 đến hết", "learning_family.recognised")
    tell(world, form, "G8 đến hết", "learning_family.recognised", over="learning_family.total")
    return tell(world, form, "H8 đến hết", "learning_family.recognised", when="before")


def fill(world: World, form: ForeignForm, **more: Any) -> Any:
    copy = actions.fill_foreign_form(form, YEAR, by=world.actor(world.bich), **more)
    return load_workbook(io.BytesIO(copy))[PAGE]


@pytest.fixture
def season(two_seasons: World) -> World:
    """Both communes have a season in 2024."""
    fill_hamlet(make_round(two_seasons.other_commune, two_seasons.edition), two_seasons.other_hamlet, 5, 3, 2)
    return two_seasons


# ------------------------------------------------------------------------------------------------ filling


def test_a_form_is_filled_from_records_by_the_names_in_its_rows(season: World):
    page = fill(season, mapped(season))
    assert [page.cell(8, column).value for column in range(1, 9)] == [1, "Tân Kiều", 10, 6, 6, 4, 0.4, 1]
    assert [page.cell(9, column).value for column in range(1, 8)] == [2, "Hưng Thạnh", 5, 3, 3, 2, 0.4]
    assert page["H9"].value is None, "missing stays empty"
    assert page["C10"].value == "=SUM(C8:C9)"
    assert Event.objects.filter(what="reports.foreign.filled").count() == 1


def test_the_columns_add_up_to_the_figures_of_the_district(season: World):
    """What the SUM of the form comes to is what the system says of the whole (recalculated in test_child)."""
    page = fill(season, mapped(season))
    codes = ["learning_family.total", "learning_family.registered", "learning_family.recognised"]
    total = read_quantities(season.district, YEAR, codes).total
    for letter, code in zip("CDF", codes, strict=True):
        assert sum(page[f"{letter}{row}"].value for row in (8, 9)) == total[code].number


def test_names_are_matched_to_the_places_of_the_period_and_the_others_are_named(season: World):
    gone = make_place("commune", "xã", "Mỹ An", season.district)
    gone.valid_from, gone.valid_to = "2000-01-01", "2010-01-01"
    gone.save()
    PlaceName.objects.create(
        place=season.commune, name="Tân Kiều Cũ", kind="xã", from_day="1990-01-01", to_day="2020-01-01"
    )
    names = ("1. Xã  Tân Kiều cũ", "xã hưng thạnh", "Hưng Thanh", "Mỹ An", "Phường Lạ")
    filled = queries.fill(mapped(season, province_form(names)), YEAR)
    assert {cell.cell: cell.place.name for cell in filled.cells if cell.cell[0] == "C"} == {
        "C8": "Tân Kiều",
        "C9": "Hưng Thạnh",
    }
    assert [(one.row, one.why) for one in filled.unmatched if one.row < 13] == [
        (10, "không có nơi nào tên như vậy. Gần giống: Xã Hưng Thạnh."),
        (11, "Xã Mỹ An kết thúc từ ngày 01/01/2010, không có trong kỳ này."),
        (12, "không phải tên địa bàn."),
    ]


def test_two_places_of_one_name_are_not_guessed(season: World):
    make_place("commune", "thị trấn", "Tân Kiều", season.district)
    [one] = [row for row in queries.fill(mapped(season), YEAR).unmatched if row.row == 8]
    assert (
        one.why
        == "có 2 nơi cùng tên: Thị trấn Tân Kiều, Xã Tân Kiều. Ghi rõ xã, phường, thị trấn trong biểu."
    )
    filled = queries.fill(mapped_again(season), YEAR)
    assert [cell.place.kind for cell in filled.cells if cell.cell == "C8"] == ["xã"]


def mapped_again(world: World) -> ForeignForm:
    form = bring(world, province_form(("Xã Tân Kiều", "Hưng Thạnh")), "Biểu ghi rõ")
    return tell(world, form, "C8 đến hết", "learning_family.total")


def test_a_place_that_began_later_is_said_so(season: World):
    later = make_place("commune", "xã", "Mới", season.district)
    later.valid_from = "2025-07-01"
    later.save()
    [one] = [
        row
        for row in queries.fill(mapped(season, province_form(("Mới", "Tân Kiều"))), YEAR).unmatched
        if row.row == 8
    ]
    assert one.why == "Xã Mới có từ ngày 01/07/2025, chưa có trong kỳ này."


def test_what_was_planned_and_what_is_estimated(season: World):
    form = bring(season)
    tell(season, form, "C8 đến hết", "learning_family.recognised", when="planned")
    form = tell(season, form, "D8", "learning_family.recognised", when="estimate", who="self")
    target = Plan.objects.get().targets.get()
    TargetShare.objects.create(target=target, place=season.commune, value=90)
    page = fill(season, form, typed={f"{PAGE}!D8": 1234})
    assert (page["C8"].value, page["C9"].value, page["D8"].value) == (90, 85, 1234)
    assert fill(season, form)["D8"].value is None
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


def test_queries_do_not_grow_with_the_rows(season: World):
    def cost(form: ForeignForm) -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.fill(form, YEAR)
        return len(captured)

    few = cost(mapped(season))
    for number in range(6):
        make_place("commune", "xã", f"Xã {number}", season.district)
    form = bring(
        season, province_form(("Tân Kiều", "Hưng Thạnh", *(f"Xã {number}" for number in range(6)))), "Dài"
    )
    for cells, code in (("C", "total"), ("D", "registered"), ("E", "registered_new"), ("F", "recognised")):
        tell(season, form, f"{cells}8 đến hết", f"learning_family.{code}")
    tell(season, form, "G8 đến hết", "learning_family.recognised", over="learning_family.total")
    form = tell(season, form, "H8 đến hết", "learning_family.recognised", when="before")
    assert len(queries.fill(form, YEAR).cells) == 8 * 6
    assert cost(form) == few <= 25


# ------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("cells", "more", "words"),
    [
        ("E4", {}, "nằm trong vùng gộp D4:E4"),
        ("C10", {}, "có công thức"),
        ("C8:D9", {}, "không phải ô của một cột"),
        ("C8", {"code": "gone"}, "Không có số liệu này"),
        ("C8", {"over": "gone"}, "Không có số liệu này"),
        ("C8", {"name_column": "2"}, "ghi bằng chữ"),
        ("C8", {"over": "learning_family.total", "when": "planned"}, "không chia"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_naming_it(
    world: World, cells: str, more: dict[str, str], words: str
):
    form = bring(world)
    with pytest.raises(Refused, match=words):
        tell(world, form, cells, **({"code": "learning_family.total"} | more))
    form.refresh_from_db()
    assert form.rules == []


def test_a_name_is_taken_once_and_a_hamlet_makes_no_forms(world: World):
    bring(world)
    with pytest.raises(Refused, match="đã có biểu"):
        bring(world)
    with pytest.raises(Refused, match="Hãy chọn xã"):
        actions.add_foreign_form(world.hamlet, "x", "x.xlsx", province_form(), by=world.actor(world.lan))


def test_filling_asks_for_a_mapping_and_for_what_moved(season: World):
    form = bring(season)
    with pytest.raises(Refused, match="Chưa gán ô nào"):
        fill(season, form)
    form = tell(season, form, "F8 đến hết", "learning_family.recognised")
    book = load_workbook(io.BytesIO(province_form(year=2025)))
    book[PAGE]["F5"] = "Đề nghị"
    out = io.BytesIO()
    book.save(out)
    form = actions.replace_foreign_file(form, "moi.xlsx", out.getvalue(), by=season.actor(season.bich))
    assert len(form.moved) == 1
    with pytest.raises(Refused, match="1 chỗ đã thay đổi"):
        fill(season, form)
    form = actions.unmap_cells(form, form.moved[0]["rule"]["key"], by=season.actor(season.bich))
    form = tell(season, form, "F8 đến hết", "learning_family.recognised")
    assert fill(season, form)["F8"].value == 4


def test_the_copy_of_the_next_period_is_filled_without_mapping_again(season: World):
    form = mapped(season)
    before = form.sha256
    later = province_form(("Hưng Thạnh", "Tân Kiều"), year=2025)
    form = actions.replace_foreign_file(form, "2025.xlsx", later, by=season.actor(season.bich))
    assert (form.moved, len(form.rules)) == ([], 6)
    assert form.sha256 != before
    assert [fill(season, form)[f"C{row}"].value for row in (8, 9)] == [5, 10]


def test_a_place_that_ended_before_the_period_is_refused(season: World):
    form = mapped(season)
    season.district.valid_to = "2023-07-01"
    season.district.save()
    form.refresh_from_db()
    with pytest.raises(Refused, match="đã kết thúc trước năm 2024"):
        fill(season, form)


def test_a_form_that_is_dropped_takes_its_file_along(world: World, django_capture_on_commit_callbacks: Any):
    form = bring(world)
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_foreign_form(form, by=world.actor(world.bich))
    assert not ForeignForm.objects.exists()
    with pytest.raises(FileNotFoundError):
        files.read(form.sha256)
    with pytest.raises(Refused, match="đã bỏ"):
        tell(world, form, "C8", "learning_family.total")


def test_who_makes_no_reports_there_may_do_nothing(world: World):
    form = bring(world)
    other = world.actor(world.oanh)
    with pytest.raises(Forbidden):
        actions.map_cells(form, RuleDetails(PAGE, "C8", "learning_family.total"), by=other)
    with pytest.raises(Forbidden):
        actions.fill_foreign_form(form, YEAR, by=other)
    with pytest.raises(Forbidden):
        actions.drop_foreign_form(form, by=other)


# -------------------------------------------------------------------------------------------- screens


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bieu-01.xlsx", content)


def test_the_road_through_the_screens(season: World, client: Client):
    client.force_login(season.bich)
    assert "Chưa có biểu nào" in client.get(reverse("foreign_list")).text
    answer = client.post(
        reverse("foreign_new"), {"place": season.district.pk, "name": "", "file": sent(province_form())}
    )
    form = ForeignForm.objects.get()
    assert answer.headers["Location"] == reverse("foreign_detail", args=[form.pk])
    assert form.name == "bieu-01"
    url = reverse("foreign_detail", args=[form.pk])
    page = client.get(f"{url}?{urlencode({'sheet': PAGE, 'cells': 'C8'})}").text
    assert 'rowspan="2"' in page
    assert "công thức, giữ nguyên" in page
    assert 'value="C8"' in page
    typed = {
        "sheet": PAGE,
        "cells": "C8 đến hết",
        "code": "learning_family.total",
        "when": "now",
        "who": "row",
        "name_column": "B",
    }
    assert client.post(url, typed).status_code == 302
    assert "đã gán ở" in client.post(url, typed).text
    assert client.post(url, typed | {"cells": "D9", "when": "estimate"}).status_code == 302
    fill_url = f"{reverse('foreign_fill', args=[form.pk])}?kind=year&year=2024"
    page = client.get(fill_url).text
    assert "Ô nào lấy từ đâu" in page
    assert str(season.commune.pk) in page
    answer = client.post(fill_url, {"estimate_0": "7,5"})
    assert answer.headers["Content-Type"] == files.XLSX
    book = load_workbook(io.BytesIO(answer.content))
    assert (book[PAGE]["C8"].value, book[PAGE]["D9"].value) == (10, 7.5)
    key = ForeignForm.objects.get().rules[0]["key"]
    client.post(reverse("foreign_unmap", args=[form.pk]), {"key": key})
    assert len(ForeignForm.objects.get().rules) == 1
    assert "Tải lại trang" in client.post(reverse("foreign_unmap", args=[form.pk]), {"key": key}).text
    client.post(reverse("foreign_replace", args=[form.pk]), {"file": sent(province_form(year=2026))})
    assert ForeignForm.objects.get().moved == []
    assert client.post(reverse("foreign_drop", args=[form.pk])).status_code == 302
    assert not ForeignForm.objects.exists()


def test_a_file_that_is_no_form_is_refused_beside_its_field(world: World, client: Client):
    client.force_login(world.bich)
    answer = client.post(reverse("foreign_new"), {"place": world.district.pk, "file": sent(b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "Loại tệp không nhận" in answer.text
    form = bring(world)
    answer = client.post(reverse("foreign_replace", args=[form.pk]), {"file": sent(b"%PDF-1.7")})
    assert answer.status_code == 422
    assert client.post(reverse("foreign_replace", args=[form.pk])).status_code == 422


@pytest.mark.parametrize("query", ["kind=quarter&year=2024&number=9", "kind=ad_hoc", "year=abc"])
def test_a_period_that_is_not_there_is_said_beside_its_field(world: World, client: Client, query: str):
    client.force_login(world.bich)
    page = client.get(f"{reverse('foreign_fill', args=[bring(world).pk])}?{query}")
    assert page.status_code == 200
    assert "is-invalid" in page.text or "aria-invalid" in page.text


def test_a_stranger_finds_no_form(world: World, client: Client):
    form = bring(world)
    client.force_login(world.oanh)
    for name in ("foreign_detail", "foreign_fill"):
        assert client.get(reverse(name, args=[form.pk])).status_code == 404
    for name in ("foreign_unmap", "foreign_replace", "foreign_drop"):
        assert client.post(reverse(name, args=[form.pk])).status_code == 404
    assert form.name not in client.get(reverse("foreign_list")).text
    assert ForeignForm.objects.count() == 1


def test_the_list_reads_its_forms_in_a_fixed_number_of_queries(world: World, client: Client):
    client.force_login(world.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("foreign_list"))
        return len(captured)

    bring(world)
    few = cost()
    for number in range(4):
        bring(world, name=f"Biểu {number}")
    assert cost() == few
