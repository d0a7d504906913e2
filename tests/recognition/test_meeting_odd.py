"""What happens to families between the meeting and the decision."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.people import actions as people
from hoctap.recognition import actions
from hoctap.recognition.models import VillageMeeting
from tests.recognition.hands import nominate, shown, sign_in, states
from tests.recognition.test_meeting_call import text_of
from tests.season import SCAN, Season


def detail(season: Season) -> str:
    return shown(sign_in(season.head).get(reverse("meeting_detail", args=[season.meeting.pk])))


def test_a_family_that_moves_after_the_meeting_stays_with_the_hamlet_that_met(met: Season):
    moved = met.households[0]
    people.move_household(moved, met.open_hamlet, year=2024, by=met.by(met.officer))
    assert f"Hộ {moved} nay ở Ấp 2: vẫn xét ở Ấp 1, nơi đã họp" in detail(met)
    nomination = nominate(met, met.meeting)
    assert states(met) == ["nominated", "nominated"]
    assert "Nay ở Ấp 2" in text_of(nomination.paper)
    met.dossiers[0].refresh_from_db()
    assert met.dossiers[0].hamlet == met.hamlet


def test_a_family_that_joined_another_does_not_go_up(met: Season):
    joined, into = met.households
    people.join_households(joined, into, year=2024, by=met.by(met.officer))
    assert f"Hộ {joined} đã nhập vào hộ {into}" in detail(met)
    with pytest.raises(Refused, match=f"Hộ {joined} đã nhập vào hộ {into} sau cuộc họp"):
        nominate(met, met.meeting)
    assert states(met) == ["scored", "scored"]
    by = met.by(met.head)
    actions.withdraw_registration(
        met.dossiers[0], withdrawn_on=today(), why="nhập hộ", told_by="ông chủ hộ", by=by
    )
    form = actions.MeetingForm(
        met.meeting.held_on, "Nhà văn hóa", "Ông A", "Bà B", [actions.TypedVote(met.round, votes_for=2)], 2
    )
    actions.correct_meeting(met.meeting, form, why="một hộ đã nhập vào hộ khác", by=by)
    assert nominate(met, met.meeting).dossiers.get() == met.dossiers[1]


def test_a_family_that_divided_is_said_to_wait_for_the_next_meeting(met: Season):
    household = met.households[0]
    by = met.by(met.officer)
    son = people.add_member(household, full_name="Huỳnh Văn Riêng", year=2024, relation="child", by=by)
    people.split_household(household, [son.pk], son.pk, year=2024, by=by)
    assert f"Hộ Huỳnh Văn Riêng tách từ hộ {household} sau cuộc họp: chưa được xét, chờ họp sau" in detail(
        met
    )
    assert nominate(met, met.meeting).dossiers.count() == 2


def test_a_decision_is_not_dated_before_the_meeting_that_it_rests_on(drafted: Season):
    by = drafted.by(drafted.chair)
    paper = drafted.decision.paper
    VillageMeeting.objects.update(held_on=dt.date(2024, 11, 1))
    papers.mark_printed(paper, by=by)
    sign = {"number": 7, "signer": drafted.chair.full_name, "signed_copy": SCAN, "by": by}
    with pytest.raises(Refused, match="Quyết định ghi ngày 30/10/2024, trước ngày họp bình xét 01/11/2024"):
        papers.record_signature(paper, dated_on=dt.date(2024, 10, 30), **sign)
    papers.record_signature(paper, dated_on=dt.date(2024, 11, 1), **sign)
    assert states(drafted) == ["recognised", "recognised"]
