"""The 72 hours, terms of keeping, days off, security levels."""

import datetime as dt

import pytest

from hoctap.privacy import rules
from hoctap.privacy.rules import SystemFacts, security_level

FOUND = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def told(
    after: dt.timedelta, *, why: str = "", whom: str = "Công an tỉnh", now_after: int = 200
) -> list[str]:
    reasons = rules.told_blockers(
        found_at=FOUND, told_at=FOUND + after, whom=whom, late_why=why, now=FOUND + now_after * HOUR
    )
    return [reason.field for reason in reasons]


def test_72_hours_begin_when_it_was_found_and_end_to_the_minute():
    assert rules.notify_by(FOUND) == dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
    assert told(72 * HOUR) == []
    assert told(72 * HOUR + dt.timedelta(minutes=1)) == ["late_why"]
    assert told(100 * HOUR, why="Mất liên lạc vì bão") == []


def test_nobody_is_told_before_it_was_found_or_tomorrow():
    assert told(-HOUR) == ["told_at"]
    assert told(HOUR, now_after=0) == ["told_at"]
    assert told(HOUR, whom=" ") == ["told_whom"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_harm_likely": None}, ["Chưa đánh giá"]),
        ({"measures": " "}, ["ngăn chặn"]),
        ({"is_told": False}, ["thông báo cơ quan"]),
        ({"is_told": False, "untold_why": "Không có dữ liệu cá nhân"}, []),
        ({"is_harm_likely": True, "are_subjects_told": False}, ["phải báo người dân"]),
        (
            {"is_harm_likely": True, "is_told": False, "untold_why": "không cần"},
            ["phải thông báo cơ quan chuyên trách"],
        ),
    ],
)
def test_an_incident_ends_when_it_was_weighed_handled_and_told(changes: dict[str, object], words: list[str]):
    state = {
        "is_harm_likely": False,
        "is_told": True,
        "are_subjects_told": True,
        "measures": "Đã khóa máy",
        "untold_why": "",
    }
    assert rules.close_blockers(**state) == []  # type: ignore[arg-type]
    reasons = [reason.text for reason in rules.close_blockers(**(state | changes))]  # type: ignore[arg-type]
    assert len(reasons) == len(words)
    assert all(word in text for word, text in zip(words, reasons, strict=True))


def test_what_happened_was_not_found_before_it_happened():
    reasons = rules.found_blockers(
        what=" ", found_at=FOUND, happened_at=FOUND + HOUR, now=FOUND - dt.timedelta(minutes=1)
    )
    assert [reason.field for reason in reasons] == ["what", "found_at", "happened_at"]


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 11, 22), 12, dt.date(2025, 11, 22)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 3, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
        (dt.date(2026, 12, 31), 120, dt.date(2016, 12, 31)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
    ],
)
def test_months_are_counted_back_in_the_calendar(day: dt.date, months: int, before: dt.date):
    assert rules.months_before(day, months) == before


def test_a_term_of_keeping_has_a_basis_and_what_is_kept_for_good_has_none():
    assert rules.retention_blockers(months=60, basis="QĐ 1", is_kept=False) == []
    fields = [one.field for one in rules.retention_blockers(months=0, basis=" ", is_kept=True)]
    assert fields == ["", "months", "basis"]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (dt.date(2026, 11, 21), "thứ Bảy"),
        (dt.date(2027, 1, 1), "hệ thống đã biết"),
        (dt.date(2029, 2, 14), "năm sau"),
    ],
)
def test_a_day_that_is_off_anyway_or_far_away_is_not_written_down(on: dt.date, words: str):
    reasons = rules.day_off_blockers(
        on=on, name="Nghỉ", source="TB", is_known=False, today=dt.date(2026, 11, 20)
    )
    assert words in reasons[0].text


@pytest.mark.parametrize(
    ("facts", "level", "words"),
    [
        (SystemFacts(has_personal_data=False, is_online=False, users=5), 1, "Điều 7"),
        (SystemFacts(has_personal_data=True, is_online=False, users=5), 2, "khoản 1 Điều 8"),
        (SystemFacts(has_personal_data=True, is_online=True, users=9_999), 2, "điểm c khoản 2 Điều 8"),
        (SystemFacts(has_personal_data=True, is_online=True, users=10_000), 3, "điểm c khoản 2 Điều 9"),
        (
            SystemFacts(has_personal_data=True, is_online=False, users=5, is_province_wide=True),
            3,
            "khoản 3 Điều 9",
        ),
        (
            SystemFacts(has_personal_data=True, is_online=True, users=5, is_public_service=True),
            3,
            "điểm a khoản 2 Điều 9",
        ),
    ],
)
def test_the_security_level_follows_from_what_the_installation_is(facts: SystemFacts, level: int, words: str):
    advice = security_level(facts)
    assert advice.level == level
    assert words in "; ".join(advice.reasons)


def test_what_nobody_said_stands_in_the_advice_as_unknown():
    advice = security_level(SystemFacts(has_personal_data=True, is_online=True, users=5))
    assert len(advice.unknowns) == 2
    known = SystemFacts(
        has_personal_data=True, is_online=True, users=5, is_public_service=False, is_province_wide=False
    )
    assert security_level(known).unknowns == ()
