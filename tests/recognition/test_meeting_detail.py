"""One meeting: its minutes, and the list that goes up to the commune."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence.rules import Confirmation
from hoctap.notices.models import Notice
from hoctap.papers.queries import docx_of
from hoctap.recognition import actions
from hoctap.recognition.models import NominationList
from tests.recognition.hands import (
    enter,
    meet,
    names,
    nominate,
    queries_of,
    refused,
    row,
    score,
    shown,
    sign_in,
    states,
)
from tests.season import Season
from tests.world import make_household, make_user


def address(season: Season) -> str:
    return reverse("meeting_detail", args=[season.meeting.pk])


def send(season: Season) -> str:
    return reverse("meeting_nominate", args=[season.meeting.pk])


@pytest.mark.requirement("S3-29")
def test_the_head_sends_the_list_up_and_the_officer_is_told(met: Season):
    hung = sign_in(met.head)
    body = shown(hung.get(address(met)))
    assert "Thống nhất đề nghị 2 / 2 hộ" in body
    assert send(met) in body
    answer = hung.post(send(met), follow=True)
    assert "Đã gửi danh sách đề nghị lên xã" in shown(answer)
    assert send(met) not in shown(answer)
    assert states(met) == ["nominated", "nominated"]
    nomination = NominationList.objects.get()
    text = "\n".join(
        cell.text
        for table in Document(io.BytesIO(docx_of(nomination.paper.versions.get()))).tables
        for line in table.rows
        for cell in line.cells
    )
    assert all(name in text for name in names(met.dossiers))
    notice = Notice.objects.get(user=met.officer)
    assert "Ấp 1 gửi danh sách đề nghị 2 hộ" in notice.text
    assert notice.url == reverse("review_list", args=[met.round.pk, met.hamlet.pk])


def test_a_list_is_sent_once(nominated: Season):
    refused(sign_in(nominated.head).post(send(nominated)), "đã lập danh sách đề nghị")
    assert NominationList.objects.count() == 1


def test_a_score_that_fell_after_the_meeting_stops_the_list(met: Season):
    enter(met, row(met.dossiers[0], "92", "70"))
    answer = sign_in(met.head).post(send(met))
    refused(answer, f"1 hồ sơ đã đổi điểm hoặc đã gửi xã: {names(met.dossiers)[0]}")
    assert states(met) == ["scored", "scored"]


def test_one_household_does_not_slip_in_for_another_after_the_meeting(met: Season):
    """As many households as the meeting agreed to are not the households that it agreed to."""
    newcomer = make_household(met.hamlet, "Đặng Văn Tới")
    actions.enrol_households(met.round, by=met.by(met.officer))
    enter(met, row(met.round.dossiers.get(household=newcomer)), row(met.dossiers[0], "", ""))
    refused(sign_in(met.head).post(send(met)), names(met.dossiers)[0])


def test_a_household_scored_after_the_meeting_waits_for_the_next_one(met: Season):
    newcomer = make_household(met.hamlet, "Đặng Văn Tới")
    actions.enrol_households(met.round, by=met.by(met.officer))
    dossier = met.round.dossiers.get(household=newcomer)
    enter(met, row(dossier))
    nominate(met, met.meeting)
    dossier.refresh_from_db()
    assert dossier.state == "scored"
    assert states(met) == ["nominated", "nominated"]


def test_a_household_scored_by_criteria_needs_the_evidence_that_its_edition_asks_for(met: Season):
    dossier = score(met, met.dossiers[0])
    refused(sign_in(met.head).post(send(met)), f"{names([dossier])[0]}: tiêu chí A2 chưa có minh chứng")
    told = Confirmation("Lê Văn Tám", "Tổ trưởng Tổ 1", dt.date(2024, 9, 1))
    by = met.by(met.head)
    actions.attach_evidence(dossier, "A2", kind="confirmation", text="Có tủ sách", confirmation=told, by=by)
    nominate(met, met.meeting)
    assert states(met) == ["nominated", "nominated"]


def test_two_meetings_about_the_same_list_send_it_once(met: Season):
    again = meet(met)
    nominate(met, again)
    with pytest.raises(Refused, match="đã đổi điểm hoặc đã gửi xã"):
        nominate(met, met.meeting)


def test_nobody_else_sends_the_list(met: Season):
    for person, status in [(met.chair, 403), (met.world.bich, 403), (met.world.oanh, 404)]:
        answer = sign_in(person).post(send(met))
        assert answer.status_code == status
        assert met.meeting.chair not in shown(answer)
    with pytest.raises(Forbidden):
        actions.nominate(met.meeting, by=met.by(met.chair))
    assert states(met) == ["scored", "scored"]


def test_the_head_of_the_next_hamlet_does_not_see_the_meeting(met: Season):
    neighbour = make_user(
        "Cao Văn Bảy", "bay", met.world.hamlet_board, "Trưởng ấp", (Role.HAMLET_HEAD, met.open_hamlet)
    )
    answer = sign_in(neighbour).get(address(met))
    assert answer.status_code == 404
    assert met.meeting.chair not in shown(answer)


def test_the_chair_reads_and_is_offered_nothing(met: Season):
    body = shown(sign_in(met.chair).get(address(met)))
    assert met.meeting.chair in body
    assert send(met) not in body


def test_nothing_is_sent_up_in_a_closed_round(met: Season):
    actions.close_round(met.round, by=met.by(met.officer))
    refused(sign_in(met.head).post(send(met)), "đã kết thúc")


def test_the_page_takes_few_queries(nominated: Season):
    assert queries_of(sign_in(nominated.head), address(nominated)) <= 17
