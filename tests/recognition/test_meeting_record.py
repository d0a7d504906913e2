"""The result of an evening with several titles: one attendance, a vote on each, minutes with a part for each."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedVote
from hoctap.recognition.models import Ballot, Manner, Outcome, VillageMeeting
from tests.recognition.hands import (
    meet,
    meeting_form,
    names,
    nominate,
    queries_of,
    refused,
    shown,
    sign_in,
    states,
)
from tests.recognition.meeting_hands import call, open_citizens, outcomes, record
from tests.recognition.test_meeting_call import text_of
from tests.season import Season


def address(meeting: VillageMeeting) -> str:
    return reverse("meeting_record", args=[meeting.pk])


def form(meeting: VillageMeeting, **other: Any) -> dict[str, Any]:
    usual = {
        "held_on": meeting.held_on.isoformat(),
        "venue": meeting.venue,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "households_present": "2",
        "votes_for": "2",
        "t1-votes_for": "2",
        "t2-votes_for": "2",
        "remarks": "Bà con thống nhất.",
    }
    return {**usual, **other}


def test_one_evening_decides_three_titles_and_its_minutes_have_a_part_for_each(scored: Season):
    citizens = open_citizens(scored)
    meeting = call(scored, citizens, other_titles=["Gia đình văn hóa"])
    first, second = scored.households
    hung = sign_in(scored.head)
    body = shown(hung.get(address(meeting)))
    assert "Công dân học tập" in body
    assert "Trừ công dân" in body
    typed = form(
        meeting,
        excepted=str(scored.dossiers[1].pk),
        **{"t2-excepted": str(first.pk), f"t2-why-{first.pk}": "chưa nộp bản đăng ký"},
    )
    answer = hung.post(address(meeting), typed)
    assert answer.status_code == 302, shown(answer)
    families, of_citizens, culture = meeting.votes.all()
    assert outcomes(families) == {str(first): "agreed", str(second): "excepted"}
    assert (of_citizens.agreed_count, of_citizens.listed_count) == (2, 2)
    assert outcomes(culture) == {str(first): "excepted", str(second): "agreed"}
    assert culture.lines.get(household=first).why == "chưa nộp bản đăng ký"
    meeting.refresh_from_db()
    said = text_of(meeting.minutes)
    for words in (
        "thống nhất đề nghị công nhận danh hiệu “Gia đình học tập” năm 2024 cho 1 hộ, trừ 1 hộ",
        "thống nhất đề nghị công nhận danh hiệu “Công dân học tập” năm 2024 cho 2 công dân.",
        "thống nhất đề nghị công nhận danh hiệu “Gia đình văn hóa” năm 2024 cho 1 hộ, trừ 1 hộ",
    ):
        assert words in said, words
    assert not [name for name in names(scored.dossiers) if name in said], "minutes name nobody"
    body = shown(hung.get(reverse("meeting_detail", args=[meeting.pk])))
    assert body.count("Gửi xã xét") == 2, "another title has no list to send"
    send = reverse("meeting_nominate", args=[meeting.pk])
    refused(hung.post(send), "Chọn danh hiệu")
    hung.post(send, {"round": str(citizens.pk)})
    assert citizens.nominations.get().dossiers.count() == 2
    assert states(scored) == ["scored", "scored"], "the list of families waits for its own press"
    hung.post(send, {"round": str(scored.round.pk)})
    assert states(scored) == ["nominated", "not_nominated"]


def test_a_meeting_put_on_record_in_one_go_takes_other_titles_along(scored: Season):
    citizens = open_citizens(scored)
    hung = sign_in(scored.head)
    new = reverse("meeting_new", args=[scored.round.pk, scored.hamlet.pk])
    along = f"{new}?with={citizens.pk}&other=Gia+đình+văn+hóa"
    assert "Gia đình văn hóa" in shown(hung.get(along))
    typed = {
        "held_on": "2024-10-05",
        "venue": "Nhà văn hóa",
        "chair": "Ông A",
        "secretary": "Bà B",
        "households_present": "2",
        **{f"{prefix}votes_for": "2" for prefix in ("", "t1-", "t2-")},
    }
    refused(hung.post(along, {**typed, "t1-votes_for": "3"}), "Công dân học tập: Số phiếu (3")
    assert hung.post(along, typed).status_code == 302
    assert VillageMeeting.objects.get().votes.count() == 3


def test_one_by_one_who_has_more_votes_for_than_against_is_agreed_to(scored: Season):
    meeting = call(scored)
    one, other = scored.dossiers
    hung = sign_in(scored.head)
    page = shown(hung.get(address(meeting)))
    assert f'name="for-{one.pk}"' not in page, "the boxes stand there only when asked for"
    typed = {
        "show_each": "t0",
        "held_on": "31/02",
        "venue": "Nhà ông Sáu",
        "votes_for": "17",
        "excepted": str(other.pk),
    }
    answer = hung.post(address(meeting), typed)
    assert answer.status_code == 200
    page = shown(answer)
    assert f'name="for-{one.pk}"' in page
    assert re.search(r'value="each"[^>]*(checked|selected)', page)
    for kept in ('value="31/02"', 'value="Nhà ông Sáu"', 'value="17"', f'value="{other.pk}" checked'):
        assert kept in page, f"{kept} was typed and is lost"
    meeting.refresh_from_db()
    assert not meeting.is_held
    typed = form(
        meeting,
        manner="each",
        ballot="secret",
        votes_for="",
        **{
            f"for-{one.pk}": "2",
            f"against-{one.pk}": "0",
            f"for-{other.pk}": "1",
            f"against-{other.pk}": "1",
        },
    )
    assert hung.post(address(meeting), typed).status_code == 302
    vote = meeting.votes.get()
    assert (vote.manner, vote.ballot, vote.votes_for) == (Manner.EACH, Ballot.SECRET, None)
    assert outcomes(vote) == {one.subject_name: "agreed", other.subject_name: "excepted"}
    meeting.refresh_from_db()
    said = text_of(meeting.minutes)
    assert "Biểu quyết từng hộ" in said
    assert "bỏ phiếu kín" in said


def test_one_by_one_nobody_is_passed_over(scored: Season):
    meeting = call(scored)
    typed = form(meeting, manner="each", **{f"for-{scored.dossiers[0].pk}": "2"})
    answer = sign_in(scored.head).post(address(meeting), typed)
    refused(answer, f"Chưa ghi số phiếu của {scored.dossiers[1].subject_name}", 'value="2"')


def test_of_two_people_who_record_the_same_meeting_the_second_is_told_who_was_first(scored: Season):
    meeting = call(scored)
    record(scored, meeting)
    answer = sign_in(scored.officer).post(address(meeting), form(meeting))
    refused(answer, "đã ghi kết quả cuộc họp này", scored.head.full_name)
    assert VillageMeeting.objects.count() == 1


def test_the_same_evening_is_not_put_on_record_twice_without_a_call_either(met: Season):
    with pytest.raises(Refused, match="đã có biên bản"):
        meet(met, held_on=met.meeting.held_on)
    assert meet(met, held_on=met.meeting.held_on + dt.timedelta(days=1))


def test_a_quorum_counts_only_where_somebody_set_it_and_says_how_many_are_missing(scored: Season):
    by = scored.by(scored.officer)
    meeting = call(scored, other_titles=["Gia đình văn hóa"])
    set_on = meeting.held_on
    actions.set_quorum(
        scored.hamlet,
        title_name="Gia đình văn hóa",
        percent=100,
        instrument="Hướng dẫn 12",
        valid_from=set_on,
        by=by,
    )
    hung = sign_in(scored.head)
    typed = form(meeting, households_present="1", **{"votes_for": "1", "t1-votes_for": "1"})
    answer = hung.post(address(meeting), typed)
    refused(
        answer,
        "Gia đình văn hóa: Có 1 hộ dự họp, cần ít nhất 2 hộ theo Hướng dẫn 12: còn thiếu 1 hộ",
        "chưa có quy định",
    )
    assert "Gia đình học tập: Có 1 hộ" not in shown(answer)


def test_the_nearer_place_and_the_named_title_come_before_the_others(scored: Season):
    by = scored.by(scored.officer)
    day = dt.date(2024, 1, 1)
    for place, title, percent in [
        (scored.commune, "", 90),
        (scored.hamlet, "", 50),
        (scored.commune, "Gia đình học tập", 100),
    ]:
        actions.set_quorum(place, title_name=title, percent=percent, instrument="HD", valid_from=day, by=by)
    assert meet(scored, households_present=1, votes_for=1).households_invited == 2, "50 % of two is one"


def test_late_recording_in_a_round_that_holds_its_days_says_why_and_who_allowed_it(scored: Season):
    by = scored.by(scored.officer)
    days = {step.code: step.before_on(2024) for step in scored.round.frozen_road.walked}
    actions.set_days(scored.round, days, held=["scoring"], why="theo kế hoạch", by=by)
    scored.round.refresh_from_db()
    with pytest.raises(Refused, match="Hạn họp bình xét là hết ngày 24/10/2024"):
        meet(scored)
    with pytest.raises(Refused, match="người cho phép"):
        meet(scored, late_why="ngập nước")
    meeting = meet(scored, late_why="ngập nước", late_allowed_by="Bà Lan, Chủ tịch Hội")
    body = shown(sign_in(scored.head).get(reverse("meeting_detail", args=[meeting.pk])))
    assert "Ghi sau hạn: ngập nước, Bà Lan, Chủ tịch Hội cho phép" in body


def test_in_time_nobody_is_asked_why(scored: Season):
    assert meet(scored).late_why == ""


def test_a_day_before_the_year_of_the_round_is_refused(scored: Season):
    with pytest.raises(Refused, match="khi đợt chưa bắt đầu"):
        meet(scored, held_on=dt.date(2023, 12, 30))


def test_who_does_not_hold_the_meeting_does_not_record_it(scored: Season):
    meeting = call(scored)
    for person, status in [(scored.chair, 403), (scored.world.bich, 403), (scored.world.oanh, 404)]:
        answer = sign_in(person).post(address(meeting), form(meeting))
        assert answer.status_code == status
        assert names(scored.dossiers)[0] not in shown(answer)
    with pytest.raises(Forbidden):
        actions.record_meeting(
            scored.hamlet, meeting_form(scored.round), called=meeting, by=scored.by(scored.chair)
        )


def test_rounds_of_two_years_are_not_decided_in_one_meeting(scored: Season):
    other = actions.open_round(
        scored.commune,
        year=2025,
        title=scored.round.title,
        edition=scored.world.edition,
        before_on=None,
        by=scored.by(scored.officer),
    )
    votes = [TypedVote(scored.round, votes_for=2), TypedVote(other, votes_for=2)]
    with pytest.raises(Refused, match="cùng một năm"):
        meet(scored, votes=votes)


def test_minutes_keep_the_name_of_that_evening_and_the_list_has_the_new_head(scored: Season):
    """The head died between the meeting and the list."""
    meeting = meet(scored)
    household = scored.households[0]
    before = str(household)
    head = household.head
    head.full_name = "Huỳnh Thị Nối"
    head.save(update_fields=["full_name"])
    body = shown(sign_in(scored.head).get(reverse("meeting_detail", args=[meeting.pk])))
    assert f"Hộ {before}: chủ hộ nay là Huỳnh Thị Nối" in body
    nomination = nominate(scored, meeting)
    assert "Huỳnh Thị Nối" in text_of(nomination.paper)
    assert meeting.votes.get().lines.filter(name=before, outcome=Outcome.AGREED).exists()


def test_the_page_takes_few_queries(scored: Season):
    meeting = call(scored, open_citizens(scored), other_titles=["Gia đình văn hóa"])
    assert queries_of(sign_in(scored.head), address(meeting)) <= 24


def test_an_evening_on_another_title_alone_is_not_put_on_record_twice(scored: Season):
    culture = [TypedVote(other_title="Gia đình văn hóa", votes_for=2)]
    meet(scored, votes=culture)
    with pytest.raises(Refused, match="về “Gia đình văn hóa” đã có biên bản"):
        meet(scored, votes=culture)
