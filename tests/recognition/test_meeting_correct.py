"""Minutes that are put right: a new version with its reason, until they are signed or a list of them goes up."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.models import PaperState
from tests.recognition.hands import nominate, queries_of, refused, shown, sign_in
from tests.recognition.meeting_hands import correct, outcomes
from tests.recognition.test_meeting_call import text_of
from tests.season import YEAR, Season


def address(season: Season) -> str:
    return reverse("meeting_correct", args=[season.meeting.pk])


def form(**other: str) -> dict[str, str]:
    usual = {
        "held_on": f"{YEAR}-10-05",
        "venue": "Nhà văn hóa Ấp 1",
        "chair": "Trần Văn Hùng",
        "secretary": "Thư ký cuộc họp",
        "households_present": "3",
        "votes_for": "3",
        "why": "ghi thiếu một hộ dự họp",
    }
    return {**usual, **other}


def test_a_printed_sheet_is_put_right_by_a_new_version_with_its_reason(met: Season):
    minutes = met.meeting.minutes
    assert minutes is not None
    papers.mark_printed(minutes, by=met.by(met.head))
    hung = sign_in(met.head)
    page = shown(hung.get(address(met)))
    assert 'value="2"' in page
    left_out = met.dossiers[0]
    answer = hung.post(address(met), form(excepted=str(left_out.pk)))
    assert answer.status_code == 302, shown(answer)
    minutes.refresh_from_db()
    assert minutes.state == PaperState.DRAFT, "the printed sheet is not the minutes any more"
    last = minutes.versions.latest("version")
    assert (last.version, last.why) == (2, "ghi thiếu một hộ dự họp")
    assert "cho 1 hộ, trừ 1 hộ" in text_of(minutes)
    assert outcomes(met.meeting.votes.get())[left_out.subject_name] == "excepted"
    assert nominate(met, met.meeting).dossiers.get() == met.dossiers[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [({"why": ""}, "thì ghi lý do"), ({"votes_for": "4"}, "nhiều hơn số hộ dự họp")],
)
def test_a_correction_keeps_to_the_rules_of_a_meeting(met: Season, change: dict[str, str], said: str):
    refused(sign_in(met.head).post(address(met), form(**change)), said)
    assert met.meeting.votes.get().votes_for == 2


def test_after_the_list_went_up_nothing_is_put_right(nominated: Season):
    refused(sign_in(nominated.head).post(address(nominated), form()), "Đã gửi xã danh sách đề nghị")


def test_signed_minutes_are_not_put_right(met: Season):
    by, minutes = met.by(met.head), met.meeting.minutes
    assert minutes is not None
    papers.mark_printed(minutes, by=by)
    papers.record_signature(minutes, number=None, dated_on=met.meeting.held_on, signer="Trần Văn Hùng", by=by)
    with pytest.raises(Refused, match="Biên bản đã ký"):
        correct(met, met.meeting)
    detail = shown(sign_in(met.head).get(reverse("meeting_detail", args=[met.meeting.pk])))
    assert address(met) not in detail


def test_who_does_not_hold_the_meeting_does_not_correct_it(met: Season):
    for person, status in [(met.chair, 403), (met.world.oanh, 404)]:
        assert sign_in(person).post(address(met), form()).status_code == status
    met.head = met.chair
    with pytest.raises(Forbidden):
        correct(met, met.meeting)


def test_the_page_takes_few_queries(met: Season):
    assert queries_of(sign_in(met.head), address(met)) <= 17
