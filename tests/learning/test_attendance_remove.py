"""A name is taken off the list: with a reason, and with what it proved.

End to end: attendance → evidence of a citizen → the dossier that stands on it. Undecided: the points are looked at again before anything goes on;
decided: nothing changes, and the history says what went.
"""

import datetime as dt
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions as evidence
from hoctap.evidence.models import Evidence
from hoctap.learning.attendance import actions, records
from hoctap.learning.models import Attendance
from hoctap.recognition import actions as recognition
from hoctap.recognition.evidence_uses import subject_of, subjects_of
from hoctap.recognition.models import Dossier, DossierState
from tests import season as steps
from tests.learning.roll_hands import heads_of, session_at, there, tick
from tests.recognition.hands import (
    enter,
    meet,
    nominate,
    refused,
    review,
    row,
    score,
    shown,
    sign,
    sign_in,
    verdict,
)
from tests.recognition.test_two_at_once import at_once
from tests.season import Season
from tests.world import World, make_world

WHY = "Không dự buổi này"


def attend(season: Season, dossier: Dossier) -> Attendance:
    """The head of the family was at a talk in his ấp, and it serves as evidence of A2."""
    session = session_at(dossier.hamlet)
    by = season.by(season.officer)
    actions.take_roll(session, [dossier.household.head_id], by=by)
    attendance = session.attendances.get()
    recognition.attach_record(dossier, records.CODE, str(attendance.pk), ["A2"], by=by)
    return attendance


def remove(season: Season, attendance: Attendance, why: str = WHY) -> None:
    actions.remove_attendance(attendance, why, by=season.by(season.officer))
    season.refresh()


def piece(attendance: Attendance) -> Evidence:
    return Evidence.objects.get(record_kind=records.CODE, record_id=str(attendance.pk))


# ── the list itself ──────────────────────────────────────────────────────────────────────────────


def test_a_name_goes_with_a_reason_and_stays_readable(world: World, client: Client):
    people = heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền")
    session = session_at(world.hamlet)
    tick(world, session, people, world.hung)
    one = session.attendances.get(person=people[0])
    client.force_login(world.hung)
    url = f"/learning/attendances/{one.pk}/remove/"
    assert "Lê Thị Ánh" in client.get(url).content.decode()
    answer = client.post(url, {"why": " "})
    assert answer.status_code == 422
    assert "Hãy ghi lý do bỏ" in answer.content.decode()
    assert client.post(url, {"why": WHY})["Location"] == f"/learning/sessions/{session.pk}/"
    assert there(session) == ["Trần Văn Bền"]
    page = client.get(f"/learning/sessions/{session.pk}/").content.decode()
    assert f"Lê Thị Ánh: {WHY}" in page
    with pytest.raises(Refused, match="đã bỏ khỏi danh sách rồi"):
        actions.remove_attendance(one, WHY, by=world.actor(world.hung))


def test_whoever_was_taken_off_by_mistake_is_ticked_again(world: World):
    people = heads_of(world.hamlet, "Lê Thị Ánh")
    session = session_at(world.hamlet)
    tick(world, session, people, world.hung)
    actions.remove_attendance(session.attendances.get(), WHY, by=world.actor(world.hung))
    session.refresh_from_db()
    assert (session.state, session.counted_by) == ("held", "")
    assert tick(world, session, people, world.hung) == 1
    assert session.attendances.count() == 2


def test_only_who_takes_attendance_there_takes_a_name_off(world: World):
    session = session_at(world.hamlet)
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh"), world.hung)
    for user in (world.oanh, world.minh, world.bich):
        with pytest.raises(Forbidden):
            actions.remove_attendance(session.attendances.get(), WHY, by=world.actor(user))
    assert there(session) == ["Lê Thị Ánh"]


# ── what it proved ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.requirement("S1-20")
def test_named_attendance_is_offered_as_evidence_and_taken_with_one_tick(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, row(dossier, "", ""))
    session = session_at(opened.hamlet, title="Phòng cháy, chữa cháy")
    actions.take_roll(session, [dossier.household.head_id], by=opened.by(opened.head))
    client = sign_in(opened.officer)
    url = reverse("dossier_reuse", args=[dossier.pk])
    assert "dự chuyên đề “Phòng cháy, chữa cháy”, buổi 1" in shown(client.get(url))
    key = f"{records.CODE}:{session.attendances.get().pk}"
    client.post(url, {"evidence": [key], "criterion": ["A2"]})
    page = shown(client.get(reverse("dossier_detail", args=[dossier.pk])))
    assert "Phòng cháy, chữa cháy" in page
    assert reverse("session_detail", args=[session.pk]) in page


def test_heads_and_removed_names_and_neighbours_are_no_evidence(opened: Season):
    dossier, other = opened.dossiers[:2]
    enter(opened, row(dossier, "", ""))
    attendance = attend(opened, dossier)
    remove(opened, attendance)
    page = shown(sign_in(opened.officer).get(reverse("dossier_reuse", args=[dossier.pk])))
    assert "dự chuyên đề" not in page
    session = session_at(opened.hamlet)
    actions.take_roll(session, [other.household.head_id], by=opened.by(opened.head))
    with pytest.raises(Refused, match="không phải của hộ"):
        recognition.attach_record(
            dossier, records.CODE, str(session.attendances.get().pk), ["A1"], by=opened.by(opened.officer)
        )


