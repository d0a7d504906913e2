"""A reminder was copied into a hamlet's group: noted, so that nothing nags twice."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.recognition import road_rules
from hoctap.recognition.models import RecognitionRound, ReminderCopy
from hoctap.recognition.queries.reminders import MATTERS, last_day_of
from hoctap.recognition.rows import lock_open_round


@transaction.atomic
def note_reminder(season: RecognitionRound, hamlet: Place, matter: str, *, by: Actor) -> ReminderCopy:
    """Once a week for a hamlet and matter, daily in the last three days before its day."""
    by.must(Permission.DOSSIER_REVIEW, at=hamlet)
    season = lock_open_round(season)
    if matter not in MATTERS or hamlet.parent_id != season.place_id:
        raise Refused("Lời nhắc này không thuộc đợt. Tải lại trang.")
    last = season.reminder_copies.filter(hamlet=hamlet, matter=matter).order_by("-copied_on").first()
    reasons = road_rules.reminder_reasons(
        last_copied=last.copied_on if last else None, last_day=last_day_of(season, matter), today=today()
    )
    if reasons:
        raise Refused(reasons)
    copy = ReminderCopy.objects.create(
        round=season, hamlet=hamlet, matter=matter, copied_on=today(), copied_by=by.described
    )
    audit.record(by, "recognition.reminder.copied", copy)
    return copy
