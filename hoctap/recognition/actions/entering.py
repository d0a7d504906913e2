"""Entering a hamlet's list and a dossier's criteria."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria import scoring
from hoctap.criteria.scoring import FrozenEdition
from hoctap.places.models import Place
from hoctap.recognition import rules
from hoctap.recognition.answers import COLUMNS, column_points, note_total, signature_of
from hoctap.recognition.models import OPEN_STATES, REVIEW_STATES, Dossier, DossierState, RecognitionRound, Way
from hoctap.recognition.rows import (
    late_entry_now,
    lock_dossier,
    lock_dossiers,
    lock_open_round,
    record_moves,
    refuse_unless,
    save_all,
)


@dataclass(frozen=True)
class TypedRow:
    """A row of the entry list as it left the form. Points are still text; `version` is the one the form was made from."""

    dossier_id: UUID
    version: int
    registered: bool
    self_total: str = ""
    hamlet_total: str = ""
    none_too_low: bool | None = None
    """Said of the signed sheet; None where the form did not ask."""


@transaction.atomic
def save_list(
    season: RecognitionRound, hamlet: Place, rows: Sequence[TypedRow], *, on: dt.date | None = None, by: Actor
) -> int:
    """Save the changed rows of a hamlet's list, all or none; returns how many changed.

    A row that somebody else changed meanwhile is refused by name; rows that say what is stored already change nothing, so that a form
    sent twice is harmless. `on` is the day of the signed registration, today when it is not said.
    """
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = lock_open_round(season)
    late_entry = late_entry_now(season, hamlet)
    registered_on = _registration_day(on)
    edition = season.edition.frozen()
    dossiers = lock_dossiers(season.dossiers.filter(hamlet=hamlet, pk__in=[row.dossier_id for row in rows]))
    reasons: list[Reason] = []
    changed: list[Dossier] = []
    moves: list[tuple[Dossier, str]] = []
    for typed in rows:
        dossier = dossiers.get(typed.dossier_id)
        if dossier is None:
            reasons.append(Reason("Có dòng không thuộc danh sách của ấp này. Tải lại trang."))
            continue
        name = dossier.subject_name
        key = str(dossier.pk)
        try:
            self_total, hamlet_total = (
                scoring.parse_points(typed.self_total),
                scoring.parse_points(typed.hamlet_total),
            )
        except ValueError as error:
            reasons.append(Reason(f"{name}: “{error}” không phải là số điểm.", f"hamlet-{key}"))
            continue
        none_too_low = dossier.none_too_low if typed.none_too_low is None else typed.none_too_low
        totals_changed = (self_total, hamlet_total, none_too_low or None) != (
            dossier.self_total,
            dossier.hamlet_total,
            dossier.none_too_low or None,
        )
        if not totals_changed and typed.registered == (dossier.registered_on is not None):
            continue
        if dossier.version != typed.version:
            reasons.append(
                Reason(f"{name}: người khác vừa sửa dòng này. Xem lại số mới rồi ghi lại.", f"hamlet-{key}")
            )
            continue
        if dossier.state not in OPEN_STATES:
            reasons.append(
                Reason(
                    f"{name}: đang ở bước “{dossier.get_state_display()}”, danh sách không sửa được nữa.",
                    f"hamlet-{key}",
                )
            )
            continue
        row = rules.ListRow(
            key, name, typed.registered, self_total, hamlet_total, dossier.way == Way.CRITERIA, totals_changed
        )
        if row_reasons := rules.row_reasons(edition, row):
            reasons += row_reasons
            continue
        before = dossier.state
        dossier.registered_on = (dossier.registered_on or registered_on) if typed.registered else None
        if totals_changed:
            for column, total in (("self", self_total), ("hamlet", hamlet_total)):
                if getattr(dossier, COLUMNS[column]) != total:
                    setattr(dossier, COLUMNS[column], total)
                    note_total(dossier, column, total, by=by)
            dossier.none_too_low = none_too_low if hamlet_total is not None else None
            dossier.way = Way.PAPER if self_total is not None or hamlet_total is not None else Way.NONE
        dossier.state = _state_while_open(dossier)
        dossier.late_entry = late_entry or dossier.late_entry
        dossier.version += 1
        changed.append(dossier)
        if dossier.state != before:
            moves.append((dossier, before))
    if reasons:
        raise Refused(reasons)
    save_all(changed)
    record_moves(moves, by=by)
    if changed:
        audit.record(
            by, "recognition.list.saved", season, fields=["registered", "totals"], count=len(changed)
        )
    return len(changed)


@transaction.atomic
def register_all(season: RecognitionRound, hamlet: Place, *, on: dt.date | None = None, by: Actor) -> int:
    """Mark every household or citizen of the hamlet that is not registered yet as registered, from the signed list."""
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = lock_open_round(season)
    late_entry = late_entry_now(season, hamlet)
    registered_on = _registration_day(on)
    dossiers = list(lock_dossiers(season.dossiers.filter(hamlet=hamlet, state=DossierState.LISTED)).values())
    for dossier in dossiers:
        dossier.registered_on = registered_on
        dossier.state = DossierState.REGISTERED
        dossier.late_entry = late_entry
        dossier.version += 1
    save_all(dossiers)
    record_moves([(dossier, DossierState.LISTED) for dossier in dossiers], by=by)
    if dossiers:
        audit.record(by, "recognition.list.all_registered", season, count=len(dossiers))
    return len(dossiers)


@transaction.atomic
def score_by_criteria(
    dossier: Dossier, *, column: str, points: Mapping[str, str], why: str = "", version: int, by: Actor
) -> Dossier:
    """Write one column of a dossier criterion by criterion: `self` (typed for the family), `hamlet` or `commune`.

    Each point keeps who entered it and when. The commune writes only where it differs, with a reason; its total is the hamlet's points with
    its own in their place.
    """
    permission = Permission.DOSSIER_REVIEW if column == "commune" else Permission.DOSSIER_ENTER
    by.must(permission, at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    if column not in COLUMNS:
        raise Refused("Cột điểm không có.")
    if dossier.version != version:
        raise Refused("Người khác vừa sửa hồ sơ này. Xem lại số mới rồi ghi lại.")
    refuse_unless(dossier, REVIEW_STATES if column == "commune" else OPEN_STATES)
    if column != "commune" and dossier.registered_on is None:
        raise Refused(
            f"{dossier.subject_name} chưa đăng ký. Đánh dấu đã đăng ký trong danh sách trước khi chấm."
        )
    late_entry = None if column == "commune" else late_entry_now(dossier.round, dossier.hamlet)
    edition = dossier.round.edition.frozen()
    wanted, reasons = _parse_points(edition, points)
    why = clean(why)[:300]
    if not reasons and column == "commune":
        reasons = _commune_reasons(dossier, wanted, why)
    if reasons:
        raise Refused(reasons)
    changed = _write_points(dossier, column, wanted, why=why, by=by)
    if not changed:
        return dossier
    before = dossier.state
    _total_column(dossier, edition, column)
    if column == "hamlet" and column_points(dossier, "commune"):
        # The commune's total stands on the hamlet's points; after a return it must not stand on the old ones.
        _total_column(dossier, edition, "commune")
    dossier.late_entry = late_entry or dossier.late_entry
    if column != "commune":
        dossier.way = _way(dossier)
        dossier.state = _state_while_open(dossier)
    dossier.version += 1
    save_all([dossier])
    if dossier.state != before:
        record_moves([(dossier, before)], by=by)
    audit.record(by, f"recognition.dossier.scored_{column}", dossier, fields=changed)
    return dossier


def _registration_day(on: dt.date | None) -> dt.date:
    if on is not None and on > today():
        raise Refused([Reason("Ngày đăng ký ở sau ngày hôm nay.", "registered_on")])
    return on or today()


def _state_while_open(dossier: Dossier) -> DossierState:
    if dossier.registered_on is None:
        return DossierState.LISTED
    return DossierState.SCORED if dossier.hamlet_total is not None else DossierState.REGISTERED


def _way(dossier: Dossier) -> Way:
    if column_points(dossier, "self") or column_points(dossier, "hamlet"):
        return Way.CRITERIA
    return Way.PAPER if dossier.self_total is not None or dossier.hamlet_total is not None else Way.NONE


def _parse_points(
    edition: FrozenEdition, points: Mapping[str, str]
) -> tuple[dict[str, Decimal | None], list[Reason]]:
    wanted: dict[str, Decimal | None] = {}
    reasons: list[Reason] = []
    for criterion in edition.criteria:
        if criterion.code not in points:
            continue
        try:
            value = scoring.parse_points(points[criterion.code])
        except ValueError as error:
            reasons.append(
                Reason(
                    f"Tiêu chí {criterion.code}: “{error}” không phải là số điểm.", f"points-{criterion.code}"
                )
            )
            continue
        if value is not None:
            reasons += scoring.point_reasons(criterion, value)
        wanted[criterion.code] = value
    return wanted, reasons


def _commune_reasons(dossier: Dossier, wanted: Mapping[str, Decimal | None], why: str) -> list[Reason]:
    differs = [
        code
        for code, value in wanted.items()
        if value is not None and value != column_points(dossier, "hamlet").get(code)
    ]
    if differs and not why:
        return [Reason(f"Điểm của xã khác điểm của Tổ, ấp ở {', '.join(differs)}: cần ghi lý do.", "why")]
    return []


def _write_points(
    dossier: Dossier, column: str, wanted: Mapping[str, Decimal | None], *, why: str, by: Actor
) -> list[str]:
    changed = []
    present = column_points(dossier, column)
    for code, value in wanted.items():
        if value == present.get(code):
            continue
        answer = dossier.answers.setdefault(code, {})
        if value is None:
            answer.pop(column, None)
        else:
            answer[column] = {**signature_of(by), "points": str(value), "why": why}
        changed.append(code)
    return changed


def _total_column(dossier: Dossier, edition: FrozenEdition, column: str) -> None:
    points = column_points(dossier, column)
    if column == "commune":
        points = {**column_points(dossier, "hamlet"), **points} if points else {}
    counted = scoring.score(edition, points)
    setattr(dossier, COLUMNS[column], None if counted.missing else counted.total)
    # A total that was typed before is replaced by the sum, and its author by those of the points.
    dossier.answers.get("totals", {}).pop(column, None)