@pytest.mark.requirement("S1-20")
def test_removing_it_withdraws_the_evidence_and_the_points_are_to_be_looked_at_again(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, row(dossier, "", ""))
    attendance = attend(opened, dossier)
    score(opened, dossier)
    remove(opened, attendance)
    found = piece(attendance)
    assert found.withdrawn_why == f"bỏ khỏi danh sách dự: {WHY}"
    assert found.withdrawn_by_label == opened.by(opened.officer).described
    dossier.refresh_from_db()
    assert dossier.stale_at is not None
    assert dossier.stale_why == f"Tiêu chí A2: bỏ khỏi danh sách dự: {WHY}"
    page = shown(sign_in(opened.officer).get(reverse("dossier_detail", args=[dossier.pk])))
    assert "Điểm cần xem lại" in page
    assert "Rút minh chứng của tiêu chí A2" in page
    assert Event.objects.filter(what="recognition.dossier.made_stale").count() == 1


def test_a_stale_dossier_goes_no_further_until_its_points_are_given_again(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, *[row(one) for one in opened.dossiers])
    attendance = attend(opened, dossier)
    meeting = meet(opened)
    remove(opened, attendance)
    with pytest.raises(Refused, match="minh chứng đã bị bỏ"):
        nominate(opened, meeting)
    enter(opened, row(dossier, hamlet="81"))
    assert dossier.stale_at is None
    nominate(opened, meeting)
    assert dossier.state == DossierState.NOMINATED


def test_the_points_of_the_family_alone_do_not_take_the_mark_away(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, row(dossier))
    remove(opened, attend(opened, dossier))
    enter(opened, row(dossier, own="70"))
    assert dossier.stale_at is not None


def test_the_commune_does_not_accept_it_and_may_say_that_the_points_stay(opened: Season):
    dossier, other = opened.dossiers[:2]
    enter(opened, *[row(one) for one in opened.dossiers])
    attendance = attend(opened, dossier)
    nominate(opened, meet(opened))
    remove(opened, attendance)
    with pytest.raises(Refused, match="minh chứng đã bị bỏ"):
        review(opened, verdict(dossier), verdict(other))
    client = sign_in(opened.officer)
    url = reverse("dossier_keep_points", args=[dossier.pk])
    refused(client.post(url, {"keep_why": " "}), "Hãy ghi vì sao giữ điểm")
    client.post(url, {"keep_why": "còn hai buổi khác"})
    review(opened, verdict(dossier), verdict(other))
    assert dossier.state == DossierState.ACCEPTED
    page = shown(client.get(reverse("dossier_detail", args=[dossier.pk])))
    assert "Xem lại điểm" in page
    assert "còn hai buổi khác" in page
    assert "Điểm cần xem lại" not in page


def test_the_hamlet_does_not_keep_the_points_of_what_lies_with_the_commune(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, *[row(one) for one in opened.dossiers])
    attendance = attend(opened, dossier)
    nominate(opened, meet(opened))
    remove(opened, attendance)
    with pytest.raises(Forbidden):
        recognition.keep_points(dossier, "còn buổi khác", by=opened.by(opened.head))
    with pytest.raises(Refused, match="không có gì phải xem lại"):
        recognition.keep_points(opened.dossiers[1], "x", by=opened.by(opened.officer))


def test_it_waits_in_the_work_of_who_can_look_at_it(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, *[row(one) for one in opened.dossiers])
    first, second = attend(opened, dossier), attend(opened, dossier)
    told = f"Xem lại điểm của {dossier.subject_name}"
    remove(opened, first)
    for user, waits in ((opened.head, True), (opened.officer, True), (opened.chair, False)):
        assert (told in shown(sign_in(user).get("/"))) is waits
    recognition.keep_points(dossier, "còn buổi khác", by=opened.by(opened.head))
    assert told not in shown(sign_in(opened.head).get("/"))
    nominate(opened, meet(opened))
    remove(opened, second)
    for user, waits in ((opened.head, False), (opened.officer, True)):
        assert (told in shown(sign_in(user).get("/"))) is waits


def test_the_desk_of_the_commune_shows_it_first_with_the_reason(opened: Season):
    dossier = opened.dossiers[1]
    enter(opened, *[row(one) for one in opened.dossiers])
    attendance = attend(opened, dossier)
    nominate(opened, meet(opened))
    remove(opened, attendance)
    page = shown(sign_in(opened.officer).get(reverse("review_queue", args=[opened.round.pk]) + "?odd=stale"))
    assert dossier.subject_name in page
    assert "bị bỏ minh chứng sau khi chấm" in page
    assert opened.dossiers[0].subject_name not in page


