"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.centres.board.models import BoardMeeting, BoardSeat, MemberReview, StaffQuota
from hoctap.centres.models import Centre, Topic
from hoctap.centres.training.models import Trainee, Training

CENTRE = rows_named(
    "Trung tâm học tập cộng đồng",
    lambda actor: Centre.objects.visible_to(actor).select_related("organisation"),
    lambda centre: centre.name,
    lambda centre: reverse("centre_detail", args=[centre.pk]),
)

SUBJECTS = {
    "centres.centre": CENTRE,
    "centres.boardseat": rows_named(
        "Người trong Ban giám đốc trung tâm",
        lambda actor: BoardSeat.objects.visible_to(actor).select_related("centre__organisation"),
        lambda seat: f"{seat}, {seat.centre.name}",
        lambda seat: reverse("seat_detail", args=[seat.pk]),
    ),
    "centres.staffquota": rows_named(
        "Số người được giao của trung tâm",
        lambda actor: StaffQuota.objects.visible_to(actor).select_related("centre__organisation"),
        lambda quota: f"{quota}, {quota.centre.name}",
    ),
    "centres.boardmeeting": rows_named(
        "Họp Ban giám đốc trung tâm",
        lambda actor: BoardMeeting.objects.visible_to(actor).select_related("centre__organisation"),
        lambda meeting: f"{meeting}, {meeting.centre.name}",
        lambda meeting: reverse("boardmeeting_detail", args=[meeting.pk]),
    ),
    "centres.memberreview": rows_named(
        "Tự đánh giá của thành viên trung tâm",
        lambda actor: MemberReview.objects.visible_to(actor).select_related("seat"),
        lambda review: f"{review.seat.full_name}, năm {review.year}",
        lambda review: reverse("seat_detail", args=[review.seat_id]),
    ),
    "centres.training": rows_named(
        "Lớp bồi dưỡng người của trung tâm",
        lambda actor: Training.objects.visible_to(actor),
        lambda training: training.name,
        lambda training: reverse("training_detail", args=[training.pk]),
    ),
    "centres.trainee": rows_named(
        "Người dự lớp bồi dưỡng",
        lambda actor: Trainee.objects.visible_to(actor).select_related("training"),
        lambda trainee: f"{trainee.full_name}, {trainee.training.name}",
        lambda trainee: reverse("training_detail", args=[trainee.training_id]),
    ),
    "centres.topic": rows_named(
        "Chuyên đề",
        lambda actor: Topic.objects.visible_to(actor),
        lambda topic: topic.name,
        lambda _topic: reverse("topic_list"),
    ),
}
