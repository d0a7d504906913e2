"""Printed copies that were given away, counted; one noted by mistake is struck out with its reason."""

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.evidence import actions as evidence
from hoctap.evidence.models import Evidence
from hoctap.evidence.registry import evidence_uses
from hoctap.learning.models import Activity, ActivityState
from hoctap.materials import rules
from hoctap.materials.handouts.records import CODE
from hoctap.materials.models import Handout, Material, Recipients
from hoctap.materials.rules import HandedOut
from hoctap.places.models import Place

PROPOSE = Permission.MATERIAL_PROPOSE


@transaction.atomic
def hand_out(
    material: Material, place: Place, typed: HandedOut, *, activity: Activity | None = None, by: Actor
) -> Handout:
    """`place`: where the copies went; of a material of this place or one above it."""
    by.must(PROPOSE, at=place)
    material = Material.objects.select_for_update(of=("self",)).select_related("place").get(pk=material.pk)
    reasons = rules.handout_reasons(
        typed,
        kinds=Recipients.values,
        is_published=material.current_id is not None and material.withdrawn_at is None,
        activity_days=(activity.starts_on, activity.ends_on) if activity else None,
        today=today(),
    )
    if material.place_id not in place.path and place.pk not in material.place.path:
        reasons.append(Reason("Học liệu này của địa bàn khác.", "material"))
    if activity is not None and place.pk not in activity.place.path and activity.place_id not in place.path:
        reasons.append(Reason("Hoạt động này ở địa bàn khác.", "activity"))
    if activity is not None and activity.state != ActivityState.HELD:
        reasons.append(Reason("Hoạt động này chưa diễn ra.", "activity"))
    if reasons or typed.on is None or typed.copies is None:
        raise Refused(reasons)
    made = Handout.objects.create(
        material=material,
        place=place,
        activity=activity,
        on=typed.on,
        recipients=typed.recipients,
        copies=typed.copies,
        note=clean(typed.note),
        recorded_by=by.described[:300],
    )
    audit.record(by, "materials.handout.recorded", made)
    return made


@transaction.atomic
def drop_handout(handout: Handout, *, why: str, by: Actor) -> None:
    """Refused while something is proved by it."""
    handout = Handout.objects.select_for_update(of=("self",)).select_related("place").get(pk=handout.pk)
    by.must(PROPOSE, at=handout)
    if handout.dropped_at is not None:
        raise Refused("Dòng này đã bỏ rồi.")
    if reasons := rules.why_reasons(clean(why), ask="Ghi vì sao bỏ dòng này.", most=200):
        raise Refused(reasons)
    if uses := _proves(handout, by):
        raise Refused(
            f"Dòng này đang là minh chứng: {uses[0]}. Hãy gỡ minh chứng ở đó trước rồi mới bỏ dòng."
        )
    handout.dropped_at, handout.dropped_by = timezone.now(), by.described[:300]
    handout.dropped_why = clean(why)
    handout.save()
    audit.record(by, "materials.handout.dropped", handout, fields=["dropped_why"])
    evidence.end_record(CODE, str(handout.pk), f"dòng phát tài liệu đã bỏ: {handout.dropped_why}", by=by)


def _proves(handout: Handout, by: Actor) -> list[str]:
    """What is proved by it now, for people."""
    pieces = Evidence.objects.standing().filter(record_kind=CODE, record_id=str(handout.pk))
    ids = list(pieces.values_list("pk", flat=True))
    uses = (
        [use for told in evidence_uses for of_piece in told(ids, by).values() for use in of_piece]
        if ids
        else []
    )
    return [use.label for use in uses if not use.ended]
