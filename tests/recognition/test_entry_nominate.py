"""A road without a meeting: the hamlet's list goes up from its points; and on a road with one nobody goes round it."""

import json

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.recognition import actions
from hoctap.recognition.models import DossierState, NominationList, RecognitionRound
from tests.recognition.hands import enter, meet, refused, row, shown, sign_in, states
from tests.season import Season


def without_meeting(season: Season) -> Season:
    road = season.round.frozen_road.stored()
    for step in road["steps"]:
        step["is_off"] = step["is_off"] or step["code"] == "hamlet_meeting"
    RecognitionRound.objects.filter(pk=season.round.pk).update(road=road)
    season.round.refresh_from_db()
    return season


def address(season: Season) -> str:
    return reverse("entry_nominate", args=[season.round.pk, season.hamlet.pk])


@pytest.mark.requirement("S3-25")
def test_what_reaches_the_threshold_goes_up_and_the_list_says_that_it_stands_on_points(scored: Season):
    season = without_meeting(scored)
    season.refresh()
    enter(season, row(season.dossiers[0], own="70", hamlet="70"))
    head = sign_in(season.head)
    entry = reverse("entry_list", args=[season.round.pk, season.hamlet.pk])
    assert address(season) in shown(head.get(entry))
    assert reverse("meeting_new", args=[season.round.pk, season.hamlet.pk]) not in shown(head.get(entry))
    assert "Đã gửi danh sách đề nghị" in shown(head.post(address(season), follow=True))
    assert states(season) == [DossierState.NOT_NOMINATED, DossierState.NOMINATED]
    nomination = NominationList.objects.get()
    assert nomination.meeting is None
    said = json.dumps(nomination.paper.versions.get().content, ensure_ascii=False)
    assert "Căn cứ kết quả chấm điểm" in said


def test_a_road_with_a_meeting_is_not_gone_round(scored: Season):
    refused(sign_in(scored.head).post(address(scored)), "ghi cuộc họp rồi lập danh sách")
    assert states(scored) == [DossierState.SCORED] * 2


def test_a_meeting_is_not_recorded_on_a_road_without_one(scored: Season):
    with pytest.raises(Refused, match="không có họp bình xét"):
        meet(without_meeting(scored))


def test_a_list_of_nobody_is_refused(opened: Season):
    refused(sign_in(opened.head).post(address(without_meeting(opened))), "đủ điểm để đề nghị")
    assert not NominationList.objects.exists()


def test_nobody_else_sends_it(scored: Season):
    season = without_meeting(scored)
    assert sign_in(season.chair).post(address(season)).status_code == 403
    assert sign_in(season.world.oanh).post(address(season)).status_code == 404
    assert states(season) == [DossierState.SCORED] * 2


def test_a_dossier_that_no_minutes_name_enters_no_annex(submitted: Season):
    dossier = submitted.dossiers[0]
    dossier.meeting_lines.all().delete()
    with pytest.raises(Refused, match="Chưa có biên bản họp bình xét") as refusal:
        actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    assert dossier.subject_name in str(refusal.value)
    assert states(submitted) == [DossierState.PROPOSED] * 2
    without_meeting(submitted)
    assert (
        actions.prepare_decision(submitted.submission, by=submitted.by(submitted.officer)).lines.count() == 2
    )
