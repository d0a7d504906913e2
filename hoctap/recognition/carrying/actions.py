"""Kế thừa: one act fills the rows of a hamlet that nothing is entered of yet from the year before, one act takes it back."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.recognition.answers import COLUMNS, column_points, counted_points, signature_of
from hoctap.recognition.carrying import rules
from hoctap.recognition.carrying.models import CarriedRow, CarryOver
from hoctap.recognition.carrying.queries import facts_of, met_since, sources_of, waiting_rows
from hoctap.recognition.models import Dossier, RecognitionRound, Way
from hoctap.recognition.rows import late_entry_now, lock_dossiers, lock_open_round, record_moves, save_all
from hoctap.recognition.rules import results_only_reasons
from hoctap.recognition.standing import drop_column, is_inherited, registration_day, state_while_open, way_of


@transaction.atomic
def carry_over(
    season: RecognitionRound,
    hamlet: Place,
    *,
    group: str = "",
    with_points: bool = True,
    on: dt.date | None = None,
    by: Actor,
) -> CarryOver:
    """Fill what is not entered yet from last year's scored dossier of the same household (citizen), wherever it lived then.

    Points come over only within one edition; of what another edition scored, only the registration. Nothing entered is touched.
    """
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = lock_open_round(season)
    if blockers := results_only_reasons(str(season), results_only=with_points and season.takes_results_only):
        raise Refused(blockers)
    late_entry = late_entry_now(season, hamlet)
    registered_on = registration_day(on)
    waiting = list(lock_dossiers(waiting_rows(season, hamlet, group)).values())
    sources = sources_of(season, waiting)
    facts = facts_of(season, hamlet, waiting, sources)
    if reasons := rules.carry_blockers(facts, with_points=with_points):
        raise Refused(reasons)
    act = CarryOver(
        round=season, hamlet=hamlet, group_name=group[:60], from_year=facts.year, done_by=by.described
    )
    changed: list[Dossier] = []
    moves: list[tuple[Dossier, str]] = []
    rows: list[CarriedRow] = []
    for dossier in waiting:
        source = sources.get(dossier.pk)
        if source is None:
            continue
        carries_points = with_points and source.round.edition_id == season.edition_id
        if not carries_points and dossier.registered_on is not None:
            continue
        before, registered_before = dossier.state, dossier.registered_on
        dossier.registered_on = dossier.registered_on or registered_on
        if carries_points:
            _take_points(dossier, source, by=by)
            act.with_points += 1
        else:
            act.registrations_only += 1
        dossier.state = state_while_open(dossier)
        dossier.late_entry = late_entry or dossier.late_entry
        dossier.version += 1
        changed.append(dossier)
        rows.append(
            CarriedRow(act=act, dossier=dossier, version=dossier.version, registered_before=registered_before)
        )
        if dossier.state != before:
            moves.append((dossier, before))
    if not changed:
        raise Refused(f"{facts.where}: việc đăng ký đã ghi đủ, không còn hàng nào để kế thừa.")
    act.save()
    save_all(changed)
    CarriedRow.objects.bulk_create(rows, batch_size=1000)
    record_moves(moves, by=by, why=f"kế thừa năm {facts.year}")
    audit.record(by, "recognition.list.carried_over", act, count=len(changed))
    return act


@transaction.atomic
def undo_carry_over(act: CarryOver, *, by: Actor) -> int:
    """Empty the rows of the act again that nobody touched since, as they were before; returns how many. Until the meeting."""
    by.must(Permission.DOSSIER_ENTER, at=act.hamlet)
    season = lock_open_round(act.round)
    act = CarryOver.objects.select_for_update(of=("self",)).select_related("hamlet").get(pk=act.pk)
    if reasons := rules.undo_blockers(
        is_undone=act.undone_at is not None,
        met_on=met_since(act),
        year=act.from_year,
        hamlet=act.hamlet.full_name,
    ):
        raise Refused(reasons)
    rows = {row.dossier_id: row for row in act.rows.all()}
    changed = [
        dossier
        for dossier in lock_dossiers(season.dossiers.filter(pk__in=rows)).values()
        if dossier.version == rows[dossier.pk].version
    ]
    moves: list[tuple[Dossier, str]] = []
    for dossier in changed:
        before = dossier.state
        for column, field in COLUMNS.items():
            if is_inherited(dossier, column):
                drop_column(dossier, column)
                setattr(dossier, field, None)
        dossier.none_too_low = None
        dossier.form = "" if dossier.way == Way.INHERITED else dossier.form
        dossier.way = way_of(dossier)
        dossier.registered_on = rows[dossier.pk].registered_before
        dossier.state = state_while_open(dossier)
        dossier.version += 1
        if dossier.state != before:
            moves.append((dossier, before))
    save_all(changed)
    record_moves(moves, by=by, why=f"bỏ kế thừa năm {act.from_year}")
    act.undone_at = timezone.now()
    act.save(update_fields=["undone_at"])
    audit.record(by, "recognition.list.carry_over_undone", act, count=len(changed))
    return len(changed)


def _take_points(dossier: Dossier, source: Dossier, *, by: Actor) -> None:
    """The family's own column as it was, and as the hamlet's the total that counted in the end: the commune's where it gave one."""
    mark = {
        **signature_of(by),
        "why": f"kế thừa năm {source.year}",
        "inherited": source.year,
    }
    for column, total, points in (
        ("self", source.self_total, column_points(source, "self")),
        ("hamlet", source.counted_total, counted_points(source)),
    ):
        if total is None:
            continue
        setattr(dossier, COLUMNS[column], total)
        # Points that do not make the total that counted (one was typed from paper later) stay behind.
        if points and sum(points.values(), Decimal(0)) == total:
            for code, value in points.items():
                dossier.answers.setdefault(code, {})[column] = {**mark, "points": str(value)}
        else:
            dossier.answers.setdefault("totals", {})[column] = {**mark, "points": str(total)}
    dossier.none_too_low = source.none_too_low
    dossier.form = source.form
    dossier.way = Way.INHERITED
