"""Họp xét của xã: who was there in which capacity, the list agreed to; where the road has it no tờ trình goes without."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.recognition import actions as recognition
from hoctap.recognition.commune_meetings import actions
from hoctap.recognition.commune_meetings.queries import unmet
from hoctap.recognition.commune_meetings.rules import members_of
from hoctap.recognition.models import CommuneMeeting
from hoctap.recognition.posting.queries import waiting_for_posting
from tests import season as steps
from tests.recognition.hands import (
    names,
    queries_of,
    refused,
    review,
    shown,
    sign,
    sign_in,
    states,
    verdict,
)
from tests.recognition.posted import commune_meets, road_with
from tests.season import SCAN, Season
from tests.world import World

MEMBERS = "Nguyễn Thị Lan, Chủ tịch Hội Khuyến học xã\nLê Văn Mặt Trận, Chủ tịch Mặt trận xã\n"


@pytest.fixture
def ready(world: World) -> Season:
    """Both families of Ấp 1 accepted; the road has the meeting and posts after it."""
    road_with(world, "commune_meeting", "posting")
    return steps.walk(world, last=steps.review)


def address(season: Season) -> str:
    return reverse("communemeeting_new", args=[season.round.pk])


def typed(**other: Any) -> dict[str, Any]:
    usual = {
        "held_on": "2024-11-06",
        "venue": "Hội trường xã",
        "chair": "Lê Quang Minh",
        "secretary": "Nguyễn Thị Ghi",
        "members": MEMBERS,
        "votes_for": "2",
        "votes_against": "0",
        "remarks": "Thống nhất cao",
    }
    return {**usual, **other}


def test_the_page_takes_the_meeting_and_prints_the_minutes(ready: Season):
    lan = sign_in(ready.officer)
    assert "2 hộ</strong> đưa ra họp: Ấp 1: 2" in shown(lan.get(address(ready)))
    assert "Họp xét của xã: 2 hộ đã đồng ý" in shown(lan.get("/"))
    body = shown(lan.post(address(ready), typed(), follow=True))
    assert "Thống nhất 2 / 2 hộ" in body
    assert "Lê Văn Mặt Trận, Chủ tịch Mặt trận xã" in body
    words = str(CommuneMeeting.objects.get().minutes.versions.latest("version").content)
    for told in ("Chủ tịch Mặt trận xã", "2 thống nhất, 0 không thống nhất, trong 2 người", "Thống nhất cao"):
        assert told in words
    assert not [name for name in names(ready.dossiers) if name in words]
    refused(lan.post(address(ready), typed()), "chưa qua họp xét")
    assert queries_of(lan, address(ready)) <= 13


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"held_on": None}, "Chưa ghi ngày họp"),
        ({"held_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"venue": " "}, "địa điểm họp"),
        ({"chair": ""}, "người chủ trì"),
        ({"secretary": ""}, "thư ký"),
        ({"members": "Một Người, Chủ tịch"}, "mỗi dòng một người"),
        ({"members": "Một Người, Chủ tịch\nHai Người"}, "Hai Người: ghi thêm chức vụ"),
        ({"votes_for": 3}, "nhiều hơn số người dự họp"),
        ({"votes_for": 1, "votes_against": 1}, "phải nhiều hơn"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(ready: Season, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        commune_meets(ready, **other)
    assert not CommuneMeeting.objects.exists()


def test_the_chair_of_the_evening_and_its_secretary_sign_the_minutes(ready: Season):
    """Not the one position that could sign other papers of the association."""
    minutes = commune_meets(ready).minutes
    content = minutes.versions.get().content
    assert (content["left"]["name"], content["signer"]["name"]) == ("Nguyễn Thị Ghi", "Lê Quang Minh")
    assert content["signer"]["title"] == "Chủ trì"
    assert minutes.signing_capacity is None


def test_members_are_read_line_by_line():
    assert members_of(" A  B ,  Chủ tịch, Hội \n\nC\n") == [("A B", "Chủ tịch, Hội"), ("C", "")]


def test_no_to_trinh_and_no_posting_before_it(ready: Season):
    by = ready.by(ready.officer)
    assert not waiting_for_posting(ready.round)
    with pytest.raises(Refused, match="Chưa có biên bản họp xét của xã ghi thống nhất"):
        recognition.prepare_submission(ready.round, by=by)
    commune_meets(ready)
    assert waiting_for_posting(ready.round).count() == 2


def test_a_decision_needs_it_too(world: World):
    road_with(world, "commune_meeting")
    season = steps.walk(world, last=steps.review)
    meeting = commune_meets(season)
    steps.submit(season)
    papers.void_paper(meeting.minutes, by=season.by(season.officer))
    with pytest.raises(Refused, match="Chưa có biên bản họp xét của xã"):
        recognition.prepare_decision(season.submission, by=season.by(season.officer))


def test_a_decision_is_not_dated_before_it(world: World):
    road_with(world, "commune_meeting")
    season = steps.walk(world, last=steps.review)
    commune_meets(season, held_on=dt.date(2024, 11, 6))
    steps.submit(season)
    decision = recognition.prepare_decision(season.submission, by=season.by(season.officer))
    early, late = dt.date(2024, 11, 5), dt.date(2024, 11, 6)
    season.submission.paper.refresh_from_db()
    assert season.submission.paper.dated_on is not None
    assert season.submission.paper.dated_on <= early, "the tờ trình alone would let it pass"
    with pytest.raises(Refused, match="ghi ngày 05/11/2024, trước ngày họp xét của xã 06/11/2024"):
        sign(season, decision.paper, 7, early)
    papers.record_signature(
        decision.paper, number=7, dated_on=late, signer=season.chair.full_name, signed_copy=SCAN,
        by=season.by(season.chair),
    )  # fmt: skip
    season.round.refresh_from_db()
    assert states(season) == ["recognised", "recognised"]


def test_one_accepted_anew_since_then_is_met_on_again(ready: Season):
    by = ready.by(ready.officer)
    commune_meets(ready)
    again = ready.dossiers[0]
    recognition.undo_acceptance(again, why="xem lại", by=by)
    review(ready, verdict(again))
    assert list(unmet(ready.round)) == [again]
    commune_meets(ready)
    assert not unmet(ready.round)


def test_minutes_that_were_dropped_count_for_nothing_and_other_ones_do(ready: Season):
    dropped = commune_meets(ready)
    papers.void_paper(dropped.minutes, by=ready.by(ready.officer))
    assert unmet(ready.round).count() == 2
    commune_meets(ready)
    assert not unmet(ready.round)


def test_the_round_says_where_it_is_and_the_road_that_it_is_kept_here(ready: Season):
    lan = sign_in(ready.officer)
    here = reverse("round_detail", args=[ready.round.pk])
    assert "2 hộ chờ họp xét, 0 hộ đã thống nhất" in shown(lan.get(here))
    commune_meets(ready)
    assert "0 hộ chờ họp xét, 2 hộ đã thống nhất" in shown(lan.get(here))
    row = shown(lan.get(reverse("road_list"))).split("Họp xét của xã")[1].split("</tr>")[0]
    assert "lưu trên giấy" not in row


def test_a_road_without_it_has_none(accepted: Season):
    with pytest.raises(Refused, match="không có họp xét của xã"):
        commune_meets(accepted)
    assert "không có họp xét của xã" in shown(sign_in(accepted.officer).get(address(accepted)))


def test_others_may_not(ready: Season):
    assert sign_in(ready.world.oanh).get(address(ready)).status_code == 404
    for user in (ready.head, ready.chair, ready.admin):
        assert sign_in(user).get(address(ready)).status_code == 403
        with pytest.raises(Forbidden):
            actions.record_commune_meeting(
                ready.round,
                actions.CommuneMeetingTyped(today(), "x", "x", "x", MEMBERS, 2),
                by=ready.by(user),
            )
    assert states(ready) == ["accepted", "accepted"]
