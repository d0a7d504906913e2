"""Another day or place for a called meeting: a new invitation, the old one kept and marked as replaced."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.models import PaperState
from hoctap.papers.queries import docx_of
from hoctap.recognition import actions
from hoctap.recognition.models import VillageMeeting
from tests.journeys.things import words_of
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.meeting_hands import call, record
from tests.season import Season

SOON = today() + dt.timedelta(days=3)


def move(season: Season, meeting: VillageMeeting, **other: Any) -> VillageMeeting:
    usual = {"held_on": SOON, "venue": "Trường học Ấp 1", "why": "nhà văn hóa đang sửa"}
    return actions.move_meeting(meeting, **{**usual, **other}, by=season.by(season.head))


def test_the_page_moves_the_evening_and_the_old_invitation_is_marked_as_replaced(scored: Season):
    meeting = call(scored, starts_at=dt.time(19, 30))
    old = meeting.invitation
    assert old is not None
    actions.tick_present(meeting, [scored.households[0].pk], by=scored.by(scored.head))
    hung = sign_in(scored.head)
    here = reverse("meeting_move", args=[meeting.pk])
    assert here in shown(hung.get(reverse("meeting_detail", args=[meeting.pk])))
    assert "Nhà văn hóa Ấp 1" in shown(hung.get(here))
    typed = {
        "held_on": SOON.isoformat(),
        "starts_at": "18:00",
        "venue": "Trường học",
        "why": "nhà văn hóa đang sửa",
    }
    body = shown(hung.post(here, typed, follow=True))
    assert "đã thay, mở giấy mời cũ" in body
    assert "nhà văn hóa đang sửa" in body
    meeting.refresh_from_db()
    old.refresh_from_db()
    assert (meeting.held_on, meeting.venue, meeting.households_present) == (SOON, "Trường học", 1)
    assert old.state == PaperState.VOID
    assert meeting.invitation is not None
    assert meeting.invitation_id != old.pk
    words = words_of(docx_of(meeting.invitation.versions.get()))
    assert "18 giờ 00 phút" in words
    assert "Giấy mời này thay giấy mời họp 19 giờ 30 phút" in words
    assert "Lý do đổi: nhà văn hóa đang sửa." in words
    assert queries_of(hung, here) <= 10


def test_a_signed_invitation_stays_signed_beside_the_one_that_takes_its_place(scored: Season):
    meeting = call(scored)
    old = meeting.invitation
    assert old is not None
    by = scored.by(scored.head)
    papers.mark_printed(old, by=by)
    papers.record_signature(old, number=None, dated_on=today(), signer="Trần Văn Hùng", by=by)
    move(scored, meeting)
    moved = move(scored, meeting, held_on=SOON + dt.timedelta(days=1), why="trời mưa")
    old.refresh_from_db()
    assert old.state == PaperState.SIGNED
    assert [one.why for one in moved.replaced_invitations.all()] == ["trời mưa", "nhà văn hóa đang sửa"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"held_on": None}, "Chưa ghi ngày họp"),
        ({"held_on": today() - dt.timedelta(days=1)}, "đã qua"),
        ({"venue": " "}, "Chưa ghi địa điểm"),
        ({"why": " "}, "ghi lý do"),
        ({"held_on": today(), "venue": "Nhà văn hóa Ấp 1"}, "chưa đổi gì"),
    ],
)
def test_what_cannot_be_is_refused(scored: Season, other: dict[str, Any], words: str):
    meeting = call(scored)
    with pytest.raises(Refused, match=words):
        move(scored, meeting, **other)
    meeting.refresh_from_db()
    assert meeting.held_on == today()
    assert not meeting.replaced_invitations.exists()


def test_the_page_says_why_not(scored: Season):
    meeting = call(scored)
    here = reverse("meeting_move", args=[meeting.pk])
    typed = {"held_on": today().isoformat(), "venue": "Nhà văn hóa Ấp 1", "why": ""}
    refused(sign_in(scored.head).post(here, typed), "chưa đổi gì", "ghi lý do")


def test_an_evening_that_was_held_or_dropped_is_not_moved(scored: Season):
    held = record(scored, call(scored))
    with pytest.raises(Refused, match="đã có biên bản hoặc đã bỏ"):
        move(scored, held)
    assert reverse("meeting_move", args=[held.pk]) not in shown(
        sign_in(scored.head).get(reverse("meeting_detail", args=[held.pk]))
    )


def test_nobody_else_moves_it(scored: Season):
    meeting = call(scored)
    here = reverse("meeting_move", args=[meeting.pk])
    assert sign_in(scored.world.oanh).get(here).status_code == 404
    assert sign_in(scored.chair).get(here).status_code in (403, 404)
    with pytest.raises(Forbidden):
        actions.move_meeting(meeting, held_on=SOON, venue="x", why="y", by=scored.by(scored.chair))