def test_what_is_on_its_way_is_neither_decided_nor_signed(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, *[row(one) for one in opened.dossiers])
    first, second = attend(opened, dossier), attend(opened, dossier)
    nominate(opened, meet(opened))
    review(opened, *[verdict(one) for one in opened.dossiers])
    by = opened.by(opened.officer)
    remove(opened, first)
    with pytest.raises(Refused, match="minh chứng đã bị bỏ"):
        recognition.prepare_submission(opened.round, by=by)
    recognition.keep_points(dossier, "còn buổi khác", by=by)
    submission = recognition.prepare_submission(opened.round, by=by)
    sign(opened, submission.paper, 5, dt.date(2024, 11, 1))
    decision = recognition.prepare_decision(submission, by=by)
    remove(opened, second)
    with pytest.raises(Refused, match="minh chứng đã bị bỏ"):
        sign(opened, decision.paper, 7, dt.date(2024, 11, 8))
    assert dossier.state == DossierState.PROPOSED


@pytest.mark.requirement("S1-20")
def test_a_decided_dossier_stays_as_it_is_and_its_history_says_what_went(opened: Season):
    dossier = opened.dossiers[0]
    enter(opened, *[row(one) for one in opened.dossiers])
    attendance = attend(opened, dossier)
    nominate(opened, meet(opened))
    review(opened, *[verdict(one) for one in opened.dossiers])
    by = opened.by(opened.officer)
    submission = recognition.prepare_submission(opened.round, by=by)
    sign(opened, submission.paper, 5, dt.date(2024, 11, 1))
    decision = recognition.prepare_decision(submission, by=by)
    sign(opened, decision.paper, 7, dt.date(2024, 11, 8))
    dossier.refresh_from_db()
    before = (dossier.state, dossier.hamlet_total, dossier.frozen_score, dossier.version)
    with pytest.raises(Refused, match="không rút được nữa"):
        evidence.withdraw_evidence(piece(attendance), "nhầm", by=by)
    remove(opened, attendance)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.hamlet_total, dossier.frozen_score, dossier.version) == before
    assert dossier.state == DossierState.RECOGNISED
    assert dossier.stale_at is None
    assert piece(attendance).withdrawn_at is not None
    page = shown(sign_in(opened.officer).get(reverse("dossier_detail", args=[dossier.pk])))
    assert f"bỏ khỏi danh sách dự: {WHY}. Hồ sơ đã có quyết định: điểm và quyết định giữ nguyên." in page


# ── two at once ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def committed(transactional_db: None) -> Season:
    cache.clear()
    return steps.walk(make_world(), last=steps.prepare_decision)


def test_a_signature_and_a_removal_at_once_leave_one_truth(committed: Season):
    """Signed first: recognised, and a note. Removed first: not signed, and stale. Never recognised on points that nobody looked at."""
    dossier = committed.dossiers[0]
    session = session_at(dossier.hamlet)
    actions.take_roll(session, [dossier.household.head_id], by=committed.by(committed.officer))
    attendance = session.attendances.get()
    made = evidence.add_record(
        subject_of(dossier),
        records.CODE,
        str(attendance.pk),
        subjects=subjects_of(dossier),
        place=dossier.hamlet,
        by=committed.by(committed.officer),
    )
    dossier.evidence_uses.create(evidence=made, criterion="A2", attached_by="x")
    paper = committed.decision.paper
    at_once(
        lambda: sign(committed, paper, 7, dt.date(2024, 11, 8)),
        lambda: remove(committed, attendance),
    )
    dossier.refresh_from_db()
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    if dossier.state == DossierState.RECOGNISED:
        assert dossier.stale_at is None
        assert dossier.evidence_uses.get(evidence=made).is_lost_after_decision
    else:
        assert dossier.state == DossierState.PROPOSED
        assert dossier.stale_at is not None


def test_evidence_that_is_made_while_the_name_goes_is_never_left_standing(transactional_db: None):
    cache.clear()
    season = steps.walk(make_world(), last=steps.score_by_list)
    dossier = season.open_dossiers[0]
    by = season.by(season.officer)
    for _ in range(4):
        session = session_at(dossier.hamlet)
        actions.take_roll(session, [dossier.household.head_id], by=by)
        attendance = session.attendances.get()
        key = str(attendance.pk)
        at_once(
            partial(recognition.attach_record, dossier, records.CODE, key, ["A1"], by=by),
            partial(remove, season, attendance),
        )
        attendance.refresh_from_db()
        assert attendance.removed_at is not None
        assert not Evidence.objects.standing().filter(record_id=key).exists()


def test_one_roll_taken_by_two_at_once_writes_each_once(transactional_db: None):
    cache.clear()
    world = make_world()
    people = heads_of(world.hamlet, *(f"Người Thứ {n}" for n in range(12)))
    session = session_at(world.hamlet)
    assert at_once(
        lambda: tick(world, session, people, world.hung), lambda: tick(world, session, people, world.lan)
    ) == ["", ""]
    assert session.attendances.standing().count() == 12
