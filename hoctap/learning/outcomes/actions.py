"""Courses, what a class taught for work, what came of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.learning.models import (
    Activity,
    ActivityKind,
    ActivityState,
    LearnerOutcome,
    OutcomeTally,
    TechnologyTransfer,
    TrainingCourse,
    TransferField,
    VocationalClass,
)
from hoctap.learning.outcomes import queries, rules
from hoctap.learning.outcomes.rules import Counted, CourseFacts
from hoctap.places.models import Place

FIELD_OF = {
    "finished": "has_finished",
    "certificate": "has_certificate",
    "work": "has_work",
    "applies": "applies_it",
}


@transaction.atomic
def add_course(
    place: Place,
    *,
    trade: str,
    provider: str,
    hours: int,
    certificate: str = "",
    is_craft: bool = False,
    by: Actor,
) -> TrainingCourse:
    by.must(Permission.CENTRE_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    facts = CourseFacts(clean(trade)[:150], clean(provider)[:200], hours)
    same = TrainingCourse.objects.filter(
        place__in=place.path,
        trade__iexact=facts.trade,
        provider__iexact=facts.provider,
        dropped_on__isnull=True,
    )
    if reasons := rules.course_blockers(facts, is_taken=same.exists()):
        raise Refused(reasons)
    course = TrainingCourse.objects.create(
        place=place,
        trade=facts.trade,
        provider=facts.provider,
        hours=hours,
        certificate=clean(certificate)[:150],
        is_craft=is_craft,
        recorded_by=by.described[:300],
    )
    audit.record(by, "learning.course.added", course)
    return course


@transaction.atomic
def drop_course(course: TrainingCourse, *, by: Actor) -> None:
    """No class is opened from it any more; those that were keep it."""
    course = TrainingCourse.objects.select_for_update(of=("self",)).select_related("place").get(pk=course.pk)
    by.must(Permission.CENTRE_KEEP, at=course)
    if course.dropped_on is not None:
        raise Refused("Chương trình này đã thôi dùng.")
    course.dropped_on = today()
    course.save(update_fields=["dropped_on"])
    audit.record(by, "learning.course.dropped", course)


@dataclass(frozen=True)
class VocationalTyped:
    trade: str = ""
    provider: str = ""
    hours: int = 0
    certificate: str = ""
    course: TrainingCourse | None = None
    is_craft: bool = False
    in_minority_area: bool = False
    is_retraining: bool = False
    enterprise: str = ""


@transaction.atomic
def describe_training(activity: Activity, typed: VocationalTyped, *, by: Actor) -> VocationalClass:
    """What is left empty comes from the course it was opened from."""
    activity = _locked(activity)
    by.must(Permission.CENTRE_KEEP, at=activity)
    course = typed.course
    facts = CourseFacts(
        (clean(typed.trade) or (course.trade if course else ""))[:150],
        (clean(typed.provider) or (course.provider if course else ""))[:200],
        typed.hours or (course.hours if course else 0),
    )
    enterprise = clean(typed.enterprise)[:200]
    reasons = rules.vocational_blockers(
        facts,
        is_class=activity.kind == ActivityKind.CLASS,
        is_cancelled=activity.state == ActivityState.CANCELLED,
        is_retraining=typed.is_retraining,
        enterprise=enterprise,
    )
    if course is not None and course.place_id not in activity.place.path:
        reasons.append(Reason("Chương trình này không của nơi mở lớp.", field="course"))
    if reasons:
        raise Refused(reasons)
    row, _ = VocationalClass.objects.update_or_create(
        activity=activity,
        defaults={
            "course": course,
            "trade": facts.trade,
            "provider": facts.provider,
            "hours": facts.hours,
            "certificate": (clean(typed.certificate) or (course.certificate if course else ""))[:150],
            "is_craft": typed.is_craft or (course.is_craft if course else False),
            "in_minority_area": typed.in_minority_area,
            "is_retraining": typed.is_retraining,
            "enterprise": enterprise,
            "recorded_by": by.described[:300],
        },
    )
    audit.record(by, "learning.training.described", row)
    return row


@transaction.atomic
def describe_transfer(
    activity: Activity,
    *,
    agency: str,
    field: str,
    technique: str,
    households: int | None = None,
    by: Actor,
) -> TechnologyTransfer:
    activity = _locked(activity)
    by.must(Permission.CENTRE_KEEP, at=activity)
    agency, technique = clean(agency)[:200], clean(technique)[:300]
    reasons = rules.transfer_blockers(
        agency=agency,
        technique=technique,
        teaches=activity.kind in queries.TEACHING,
        is_cancelled=activity.state == ActivityState.CANCELLED,
        households=households,
    )
    if field not in TransferField.values:
        reasons.append(Reason("Chọn lĩnh vực.", field="field"))
    if reasons:
        raise Refused(reasons)
    row, _ = TechnologyTransfer.objects.update_or_create(
        activity=activity,
        defaults={
            "agency": agency,
            "field": field,
            "technique": technique,
            "households": households,
            "recorded_by": by.described[:300],
        },
    )
    audit.record(by, "learning.transfer.described", row)
    return row


@transaction.atomic
def undescribe(activity: Activity, *, what: str, by: Actor) -> None:
    """It was no vocational class (`training`), no technology transfer (`transfer`) after all."""
    activity = _locked(activity)
    by.must(Permission.CENTRE_KEEP, at=activity)
    rows = VocationalClass.objects if what == "training" else TechnologyTransfer.objects
    row = rows.filter(activity=activity).first()
    if row is None:
        raise Refused("Không có gì để bỏ.")
    asked = LearnerOutcome.objects.filter(attendance__session__activity=activity).exists()
    if asked or OutcomeTally.objects.filter(activity=activity).exists():
        raise Refused("Đã ghi kết quả của lớp này, không bỏ được. Hãy sửa cho đúng.")
    audit.record(by, "learning.training.undescribed", activity.sessions.first() or activity)
    row.delete()


@transaction.atomic
def record_outcomes(
    activity: Activity,
    learners: Sequence[UUID],
    *,
    what: str,
    answer: str,
    as_of: dt.date,
    by: Actor,
) -> int:
    """One answer for several learners, named by the attendance at which theirs hangs. A certificate says that one has finished."""
    activity = _locked(activity)
    by.must(Permission.CENTRE_KEEP, at=activity)
    wanted = set(learners)
    chosen = [one for one in queries.class_learners(activity) if one.attendance.pk in wanted]
    if reasons := rules.answer_blockers(
        queries.class_facts(activity),
        what=what,
        answer=answer,
        as_of=as_of,
        chosen=len(chosen),
        not_finished=[
            one.attendance.full_name for one in chosen if one.outcome and one.outcome.has_finished is False
        ],
        certified=[one.attendance.full_name for one in chosen if one.outcome and one.outcome.has_certificate],
        today=today(),
    ):
        raise Refused(reasons)
    value = {"yes": True, "no": False}.get(answer)
    for one in chosen:
        row = one.outcome or LearnerOutcome(attendance=one.attendance)
        setattr(row, FIELD_OF[what], value)
        if what == "certificate" and value:
            row.has_finished = True
        row.as_of, row.recorded_by = as_of, by.described[:300]
        row.save()
    audit.record(
        by, "learning.outcomes.recorded", chosen[0].attendance.session, fields=[what], count=len(chosen)
    )
    return len(chosen)


@transaction.atomic
def count_outcomes(activity: Activity, counted: Counted, *, as_of: dt.date, by: Actor) -> OutcomeTally:
    """Where nobody's name was taken."""
    activity = _locked(activity)
    by.must(Permission.CENTRE_KEEP, at=activity)
    if reasons := rules.tally_blockers(queries.class_facts(activity), counted, as_of=as_of, today=today()):
        raise Refused(reasons)
    row = OutcomeTally.objects.create(
        activity=activity,
        as_of=as_of,
        finished=counted.finished,
        certified=counted.certified,
        working=counted.working,
        applying=counted.applying,
        recorded_by=by.described[:300],
    )
    audit.record(by, "learning.outcomes.counted", row)
    return row


def _locked(activity: Activity) -> Activity:
    rows = Activity.objects.select_for_update(of=("self",)).select_related("place", "commune")
    return rows.get(pk=activity.pk)
