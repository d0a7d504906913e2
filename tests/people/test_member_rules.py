"""Who may come, go and lead, without a table."""

import pytest

from hoctap.people import member_rules as rules


@pytest.mark.parametrize(
    ("count", "before", "after", "expected"),
    [
        (None, 1, 2, None),
        (1, 1, 2, 2),
        (4, 1, 2, 4),
        (4, 4, 5, 5),
        (4, 4, 3, 3),
        (2, 1, 3, 3),
        (4, 2, 1, 4),
    ],
)
def test_the_number_of_people_follows_the_names_only_where_all_have_one(
    count: int | None, before: int, after: int, expected: int | None
):
    assert rules.count_after(count, before, after) == expected


def test_a_head_goes_only_when_somebody_takes_over():
    assert not rules.new_head_blockers(is_head=False, others=2, has_new_head=False)
    assert not rules.new_head_blockers(is_head=True, others=2, has_new_head=True)
    assert "chọn chủ hộ mới" in str(rules.new_head_blockers(is_head=True, others=2, has_new_head=False)[0])
    assert "ghi hộ rời đi" in str(rules.new_head_blockers(is_head=True, others=0, has_new_head=False)[0])


def test_a_household_divides_into_two_that_both_have_people_and_a_head():
    fine = {"leaving": 2, "staying": 1, "head_leaves": False, "head_among_leaving": True}
    assert not rules.split_blockers(**fine)
    for change, words in [
        ({"leaving": 0}, "đánh dấu những người tách ra"),
        ({"staying": 0}, "người ở lại"),
        ({"head_leaves": True}, "đổi chủ hộ trước"),
        ({"head_among_leaving": False}, "một trong những người tách ra"),
    ]:
        assert words in "; ".join(map(str, rules.split_blockers(**(fine | change))))


def test_a_year_lies_between_the_earliest_and_now():
    assert not rules.year_blockers(2024, earliest=2024, now=2024)
    assert rules.year_blockers(2023, earliest=2024, now=2025)[0].field == "year"
    assert rules.year_blockers(2026, earliest=2024, now=2025)
