"""Two officers who press at the same moment, each in a transaction of his own."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.criteria.models import Title
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.models import Paper
from hoctap.recognition import actions
from hoctap.recognition.actions import TypedRow, TypedVote
from hoctap.recognition.bulk import BulkOutcome
from hoctap.recognition.models import (
    Dossier,
    NominationList,
    RecognitionDecision,
    RecognitionRound,
    ReviewSample,
    StateChange,
    Submission,
    VillageMeeting,
)
from tests import season as steps
from tests.recognition.hands import meeting_form, review, row, sign, states, verdict
from tests.recognition.meeting_hands import call
from tests.season import Season
from tests.world import make_world


@pytest.fixture
def committed(transactional_db: None) -> Season:
    cache.clear()
    return steps.walk(make_world(), last=steps.hold_meeting)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run them together; what each was refused with, '' where it was done. Anything else fails the test."""
    start = threading.Barrier(len(acts))
    outcomes: list[str | BaseException] = [""] * len(acts)

    def run(number: int) -> None:
        try:
            start.wait(timeout=10)
            acts[number]()
        except Refused as refusal:
            outcomes[number] = str(refusal)
        except BaseException as other:
            outcomes[number] = other
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return [str(outcome) for outcome in outcomes]


def once(outcomes: list[str], why: str) -> None:
    assert sorted(bool(outcome) for outcome in outcomes) == [False, True], outcomes
    assert why in "".join(outcomes)


def test_two_people_who_record_the_same_meeting_leave_one(committed: Season):
    """Called before, or put on record in one go; on a round, or on a title that is only a list."""
    season = committed
    lan, hung = season.by(season.officer), season.by(season.head)
    form = meeting_form(season.round, held_on=today())
    meeting = call(season)
    both = [
        lambda by=by: actions.record_meeting(season.hamlet, form, called=meeting, by=by) for by in (lan, hung)
    ]
    once(at_once(*both), "đã ghi kết quả cuộc họp này")  # type: ignore[arg-type]
    for day, vote in [
        (7, TypedVote(season.round, votes_for=2)),
        (8, TypedVote(other_title="Gia đình văn hóa", votes_for=2)),
    ]:
        again = meeting_form(season.round, held_on=dt.date(2024, 10, day), votes=[vote])
        both = [
            lambda by=by, again=again: actions.record_meeting(season.hamlet, again, by=by)
            for by in (lan, hung)
        ]  # type: ignore[misc]
        once(at_once(*both), "đã có biên bản")  # type: ignore[arg-type]
    assert VillageMeeting.objects.filter(state="held").count() == 4


def test_a_list_a_to_trinh_a_decision_and_its_amendment_come_out_once(committed: Season):
    season = committed
    lan, hung = season.by(season.officer), season.by(season.head)

    outcomes = at_once(*[lambda by=by: actions.nominate(season.meeting, by=by) for by in (lan, hung)])  # type: ignore[misc]
    once(outcomes, "đã lập danh sách")
    assert NominationList.objects.count() == 1
    assert states(season) == ["nominated", "nominated"]

    review(season, *[verdict(dossier) for dossier in season.dossiers])
    outcomes = at_once(*[lambda: actions.prepare_submission(season.round, by=lan)] * 2)
    once(outcomes, "Chưa có hộ nào")
    submission = Submission.objects.get()

    papers.mark_printed(submission.paper, by=lan)
    papers.record_signature(submission.paper, number=3, dated_on=dt.date(2024, 10, 25), signer="Lan", by=lan)
    once(at_once(*[lambda: actions.prepare_decision(submission, by=lan)] * 2), "đã có bản soạn quyết định")
    season.decision = RecognitionDecision.objects.get()

    sign(season, season.decision.paper, 7, dt.date(2024, 11, 8))
    one, other = [dossier.pk for dossier in season.dossiers]
    outcomes = at_once(
        lambda: actions.amend_decision(season.decision, {one: "trả lại"}, by=lan),
        lambda: actions.amend_decision(season.decision, {other: "chuyển đi"}, by=lan),
    )
    once(outcomes, "Đang có một bản soạn sửa đổi")

    moves = StateChange.objects.filter(dossier__in=season.dossiers).values_list("dossier", "to_state")
    assert len(set(moves)) == len(moves), "a dossier moved twice"


