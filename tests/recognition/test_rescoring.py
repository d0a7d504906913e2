"""Scoring again: what differs is put right where it may be, told where it may not, and the same when repeated."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.models import Dossier, RescoredTotal, Rescoring, StateChange
from hoctap.recognition.rescoring import actions, queries, tasks
from hoctap.recognition.rescoring.models import RunState
from hoctap.recognition.rescoring.queries import Told
from tests import season as steps
from tests.figures import make_round
from tests.recognition.hands import enter, row, score
from tests.season import Season
from tests.world import World


@pytest.fixture
def season(decided: Season) -> Season:
    """In Ấp 1 both families are decided; in Ấp 2 one is scored by criteria and one from paper."""
    made = decided
    by_criteria = made.open_dossiers[1]
    enter(made, row(by_criteria, "", ""), hamlet=made.open_hamlet, who=made.officer)
    score(made, by_criteria)
    return made


def run(season: Season) -> Told:
    asked = actions.ask_for_rescoring(season.round, by=season.by(season.officer))
    tasks.rescore_run(run_id=str(asked.pk))
    return queries.told(asked)


def spoil(dossier: Dossier, **fields: object) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(**fields)


def found(told: Told) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (one.column, one.fate, _text(one.kept), _text(one.counted))
        for one in RescoredTotal.objects.filter(part__run=told.run).order_by("dossier_id", "column")
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def test_right_totals_stay_and_a_second_run_says_the_same(season: Season):
    before = list(Dossier.objects.order_by("pk").values())
    first, second = run(season), run(season)
    assert (first.total, first.scored, first.reaching, first.differing) == (4, 4, 4, 0)
    assert first.checksum == second.checksum != "0" * 32
    assert list(Dossier.objects.order_by("pk").values()) == before
    assert first.run.state == RunState.DONE


def test_a_wrong_total_is_put_right_once_and_the_trail_says_so(season: Season):
    right = run(season)
    by_criteria, on_paper = season.open_dossiers[1], season.open_dossiers[0]
    spoil(by_criteria, hamlet_total=Decimal("71"))
    spoil(on_paper, self_total=Decimal("12"))
    moves = StateChange.objects.count()
    told = run(season)
    assert set(found(told)) == {
        ("self", "put_right", "12.00", "92.00"),
        ("hamlet", "put_right", "71.00", "90.00"),
    }
    assert told.checksum == right.checksum
    season.refresh()
    assert (by_criteria.hamlet_total, on_paper.self_total) == (90, 92)
    event = Event.objects.get(what="recognition.rescoring.put_right")
    assert (event.count, event.subject_id) == (2, str(season.round.pk))
    assert StateChange.objects.count() == moves, "the step stays where the figure alone was wrong"
    assert run(season).differing == 0
    assert Event.objects.filter(what="recognition.rescoring.put_right").count() == 1


def test_a_total_that_its_points_do_not_give_takes_the_step_back_and_the_reverse(season: Season):
    by_criteria = season.open_dossiers[1]
    whole = dict(by_criteria.answers)
    short = {code: answer for code, answer in whole.items() if code != "B2"}
    spoil(by_criteria, answers=short)
    run(season)
    season.refresh()
    assert (by_criteria.state, by_criteria.hamlet_total) == ("registered", None)
    spoil(by_criteria, answers=whole)
    run(season)
    season.refresh()
    assert (by_criteria.state, by_criteria.hamlet_total) == ("scored", 90)
    moves = StateChange.objects.filter(dossier=by_criteria, why="chấm lại từ điểm đã ghi").order_by("pk")
    assert [(one.from_state, one.to_state) for one in moves] == [
        ("scored", "registered"),
        ("registered", "scored"),
    ]


def test_decided_dossiers_are_told_and_never_touched(season: Season):
    """The database lets nobody spoil one, so another row's answers stand for what an older program may have left."""
    decided = season.dossiers[0]
    untouched = list(Dossier.objects.filter(state="recognised").order_by("pk").values())
    part = queries.told(run(season).run).run.parts.get()
    kept = actions._rows(season.round, after=None)
    wrong = next(one for one in kept if one.pk == decided.pk)
    wrong.answers["totals"]["hamlet"]["points"] = "71"
    result = actions.summing.rescore(season.round.edition.frozen(), wrong)
    actions._take_up(part, season.round, [(wrong, result)], by=system_job("kiểm thử"))
    assert [(one.fate, one.counted) for one in part.differences.all()] == [("decided", 71)]
    assert list(Dossier.objects.filter(state="recognised").order_by("pk").values()) == untouched


def test_what_stands_on_a_list_and_what_a_closed_round_holds_is_for_a_person(season: Season):
    on_paper = season.open_dossiers[0]
    spoil(on_paper, hamlet_total=Decimal("81"), state="nominated")
    told = run(season)
    assert found(told) == [("hamlet", "on_paper", "81.00", "88.00")]
    season.refresh()
    assert (on_paper.hamlet_total, on_paper.state) == (81, "nominated")
    spoil(on_paper, state="scored")
    season.round.state = "closed"
    season.round.save()
    assert found(run(season)) == [("hamlet", "on_paper", "81.00", "88.00")]


def test_a_total_of_which_the_answers_say_nothing_stays(season: Season):
    on_paper = season.open_dossiers[0]
    spoil(on_paper, answers={})
    assert run(season).differing == 0


