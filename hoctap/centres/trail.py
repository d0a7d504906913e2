"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.centres.board.models import BoardMeeting, BoardSeat, MemberReview, StaffQuota
from hoctap.centres.models import (
    Centre,
    CentreFact,
    CentreMerger,
    CentreStanding,
    Guidance,
    GuidanceRead,
    Regulation,
    Speaker,
    SpeakerHelp,
    TeacherRequest,
    TeacherSession,
    Topic,
    Trainee,
    Training,
)

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
    "centres.speaker": rows_named(
        "Báo cáo viên, tình nguyện viên",
        lambda actor: Speaker.objects.visible_to(actor),
        lambda speaker: speaker.full_name,
        lambda speaker: reverse("speaker_detail", args=[speaker.pk]),
    ),
    "centres.speakerhelp": rows_named(
        "Giờ tham gia của báo cáo viên, tình nguyện viên",
        lambda actor: SpeakerHelp.objects.visible_to(actor).select_related("speaker"),
        lambda helped: f"{helped.what}, {helped.speaker.full_name}",
        lambda helped: reverse("speaker_detail", args=[helped.speaker_id]),
    ),
    "centres.teacherrequest": rows_named(
        "Yêu cầu giáo viên hỗ trợ",
        lambda actor: TeacherRequest.objects.visible_to(actor),
        lambda request: request.title,
        lambda request: reverse("teacherrequest_detail", args=[request.pk]),
    ),
    "centres.teachersession": rows_named(
        "Buổi dạy của giáo viên hỗ trợ",
        lambda actor: TeacherSession.objects.visible_to(actor).select_related("request"),
        lambda session: f"{session}, {session.request}",
        lambda session: reverse("teacherrequest_detail", args=[session.request_id]),
    ),
    "centres.centrefact": rows_named(
        "Con dấu, tài khoản, trụ sở của trung tâm",
        lambda actor: CentreFact.objects.visible_to(actor).select_related("centre__organisation"),
        lambda fact: f"{fact}, {fact.centre.name}",
        lambda fact: reverse("centre_file", args=[fact.centre_id]),
    ),
    "centres.regulation": rows_named(
        "Quy chế hoạt động của trung tâm",
        lambda actor: Regulation.objects.visible_to(actor).select_related("centre__organisation"),
        lambda regulation: f"{regulation}, {regulation.centre.name}",
        lambda regulation: reverse("centre_file", args=[regulation.centre_id]),
    ),
    "centres.guidance": rows_named(
        "Văn bản hướng dẫn trung tâm",
        lambda actor: Guidance.objects.visible_to(actor),
        lambda guidance: guidance.title,
        lambda guidance: reverse("guidance_detail", args=[guidance.pk]),
    ),
    "centres.guidanceread": rows_named(
        "Xác nhận đọc văn bản hướng dẫn",
        lambda actor: GuidanceRead.objects.visible_to(actor).select_related(
            "guidance", "centre__organisation"
        ),
        str,
        lambda read: reverse("guidance_detail", args=[read.guidance_id]),
    ),
    "centres.centremerger": rows_named(
        "Sáp nhập trung tâm",
        lambda actor: CentreMerger.objects.visible_to(actor).select_related("successor__organisation"),
        str,
        lambda merger: reverse("merger_detail", args=[merger.pk]),
    ),
    "centres.centrestanding": rows_named(
        "Đình chỉ, cho hoạt động trở lại, giải thể trung tâm",
        lambda actor: CentreStanding.objects.visible_to(actor).select_related("centre__organisation"),
        lambda standing: f"{standing}, {standing.centre.name}",
        lambda standing: reverse("centre_file", args=[standing.centre_id]),
    ),
}
