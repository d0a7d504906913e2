"""How long records are kept: decided by an officer, looked at before anything goes, approved, carried out batch by batch."""

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.registries import retention_kinds
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.privacy import queries, rules
from hoctap.privacy.models import RUN_TRANSITIONS, RetentionPart, RetentionRule, RetentionRun, RunState

BATCH = 100


@transaction.atomic
def decide_retention(place: Place, *, kind: str, months: int, basis: str, by: Actor) -> RetentionRule:
    by.must(Permission.SUBJECT_REQUEST, at=place)
    known = retention_kinds.get(kind)
    if known is None:
        raise Refused([Reason("Không có loại dữ liệu này.", field="kind")])
    if reasons := rules.retention_blockers(months=months, basis=basis, is_kept=known.find is None):
        raise Refused(reasons)
    rule = RetentionRule.objects.create(
        place=place, kind=kind, months=months, basis=clean(basis), decided_by=by.described
    )
    audit.record(by, "privacy.retention.decided", rule, fields=["months", "basis"])
    return rule


@transaction.atomic
def prepare_retention(place: Place, *, by: Actor) -> RetentionRun:
    """Count what is over its time, as it is now. Nothing goes before somebody approved the figures."""
    by.must(Permission.SUBJECT_REQUEST, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    if RetentionRun.objects.filter(
        place=place, state__in=[RunState.PREPARED, RunState.RUNNING, RunState.STOPPED]
    ).exists():
        raise Refused("Đang có một đợt dọn dữ liệu chưa xong. Hãy duyệt hoặc bỏ đợt đó trước.")
    months = queries.months_in_force(place)
    found = []
    for name, kind in retention_kinds.items():
        if kind.find is None:
            continue
        before = rules.months_before(today(), months[name])
        count = kind.find(place.pk, before).count()
        if count:
            found.append(RetentionPart(kind=name, months=months[name], before=before, wanted=count))
    if not found:
        raise Refused("Không có dữ liệu nào hết thời hạn lưu.")
    run = RetentionRun.objects.create(place=place, prepared_by=by.described, prepared_on=today())
    for part in found:
        part.run = run
    RetentionPart.objects.bulk_create(found)
    audit.record(by, "privacy.retention.prepared", run, count=sum(part.wanted for part in found))
    return run


@transaction.atomic
def approve_retention(run: RetentionRun, *, by: Actor) -> None:
    """From here on it runs as a job. Figures that grew since they were looked at are looked at again."""
    run = _locked(run, by)
    check_move(RunState(run.state), RunState.RUNNING, RUN_TRANSITIONS)
    if run.state == RunState.STOPPED:
        raise Refused("Đợt này đã duyệt và đang dừng. Bấm “Chạy tiếp”.")
    for part in run.parts.all():
        kind = retention_kinds.get(part.kind)
        if kind is None or kind.find is None or kind.find(run.place_id, part.before).count() > part.wanted:
            raise Refused("Số liệu đã đổi từ lúc lập. Hãy bỏ đợt này và lập lại để xem số mới.")
    run.approved_by, run.approved_at = by.described, timezone.now()
    _start(run)
    audit.record(by, "privacy.retention.approved", run)


@transaction.atomic
def stop_retention(run: RetentionRun, *, by: Actor) -> None:
    """After the batch that is being worked on. What is gone is gone."""
    run = _locked(run, by)
    check_move(RunState(run.state), RunState.STOPPED, RUN_TRANSITIONS)
    run.state = RunState.STOPPED
    run.save(update_fields=["state"])
    audit.record(by, "privacy.retention.stopped", run)


@transaction.atomic
def resume_retention(run: RetentionRun, *, by: Actor) -> None:
    run = _locked(run, by)
    if run.state != RunState.STOPPED:
        raise Refused("Chỉ chạy tiếp được đợt đang dừng.")
    _start(run)
    audit.record(by, "privacy.retention.resumed", run)


@transaction.atomic
def drop_retention(run: RetentionRun, *, by: Actor) -> None:
    run = _locked(run, by)
    check_move(RunState(run.state), RunState.DROPPED, RUN_TRANSITIONS)
    run.state = RunState.DROPPED
    run.save(update_fields=["state"])
    audit.record(by, "privacy.retention.dropped", run)


@transaction.atomic
def carry_out_batch(run: RetentionRun, *, by: Actor) -> bool:
    """The next rows of the run, all or none of them. Is there more to do? A run that was stopped does nothing.

    Rows are walked by key, so that one that something stands in the way of is looked at once and counted as skipped.
    """
    run = _locked(run, by)
    if run.state != RunState.RUNNING:
        return False
    for part in run.parts.select_for_update():
        kind = retention_kinds.get(part.kind)
        if kind is None or kind.find is None or kind.carry_out is None:
            continue
        rows = kind.find(run.place_id, part.before).order_by("pk")
        if part.last_key is not None:
            rows = rows.filter(pk__gt=part.last_key)
        # Never more than somebody approved, whatever came into the kind since.
        batch = list(rows[: min(BATCH, part.wanted - part.done - part.skipped)])
        if not batch:
            continue
        last_key = batch[-1].pk
        done = kind.carry_out(batch, by)
        part.done += done
        part.skipped += len(batch) - done
        part.last_key = last_key
        part.save(update_fields=["done", "skipped", "last_key"])
        audit.record(by, "privacy.retention.carried_out", run, fields=[part.kind], count=done)
        return True
    run.state, run.finished_at = RunState.DONE, timezone.now()
    run.save(update_fields=["state", "finished_at"])
    audit.record(by, "privacy.retention.finished", run)
    return False


def _start(run: RetentionRun) -> None:
    from hoctap.privacy import tasks

    run.state = RunState.RUNNING
    run.save(update_fields=["state", "approved_by", "approved_at"])
    tasks.carry_out_retention.defer(run_id=str(run.pk))


def _locked(run: RetentionRun, by: Actor) -> RetentionRun:
    by.must(Permission.SUBJECT_REQUEST, at=run)
    return RetentionRun.objects.select_for_update(of=("self",)).select_related("place").get(pk=run.pk)
