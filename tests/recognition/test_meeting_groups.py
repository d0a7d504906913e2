"""Họp Tổ, then họp ấp: the Tổ first, the ấp confirms all of them in one act, or decides otherwise with a reason."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.recognition import actions
from hoctap.recognition.models import RecognitionRound, VillageMeeting
from tests.recognition.hands import meet, nominate, refused, shown, sign_in, states
from tests.recognition.meeting_hands import outcomes, put_into_group
from tests.recognition.test_meeting_call import text_of
from tests.season import Season


@pytest.fixture
def grouped(scored: Season) -> Season:
    """The road has both meetings; each family of Ấp 1 belongs to a Tổ of its own."""
    road = scored.round.frozen_road.stored()
    for step in road["steps"]:
        step["is_off"] = step["is_off"] and step["code"] != "group_meeting"
    RecognitionRound.objects.filter(pk=scored.round.pk).update(road=road)
    scored.round.refresh_from_db()
    for number, household in enumerate(scored.households, start=1):
        put_into_group(f"Tổ {number}", household)
    return scored


def address(season: Season, group: str = "") -> str:
    return reverse("meeting_new", args=[season.round.pk, season.hamlet.pk]) + (
        f"?group={group}" if group else ""
    )


def form(**other: Any) -> dict[str, Any]:
    usual = {
        "held_on": "2024-10-05",
        "venue": "Nhà ông Tư",
        "chair": "Tổ trưởng",
        "secretary": "Thư ký",
        "households_present": "2",
        "votes_for": "2",
    }
    return {**usual, **other}


def of_group(season: Season, group: str, **other: Any) -> VillageMeeting:
    return meet(season, group_name=group, **other)


def test_a_group_votes_on_its_own_families_alone(grouped: Season):
    first, second = grouped.households
    hung = sign_in(grouped.head)
    page = shown(hung.get(address(grouped, "Tổ 1")))
    assert str(first) in page
    assert str(second) not in page
    assert hung.post(address(grouped, "Tổ 1"), form()).status_code == 302
    meeting = VillageMeeting.objects.get()
    assert (meeting.group_name, outcomes(meeting.votes.get())) == ("Tổ 1", {str(first): "agreed"})
    said = text_of(meeting.minutes)
    assert "TỔ 1" in said
    detail = shown(hung.get(reverse("meeting_detail", args=[meeting.pk])))
    assert "Họp Tổ không gửi thẳng lên xã" in detail
    with pytest.raises(Refused, match="ấp họp xác nhận"):
        nominate(grouped, meeting)


def test_the_hamlet_waits_for_every_group_and_is_told_which(grouped: Season):
    of_group(grouped, "Tổ 1")
    hung = sign_in(grouped.head)
    assert "chưa họp" in shown(hung.get(address(grouped)))
    refused(hung.post(address(grouped), form()), "Chưa có biên bản họp của Tổ 2")


def test_who_belongs_to_no_group_waits_for_none(grouped: Season):
    put_into_group("", grouped.households[1])
    of_group(grouped, "Tổ 1")
    assert meet(grouped).votes.get().agreed_count == 2


def test_one_act_confirms_what_every_group_said(grouped: Season):
    left_out = grouped.dossiers[1]
    of_group(grouped, "Tổ 1")
    with pytest.raises(Refused, match="Không còn hồ sơ nào"):
        of_group(grouped, "Tổ 2", excepted={left_out.pk})
    of_group(grouped, "Tổ 2", manner="each", votes_for=None, each={left_out.pk: (2, 0)})
    hung = sign_in(grouped.head)
    page = shown(hung.get(address(grouped)))
    assert page.count("Tổ thống nhất") == 2
    assert "xác nhận tất cả các Tổ" in page
    assert hung.post(address(grouped), form(held_on="2024-10-08")).status_code == 302
    meeting = VillageMeeting.objects.get(group_name="")
    assert outcomes(meeting.votes.get()) == {str(one): "agreed" for one in grouped.households}
    nominate(grouped, meeting)
    assert states(grouped) == ["nominated", "nominated"]


def test_the_hamlet_decides_otherwise_only_with_a_reason(grouped: Season):
    left_out = grouped.dossiers[1]
    for group in ("Tổ 1", "Tổ 2"):
        of_group(grouped, group)
    hung = sign_in(grouped.head)
    typed = form(held_on="2024-10-08", excepted=str(left_out.pk))
    answer = hung.post(address(grouped), typed)
    refused(
        answer,
        f"Ấp quyết định khác Tổ về {left_out.subject_name} thì ghi lý do",
        f'value="{left_out.pk}" checked',
    )
    assert (
        hung.post(address(grouped), {**typed, f"why-{left_out.pk}": "phản ánh chưa giải quyết"}).status_code
        == 302
    )
    meeting = VillageMeeting.objects.get(group_name="")
    line = meeting.votes.get().lines.get(dossier=left_out)
    assert (line.outcome, line.why) == ("excepted", "phản ánh chưa giải quyết")
    assert f"{left_out.subject_name} (phản ánh chưa giải quyết)" in shown(
        hung.get(reverse("meeting_detail", args=[meeting.pk]))
    )


def test_minutes_of_a_group_alone_bring_nobody_into_an_annex(grouped: Season):
    """The rule of the annex asks for the ấp's meeting."""
    by = grouped.by(grouped.officer)
    of_group(grouped, "Tổ 1")
    of_group(grouped, "Tổ 2")
    meeting = meet(grouped, held_on=dt.date(2024, 10, 8))
    nominate(grouped, meeting)
    actions.review_hamlet(
        grouped.round,
        grouped.hamlet,
        [
            actions.TypedVerdict(one.pk, one.version, accept=True)
            for one in grouped.round.dossiers.filter(hamlet=grouped.hamlet)
        ],
        by=by,
    )
    submission = actions.prepare_submission(grouped.round, by=by)
    papers.mark_printed(submission.paper, by=by)
    papers.record_signature(submission.paper, number=3, dated_on=dt.date(2024, 10, 25), signer="Lan", by=by)
    meeting.votes.get().lines.all().delete()
    with pytest.raises(Refused, match="Chưa có biên bản họp bình xét"):
        actions.prepare_decision(submission, by=by)
