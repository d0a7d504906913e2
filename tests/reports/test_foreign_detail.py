"""A form from above mapped, replaced, dropped."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.reports.foreign import actions
from hoctap.reports.foreign.actions import RuleDetails
from hoctap.reports.foreign.models import ForeignForm
from tests.reports.foreign.forms import province_form
from tests.reports.foreign.hands import PAGE, YEAR, bring, fill, mapped, sent, tell
from tests.world import World

pytestmark = pytest.mark.usefixtures("district_officer")


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


def test_filling_asks_for_a_mapping_and_for_what_moved(both_seasons: World):
    form = bring(both_seasons)
    with pytest.raises(Refused, match="Chưa gán ô nào"):
        fill(both_seasons, form)
    form = tell(both_seasons, form, "F8 đến hết", "learning_family.recognised")
    book = load_workbook(io.BytesIO(province_form(year=2025)))
    book[PAGE]["F5"] = "Đề nghị"
    out = io.BytesIO()
    book.save(out)
    form = actions.replace_foreign_file(
        form, "moi.xlsx", out.getvalue(), by=both_seasons.actor(both_seasons.bich)
    )
    assert len(form.moved) == 1
    with pytest.raises(Refused, match="1 chỗ đã thay đổi"):
        fill(both_seasons, form)
    form = actions.unmap_cells(form, form.moved[0]["rule"]["key"], by=both_seasons.actor(both_seasons.bich))
    form = tell(both_seasons, form, "F8 đến hết", "learning_family.recognised")
    assert fill(both_seasons, form)["F8"].value == 4


def test_the_copy_of_the_next_period_is_filled_without_mapping_again(both_seasons: World):
    form = mapped(both_seasons)
    before = form.sha256
    later = province_form(("Hưng Thạnh", "Tân Kiều"), year=2025)
    form = actions.replace_foreign_file(form, "2025.xlsx", later, by=both_seasons.actor(both_seasons.bich))
    assert (form.moved, len(form.rules)) == ([], 6)
    assert form.sha256 != before
    assert [fill(both_seasons, form)[f"C{row}"].value for row in (8, 9)] == [5, 10]


def test_a_place_that_ended_before_the_period_is_refused(both_seasons: World):
    form = mapped(both_seasons)
    both_seasons.district.valid_to = "2023-07-01"
    both_seasons.district.save()
    form.refresh_from_db()
    with pytest.raises(Refused, match="đã kết thúc trước năm 2024"):
        fill(both_seasons, form)


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


def test_the_road_through_the_screens(both_seasons: World, client: Client):
    client.force_login(both_seasons.bich)
    assert "Chưa có biểu nào" in client.get(reverse("foreign_list")).text
    answer = client.post(
        reverse("foreign_new"), {"place": both_seasons.district.pk, "name": "", "file": sent(province_form())}
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
    # The next column is told in the same way, without choosing it again.
    page = client.get(url).text
    assert '<option value="row" selected>' in page
    assert 'name="name_column" value="B"' in page
    assert "đã gán ở" in client.post(url, typed).text
    assert client.post(url, typed | {"cells": "D9", "when": "estimate"}).status_code == 302
    page = client.get(reverse("foreign_fill", args=[form.pk])).text
    assert '<option value="year" selected>' in page
    assert f'name="year" value="{today().year}"' in page
    fill_url = f"{reverse('foreign_fill', args=[form.pk])}?kind=year&year=2024"
    page = client.get(fill_url).text
    assert "Ô nào lấy từ đâu" in page
    assert str(both_seasons.commune.pk) in page
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


def test_a_stranger_finds_no_form(world: World, client: Client):
    form = bring(world)
    client.force_login(world.oanh)
    for name in ("foreign_detail", "foreign_fill"):
        assert client.get(reverse(name, args=[form.pk])).status_code == 404
    for name in ("foreign_unmap", "foreign_replace", "foreign_drop"):
        assert client.post(reverse(name, args=[form.pk])).status_code == 404
    assert form.name not in client.get(reverse("foreign_list")).text
    assert ForeignForm.objects.count() == 1
