"""A result goes into a dossier, and out of it again. Called with locked rows, inside the action that asked for the right."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.vietnamese import format_date
from hoctap.recognition.answers import note_total
from hoctap.recognition.models import Dossier, DossierState, LateEntry, Way
from hoctap.recognition.results.models import ElsewhereResult
from hoctap.recognition.results.rules import Told
from hoctap.recognition.rows import record_moves, save_all
from hoctap.recognition.standing import drop_column, state_while_open

Standing = ElsewhereResult.Standing


def made(dossier: Dossier, told: Told, standing: Standing, *, by: Actor, **more: Any) -> ElsewhereResult:
    """Not saved yet. What is told was found to be whole by the rule."""
    assert told.total is not None
    assert told.passed is not None
    assert told.result_on is not None
    return ElsewhereResult(
        dossier=dossier,
        total=told.total,
        passed=told.passed,
        result_on=told.result_on,
        confirmed_by=told.confirmed_by[:120],
        standing=standing,
        recorded_by=by.described,
        **more,
    )


def take_in(
    pairs: Sequence[tuple[Dossier, ElsewhereResult]],
    *,
    late_entries: Mapping[UUID, LateEntry | None],
    by: Actor,
) -> None:
    """Each dossier gets the total of its result in the column of the Tổ, ấp; the results are saved by the caller afterwards."""
    moves: list[tuple[Dossier, str]] = []
    for dossier, result in pairs:
        result.kept = _kept(dossier)
        before = dossier.state
        # The commune's own points stood on those of the hamlet that are replaced.
        for column in ("hamlet", "commune"):
            drop_column(dossier, column)
        dossier.commune_total = None
        dossier.registered_on = dossier.registered_on or result.result_on
        dossier.hamlet_total = result.total
        dossier.none_too_low = result.passed
        why = f"kết quả ngày {format_date(result.result_on)} trên phần mềm Công dân học tập, {result.confirmed_by} xác nhận"
        note_total(dossier, "hamlet", result.total, by=by, why=why)
        dossier.answers["totals"]["hamlet"]["elsewhere"] = str(result.pk)
        dossier.way = Way.ELSEWHERE
        dossier.state = state_while_open(dossier)
        dossier.late_entry = late_entries.get(dossier.hamlet_id) or dossier.late_entry
        dossier.version += 1
        if dossier.state != before:
            moves.append((dossier, before))
    save_all([dossier for dossier, _ in pairs])
    record_moves(moves, by=by, why="nhận kết quả từ phần mềm Công dân học tập")


def take_out(dossier: Dossier, result: ElsewhereResult, *, by: Actor, why: str) -> None:
    """The column of the Tổ, ấp is again what it was before; what the citizen answered himself meanwhile stays."""
    kept = result.kept
    before = dossier.state
    drop_column(dossier, "hamlet")
    for code, answer in kept["answers"].items():
        if "hamlet" in answer:
            dossier.answers.setdefault(code, {})["hamlet"] = answer["hamlet"]
    dossier.hamlet_total = None if kept["hamlet_total"] is None else Decimal(kept["hamlet_total"])
    dossier.none_too_low = kept["none_too_low"]
    dossier.way, dossier.form = Way(kept["way"]), kept["form"]
    if dossier.way == Way.NONE and dossier.self_total is not None:
        dossier.way = Way.CRITERIA
    if kept["registered_on"] is None and dossier.self_total is None:
        dossier.registered_on = None
    dossier.state = state_while_open(dossier)
    dossier.version += 1
    save_all([dossier])
    if dossier.state != before:
        record_moves([(dossier, before)], by=by, why=why)


def result_in(dossier: Dossier) -> ElsewhereResult | None:
    """The one that its column of the Tổ, ấp stands on."""
    key = dossier.answers.get("totals", {}).get("hamlet", {}).get("elsewhere")
    return ElsewhereResult.objects.select_for_update().filter(pk=key).first() if key else None


def settle(results: Iterable[ElsewhereResult], standing: Standing, *, why: str, by: Actor) -> None:
    now = timezone.now()
    for result in results:
        result.standing, result.why, result.settled_by, result.settled_at = (
            standing,
            why[:300],
            by.described,
            now,
        )
        result.save(update_fields=["standing", "why", "settled_by", "settled_at", "kept"])


def others_of(result: ElsewhereResult) -> tuple[list[ElsewhereResult], list[ElsewhereResult]]:
    """Of the same dossier: the one that counts, and those that wait."""
    rows = list(
        ElsewhereResult.objects.select_for_update()
        .filter(dossier=result.dossier_id, standing__in=[Standing.COUNTS, Standing.WAITS])
        .exclude(pk=result.pk)
        .order_by("pk")
    )
    return (
        [row for row in rows if row.standing == Standing.COUNTS],
        [row for row in rows if row.standing == Standing.WAITS],
    )


def _kept(dossier: Dossier) -> dict[str, Any]:
    registered: dt.date | None = dossier.registered_on
    return {
        "registered_on": registered.isoformat() if registered else None,
        "hamlet_total": None if dossier.hamlet_total is None else str(dossier.hamlet_total),
        "none_too_low": dossier.none_too_low,
        "way": str(dossier.way),
        "form": dossier.form,
        "answers": {code: dict(answer) for code, answer in dossier.answers.items()},
        "state": DossierState(dossier.state).value,
    }
