"""How the trail calls courses, vocational classes, technology transfer and outcomes."""

from django.db.models import QuerySet
from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.core.actor import Actor
from hoctap.learning.models import (
    Activity,
    OutcomeTally,
    TechnologyTransfer,
    TrainingCourse,
    VocationalClass,
)


def _activities(actor: Actor) -> "QuerySet[Activity]":
    return Activity.objects.visible_to(actor)


SUBJECTS = {
    "learning.trainingcourse": rows_named(
        "Chương trình đào tạo",
        lambda actor: TrainingCourse.objects.visible_to(actor),
        lambda row: str(row),
        lambda row: reverse("course_list"),
    ),
    "learning.vocationalclass": rows_named(
        "Lớp đào tạo nghề",
        lambda actor: VocationalClass.objects.filter(activity__in=_activities(actor)).select_related(
            "activity"
        ),
        lambda row: row.activity.title,
        lambda row: reverse("outcome_list", args=[row.activity_id]),
    ),
    "learning.technologytransfer": rows_named(
        "Chuyển giao kỹ thuật",
        lambda actor: TechnologyTransfer.objects.filter(activity__in=_activities(actor)).select_related(
            "activity"
        ),
        lambda row: row.activity.title,
        lambda row: reverse("outcome_list", args=[row.activity_id]),
    ),
    "learning.outcometally": rows_named(
        "Kết quả sau lớp, ghi bằng số",
        lambda actor: OutcomeTally.objects.filter(activity__in=_activities(actor)).select_related("activity"),
        lambda row: row.activity.title,
        lambda row: reverse("outcome_list", args=[row.activity_id]),
    ),
}
