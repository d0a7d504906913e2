"""Asking for a trial, stopping it, going on with it, and the work itself, a batch at a time. Nothing is written to what is tried."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.registry import MOST_ROWS
from hoctap.criteria.trying import queries, rules
from hoctap.criteria.trying.models import RunState, TrialRun
from hoctap.places.models import Place


@transaction.atomic
def ask_for_trial(edition: CriteriaEdition, place: Place, year: int, *, by: Actor) -> TrialRun:
    """On all dossiers of the place and year. The run before it, of the same three, goes."""
    from hoctap.criteria.trying import tasks

    _must(edition, place, by)
    kind = queries.kind_for(edition)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    before = TrialRun.objects.filter(edition=edition, place=place, year=year)
    total = kind.count(edition.title, place, year) if kind else 0
    if reasons := rules.asking_reasons(
        is_running=before.filter(state=RunState.RUNNING).exists(), dossiers=total, is_tried=kind is not None
    ):
        raise Refused(reasons)
    before.delete()
    run = TrialRun.objects.create(
        edition=edition,
        edition_version=edition.version,
        place=place,
        year=year,
        total=total,
        asked_by=by.described,
    )
    audit.record(by, "criteria.trial.asked", run, count=total)
    tasks.try_run.defer(run_id=str(run.pk))
    return run


@transaction.atomic
def stop_trial(run: TrialRun, *, by: Actor) -> TrialRun:
    """After the batch at hand; what is found stays."""
    run = _locked(run, by)
    if reasons := rules.stopping_reasons(run.state):
        raise Refused(reasons)
    run.state = RunState.STOPPED
    run.save(update_fields=["state"])
    audit.record(by, "criteria.trial.stopped", run)
    return run


@transaction.atomic
def resume_trial(run: TrialRun, *, by: Actor) -> TrialRun:
    from hoctap.criteria.trying import tasks

    run = _locked(run, by)
    is_same = run.edition.version == run.edition_version
    if reasons := rules.resuming_reasons(run.state, is_same=is_same):
        raise Refused(reasons)
    run.state = RunState.RUNNING
    run.save(update_fields=["state"])
    audit.record(by, "criteria.trial.resumed", run)
    tasks.try_run.defer(run_id=str(run.pk))
    return run


@transaction.atomic
def try_batch(run: TrialRun, *, by: Actor) -> bool:
    """The next dossiers. False when there are no more, the run was stopped, or its draft was changed. Killed, the batch at hand never was."""
    run = _locked(run, by)
    kind = queries.kind_for(run.edition)
    if run.state != RunState.RUNNING:
        return False
    if kind is None or run.edition.version != run.edition_version:
        run.state = RunState.STOPPED
        run.save(update_fields=["state"])
        audit.record(by, "criteria.trial.stopped", run)
        return False
    found = kind.batch(run.edition, run.place, run.year, run.cursor, queries.BATCH)
    run.seen += found.seen
    run.tried += found.tried
    run.gained += found.gained
    run.lost += found.lost
    run.capped += found.capped
    run.not_tried = dict(Counter(run.not_tried) + found.not_tried)
    run.changed += [list(row) for row in found.changed[: MOST_ROWS - len(run.changed)]]
    run.checksum = rules.added(run.checksum, found.facts)
    run.cursor = found.cursor or run.cursor
    is_last = found.seen < queries.BATCH
    if is_last:
        run.state, run.finished_at = RunState.DONE, timezone.now()
        audit.record(by, "criteria.trial.finished", run, count=run.seen)
    run.save()
    return not is_last


def _must(edition: CriteriaEdition, place: Place, by: Actor) -> None:
    by.must(Permission.DOSSIER_READ, at=place)
    if not CriteriaEdition.objects.visible_to(by).filter(pk=edition.pk).exists():
        by.must(Permission.EDITION_KEEP, at=edition)


def _locked(run: TrialRun, by: Actor) -> TrialRun:
    found = (
        TrialRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("edition__place", "place")
        .prefetch_related("edition__criteria")
        .get(pk=run.pk)
    )
    _must(found.edition, found.place, by)
    return found
