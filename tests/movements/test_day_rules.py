"""When a day falls, and what keeps it from being written down."""

import datetime as dt

import pytest

from hoctap.movements.days import rules
from hoctap.movements.days.rules import Falls, OccasionTyped, Span, span_in

D = dt.date


@pytest.mark.parametrize(
    ("falls", "year", "span"),
    [
        (Falls("date", 4, 21), 2026, Span(D(2026, 4, 21), D(2026, 4, 21))),
        (Falls("date", 12, 29, days=7), 2026, Span(D(2026, 12, 29), D(2027, 1, 4))),
        (Falls("date", 2, 29), 2024, Span(D(2024, 2, 29), D(2024, 2, 29))),
        (Falls("date", 2, 29), 2026, None),
        (Falls("weekday", 11, weekday=7, nth=2), 2026, Span(D(2026, 11, 8), D(2026, 11, 8))),
        (Falls("weekday", 2, weekday=1, nth=-1), 2026, Span(D(2026, 2, 23), D(2026, 2, 23))),
        (Falls("yearly"), 2026, None),
    ],
)
def test_a_day_falls_by_its_rule(falls: Falls, year: int, span: Span | None):
    assert span_in(falls, year) == span


@pytest.mark.parametrize(
    ("name", "kind", "falls", "taken", "said"),
    [
        ("", "day", Falls("date", 4, 21), False, "Ghi tên"),
        ("x" * 151, "day", Falls("date", 4, 21), False, "dài quá"),
        ("Ngày sách", "day", Falls("date", 4, 21), True, "đã có trong lịch"),
        ("Ngày sách", "năm", Falls("date", 4, 21), False, "Chọn là ngày"),
        ("Ngày sách", "day", Falls("date", 4, 21, days=0), False, "Kéo dài"),
        ("Ngày sách", "day", Falls("lunar", 4, 21), False, "rơi vào lúc nào"),
        ("Ngày sách", "day", Falls("date", 13, 1), False, "Chọn tháng"),
        ("Ngày sách", "day", Falls("date", 4, 31), False, "Tháng 4 có ngày 1 đến 30"),
        ("Ngày sách", "day", Falls("date", 2, 30), False, "Tháng 2 có ngày 1 đến 29"),
        ("Ngày sách", "day", Falls("weekday", 4, nth=1), False, "Chọn thứ"),
        ("Ngày sách", "day", Falls("weekday", 4, weekday=1, nth=5), False, "lần thứ mấy"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_cure(
    name: str, kind: str, falls: Falls, taken: bool, said: str
):
    assert any(said in one.text for one in rules.observance_reasons(name, kind, falls, taken=taken))


def test_a_day_that_can_be_is_taken():
    assert rules.observance_reasons("Ngày sách", "week", Falls("yearly"), taken=False) == []


@pytest.mark.parametrize(
    ("first", "last", "source", "said"),
    [
        (None, D(2026, 10, 7), "CV", "Ghi ngày bắt đầu"),
        (D(2025, 10, 1), D(2026, 10, 7), "CV", "phải trong năm 2026"),
        (D(2026, 10, 1), None, "CV", "Ghi ngày kết thúc"),
        (D(2026, 10, 7), D(2026, 10, 1), "CV", "trước ngày bắt đầu"),
        (D(2026, 1, 1), D(2026, 12, 1), "CV", "Dài quá"),
        (D(2026, 10, 1), D(2026, 10, 7), "", "Ghi văn bản"),
    ],
)
def test_dates_of_a_year_come_from_a_paper(
    first: dt.date | None, last: dt.date | None, source: str, said: str
):
    assert any(said in one.text for one in rules.dates_reasons(2026, first, last, source))


@pytest.mark.parametrize(("days", "ok"), [(None, False), (0, False), (1, True), (120, True), (121, False)])
def test_days_ahead_are_within_reason(days: int | None, ok: bool):
    assert (not rules.setting_reasons(days)) is ok


def test_a_shipped_day_is_not_ended_and_a_local_one_with_a_reason():
    assert "có sẵn" in rules.observance_end_reasons(is_shipped=True, is_ended=False, why="x")[0].text
    assert "rồi" in rules.observance_end_reasons(is_shipped=False, is_ended=True, why="x")[0].text
    assert "vì sao" in rules.observance_end_reasons(is_shipped=False, is_ended=False, why="")[0].text
    assert not rules.observance_end_reasons(is_shipped=False, is_ended=False, why="Trùng")


LEVELS, ROLES = ["commune", "international"], ["organiser", "participant"]


def _typed(**other: object) -> OccasionTyped:
    usual = {
        "name": "Hội sách",
        "first_on": D(2026, 4, 21),
        "last_on": D(2026, 4, 23),
        "level": "commune",
        "role": "organiser",
    }
    return OccasionTyped(**(usual | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"name": ""}, "Ghi tên đợt"),
        ({"first_on": None}, "Ghi ngày bắt đầu"),
        ({"last_on": D(2026, 4, 1)}, "trước ngày bắt đầu"),
        ({"last_on": D(2026, 12, 1)}, "ghi là phong trào"),
        ({"level": "xóm"}, "cấp nào"),
        ({"role": ""}, "tổ chức hay tham gia"),
        ({"level": "international"}, "văn bản cho phép"),
        ({"items": [("", "Thư viện")]}, "Dòng 1"),
        ({"items": [("Việc", "x" * 201)]}, "Dòng 1"),
        ({"items": [("Việc", "")] * 41}, "Nhiều nhất 40"),
    ],
)
def test_an_event_that_cannot_be_is_refused(other: dict[str, object], said: str):
    reasons = rules.occasion_reasons(_typed(**other), levels=LEVELS, roles=ROLES)
    assert any(said in one.text for one in reasons)


def test_taking_part_in_an_international_event_needs_no_paper():
    typed = _typed(level="international", role="participant")
    assert rules.occasion_reasons(typed, levels=LEVELS, roles=ROLES) == []


def test_a_plan_is_read_line_by_line():
    text = " Trưng bày  sách | Thư viện xã \n\nThi kể chuyện"
    assert rules.items_from(text) == [("Trưng bày sách", "Thư viện xã"), ("Thi kể chuyện", "")]


def test_an_activity_belongs_to_an_event_by_its_days():
    event = Span(D(2026, 10, 1), D(2026, 10, 7))

    def reasons(first: dt.date, *, cancelled: bool = False) -> list[str]:
        found = rules.link_reasons(
            event=event, first=first, last=first, is_cancelled=cancelled, title="Lớp may"
        )
        return [one.text for one in found]

    assert reasons(D(2026, 10, 3)) == [] == reasons(D(2026, 10, 22))
    assert "quá 15 ngày" in reasons(D(2026, 10, 23))[0]
    assert "đã hủy" in reasons(D(2026, 10, 3), cancelled=True)[0]


def test_results_are_told_once_it_has_begun():
    first, day = D(2026, 10, 1), D(2026, 10, 2)
    assert rules.result_reasons("Tốt", first_on=first, today=day) == []
    assert "chưa có kết quả" in rules.result_reasons("Tốt", first_on=first, today=D(2026, 9, 30))[0].text
    assert "Ghi kết quả" in rules.result_reasons("", first_on=first, today=day)[0].text
