"""The exceptions of a meeting of the commune: taken off one by one with a reason, until the minutes are signed."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.recognition import actions as recognition
from hoctap.recognition.commune_meetings import actions
from hoctap.recognition.models import CommuneMeeting
from tests import season as steps
from tests.recognition.hands import names, queries_of, refused, shown, sign_in, states
from tests.recognition.posted import commune_meets, road_with
from tests.season import Season
from tests.world import World


@pytest.fixture
def met_on(world: World) -> tuple[Season, CommuneMeeting]:
    road_with(world, "commune_meeting")
    season = steps.walk(world, last=steps.review)
    return season, commune_meets(season)


def address(meeting: CommuneMeeting) -> str:
    return reverse("communemeeting_detail", args=[meeting.pk])


def test_one_is_found_by_name_and_taken_off_with_its_reason(met_on: tuple[Season, CommuneMeeting]):
    season, meeting = met_on
    gone = season.dossiers[0]
    lan = sign_in(season.officer)
    name = names([gone])[0]
    found = shown(lan.get(address(meeting), {"q": name}))
    assert f'value="{gone.pk}"' in found
    url = reverse("communemeeting_except", args=[meeting.pk])
    refused(lan.post(url, {"dossier": gone.pk, "why": " "}), "Trừ một hồ sơ thì ghi lý do")
    body = shown(lan.post(url, {"dossier": gone.pk, "why": "chưa đủ minh chứng"}, follow=True))
    assert "Thống nhất 1 / 2 hộ" in body
    assert "chưa đủ minh chứng" in body
    assert states(season) == ["nominated", "accepted"]
    assert gone.state_changes.latest("id").why == "Họp xét của xã chưa thống nhất: chưa đủ minh chứng"
    words = str(meeting.minutes.versions.latest("version").content)
    assert name in words
    assert "chưa đủ minh chứng" in words
    refused(lan.post(url, {"dossier": gone.pk, "why": "nữa"}), "không nằm trong danh sách")
    assert lan.post(url, {"dossier": "x", "why": "nữa"}).status_code == 404


def test_once_the_minutes_are_signed_only_another_meeting_helps(met_on: tuple[Season, CommuneMeeting]):
    season, meeting = met_on
    by = season.by(season.officer)
    papers.mark_printed(meeting.minutes, by=by)
    papers.record_signature(
        meeting.minutes, number=None, dated_on=dt.date(2024, 11, 6), signer="Lê Quang Minh", by=by
    )
    with pytest.raises(Refused, match="Biên bản đã ký"):
        actions.except_at_commune_meeting(meeting, season.dossiers[0], why="x", by=by)
    assert "Trừ hồ sơ không thống nhất" not in shown(sign_in(season.officer).get(address(meeting)))


def test_one_that_went_on_is_not_taken_off(met_on: tuple[Season, CommuneMeeting]):
    season, meeting = met_on
    by = season.by(season.officer)
    recognition.prepare_submission(season.round, by=by)
    with pytest.raises(Refused, match="Rút tờ trình trước"):
        actions.except_at_commune_meeting(meeting, season.dossiers[0], why="x", by=by)


def test_others_may_not_and_the_page_takes_the_same_queries(met_on: tuple[Season, CommuneMeeting]):
    season, meeting = met_on
    lan = sign_in(season.officer)
    few = queries_of(lan, address(meeting) + "?q=a")
    url = reverse("communemeeting_except", args=[meeting.pk])
    form = {"dossier": season.dossiers[0].pk, "why": "x"}
    assert sign_in(season.world.oanh).get(address(meeting)).status_code == 404
    assert sign_in(season.world.oanh).post(url, form).status_code == 404
    for user in (season.head, season.chair):
        assert sign_in(user).get(address(meeting)).status_code == 403
        assert sign_in(user).post(url, form).status_code == 403
        with pytest.raises(Forbidden):
            actions.except_at_commune_meeting(meeting, season.dossiers[0], why="x", by=season.by(user))
    actions.except_at_commune_meeting(meeting, season.dossiers[0], why="x", by=season.by(season.officer))
    assert queries_of(lan, address(meeting) + "?q=a") <= few <= 15
