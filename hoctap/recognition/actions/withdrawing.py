"""Rút đăng ký: who registered takes it back, until the decision; and comes back, with what was scored."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers.models import PaperState
from hoctap.recognition import review_rules
from hoctap.recognition.models import OPEN_STATES, DecisionLine, Dossier, DossierState, Way, Withdrawal
from hoctap.recognition.rows import lock_dossier, move_all

_TOTALS = ("self_total", "hamlet_total", "commune_total")


@transaction.atomic
def withdraw_registration(
    dossier: Dossier, *, withdrawn_on: dt.date | None, why: str, told_by: str, by: Actor
) -> Withdrawal:
    """The dossier is not registered any more, and counted so; its scores are kept beside it. After the decision only a revocation helps."""
    by.must(_permission(dossier), at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    by.must(_permission(dossier), at=dossier.hamlet)  # it may have gone on meanwhile
    if dossier.is_decided:
        raise Refused(
            "Hồ sơ đã có quyết định. Hộ, công dân không giữ danh hiệu nữa thì xã ra quyết định thu hồi."
        )
    in_draft = (
        DecisionLine.objects.filter(dossier=dossier, decision__effective_on__isnull=True)
        .exclude(decision__paper__state=PaperState.VOID)
        .exists()
    )
    reasons = review_rules.withdrawal_reasons(
        why=clean(why),
        told_by=clean(told_by),
        withdrawn_on=withdrawn_on,
        registered_on=dossier.registered_on,
        today=today(),
        in_draft=in_draft,
    )
    if reasons or withdrawn_on is None:
        raise Refused(reasons)
    withdrawal = Withdrawal.objects.create(
        dossier=dossier,
        withdrawn_on=withdrawn_on,
        why=clean(why)[:300],
        told_by=clean(told_by)[:120],
        from_state=dossier.state,
        kept=_kept(dossier),
        recorded_by=by.described,
    )
    dossier.registered_on = None
    dossier.self_total = dossier.hamlet_total = dossier.commune_total = None
    dossier.none_too_low = None
    dossier.answers, dossier.way, dossier.form, dossier.return_reason = {}, Way.NONE, "", ""
    move_all([dossier], DossierState.LISTED, by=by, why=f"Rút đăng ký: {clean(why)}")
    audit.record(by, "recognition.registration.withdrawn", dossier)
    return withdrawal


@transaction.atomic
def restore_registration(withdrawal: Withdrawal, *, why: str, by: Actor) -> Dossier:
    """Taken back by mistake, or thought better of: registered again with the scores that were kept; the hamlet meets on it anew."""
    withdrawal = (
        Withdrawal.objects.select_for_update(of=("self",))
        .select_related("dossier__round", "dossier__hamlet")
        .get(pk=withdrawal.pk)
    )
    by.must(Permission.DOSSIER_ENTER, at=withdrawal.dossier.hamlet)
    dossier = lock_dossier(withdrawal.dossier)
    reasons = []
    is_last = not dossier.withdrawals.filter(pk__gt=withdrawal.pk).exists()
    if withdrawal.undone_at is not None or dossier.state != DossierState.LISTED or not is_last:
        reasons.append(Reason("Lần rút này đã được ghi lại, hoặc hồ sơ đã đăng ký lại."))
    if not clean(why):
        reasons.append(Reason("Ghi lại đăng ký thì ghi lý do.", "why"))
    if reasons:
        raise Refused(reasons)
    kept = withdrawal.kept
    dossier.registered_on = dt.date.fromisoformat(kept["registered_on"])
    for name in _TOTALS:
        setattr(dossier, name, None if kept[name] is None else Decimal(kept[name]))
    dossier.answers, dossier.way, dossier.form = kept["answers"], Way(kept["way"]), kept["form"]
    dossier.none_too_low = kept["none_too_low"]
    wanted = DossierState.SCORED if dossier.hamlet_total is not None else DossierState.REGISTERED
    move_all([dossier], wanted, by=by, why=f"Ghi lại đăng ký: {clean(why)}")
    withdrawal.undone_why, withdrawal.undone_by, withdrawal.undone_at = (
        clean(why)[:300],
        by.described,
        timezone.now(),
    )
    withdrawal.save(update_fields=["undone_why", "undone_by", "undone_at"])
    audit.record(by, "recognition.registration.restored", dossier)
    return dossier


def _permission(dossier: Dossier) -> Permission:
    """While the hamlet writes, it records this too; afterwards the commune does."""
    return Permission.DOSSIER_ENTER if dossier.state in OPEN_STATES else Permission.DOSSIER_REVIEW


def _kept(dossier: Dossier) -> dict[str, Any]:
    totals = {name: getattr(dossier, name) for name in _TOTALS}
    return {
        "registered_on": dossier.registered_on.isoformat() if dossier.registered_on else None,
        **{name: None if value is None else str(value) for name, value in totals.items()},
        "answers": dossier.answers,
        "way": dossier.way,
        "form": dossier.form,
        "none_too_low": dossier.none_too_low,
    }
