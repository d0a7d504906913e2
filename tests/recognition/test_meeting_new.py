"""Họp bình xét: who was there, what was agreed, who was left out."""

import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.models import PaperState
from hoctap.papers.queries import docx_of
from hoctap.recognition import actions
from hoctap.recognition.models import VillageMeeting
from tests.recognition.hands import (
    enter,
    meet,
    meeting_form,
    names,
    nominate,
    refused,
    review,
    row,
    shown,
    sign_in,
    verdict,
)
from tests.season import Season


def address(season: Season) -> str:
    return reverse("meeting_new", args=[season.round.pk, season.hamlet.pk])


def counts(meeting: VillageMeeting) -> tuple[int, int]:
    vote = meeting.votes.get()
    return vote.listed_count, vote.agreed_count


def form(**other: Any) -> dict[str, Any]:
    usual = {
        "held_on": "2024-10-05",
        "venue": "Nhà văn hóa Ấp 1",
        "chair": "Trần Văn Hùng",
        "secretary": "Nguyễn Thị Thư",
        "households_present": "2",
        "votes_for": "2",
        "votes_against": "0",
        "remarks": "Bà con thống nhất.",
    }
    return {**usual, **other}


@pytest.mark.requirement("S3-29")
def test_the_head_records_the_meeting_and_the_minutes_come_out_filled(scored: Season):
    hung = sign_in(scored.head)
    answer = hung.post(address(scored), form())
    meeting = VillageMeeting.objects.get()
    assert answer.headers["Location"] == reverse("meeting_detail", args=[meeting.pk])
    assert counts(meeting) == (2, 2)
    assert meeting.minutes is not None
    assert meeting.minutes.state == PaperState.DRAFT
    document = Document(io.BytesIO(docx_of(meeting.minutes.versions.get())))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Trần Văn Hùng" in text
    assert "Bà con thống nhất." in text
    assert not [name for name in names(scored.dossiers) if name in text], "minutes name nobody"


def test_the_meeting_sees_names_and_whether_they_reach_and_never_points(scored: Season):
    enter(scored, row(scored.dossiers[1], "65", "61,5"))
    body = shown(sign_in(scored.head).get(address(scored)))
    assert all(name in body for name in names(scored.dossiers))
    assert "Chưa đạt" in body
    assert not [
        points for points in ("92", "88", "61,5", "65") if f">{points}<" in body or f" {points} " in body
    ]


def test_an_excepted_household_is_not_nominated(scored: Season):
    left_out, agreed = scored.dossiers
    sign_in(scored.head).post(address(scored), form(excepted=str(left_out.pk)))
    meeting = VillageMeeting.objects.get()
    assert counts(meeting) == (2, 1)
    nomination = nominate(scored, meeting)
    assert list(nomination.dossiers.all()) == [agreed]
    assert (left_out.state, agreed.state) == ("not_nominated", "nominated")


def test_a_household_below_the_threshold_is_not_nominated(scored: Season):
    below, agreed = scored.dossiers
    enter(scored, row(below, "79", "79,9"))
    meeting = meet(scored)
    assert counts(meeting) == (2, 1)
    nominate(scored, meeting)
    assert (below.state, agreed.state) == ("not_nominated", "nominated")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"held_on": ""}, "bắt buộc"),
        ({"held_on": (today() + dt.timedelta(days=1)).isoformat()}, "Ngày họp ở sau ngày hôm nay"),
        ({"households_present": "0", "votes_for": "0"}, "Chưa ghi số hộ dự họp"),
        ({"households_present": "99999"}, "nhiều quá 9999"),
        ({"votes_for": "3"}, "nhiều hơn số hộ dự họp"),
        ({"votes_for": "1", "votes_against": "1"}, "phải nhiều hơn số phiếu không thống nhất"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused_and_what_was_typed_stays(
    scored: Season, change: dict[str, str], said: str
):
    left_out = scored.dossiers[0]
    answer = sign_in(scored.head).post(address(scored), form(**change, excepted=str(left_out.pk)))
    refused(answer, said, "Bà con thống nhất.", f'value="{left_out.pk}" checked')
    assert not VillageMeeting.objects.exists()


def test_a_hamlet_that_scored_nobody_has_no_meeting(opened: Season):
    refused(sign_in(opened.head).post(address(opened), form()), "chưa có hộ nào được chấm điểm")


def test_a_meeting_that_agrees_to_nobody_is_refused(scored: Season):
    everybody = [str(dossier.pk) for dossier in scored.dossiers]
    refused(sign_in(scored.head).post(address(scored), form(excepted=everybody)), "Không còn hồ sơ nào")


def test_a_household_of_another_hamlet_cannot_be_excepted(scored: Season):
    answer = sign_in(scored.head).post(address(scored), form(excepted=str(scored.open_dossiers[0].pk)))
    refused(answer, "1 hộ bị trừ không nằm trong danh sách")


def test_a_hamlet_without_its_board_says_what_is_missing(scored: Season):
    with pytest.raises(Refused, match="Ấp 2 chưa có Ban nhân dân"):
        meet(scored, scored.open_hamlet)


def test_who_does_not_hold_the_meeting_does_not_record_it(scored: Season):
    for person, status in [(scored.chair, 403), (scored.world.bich, 403), (scored.world.oanh, 404)]:
        answer = sign_in(person).post(address(scored), form())
        assert answer.status_code == status
        assert names(scored.dossiers)[0] not in shown(answer)
    with pytest.raises(Forbidden):
        actions.record_meeting(scored.open_hamlet, meeting_form(scored.round), by=scored.by(scored.head))


def test_nothing_is_met_about_in_a_closed_round(scored: Season):
    actions.close_round(scored.round, by=scored.by(scored.officer))
    refused(sign_in(scored.head).post(address(scored), form()), "đã kết thúc")


def test_a_returned_household_comes_before_the_next_meeting_even_with_the_same_points(nominated: Season):
    """The commune asked for a signature, not for other points."""
    back, other = nominated.dossiers
    review(nominated, verdict(back, False, why="thiếu chữ ký"), verdict(other))
    body = shown(sign_in(nominated.head).get(address(nominated)))
    assert names([back])[0] in body
    assert names([other])[0] not in body
    again = nominate(nominated, meet(nominated))
    assert list(again.dossiers.all()) == [back]
    assert (back.state, other.state) == ("nominated", "accepted")


def test_whom_an_earlier_meeting_left_out_stays_left_out_until_somebody_takes_him_in(scored: Season):
    left_out, _ = scored.dossiers
    nominate(scored, meet(scored, excepted=frozenset({left_out.pk})))
    body = shown(sign_in(scored.head).get(address(scored)))
    assert f'value="{left_out.pk}" checked' in body
    nominate(scored, meet(scored))
    assert left_out.state == "nominated"