def test_two_papers_never_get_one_number_and_a_round_is_opened_once(committed: Season):
    season = committed
    by = season.by(season.officer)
    first, second = [_printed(season, title) for title in ("Tờ trình một", "Tờ trình hai")]
    signed = {"number": 5, "dated_on": dt.date(2024, 10, 25), "signer": "Lan", "by": by}
    outcomes = at_once(
        *[lambda paper=paper: papers.record_signature(paper, **signed) for paper in (first, second)]
    )  # type: ignore[misc]
    once(outcomes, "Số 5 đã ghi cho “Tờ trình")
    assert Paper.objects.filter(number=5).count() == 1

    def open_next() -> object:
        what = {
            "year": 2025,
            "title": Title.LEARNING_FAMILY,
            "edition": season.world.edition,
            "before_on": None,
        }
        return actions.open_round(season.commune, **what, by=by)  # type: ignore[arg-type]

    once(at_once(open_next, open_next), "Năm 2025 xã đã mở đợt")
    assert RecognitionRound.objects.filter(year=2025).count() == 1


def _printed(season: Season, title: str) -> Paper:
    minutes = season.meeting.minutes
    assert minutes is not None
    by = season.by(season.officer)
    paper = papers.create_paper(
        "submission",
        issuer=season.association,
        place=season.commune,
        year=2024,
        title=title,
        content=serial.from_json(minutes.versions.get().content),
        about=papers.About("", ""),
        by=by,
    )
    papers.mark_printed(paper, by=by)
    return paper


def test_the_list_and_the_families_in_it_are_written_together_without_a_deadlock(committed: Season):
    """The head saves the list while the officer adds evidence to two families of it: all lock the round first."""
    season = committed
    lan, hung = season.by(season.officer), season.by(season.head)
    one, other = season.dossiers

    def attach(dossier: Dossier) -> Callable[[], object]:
        return lambda: actions.attach_evidence(dossier, "A1", kind="note", text="ghi chú", by=lan)

    def save(rows: list[TypedRow]) -> Callable[[], object]:
        return lambda: actions.save_list(season.round, season.hamlet, rows, by=hung)

    for _ in range(8):
        unchanged = [row(one), row(other)]
        assert at_once(attach(one), save(unchanged), attach(other), save(unchanged)) == [""] * 4
    season.refresh()
    assert [len(dossier.answers["A1"]["evidence"]) for dossier in (one, other)] == [8, 8]


def test_two_people_who_type_the_same_row_at_once_do_not_overwrite_each_other(committed: Season):
    season = committed
    dossier = season.dossiers[0]
    mine, yours = row(dossier, "", "81"), row(dossier, "", "82")
    outcomes = at_once(
        *[
            lambda typed=typed, by=by: actions.save_list(
                season.round, season.hamlet, [typed], why="theo phiếu", by=by
            )  # type: ignore[misc]
            for typed, by in ((mine, season.by(season.head)), (yours, season.by(season.officer)))
        ]
    )
    once(outcomes, "người khác vừa sửa dòng này")
    dossier.refresh_from_db()
    assert str(dossier.hamlet_total) == ("81.00" if not outcomes[0] else "82.00")


def test_two_who_decide_on_one_list_at_once_move_each_family_once(committed: Season):
    """One accepts the whole list, one returns a family of it: each waits for the other and looks again."""
    season = committed
    by = season.by(season.officer)
    actions.nominate(season.meeting, by=by)
    for drawn in actions.draw_sample(season.round, season.hamlet, by=by).drawn.all():
        actions.record_check(drawn, result="right", visited_by="Bà Tư", visited_on=today(), by=by)
    season.refresh()
    back = verdict(season.dossiers[0], False, why="thiếu phiếu")
    versions = {one.pk: one.version for one in season.dossiers}
    outcomes: list[BulkOutcome] = []
    refusals = at_once(
        lambda: outcomes.append(actions.accept_many(season.round, versions, by=by)),
        lambda: actions.review_hamlet(season.round, season.hamlet, [back], by=by),
    )
    first, second = states(season)
    assert second == "accepted"
    if refusals[1]:
        assert (first, outcomes[0].accepted) == ("accepted", 2)
        assert "người khác vừa sửa" in refusals[1]
    else:
        assert (first, outcomes[0].accepted) == ("returned", 1)
        assert [one.why for one in outcomes[0].skipped] == ["đang ở bước “Xã trả lại”"]

    undo, submit = (
        lambda: actions.undo_acceptance(season.dossiers[1], why="xem lại", by=by),
        lambda: actions.prepare_submission(season.round, by=by),
    )
    at_once(undo, submit)
    moves = StateChange.objects.filter(dossier=season.dossiers[1], from_state="accepted")
    assert moves.count() == 1, "it was taken back or it went up, not both"


def test_a_sample_is_drawn_once_however_many_press(committed: Season):
    by = committed.by(committed.officer)
    actions.nominate(committed.meeting, by=by)
    outcomes = at_once(*[lambda: actions.draw_sample(committed.round, committed.hamlet, by=by)] * 2)
    once(outcomes, "chưa có kết quả")
    assert ReviewSample.objects.count() == 1
