"""Phản ánh at or before a meeting: shown before the vote, answered or left out; who spoke is for the reviewers alone."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.queries import docx_of
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedVote
from hoctap.recognition.models import Objection, VillageMeeting
from hoctap.recognition.posting.actions import receive_objection
from tests.journeys.things import words_of
from tests.recognition.hands import meet, queries_of, refused, shown, sign_in
from tests.recognition.meeting_hands import call, outcomes, record
from tests.season import Season


def address(meeting: VillageMeeting) -> str:
    return reverse("meeting_objections", args=[meeting.pk])


def form(season: Season, **other: Any) -> dict[str, Any]:
    usual = {
        "dossier": str(season.dossiers[0].pk),
        "content": "Nhà chưa có góc học tập như phiếu ghi",
        "from_whom": "Bà Bảy Kín",
        "handler": "Ông Tám Xem",
    }
    return {**usual, **other}


def spoken(season: Season, meeting: VillageMeeting) -> Objection:
    return actions.take_objection(
        meeting, season.dossiers[0], content="chưa có góc học tập", handler="Ông Tám", from_whom="Bà Bảy Kín",
        by=season.by(season.head),
    )  # fmt: skip


def test_what_was_said_holds_the_vote_until_it_is_answered(scored: Season):
    meeting = call(scored)
    hung, about = sign_in(scored.head), scored.dossiers[0].subject_name
    assert hung.post(address(meeting), form(scored)).status_code == 302
    assert "1 chưa trả lời" in shown(hung.get(reverse("meeting_detail", args=[meeting.pk])))
    assert "có phản ánh chưa trả lời" in shown(hung.get(reverse("meeting_record", args=[meeting.pk])))
    with pytest.raises(Refused, match=f"Còn phản ánh chưa trả lời về {about}"):
        record(scored, meeting)
    answer = {"answer": "đã đến xem: có bàn học", "answered_on": today().isoformat()}
    hung.post(reverse("meeting_answer", args=[Objection.objects.get().pk]), answer)
    assert "đã đến xem: có bàn học" in shown(hung.get(address(meeting)))
    assert outcomes(record(scored, meeting).votes.get())[about] == "agreed"


def test_a_name_that_is_left_out_does_not_hold_the_others(scored: Season):
    meeting = call(scored)
    spoken(scored, meeting)
    record(scored, meeting, TypedVote(scored.round, votes_for=2, excepted={scored.dossiers[0].pk}))
    assert meeting.votes.get().agreed_count == 1


def test_who_spoke_is_seen_by_the_reviewers_alone(scored: Season):
    meeting = call(scored)
    objection = spoken(scored, meeting)
    hung = sign_in(scored.head)
    for page in (
        address(meeting),
        reverse("meeting_detail", args=[meeting.pk]),
        reverse("meeting_record", args=[meeting.pk]),
        reverse("meeting_table", args=[meeting.pk]),
    ):
        assert "Bà Bảy Kín" not in shown(hung.get(page)), page
    assert "chưa có góc học tập" not in shown(hung.get(reverse("meeting_table", args=[meeting.pk])))
    refusal = hung.post(
        reverse("meeting_answer", args=[objection.pk]), {"answer": "", "answered_on": "2026-01-01"}
    )
    refused(refusal, "ghi nội dung trả lời", "ở trước ngày nhận phản ánh")
    assert 'value="2026-01-01"' in shown(refusal), "what was typed stands again"
    assert "Bà Bảy Kín" not in shown(refusal)
    detail = reverse("objection_detail", args=[objection.pk])
    assert hung.get(detail).status_code in (403, 404)
    assert "Bà Bảy Kín" in shown(sign_in(scored.officer).get(detail))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"content": ""}, "Ghi nội dung phản ánh"),
        ({"handler": ""}, "họ tên người giải quyết"),
        ({"dossier": ""}, "Chọn một tên"),
    ],
)
def test_it_says_what_and_who_takes_it(scored: Season, change: dict[str, str], said: str):
    refused(sign_in(scored.head).post(address(call(scored)), form(scored, **change)), said)
    assert not Objection.objects.exists()


def test_only_about_somebody_on_the_list_and_before_the_minutes(scored: Season):
    meeting = call(scored)
    typed = {"content": "x", "handler": "y", "by": scored.by(scored.officer)}
    with pytest.raises(Refused, match="Chọn một tên trong danh sách"):
        actions.take_objection(meeting, scored.open_dossiers[0], **typed)
    objection = spoken(scored, meeting)
    by = scored.by(scored.head)
    for day in (None, today() + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="ày trả lời"):
            actions.answer_at_meeting(objection, answer="đã xem", answered_on=day, by=by)
    actions.answer_at_meeting(objection, answer="đã xem", answered_on=today(), by=by)
    with pytest.raises(Refused, match="đã trả lời"):
        actions.answer_at_meeting(objection, answer="lại", answered_on=today(), by=by)
    record(scored, meeting)
    with pytest.raises(Refused, match="phản ánh sau họp gửi cán bộ"):
        spoken(scored, meeting)


def test_what_the_commune_received_is_not_answered_at_a_meeting(nominated: Season):
    received = receive_objection(
        nominated.dossiers[0],
        content="x",
        received_on=today(),
        handler="Bà Lan",
        by=nominated.by(nominated.officer),
    )
    assert sign_in(nominated.head).post(reverse("meeting_answer", args=[received.pk]), {}).status_code == 404
    with pytest.raises(Refused, match="do xã nhận"):
        actions.answer_at_meeting(
            received, answer="x", answered_on=today(), by=nominated.by(nominated.officer)
        )


def test_nobody_from_outside_reads_or_writes_it(scored: Season):
    meeting = call(scored)
    objection = spoken(scored, meeting)
    for person, status in [(scored.chair, 403), (scored.world.bich, 403), (scored.world.oanh, 404)]:
        client = sign_in(person)
        assert client.get(address(meeting)).status_code == status
        assert client.post(reverse("meeting_answer", args=[objection.pk]), {}).status_code == status
    by = scored.by(scored.chair)
    with pytest.raises(Forbidden):
        actions.take_objection(meeting, scored.dossiers[0], content="x", handler="y", by=by)
    with pytest.raises(Forbidden):
        actions.answer_at_meeting(objection, answer="x", answered_on=today(), by=by)


def test_the_page_takes_few_queries(scored: Season):
    meeting = call(scored)
    spoken(scored, meeting)
    assert queries_of(sign_in(scored.head), address(meeting)) <= 14


def test_the_minutes_count_what_was_said_and_answered_and_name_nobody(scored: Season):
    meeting = call(scored, other_titles=["Gia đình văn hóa"])
    objection = spoken(scored, meeting)
    by = scored.by(scored.head)
    actions.answer_at_meeting(objection, answer="đã đến xem", answered_on=today(), by=by)
    record(
        scored,
        meeting,
        TypedVote(scored.round, votes_for=2),
        TypedVote(None, "Gia đình văn hóa", votes_for=2),
    )
    meeting.refresh_from_db()
    assert meeting.minutes is not None
    words = words_of(docx_of(meeting.minutes.versions.get()))
    assert words.count("Phản ánh, kiến nghị nhận trước hoặc tại cuộc họp: 1, đã trả lời 1.") == 1
    assert scored.dossiers[0].subject_name not in words


def test_an_evening_without_a_call_says_nothing_of_what_it_could_not_take(scored: Season):
    called = record(scored, call(scored))
    assert called.minutes is not None
    assert "tại cuộc họp: không có." in words_of(docx_of(called.minutes.versions.get()))
    other = meet(scored)
    assert other.minutes is not None
    assert "Phản ánh" not in words_of(docx_of(other.minutes.versions.get()))
