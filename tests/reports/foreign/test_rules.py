import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hoctap.reports.foreign.child import read_form
from hoctap.reports.foreign.rules import (
    Layout,
    Rule,
    anchored,
    carried,
    column_of,
    letter_of,
    name_key,
    nearest,
    open_cells,
    parse_range,
    rule_reasons,
    stands_again,
)
from tests.reports.foreign.forms import province_form

LAYOUT = Layout.from_json(json.loads(read_form(province_form())))
SHEET = LAYOUT.sheets[0]


def rule(
    cells: str, *, key: str = "1", who: str = "row", names: int = 2, code: str = "learning_family.total"
) -> Rule:
    spot = parse_range(cells)
    assert spot
    return Rule(key, "Biểu 01", spot[0], spot[1], spot[2], code, who=who, name_column=names)


@given(st.integers(1, 16_384))
def test_letters_of_columns(column: int):
    assert column_of(letter_of(column)) == column


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("C8", (3, 8, 8)),
        ("c8:c20", (3, 8, 20)),
        ("$C$8 : $C$20", (3, 8, 20)),
        ("C8:C", (3, 8, 0)),
        ("C8 đến hết", (3, 8, 0)),
        ("AA3", (27, 3, 3)),
        ("C8:D9", None),
        ("C20:C8", None),
        ("8C", None),
        ("", None),
        ("C8;C9", None),
    ],
)
def test_cells_as_people_write_them(typed: str, found: tuple[int, int, int] | None):
    assert parse_range(typed) == found


def test_a_column_to_the_end_leaves_out_formulas_and_what_lies_across():
    assert [at for _, at in open_cells(SHEET, rule("C7 đến hết"))] == ["C8", "C9"]
    assert rule_reasons(LAYOUT, rule("C7 đến hết"), ()) == []


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("E4", "ô E4 nằm trong vùng gộp D4:E4. Hãy chọn ô D4."),
        ("C10", "ô C10 có công thức (=SUM(C8:C9))"),
        ("B8", "ô B8 đã có chữ “Tân Kiều”"),
        ("Z8", "nằm ngoài biểu (ô cuối là H10)"),
        ("C8:C99", "chỉ có đến dòng 10"),
    ],
)
def test_a_cell_that_cannot_be_filled_is_refused_by_name(cells: str, words: str):
    assert words in rule_reasons(LAYOUT, rule(cells), ())[0].text


def test_a_sheet_that_is_not_there_a_column_of_names_that_is_missing_a_cell_that_is_taken():
    assert "không có trang" in rule_reasons(LAYOUT, Rule("1", "Khác", 3, 8, 8, "x"), ())[0].text
    assert "cột có tên địa bàn" in rule_reasons(LAYOUT, rule("C8", names=0), ())[0].text
    [taken] = rule_reasons(LAYOUT, rule("C9", key="2"), [rule("C8:C9")])
    assert taken.text == "Trang “Biểu 01”: ô C9 đã gán ở “C8:C9”. Hãy bỏ dòng gán ấy trước."


def test_a_copy_of_the_next_year_with_other_names_carries_what_was_mapped():
    mapped = [
        anchored(LAYOUT, rule("C8 đến hết")),
        anchored(LAYOUT, rule("H8", key="2", who="self", names=0)),
    ]
    names = ("Hưng Thạnh", "Tân Kiều", "Mỹ An")
    later = Layout.from_json(json.loads(read_form(province_form(names, year=2026))))
    kept, moved = carried(later, mapped)
    assert [one.key for one in kept] == ["1", "2"]
    assert moved == []
    assert list(kept[0].anchors) == ["C8", "C9", "C10"]


def test_a_column_that_moved_is_to_be_mapped_again():
    book = load_workbook(io.BytesIO(province_form()))
    book.active["F5"] = "Đề nghị"
    out = io.BytesIO()
    book.save(out)
    later = Layout.from_json(json.loads(read_form(out.getvalue())))
    mapped = [anchored(LAYOUT, rule("F8 đến hết")), anchored(LAYOUT, rule("C8 đến hết", key="2"))]
    kept, moved = carried(later, mapped)
    assert [one.key for one in kept] == ["2"]
    assert "đề nghị" in moved[0].why


def test_what_moved_in_a_wrong_copy_stands_again_with_the_right_one():
    wide, single = anchored(LAYOUT, rule("F8 đến hết")), anchored(LAYOUT, rule("F8", key="2"))
    found, left = stands_again(LAYOUT, [wide], [])
    assert ([one.key for one in found], left) == (["1"], [])
    # Told anew meanwhile: what is mapped stands, the old line is still to be dropped.
    found, left = stands_again(LAYOUT, [wide], [single])
    assert [one.key for one in found] == ["2"]
    assert "đã gán" in left[0].why


@pytest.mark.parametrize(
    ("value", "words"), [("=1+1", "ô D8: nay có công thức (=1+1)"), ("không", "ô D8: nay có chữ “không”")]
)
def test_a_cell_that_can_no_longer_be_written_is_named(value: str, words: str):
    book = load_workbook(io.BytesIO(province_form()))
    book.active["D8"] = value
    out = io.BytesIO()
    book.save(out)
    later = Layout.from_json(json.loads(read_form(out.getvalue())))
    assert carried(later, [anchored(LAYOUT, rule("D8 đến hết"))])[1][0].why == words


def test_names_without_their_numbers():
    assert name_key(" 1.  Xã Tân   Kiều ") == "xã tân kiều"
    assert name_key("II) Huyện Tháp Mười") == "huyện tháp mười"
    assert name_key("- Ấp 1") == "ấp 1"
    assert nearest("Xã Tan Kieu", ["Xã Tân Kiều", "Xã Hưng Thạnh"]) == ["Xã Tân Kiều"]
    assert nearest("Cộng", ["Xã Tân Kiều"]) == []
