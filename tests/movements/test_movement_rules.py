"""What keeps a movement from being launched, joined, told of, concluded."""

import datetime as dt
from typing import Any

import pytest

from hoctap.movements.campaigns import rules
from tests.movements.hands import movement_typed

D = dt.date
TODAY = D(2026, 5, 10)
KINDS, LAUNCHERS, TITLES = ["emulation"], ["committee"], ["learning_family", "learning_clan"]


def _reasons(**other: Any) -> str:
    usual = {"launched_on": D(2026, 1, 1), "first_on": D(2026, 1, 1), "last_on": D(2026, 12, 31)}
    found = rules.movement_reasons(
        movement_typed(**(usual | other)),
        kinds=KINDS,
        launchers=LAUNCHERS,
        titles=TITLES,
        of_households=["learning_family"],
        taken={"đã ghi"},
        today=TODAY,
    )
    return " ".join(one.text for one in found)


def test_a_movement_with_everything_is_taken():
    assert _reasons(titles=["learning_family"], oldest_head=40) == ""


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"name": ""}, "Ghi tên phong trào"),
        ({"name": "Đã  ghi"}, "đã ghi ở đây rồi"),
        ({"kind": "?"}, "Chọn là phong trào"),
        ({"launcher": "?"}, "Chọn ai phát động"),
        ({"launcher_name": ""}, "tên cơ quan"),
        ({"document": ""}, "văn bản phát động"),
        ({"goal": ""}, "mục tiêu"),
        ({"launched_on": None}, "ngày phát động"),
        ({"launched_on": D(2026, 6, 1)}, "sau ngày hôm nay"),
        ({"first_on": None}, "ngày bắt đầu"),
        ({"last_on": None}, "ngày kết thúc"),
        ({"last_on": D(2025, 1, 1)}, "trước ngày bắt đầu"),
        ({"last_on": D(2040, 1, 1)}, "quá 11 năm"),
        ({"units_wanted": 0}, "ít nhất là 1"),
        ({"titles": ["unknown"]}, "không dùng ở đây"),
        ({"titles": ["learning_family"], "oldest_head": 12}, "từ 18 đến 120"),
        ({"titles": ["learning_clan"], "oldest_head": 40}, "danh hiệu của hộ gia đình"),
    ],
)
def test_what_is_missing_is_named(other: dict[str, Any], said: str):
    assert said in _reasons(**other)


def _joining(*names: str, **other: Any) -> str:
    usual: dict[str, Any] = {
        "is_open": True,
        "ended_on": None,
        "last_on": D(2026, 12, 31),
        "launched_on": D(2026, 1, 1),
        "registered_on": TODAY,
        "is_within": True,
        "taken": set(),
        "today": TODAY,
    }
    return " ".join(one.text for one in rules.joining_reasons(names, **(usual | other)))


def test_a_unit_joins_while_the_movement_goes_on():
    assert _joining("Hội Nông dân") == ""


@pytest.mark.parametrize(
    ("names", "other", "said"),
    [
        (
            ["A"],
            {"is_open": False, "ended_on": D(2026, 4, 1)},
            "khép lại ngày 01/04/2026. Đăng ký phong trào khác",
        ),
        (["A"], {"last_on": D(2026, 5, 9)}, "Đề nghị nơi phát động gia hạn"),
        (["A"], {"is_within": False}, "không thuộc địa bàn"),
        (["A"], {"registered_on": D(2025, 12, 31)}, "từ ngày phát động"),
        (["A"], {"registered_on": D(2026, 5, 11)}, "đến hôm nay"),
        ([], {}, "mỗi dòng một tên"),
        (["B", "hội  nông dân"], {"taken": {"hội nông dân"}}, "Dòng 2: hội  nông dân đã đăng ký rồi"),
        (["A", "a"], {}, "Dòng 2: a ghi hai lần"),
        (["x" * 201], {}, "Dòng 1: tên dài"),
        ([str(number) for number in range(201)], {}, "nhiều nhất 200"),
    ],
)
def test_joining_is_refused_with_its_cure(names: list[str], other: dict[str, Any], said: str):
    assert said in _joining(*names, **other)


def test_households_are_counted_and_others_are_not():
    assert rules.households_reasons("households", 12) == [] == rules.households_reasons("school", None)
    assert "số hộ" in rules.households_reasons("households", None)[0].text
    assert "chỉ ghi khi" in rules.households_reasons("school", 3)[0].text


def test_a_unit_leaves_once_with_a_reason_while_it_goes_on():
    assert rules.withdrawing_reasons(is_withdrawn=False, is_open=True, why="Sáp nhập") == []
    assert rules.withdrawing_reasons(is_withdrawn=True, is_open=True, why="x")
    assert rules.withdrawing_reasons(is_withdrawn=False, is_open=False, why="x")
    assert rules.withdrawing_reasons(is_withdrawn=False, is_open=True, why="")


@pytest.mark.parametrize(
    ("typed", "other", "said"),
    [
        ({}, {"is_withdrawn": True}, "đã rút"),
        ({}, {"is_open": False}, "khép lại"),
        ({"stage": "?"}, {}, "sơ kết hay tổng kết"),
        ({"reported_on": None}, {}, "tính đến ngày nào"),
        ({"reported_on": D(2025, 1, 1)}, {}, "trong khoảng"),
        ({"reported_on": D(2026, 5, 11)}, {}, "trong khoảng"),
        ({"text": ""}, {}, "làm được gì"),
    ],
)
def test_a_result_is_of_a_unit_that_stands_and_of_a_day_gone_by(
    typed: dict[str, Any], other: dict[str, Any], said: str
):
    usual = {"is_withdrawn": False, "is_open": True, "first_on": D(2026, 1, 1), "today": TODAY}
    told = rules.ResultTyped(**({"stage": "final", "reported_on": TODAY, "text": "Xong"} | typed))
    assert said in rules.result_reasons(told, stages=["interim", "final"], **(usual | other))[0].text


def test_what_shows_a_result_is_of_its_place_and_time():
    assert rules.evidence_reasons(activity_fits=True, title_fits=True) == []
    assert len(rules.evidence_reasons(activity_fits=False, title_fits=False)) == 2


@pytest.mark.parametrize(
    ("stage", "on", "text", "said"),
    [
        ("?", TODAY, "Tốt", "sơ kết hay"),
        ("final", None, "Tốt", "Ghi ngày"),
        ("final", D(2026, 5, 11), "Tốt", "đến hôm nay"),
        ("final", TODAY, "", "Ghi đánh giá"),
    ],
)
def test_a_review_has_a_day_and_words(stage: str, on: dt.date | None, text: str, said: str):
    found = rules.review_reasons(
        stage, on, text, stages=["interim", "final"], first_on=D(2026, 1, 1), today=TODAY
    )
    assert said in found[0].text
