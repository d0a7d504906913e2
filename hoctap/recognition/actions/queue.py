"""The commune's desk over all hamlets: many accepted at once, and an acceptance taken back."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from hoctap.accounts.duties import keeping
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.recognition.answers import forget_returns
from hoctap.recognition.bulk import BulkOutcome, in_order, kept_out
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound
from hoctap.recognition.rows import lock_dossier, lock_dossiers, lock_open_round, move_all, refuse_unless


@transaction.atomic
def accept_many(season: RecognitionRound, wanted: Mapping[UUID, int], *, by: Actor) -> BulkOutcome:
    """Accept the dossiers that somebody looked at in these versions; what may not be accepted is skipped, each with its reason."""
    by.must(Permission.DOSSIER_REVIEW, at=season.place)
    season = lock_open_round(season)
    dossiers = lock_dossiers(season.dossiers.filter(pk__in=wanted))
    if len(dossiers) != len(wanted):
        raise Refused("Có hồ sơ không thuộc đợt này. Tải lại trang.")
    whys, conflicts = kept_out(season, dossiers, wanted, by)
    accepted = [dossier for dossier in dossiers.values() if dossier.pk not in whys]
    for hamlet, found in conflicts:
        assert by.user_id is not None
        keeping.uphold(found, person_id=by.user_id, place=hamlet, title=season.title, subject=season, by=by)
    for dossier in accepted:
        dossier.return_reason = ""
        forget_returns(dossier)
    move_all(accepted, DossierState.ACCEPTED, by=by)
    if accepted:
        audit.record(by, "recognition.queue.accepted", season, count=len(accepted))
    return BulkOutcome(len(accepted), in_order(dossiers, whys))


@transaction.atomic
def undo_acceptance(dossier: Dossier, *, why: str, by: Actor) -> Dossier:
    """Bỏ đồng ý: an accepted dossier waits for the commune again, until it is on a tờ trình."""
    by.must(Permission.DOSSIER_REVIEW, at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    refuse_unless(dossier, {DossierState.ACCEPTED})
    if not clean(why):
        raise Refused("Bỏ đồng ý thì ghi lý do.")
    move_all([dossier], DossierState.NOMINATED, by=by, why=clean(why))
    audit.record(by, "recognition.dossier.acceptance_undone", dossier)
    return dossier
