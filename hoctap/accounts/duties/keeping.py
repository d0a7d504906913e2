"""Holding a step to the rules, inside the transaction of the action that does it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hoctap.accounts.duties import queries, rules
from hoctap.accounts.duties.models import WaiverUse
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.places.models import Place


def uphold(
    conflicts: Sequence[rules.Conflict],
    *,
    person_id: UUID | None,
    place: Place,
    title: str = "",
    subject: Any,
    by: Actor,
) -> None:
    """Refuse what no waiver lets pass; write down each waiver that was used. `person_id` is whose step it is."""
    if not conflicts:
        return
    judged = queries.judged(conflicts, person_id=person_id, place=place, title=title, on=today())
    if judged.reasons:
        raise Refused(judged.reasons)
    for waiver_id in judged.waivers:
        WaiverUse.objects.create(
            waiver_id=waiver_id, subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)
        )
        audit.record(by, "accounts.duty_waiver.used", subject)
