"""A draft out of a workbook."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from hoctap.criteria.drafting.queries import content_of, measure_labels
from hoctap.criteria.drafting.workbook import workbook_of
from hoctap.criteria.models import CriteriaEdition, Title
from tests.criteria.drafts import filled
from tests.recognition.hands import refused, shown, sign_in
from tests.world import World

ADDRESS = "/criteria/editions/import/"


def send(world: World, data: bytes, who: Any = None, **other: Any) -> Any:
    usual = {
        "place": str(world.district.pk),
        "title": Title.LEARNING_FAMILY,
        "file": SimpleUploadedFile("bo.xlsx", data),
    }
    return sign_in(who or world.bich).post(ADDRESS, usual | other)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def exported(world: World) -> tuple[CriteriaEdition, Workbook]:
    edition = filled(world)
    content = content_of(edition)
    return edition, load_workbook(io.BytesIO(workbook_of(content, measure_labels(content))))


def test_what_went_out_makes_an_equal_draft(world: World) -> None:
    edition, book = exported(world)
    assert "Tệp Excel" in shown(sign_in(world.bich).get(ADDRESS))
    answer = send(world, saved(book))
    made = CriteriaEdition.objects.exclude(pk=edition.pk).get(place=world.district)
    assert answer["Location"] == f"/criteria/editions/{made.pk}/"
    assert content_of(made) == content_of(edition)


def test_each_bad_cell_is_named_and_nothing_is_written(world: World) -> None:
    _, book = exported(world)
    lines, about = book["Tiêu chí"], book["Bộ tiêu chí"]
    lines["E2"].value, lines["F4"].value = "bốn mươi", "chắc"
    about["B6"].value = "hôm qua"
    book["Nhóm"].append(["1. Sách", "nhiều"])
    answer = send(world, saved(book))
    refused(
        answer,
        "Trang “Tiêu chí”, dòng 2, cột “Điểm tối đa”: “bốn mươi” không phải là số",
        "dòng 4, cột “Cần minh chứng”: ghi “có” hoặc “không”",
        "mục “Có hiệu lực từ ngày”: ghi ngày như 15/11/2026",
        "Trang “Nhóm”, dòng 2, cột “Điểm”",
    )
    assert CriteriaEdition.objects.filter(place=world.district).count() == 1


def test_a_column_or_sheet_that_is_missing_or_strange_is_named(world: World) -> None:
    _, book = exported(world)
    book["Tiêu chí"]["A1"].value = "Ký hiệu lạ"
    refused(send(world, saved(book)), "không có cột “Ký hiệu lạ”", "thiếu cột “Mã”")
    book = Workbook()
    refused(send(world, saved(book)), "không có trang “Tiêu chí”")
    refused(send(world, b"%PDF-1.4 khong phai"), "không nhận")


def test_numbers_and_merged_cells_of_excel_are_read_as_people_mean_them(world: World) -> None:
    _, book = exported(world)
    lines = book["Tiêu chí"]
    for cell, value in (("A2", 1.1), ("E2", 40), ("B3", None), ("E3", 0.2)):
        lines[cell].value = value
    lines["E3"].number_format = "0%"
    send(world, saved(book))
    made = CriteriaEdition.objects.filter(place=world.district).order_by("-code").first()
    assert made is not None
    first, second, _ = content_of(made).lines
    assert (first.code, first.max_points) == ("1.1", 40)
    assert (second.group, second.max_points) == ("1. Sách", 20)


def test_the_outsider_and_the_commune(world: World) -> None:
    _, book = exported(world)
    assert send(world, saved(book), world.hung).status_code == 403
    refused(send(world, saved(book), world.lan), "Hãy chọn danh hiệu trong danh sách")
    assert CriteriaEdition.objects.filter(place=world.district).count() == 1
