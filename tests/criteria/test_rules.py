"""What keeps an edition from being published, each with the row it is about."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from hoctap.criteria import rules
from hoctap.criteria.rules import GradeRow, GroupRow, PointsDraft, StandardsDraft, Validity
from hoctap.criteria.scoring import FrozenCriterion
from hoctap.criteria.standards import Ask, Condition, Indicator, Scope, Stage


def line(code: str, points: str, group: str = "Nhóm 1") -> FrozenCriterion:
    return FrozenCriterion(code, group, f"Nội dung {code}", "Mục 1", Decimal(points), False, "verified")


GRADES = (
    GradeRow("Trung bình", Decimal(50), Decimal(70)),
    GradeRow("Khá", Decimal(70), Decimal(85)),
    GradeRow("Tốt", Decimal(85), None),
)
WHOLE = PointsDraft(
    threshold=Decimal(50),
    least_each=None,
    declared_total=Decimal(100),
    criteria=(line("A", "60"), line("B", "40", "Nhóm 2")),
    groups=(GroupRow("Nhóm 1", Decimal(60)), GroupRow("Nhóm 2", Decimal(40))),
    grades=GRADES,
)


def said(draft: PointsDraft) -> str:
    return " | ".join(reason.text for reason in rules.points_reasons(draft))


def test_a_whole_points_edition_has_nothing_against_it():
    assert said(WHOLE) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"criteria": (line("A", "60"), line("B", "30", "Nhóm 2"))}, "được 90, văn bản ghi 100"),
        (
            {"criteria": (line("A", "60"), line("B", "30", "Nhóm 2"))},
            "Nhóm “Nhóm 2”: cộng các dòng được 30 điểm, nhóm ghi 40",
        ),
        ({"criteria": (line("A", "60"), line("A", "40", "Nhóm 2"))}, "Dòng 2: mã A đã có ở dòng 1"),
        ({"criteria": (line("A", "60"), line("", "40", "Nhóm 2"))}, "Dòng 2: chưa ghi mã"),
        ({"criteria": (line("A", "60"), line("B", "0", "Nhóm 2"))}, "Dòng 2 (B): điểm tối đa phải lớn hơn 0"),
        ({"criteria": (line("A", "60"), line("B", "40.05", "Nhóm 2"))}, "Dòng 2 (B): điểm lẻ nhất"),
        ({"criteria": ()}, "chưa có dòng nào"),
        ({"least_each": Decimal(50)}, "Dòng 2 (B): tối đa 40 điểm, thấp hơn"),
        ({"groups": (*WHOLE.groups, GroupRow("Nhóm 3", Decimal(0)))}, "Nhóm “Nhóm 3” không có dòng nào"),
        ({"threshold": Decimal(0)}, "Mức đạt phải lớn hơn 0"),
        ({"threshold": Decimal(101), "grades": ()}, "không quá tổng 100"),
        ({"threshold": Decimal(60)}, "hai số phải bằng nhau"),
        ({"grades": (GRADES[0], GradeRow("Khá", Decimal(65), Decimal(85)), GRADES[2])}, "chồng lên nhau"),
        ({"grades": (GRADES[0], GradeRow("Khá", Decimal(71), Decimal(85)), GRADES[2])}, "còn khoảng điểm"),
        ({"grades": (*GRADES[:2], GradeRow("Tốt", Decimal(85), Decimal(95)))}, "phải đến hết 100 điểm"),
        (
            {"grades": (GradeRow("Trung bình", Decimal(50), Decimal(40)), *GRADES[1:])},
            "điểm trên phải lớn hơn",
        ),
    ],
)
def test_points_that_do_not_add_up_and_grades_that_overlap_or_leave_a_gap(
    change: dict[str, object], words: str
):
    assert words in said(dataclasses.replace(WHOLE, **change))


def one(**facts: object) -> Condition:
    return dataclasses.replace(
        Condition("", "", Ask.SHARE, {"1": Decimal(60), "2": Decimal(80)}, {}), **facts
    )


def standards(condition: Condition, **facts: object) -> StandardsDraft:
    indicator = dataclasses.replace(Indicator("X1", "Nhóm", "Nội dung", "Điều 6", (condition,)), **facts)
    return StandardsDraft(
        (Stage("1", "Mức độ 1"), Stage("2", "Mức độ 2")),
        (indicator,),
        frozenset({"public"}),
        frozenset({"hard"}),
    )


MEASURES = {
    "learning_citizen.of_citizens": frozenset({"learning_citizen"}),
    "own.level_1": frozenset({"own"}),
}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (standards(one()), ""),
        (standards(one(measure="learning_citizen.of_citizens")), ""),
        (standards(one(measure="nothing.at_all")), "Dòng 1 (X1): không có cách tính “nothing.at_all”"),
        (standards(one(measure="own.level_1")), "thành vòng quẩn"),
        (standards(one(least={"1": Decimal(60)})), "Dòng 1 (X1): mức độ 2 chưa ghi yêu cầu"),
        (standards(one(least={"1": Decimal(80), "2": Decimal(60)})), "mức độ cao hơn lại yêu cầu thấp hơn"),
        (standards(one(least={"1": Decimal(60), "2": Decimal(101)})), "không quá 100 %"),
        (standards(one(least={"1": Decimal(60), "2": Decimal(80), "3": Decimal(90)})), "mức độ “3” không có"),
        (standards(one(eased={"poor": {"1": Decimal(40)}})), "trường hợp riêng “poor” không có"),
        (standards(one(eased={"hard": {"1": Decimal(70)}})), "lại yêu cầu cao hơn mức chung"),
        (standards(one(ask=Ask.RANK, ranks=("a",))), "ít nhất hai mức"),
        (standards(one(scope=Scope(only=frozenset({"army"})))), "loại đơn vị “army” không có"),
        (standards(one(), scope=Scope(but=frozenset({"army"}))), "loại đơn vị “army” không có"),
        (standards(one(), label=" "), "Dòng 1 (X1): chưa ghi nội dung"),
        (dataclasses.replace(standards(one()), levels=()), "ít nhất một mức độ"),
    ],
)
def test_standards_that_cannot_be_judged_by(draft: StandardsDraft, words: str):
    found = " | ".join(reason.text for reason in rules.standards_reasons(draft, MEASURES, "own"))
    assert (words in found) if words else found == ""


@pytest.mark.parametrize(
    ("uses", "way"),
    [
        ({}, []),
        ({"learning_citizen": {"learning_unit"}}, []),
        ({"learning_citizen": {"own"}}, ["learning_citizen", "own"]),
        (
            {"learning_citizen": {"learning_clan", "learning_unit"}, "learning_unit": {"own"}},
            ["learning_citizen", "learning_unit", "own"],
        ),
        ({"learning_citizen": {"learning_unit"}, "learning_unit": {"learning_citizen"}}, []),
    ],
)
def test_a_circle_by_way_of_other_titles_is_found_and_named(uses: dict[str, set[str]], way: list[str]):
    assert rules.circle({"learning_citizen"}, "own", uses) == way
    draft = standards(one(measure="learning_citizen.of_citizens"))
    found = " | ".join(reason.text for reason in rules.standards_reasons(draft, MEASURES, "own", uses))
    assert bool(found) == bool(way)
    if way:
        assert found.startswith("Dòng 1 (X1): “learning_citizen.of_citizens” tính từ “Công dân học tập”")
        assert ("rồi “Đơn vị học tập" in found) == (len(way) == 3)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (dt.date(2024, 1, 1), dt.date(2025, 1, 1), ""),
        (dt.date(2024, 1, 1), dt.date(2025, 1, 2), "Hiệu lực trùng với “Bộ cũ” (cả nước"),
        (dt.date(2026, 1, 1), None, ""),
        (dt.date(2025, 12, 31), None, "Hiệu lực trùng"),
        (dt.date(2025, 3, 1), dt.date(2025, 2, 1), "phải sau ngày bắt đầu"),
    ],
)
def test_two_editions_of_a_territory_never_hold_on_the_same_day(
    start: dt.date, end: dt.date | None, words: str
):
    old = Validity("Bộ cũ", dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    found = " | ".join(
        reason.text
        for reason in rules.validity_reasons(Validity("Bộ mới", start, end), [old], where="cả nước")
    )
    assert (words in found) if words else found == ""