def test_the_communes_points_stand_on_those_of_the_hamlet(season: Season):
    by_criteria = season.open_dossiers[1]
    spoil(by_criteria, state="nominated")
    by_criteria.refresh_from_db()
    score(season, by_criteria, "commune", why="thấy khác", A1="25")
    assert run(season).differing == 0
    spoil(by_criteria, commune_total=Decimal("25"))
    assert found(run(season)) == [("commune", "on_paper", "25.00", "85.00")]


# ---------------------------------------------------------------- asking, stopping, going on


def test_it_is_stopped_after_a_batch_and_goes_on_where_it_was(
    season: Season, monkeypatch: pytest.MonkeyPatch
):
    whole = run(season)
    monkeypatch.setattr(actions, "BATCH", 1)
    by = season.by(season.officer)
    asked = actions.ask_for_rescoring(season.round, by=by)
    assert actions.rescore_batch(asked, by=by)
    actions.stop_rescoring(asked, by=by)
    assert not actions.rescore_batch(asked, by=by)
    stopped = queries.told(asked)
    assert (stopped.run.state, stopped.scored, stopped.share) == ("stopped", 1, 25)
    with pytest.raises(Refused, match="không còn chạy"):
        actions.stop_rescoring(asked, by=by)
    with pytest.raises(Refused, match="chưa xong"):
        actions.ask_for_rescoring(season.round, by=by)
    actions.resume_rescoring(asked, by=by)
    with pytest.raises(Refused, match="không dừng"):
        actions.resume_rescoring(asked, by=by)
    tasks.rescore_run(run_id=str(asked.pk))
    told = queries.told(asked)
    assert (told.run.state, told.scored, told.share, told.checksum) == ("done", 4, 100, whole.checksum)
    with pytest.raises(Refused, match="không dừng"):
        actions.resume_rescoring(asked, by=by)


def test_the_outsider_may_not_and_nobody_but_the_server_asks_for_all(season: Season):
    outsider = season.by(season.world.oanh)
    for who, what in [
        (outsider, season.round),
        (season.by(season.head), season.round),
        (season.by(season.officer), None),
    ]:
        with pytest.raises(Forbidden):
            actions.ask_for_rescoring(what, by=who)
    asked = actions.ask_for_rescoring(season.round, by=season.by(season.officer))
    for act in (actions.stop_rescoring, actions.resume_rescoring, actions.rescore_batch):
        with pytest.raises(Forbidden):
            act(asked, by=outsider)
    assert not Rescoring.objects.visible_to(outsider).exists()
    assert Rescoring.objects.visible_to(season.by(season.officer)).get() == asked


def test_a_round_without_dossiers_is_refused(season: Season, world: World):
    empty = make_round(world.other_commune, world.edition)
    with pytest.raises(Refused, match="Không có hồ sơ nào"):
        actions.ask_for_rescoring(empty, by=system_job("kiểm thử"))


def test_the_number_of_queries_does_not_grow_with_the_dossiers(season: Season):
    def cost() -> int:
        asked = actions.ask_for_rescoring(season.round, by=season.by(season.officer))
        with CaptureQueriesContext(connection) as captured:
            tasks.rescore_run(run_id=str(asked.pk))
        return len(captured)

    few = cost()
    for name in ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu"):
        steps.people.add_household(
            season.open_hamlet, full_name=f"Đoàn Văn {name}", year=steps.YEAR, by=season.by(season.officer)
        )
    assert season.round.dossiers.count() == 10
    assert cost() == few


def test_a_run_whose_job_died_has_one_again(season: Season):
    asked = actions.ask_for_rescoring(season.round, by=season.by(season.officer))
    jobs = ProcrastinateJob.objects.filter(task_name="recognition.rescore_run", args__run_id=str(asked.pk))
    assert jobs.count() == 1
    tasks.wake_rescoring(timestamp=0)
    assert jobs.count() == 1, "it waits in the queue"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [jobs.get().pk])
    tasks.wake_rescoring(timestamp=0)
    assert jobs.filter(status="todo").count() == 1


# ---------------------------------------------------------------- the command


def command(*words: str) -> str:
    out = StringIO()
    call_command("rescore", *words, stdout=out)
    return out.getvalue()


def test_the_command_scores_every_round_and_says_what_it_found(season: Season):
    spoil(season.open_dossiers[0], hamlet_total=Decimal("81"))
    said = command()
    assert "đã xong: 4 / 4 hồ sơ, 1 / 1 đợt; 4 hồ sơ đạt" in said
    assert "1 đã sửa" in said
    told = json.loads(command("--round", str(season.round.pk), "--json"))
    assert (told["scored"], told["differences"]) == (4, {"put_right": 0, "on_paper": 0, "decided": 0})
    assert told["checksum"][:12] in said


def test_the_command_goes_on_with_what_was_stopped(season: Season):
    with pytest.raises(CommandError, match="Chưa chấm lại lần nào"):
        command("--stop")
    asked = actions.ask_for_rescoring(None, by=system_job("kiểm thử"))
    assert "đã dừng: 0 / 4" in command("--stop")
    with pytest.raises(CommandError, match="không còn chạy"):
        command("--stop")
    assert "đã xong: 4 / 4" in command()
    assert Rescoring.objects.get() == asked
    with pytest.raises(CommandError, match="Không có đợt này"):
        command("--round", "00000000-0000-0000-0000-000000000000")
