"""Asking for a run, stopping it, going on with it, and the work itself, a batch at a time."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.answers import COLUMNS
from hoctap.recognition.models import Dossier, RecognitionRound, RoundState
from hoctap.recognition.rescoring import rules, summing
from hoctap.recognition.rescoring.models import RescoredRound, RescoredTotal, Rescoring, RunState
from hoctap.recognition.rescoring.summing import Fate, Rescored, Row, Totals
from hoctap.recognition.rows import lock_dossiers, record_moves, save_all

BATCH = 2500


@transaction.atomic
def ask_for_rescoring(season: RecognitionRound | None, *, by: Actor) -> Rescoring:
    """All dossiers of a round; without one every round of the machine, which only its keeper may ask for."""
    from hoctap.recognition.rescoring import tasks

    _must(season, by)
    if season is not None:
        RecognitionRound.objects.select_for_update(of=("self",), no_key=True).get(pk=season.pk)
    counts = list(
        Dossier.objects.filter(**({"round": season} if season else {}))
        .order_by("round_id")
        .values_list("round_id")
        .annotate(Count("pk"))
    )
    facts = rules.AskingFacts(
        is_running=Rescoring.objects.filter(round=season).exclude(state=RunState.DONE).exists(),
        dossiers=sum(count for _, count in counts),
    )
    if reasons := rules.asking_reasons(facts):
        raise Refused(reasons)
    run = Rescoring.objects.create(round=season, asked_by=by.described)
    RescoredRound.objects.bulk_create(
        [RescoredRound(run=run, round_id=pk, total=count) for pk, count in counts], batch_size=1000
    )
    audit.record(by, "recognition.rescoring.asked", run, count=facts.dossiers)
    tasks.rescore_run.defer(run_id=str(run.pk))
    return run


@transaction.atomic
def stop_rescoring(run: Rescoring, *, by: Actor) -> Rescoring:
    """After the batch at hand; what is scored stays scored."""
    _must(run.round, by)
    run = Rescoring.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if reasons := rules.stopping_reasons(run.state):
        raise Refused(reasons)
    run.state = RunState.STOPPED
    run.save(update_fields=["state"])
    audit.record(by, "recognition.rescoring.stopped", run)
    return run


@transaction.atomic
def resume_rescoring(run: Rescoring, *, by: Actor) -> Rescoring:
    from hoctap.recognition.rescoring import tasks

    _must(run.round, by)
    run = Rescoring.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if reasons := rules.resuming_reasons(run.state):
        raise Refused(reasons)
    run.state = RunState.RUNNING
    run.save(update_fields=["state"])
    audit.record(by, "recognition.rescoring.resumed", run)
    tasks.rescore_run.defer(run_id=str(run.pk))
    return run


@transaction.atomic
def rescore_batch(run: Rescoring, *, by: Actor) -> bool:
    """The next dossiers of a round that nobody else is at. False when there is nothing left to take, or the run was stopped.

    Several may work at one run: each takes a round of its own. Killed at any moment, the batch at hand never was.
    """
    _must(run.round, by)
    if Rescoring.objects.get(pk=run.pk).state != RunState.RUNNING:
        return False
    part = run.parts.filter(is_done=False).select_for_update(skip_locked=True).first()
    if part is None:
        _finish(run, by=by)
        return False
    season = (
        RecognitionRound.objects.select_for_update(of=("self",), no_key=True)
        .select_related("edition", "place")
        .get(pk=part.round_id)
    )
    edition = season.edition.frozen()
    rows = _rows(season, after=part.last_key)
    results = [(row, summing.rescore(edition, row)) for row in rows]
    differing = [(row, result) for row, result in results if summing.differing(row.kept, result.totals)]
    if differing:
        _take_up(part, season, differing, by=by)
    part.scored += len(results)
    part.reaching += sum(1 for _, result in results if result.reaches)
    part.checksum = summing.added(
        part.checksum, (summing.fingerprint(row.pk, result) for row, result in results)
    )
    if results:
        part.last_key = results[-1][0].pk
    part.is_done = len(rows) < BATCH
    part.save(update_fields=["scored", "reaching", "checksum", "last_key", "is_done"])
    return True


def _rows(season: RecognitionRound, *, after: UUID | None) -> list[Row]:
    """Without the models: a million of them would be most of the work. The round is locked, so nobody types meanwhile."""
    dossiers = Dossier.objects.filter(round=season).order_by("pk")
    if after is not None:
        dossiers = dossiers.filter(pk__gt=after)
    return [
        Row(pk, state, answers, Totals(*totals), none_too_low)
        for pk, state, answers, none_too_low, *totals in dossiers.values_list(
            "pk", "state", "answers", "none_too_low", *COLUMNS.values()
        )[:BATCH]
    ]


def _take_up(
    part: RescoredRound, season: RecognitionRound, differing: Sequence[tuple[Row, Rescored]], *, by: Actor
) -> None:
    locked = lock_dossiers(Dossier.objects.filter(pk__in=[row.pk for row, _ in differing]))
    found, written, moves = [], [], []
    for row, result in differing:
        dossier = locked[row.pk]
        # Locked only now: a signature may have come in between.
        fate = summing.fate_of(dossier.state, is_round_open=season.state == RoundState.OPEN)
        found += [
            RescoredTotal(
                part=part,
                dossier=dossier,
                column=column,
                kept=row.kept.of(column),
                counted=result.totals.of(column),
                fate=fate,
            )
            for column in summing.differing(row.kept, result.totals)
        ]
        if fate != Fate.PUT_RIGHT:
            continue
        for column, field in COLUMNS.items():
            setattr(dossier, field, result.totals.of(column))
        before = dossier.state
        dossier.state = summing.state_after(before, result.totals.hamlet)
        dossier.version += 1
        written.append(dossier)
        if dossier.state != before:
            moves.append((dossier, before))
    RescoredTotal.objects.bulk_create(found, batch_size=1000)
    if written:
        save_all(written)
        record_moves(moves, by=by, why="chấm lại từ điểm đã ghi")
        audit.record(by, "recognition.rescoring.put_right", season, fields=["totals"], count=len(written))


def _finish(run: Rescoring, *, by: Actor) -> None:
    """By the last one to find nothing left, once nobody is at a round any more."""
    run = Rescoring.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == RunState.RUNNING and not run.parts.filter(is_done=False).exists():
        run.state, run.finished_at = RunState.DONE, timezone.now()
        run.save(update_fields=["state", "finished_at"])
        audit.record(by, "recognition.rescoring.finished", run)


def _must(season: RecognitionRound | None, by: Actor) -> None:
    if season is not None:
        by.must(Permission.DOSSIER_REVIEW, at=season)
    elif not by.system_job:
        raise Forbidden("Chấm lại mọi đợt là việc của người quản trị máy chủ, bằng dòng lệnh.")
