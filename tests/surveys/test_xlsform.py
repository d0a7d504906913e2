"""XLSForms: the part that is taken comes back equal; anything else is refused at its row and column."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from hoctap.centres.models import Topic
from hoctap.core.refusals import Refused
from hoctap.surveys.design.rules import Design, Item
from hoctap.surveys.design.shipped import first_form
from hoctap.surveys.xlsform.files import read_file, write_file
from tests.surveys.hands import small_design

HEAD = ["type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"]
LIST = [["chon", "co", "Có"], ["chon", "khong", "Không"]]


def book(
    survey: list[list[object]], choices: list[list[object]] | None = None, head: list[str] | None = None
) -> bytes:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "survey"
    page.append(head or HEAD)
    for row in survey:
        page.append(row)
    other = made.create_sheet("choices")
    other.append(["list_name", "name", "label"])
    for row in LIST if choices is None else choices:
        other.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def reasons(content: bytes, **before: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_file(content, before=before)
    return [reason.text for reason in refused.value.reasons]


@pytest.mark.parametrize("design", [small_design(), first_form([Topic(code="crops", name="Trồng trọt")])])
def test_what_is_written_is_read_equal(design: Design):
    content = write_file(design, title="Phiếu", form_id="mau-1", version=2)
    form = read_file(content)
    assert form.design == design
    assert form.title == "Phiếu"
    assert write_file(form.design, title="Phiếu", form_id="mau-1", version=2)[:2] == b"PK"


def test_words_that_a_program_would_run_as_a_formula_come_back_as_they_were():
    design = Design(
        (Item("text", "cau", "=1+1 bằng mấy?", "-- ghi số"), Item("integer", "so", "+ bao nhiêu"))
    )
    content = write_file(design, title="@", form_id="x", version=1)
    page = load_workbook(io.BytesIO(content))["survey"]
    assert page["C2"].data_type == "s"
    assert page["C2"].value == "'=1+1 bằng mấy?"
    assert read_file(content).design == design


def test_two_questions_of_one_list_with_other_choices_each_get_their_own():
    first = Item("select_one", "mot", "Một?", choices=(("a", "A"), ("b", "B")), list_name="chung")
    second = replace(first, name="hai", label="Hai?")
    third = replace(first, name="ba", label="Ba?", choices=(("a", "A"), ("c", "C")))
    form = read_file(write_file(Design((first, second, third)), title="", form_id="", version=1))
    assert [item.choices for item in form.design.items] == [first.choices, first.choices, third.choices]
    assert [item.list_name for item in form.design.items] == ["chung", "chung", "chung_2"]


def test_groups_conditions_and_kinds_are_read():
    content = book(
        [
            ["begin_group", "g", "Nhóm", "", "", "", "", ""],
            ["select_one chon", "a", "Có học không?", "", "yes", "", "", ""],
            [
                "integer",
                "b",
                "Mấy buổi?",
                "Một tuần",
                "",
                "selected(${a}, 'co')",
                ". > 0 and . <= 7",
                "Từ 1 đến 7.",
            ],
            ["end_group", "", "", "", "", "", "", ""],
            ["note", "n", "Cảm ơn", "", "", "", "", ""],
        ]
    )
    design = read_file(content).design
    assert [item.kind for item in design.items] == [
        "begin group",
        "select_one",
        "integer",
        "end group",
        "note",
    ]
    assert design.items[1].required
    assert design.items[2].constraint_message == "Từ 1 đến 7."
    assert [page.title for page in design.pages] == ["Nhóm", ""]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["geopoint", "a", "Ở đâu?"], "Trang survey, dòng 2, cột type (A): loại “geopoint” không dùng được"),
        (["begin repeat", "a", "Lặp"], "dòng 2, cột type (A): loại “begin repeat” không dùng được"),
        (
            ["select_one", "a", "Chọn"],
            "cột type (A): “select_one” không dùng được. Hãy ghi như select_one ten_danh_sach",
        ),
        (["select_one khac", "a", "Chọn"], "trang choices không có danh sách “khac”"),
        (["select_one chon or_other", "a", "Chọn"], "cột type (A)"),
        (["text", "tên có dấu", "Câu"], "dòng 2, cột name (B): Tên “tên có dấu” không dùng được"),
        (["text", "a", ""], "dòng 2, cột label (C): Chưa ghi lời câu hỏi"),
        (
            ["text", "a", "Câu", "", "bắt buộc"],
            "dòng 2, cột required (E): “bắt buộc” không hiểu được. Hãy ghi yes hoặc no",
        ),
        (
            ["text", "a", "Câu", "", "", "${z} = 1"],
            "dòng 2, cột relevant (F): Không có câu hỏi “z” ở phía trên",
        ),
        (
            ["text", "a", "Câu", "", "", "jr:choice-name(${a})"],
            "dòng 2, cột relevant (F): “jr:choice-name” không dùng được",
        ),
        (
            ["text", "a", "Câu", "", "", ". = 1"],
            "dòng 2, cột relevant (F): Dấu “.” chỉ dùng trong constraint",
        ),
        (
            ["integer", "a", "Câu", "", "", "", "regex(., 'x')"],
            "dòng 2, cột constraint (G): “regex” không dùng được",
        ),
        (
            ["integer", "chu_de", "Chuyên đề"],
            "dành cho chuyên đề muốn học, loại phải là select_one hoặc select_multiple",
        ),
        (["begin_group", "g", "Nhóm"], "dòng 2, cột type (A): Nhóm này chưa đóng"),
        (["end_group"], "dòng 2, cột type (A): “end group” không có nhóm nào đang mở"),
    ],
)
def test_what_is_not_taken_is_told_by_row_column_and_cure(row: list[object], told: str):
    assert any(told in text for text in reasons(book([row, ["text", "cuoi", "Câu cuối"]])))


def test_a_column_that_is_not_known_is_refused_where_it_is_used():
    head = [*HEAD[:3], "appearance"]
    told = reasons(book([["text", "a", "Câu"], ["text", "b", "Câu hai", "minimal"]], head=head))
    assert told == [
        "Trang survey, dòng 3, cột D: cột “appearance” không dùng được. Hãy bỏ cột này; chỉ dùng các cột "
        "type, name, label, hint, required, relevant, constraint, constraint_message."
    ]
    assert read_file(book([["text", "a", "Câu"]], head=head)).design.asked  # an empty column says nothing


def test_a_choice_is_pointed_at_on_its_own_sheet():
    told = reasons(
        book([["select_one chon", "a", "Chọn"]], [["chon", "co", "Có"], ["chon", "co", "Cũng có"]])
    )
    assert told == ["Trang choices, dòng 3, cột name (B): Mã lựa chọn “co” ghi hai lần. Hãy bỏ một dòng."]


def test_all_that_is_wrong_is_told_at_once_but_not_without_end():
    told = reasons(book([["geopoint", f"a{n}", "x"] for n in range(60)]))
    assert len(told) == 31
    assert "Còn 31 chỗ nữa" in told[-1]  # 60 rows, and that there is no question left


def test_a_question_that_was_answered_keeps_its_kind():
    told = reasons(book([["text", "buoi", "Mấy buổi?"]]), buoi="integer")
    assert "ở bản đã ban hành là loại integer" in told[0]


@pytest.mark.parametrize("content", [b"", b"khong phai tep", b"PK\x03\x04" + b"\0" * 200])
def test_what_is_no_workbook_is_refused_in_words(content: bytes):
    assert all(text and "Traceback" not in text for text in reasons(content))
