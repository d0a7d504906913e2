"""Entering a hamlet's list and a dossier's criteria."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria import scoring
from hoctap.places.models import Place
from hoctap.recognition import rules
from hoctap.recognition.answers import COLUMNS, column_points, note_total
from hoctap.recognition.models import OPEN_STATES, REVIEW_STATES, Dossier, DossierState, RecognitionRound
from hoctap.recognition.points import parse_points, total_column, write_points
from hoctap.recognition.rows import (
    late_entry_now,
    lock_dossier,
    lock_dossiers,
    lock_open_round,
    record_moves,
    refuse_unless,
    save_all,
)
from hoctap.recognition.stale import points_looked_at
from hoctap.recognition.standing import (
    is_from_elsewhere,
    is_inherited,
    other_author,
    registration_day,
    stand_on_paper,
    state_while_open,
    way_of,
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
    form: str | None = None
    """The code of the edition's form that the citizen was scored on; None where it was not asked."""


@transaction.atomic
def save_list(
    season: RecognitionRound,
    hamlet: Place,
    rows: Sequence[TypedRow],
    *,
    on: dt.date | None = None,
    why: str = "",
    by: Actor,
) -> int:
    """Save the changed rows of a hamlet's list, all or none; returns how many changed.

    A row that somebody else changed meanwhile is refused by name; rows that say what is stored already change nothing, so that a form
    sent twice is harmless. `on` is the day of the signed registration, today when it is not said. `why` is asked where a total that
    somebody else entered is changed.
    """
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = lock_open_round(season)
    late_entry = late_entry_now(season, hamlet)
    registered_on = registration_day(on)
    why = clean(why)[:300]
    edition = season.edition.frozen()
    forms = {form["code"] for form in season.edition.forms}
    dossiers = lock_dossiers(season.dossiers.filter(hamlet=hamlet, pk__in=[row.dossier_id for row in rows]))
    reasons: list[Reason] = []
    changed: list[Dossier] = []
    moves: list[tuple[Dossier, str]] = []
    taken: dict[UUID, TypedRow] = {}
    for typed in rows:
        dossier = dossiers.get(typed.dossier_id)
        if dossier is None:
            reasons.append(Reason("Có dòng không thuộc danh sách của ấp này. Tải lại trang."))
            continue
        name = dossier.subject_name
        key = str(dossier.pk)
        if taken.setdefault(dossier.pk, typed) is not typed:
            if taken[dossier.pk] != typed:
                reasons.append(
                    Reason(
                        f"{name}: dòng này gửi hai lần với số khác nhau. Tải lại trang rồi ghi lại.",
                        f"hamlet-{key}",
                    )
                )
            continue
        try:
            self_total, hamlet_total = (
                scoring.parse_points(typed.self_total),
                scoring.parse_points(typed.hamlet_total),
            )
        except ValueError as error:
            reasons.append(Reason(f"{name}: “{error}” không phải là số điểm.", f"hamlet-{key}"))
            continue
        none_too_low = dossier.none_too_low if typed.none_too_low is None else typed.none_too_low
        if season.takes_results_only:
            if _types_points(dossier, self_total, hamlet_total):
                reasons += [
                    Reason(f"{name}: {reason.text}", f"hamlet-{key}")
                    for reason in rules.results_only_reasons("đợt này", results_only=True)
                ]
                continue
            # Its list has no boxes for points: what stands there stays.
            self_total, hamlet_total = dossier.self_total, dossier.hamlet_total
            none_too_low = dossier.none_too_low
        totals_changed = (self_total, hamlet_total, none_too_low or None) != (
            dossier.self_total,
            dossier.hamlet_total,
            dossier.none_too_low or None,
        )
        form = dossier.form if typed.form is None else typed.form
        if (
            not totals_changed
            and form == dossier.form
            and typed.registered == (dossier.registered_on is not None)
        ):
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
        if form and form not in forms:
            reasons.append(Reason(f"{name}: bộ tiêu chí của đợt không có mẫu phiếu này.", f"form-{key}"))
            continue
        totals = {"self": self_total, "hamlet": hamlet_total}
        changed_columns = [column for column in totals if getattr(dossier, COLUMNS[column]) != totals[column]]
        row = rules.ListRow(
            key=key,
            name=name,
            registered=typed.registered,
            self_total=self_total,
            hamlet_total=hamlet_total,
            scored_by_criteria=tuple(
                column
                for column in changed_columns
                if column_points(dossier, column) and not is_inherited(dossier, column)
            ),
            entered_by_others=tuple(
                author for column in changed_columns if (author := other_author(dossier, column, by=by))
            ),
            why=why,
            from_elsewhere=is_from_elsewhere(dossier)
            and ("hamlet" in changed_columns or (none_too_low or None) != (dossier.none_too_low or None)),
        )
        if row_reasons := rules.row_reasons(edition, row):
            reasons += row_reasons
            continue
        before = dossier.state
        dossier.registered_on = (dossier.registered_on or registered_on) if typed.registered else None
        dossier.form = form
        if totals_changed:
            stand_on_paper(dossier, by=by)
            if "hamlet" in changed_columns:
                points_looked_at(dossier)
            for column in changed_columns:
                setattr(dossier, COLUMNS[column], totals[column])
                note_total(dossier, column, totals[column], by=by, why=why)
            dossier.none_too_low = none_too_low if hamlet_total is not None else None
            dossier.way = way_of(dossier)
        dossier.state = state_while_open(dossier)
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
    registered_on = registration_day(on)
    dossiers = list(
        lock_dossiers(
            season.dossiers.of_people_kept().filter(hamlet=hamlet, state=DossierState.LISTED)
        ).values()
    )
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
    dossier: Dossier,
    *,
    column: str,
    points: Mapping[str, str],
    why: str = "",
    answered_by: UUID | None = None,
    version: int,
    by: Actor,
) -> Dossier:
    """Write one column of a dossier criterion by criterion: `self` (typed for the family), `hamlet` or `commune`.

    Each point keeps who entered it and when, and of the family's own whose answer it is (`answered_by`, a member of the household). What
    somebody else entered is changed with a reason. The commune writes only where it differs, with a reason; its total is the hamlet's points with
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
    if column != "commune":
        if blockers := rules.results_only_reasons(
            str(dossier.round), results_only=dossier.round.takes_results_only
        ):
            raise Refused(blockers)
        if column == "hamlet" and is_from_elsewhere(dossier):
            raise Refused(f"{dossier.subject_name}: {rules.FROM_ELSEWHERE}")
    edition = dossier.round.edition.frozen()
    wanted, reasons = parse_points(edition, points)
    why = clean(why)[:300]
    if not reasons and column == "commune":
        reasons = _commune_reasons(dossier, wanted, why)
    if not reasons:
        reasons = _others_reasons(dossier, column, wanted, why, by=by)
    if answered_by and not _may_answer_for(dossier, answered_by):
        reasons.append(Reason("Người trả lời không ở trong hộ này.", "answered_by"))
    if reasons:
        raise Refused(reasons)
    changed = write_points(
        dossier,
        column,
        wanted,
        why=why,
        answered_by=str(answered_by) if answered_by and column == "self" else "",
        by=by,
    )
    if not changed:
        return dossier
    before = dossier.state
    total_column(dossier, edition, column)
    if column == "hamlet" and column_points(dossier, "commune"):
        # The commune's total stands on the hamlet's points; after a return it must not stand on the old ones.
        total_column(dossier, edition, "commune")
    dossier.late_entry = late_entry or dossier.late_entry
    if column != "self":
        points_looked_at(dossier)
    if column != "commune":
        dossier.way = way_of(dossier)
        dossier.state = state_while_open(dossier)
    dossier.version += 1
    save_all([dossier])
    if dossier.state != before:
        record_moves([(dossier, before)], by=by)
    audit.record(by, f"recognition.dossier.scored_{column}", dossier, fields=changed)
    return dossier


def _types_points(dossier: Dossier, self_total: Decimal | None, hamlet_total: Decimal | None) -> bool:
    typed = ((self_total, dossier.self_total), (hamlet_total, dossier.hamlet_total))
    return any(total is not None and total != stored for total, stored in typed)


def _commune_reasons(dossier: Dossier, wanted: Mapping[str, Decimal | None], why: str) -> list[Reason]:
    differs = [
        code
        for code, value in wanted.items()
        if value is not None and value != column_points(dossier, "hamlet").get(code)
    ]
    if differs and not why:
        return [Reason(f"Điểm của xã khác điểm của Tổ, ấp ở {', '.join(differs)}: cần ghi lý do.", "why")]
    return []


def _others_reasons(
    dossier: Dossier, column: str, wanted: Mapping[str, Decimal | None], why: str, *, by: Actor
) -> list[Reason]:
    """A point that another person entered is changed with a reason, as the printed sheet asks."""
    present = column_points(dossier, column)
    changed = [code for code, value in wanted.items() if value != present.get(code)]
    author = other_author(dossier, column, by=by, codes=changed) if changed else ""
    if author and not why:
        return [Reason(f"Điểm này do {author} ghi. Sửa thì phải ghi lý do.", "why")]
    return []


def _may_answer_for(dossier: Dossier, person_id: UUID) -> bool:
    return person_id == dossier.subject.pk or dossier.household.members.filter(person=person_id).exists()
