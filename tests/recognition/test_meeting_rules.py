"""What an evening must keep to: values in, reasons out."""

import datetime as dt
from dataclasses import replace

import pytest

from hoctap.recognition.meetings import rules
from hoctap.recognition.meetings.rules import EachVote, MeetingFacts, VoteFacts

VOTE = VoteFacts("Gia đình học tập", votes_for=38, votes_against=2, listed_count=50, agreed_count=44)
MEETING = MeetingFacts(
    held_on=dt.date(2024, 10, 5),
    venue="Nhà văn hóa",
    chair="Trần Văn Hùng",
    secretary="Nguyễn Thị Thư",
    households_present=40,
    today=dt.date(2024, 10, 6),
    votes=(VOTE,),
    first_day=dt.date(2024, 1, 1),
)
OTHER = VoteFacts("Gia đình văn hóa", votes_for=40, listed_count=50, agreed_count=48, is_other=True)


def fields(reasons: list[rules.Reason]) -> list[str]:
    return [reason.field for reason in reasons]


def test_a_meeting_with_everything_said_can_have_been():
    assert rules.meeting_reasons(MEETING) == []
    assert rules.meeting_reasons(replace(MEETING, votes=(VOTE, OTHER), ticked=40)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": dt.date(2024, 10, 7)}, "held_on"),
        ({"held_on": dt.date(2023, 12, 31)}, "held_on"),
        ({"venue": ""}, "venue"),
        ({"chair": ""}, "chair"),
        ({"secretary": ""}, "secretary"),
        ({"households_present": 10_000}, "households_present"),
        ({"ticked": 39}, "households_present"),
        ({"votes": ()}, ""),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(change: dict[str, object], field: str):
    assert fields(rules.meeting_reasons(replace(MEETING, **change))) == [field]  # type: ignore[arg-type]


@pytest.mark.parametrize("present", [None, 0])
def test_a_meeting_where_nobody_was_is_refused(present: int | None):
    facts = replace(MEETING, households_present=present, votes=(replace(VOTE, votes_for=0, votes_against=0),))
    assert fields(rules.meeting_reasons(facts)) == ["households_present"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"votes_for": None}, "Chưa ghi số phiếu thống nhất"),
        ({"votes_against": -1}, "không được âm"),
        ({"votes_for": 39, "votes_against": 2}, "nhiều hơn số hộ dự họp (40)"),
        ({"votes_for": 20, "votes_against": 20}, "phải nhiều hơn"),
        ({"listed_count": 0, "agreed_count": 0}, "Ấp chưa có hộ nào được chấm điểm"),
        ({"agreed_count": 0}, "Không còn hồ sơ nào"),
        ({"quorum_needed": 45, "quorum_basis": "Hướng dẫn 12"}, "theo Hướng dẫn 12: còn thiếu 5 hộ"),
        ({"groups_not_met": ("Tổ 2", "Tổ 3")}, "Chưa có biên bản họp của Tổ 2, Tổ 3"),
        ({"open_concerns": ("Bà Sáu",)}, "Còn phản ánh chưa trả lời về Bà Sáu"),
        ({"unexplained": ("Bà Sáu",)}, "Ấp quyết định khác Tổ về Bà Sáu"),
    ],
)
def test_a_vote_that_cannot_stand_is_refused(change: dict[str, object], said: str):
    (reason,) = rules.vote_reasons(replace(VOTE, **change), present=40)  # type: ignore[arg-type]
    assert said in reason.text


def test_of_several_titles_each_reason_names_its_own():
    facts = replace(MEETING, votes=(VOTE, replace(OTHER, votes_for=None, prefix="t1-")))
    (reason,) = rules.meeting_reasons(facts)
    assert reason.text.startswith("Gia đình văn hóa: ")
    assert reason.field == "t1-votes_for"


def test_a_household_left_out_of_another_title_has_a_reason():
    (reason,) = rules.vote_reasons(replace(OTHER, unexplained=("Ông Tư",)), present=40)
    assert "Không đề nghị Ông Tư thì ghi lý do" in reason.text


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (EachVote("Ông Tư", None, None), "Chưa ghi số phiếu của Ông Tư"),
        (EachVote("Ông Tư", 39, 2), "nhiều hơn số hộ dự họp"),
        (EachVote("Ông Tư", 5, -1), "không được âm"),
    ],
)
def test_one_by_one_each_name_has_its_numbers(each: EachVote, said: str):
    vote = replace(VOTE, is_block=False, votes_for=None, each=(EachVote("Bà Sáu", 30, 10), each))
    (reason,) = rules.vote_reasons(vote, present=40)
    assert said in reason.text


def test_a_tie_agrees_to_nobody():
    assert rules.is_agreed(3, 2)
    assert not rules.is_agreed(2, 2)
    assert not rules.is_agreed(None, None)


CALL = {
    "held_on": dt.date(2024, 10, 6),
    "venue": "Nhà văn hóa",
    "chair": "Ông A",
    "secretary": "Bà B",
    "titles": ["Gia đình học tập"],
    "today": dt.date(2024, 10, 6),
    "invited": 50,
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"held_on": None}, "Chưa ghi ngày họp"),
        ({"held_on": dt.date(2024, 10, 5)}, "Ngày họp đã qua"),
        ({"venue": ""}, "địa điểm"),
        ({"titles": []}, "ít nhất một danh hiệu"),
        ({"titles": [f"Danh hiệu {n}" for n in range(9)]}, "nhiều nhất 8"),
        ({"titles": ["Gia đình văn hóa", "gia đình văn hóa"]}, "ghi hai lần"),
        ({"invited": 0}, "để mời họp"),
    ],
)
def test_an_invitation_says_when_where_and_about_what(change: dict[str, object], said: str):
    assert rules.call_reasons(**CALL) == []  # type: ignore[arg-type]
    (reason,) = rules.call_reasons(**{**CALL, **change})  # type: ignore[arg-type]
    assert said in reason.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"why": ""}, "ghi lý do"),
        ({"is_held": False}, "chưa ghi kết quả"),
        ({"is_signed": True}, "Biên bản đã ký"),
        ({"sent": ["Gia đình học tập"]}, "Đã gửi xã danh sách đề nghị “Gia đình học tập”"),
    ],
)
def test_minutes_are_put_right_with_a_reason_until_they_are_signed_or_sent(
    change: dict[str, object], said: str
):
    usual = {"why": "ghi thiếu", "is_held": True, "is_signed": False, "sent": []}
    assert rules.correction_reasons(**usual) == []  # type: ignore[arg-type]
    (reason,) = rules.correction_reasons(**{**usual, **change})  # type: ignore[arg-type]
    assert said in reason.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"percent": None}, "percent"),
        ({"percent": 101}, "percent"),
        ({"instrument": ""}, "instrument"),
        ({"valid_from": None}, "valid_from"),
    ],
)
def test_a_quorum_has_a_share_a_basis_and_a_day(change: dict[str, object], field: str):
    usual = {"percent": 50, "instrument": "Hướng dẫn 12", "valid_from": dt.date(2024, 1, 1)}
    assert rules.quorum_reasons(**usual) == []  # type: ignore[arg-type]
    assert fields(rules.quorum_reasons(**{**usual, **change})) == [field]  # type: ignore[arg-type]
