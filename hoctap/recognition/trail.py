"""How rounds, dossiers, meetings and decisions are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.core.permissions import Permission
from hoctap.criteria.models import Title
from hoctap.recognition.carrying.models import CarryOver
from hoctap.recognition.models import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateLayout,
    CommuneMeeting,
    Complaint,
    Dossier,
    ExportTemplate,
    LateEntry,
    MeetingQuorum,
    NominationList,
    Objection,
    OtherList,
    PublicPosting,
    RecognitionDecision,
    RecognitionRound,
    ReminderCopy,
    ResultList,
    Road,
    StatedFigure,
    Submission,
    SubmissionCorrection,
    VillageMeeting,
)

SUBJECTS: dict[str, SubjectKind] = {
    "recognition.recognitionround": rows_named(
        "Đợt công nhận",
        lambda actor: RecognitionRound.objects.visible_to(actor),
        str,
        lambda row: reverse("round_detail", args=[row.pk]),
    ),
    "recognition.dossier": rows_named(
        "Hồ sơ công nhận",
        lambda actor: Dossier.objects.visible_to(actor).select_related("household__head", "person"),
        lambda row: (
            f"hồ sơ của {Title(row.title).subject_word} {'đã xóa' if row.subject.erased_on else row.subject_name}, năm {row.year}"
        ),
        lambda row: reverse("dossier_detail", args=[row.pk]),
    ),
    "recognition.road": rows_named(
        "Quy trình công nhận",
        lambda actor: Road.objects.filter(place__path__overlap=actor.places_with(Permission.ROAD_KEEP)),
        str,
        lambda row: reverse("road_list"),
    ),
    "recognition.lateentry": rows_named(
        "Nhập sau hạn",
        lambda actor: LateEntry.objects.filter(
            hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("hamlet"),
        lambda row: f"{row.hamlet.full_name} nhập sau hạn",
        lambda row: reverse("round_detail", args=[row.round_id]),
    ),
    "recognition.remindercopy": rows_named(
        "Lời nhắc",
        lambda actor: ReminderCopy.objects.filter(
            hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("hamlet"),
        lambda row: f"lời nhắc gửi {row.hamlet.full_name}",
        lambda row: reverse("reminder_list", args=[row.round_id]),
    ),
    "recognition.carryover": rows_named(
        "Kế thừa năm trước",
        lambda actor: CarryOver.objects.filter(
            hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("hamlet"),
        lambda row: f"kế thừa năm {row.from_year}, {row.hamlet.full_name}",
        lambda row: reverse("entry_list", args=[row.round_id, row.hamlet_id]),
    ),
    "recognition.otherlist": rows_named(
        "Danh hiệu khác",
        lambda actor: OtherList.objects.visible_to(actor),
        str,
        lambda row: reverse("otherlist_detail", args=[row.pk]),
    ),
    "recognition.statedfigure": rows_named(
        "Số liệu ghi theo văn bản",
        lambda actor: StatedFigure.objects.visible_to(actor).select_related("place"),
        str,
        lambda row: f"{reverse('statedfigure_list')}?place={row.place_id}&year={row.year}",
    ),
    "recognition.exporttemplate": rows_named(
        "Thứ tự cột để gõ lên phần mềm của Hội",
        lambda actor: ExportTemplate.objects.filter(
            place__path__overlap=actor.places_with(Permission.DOSSIER_ENTER)
        ),
        lambda row: f"mẫu {row.name}",
        lambda row: reverse("round_list"),
    ),
    "recognition.resultlist": rows_named(
        "Danh sách kết quả từ phần mềm của Hội",
        lambda actor: ResultList.objects.filter(
            round__place__path__overlap=actor.places_with(Permission.DOSSIER_ENTER)
        ),
        lambda row: f"danh sách kết quả {row.file_name}",
        lambda row: reverse("resultlist_detail", args=[row.pk]),
    ),
    "recognition.villagemeeting": rows_named(
        "Cuộc họp bình xét",
        lambda actor: VillageMeeting.objects.filter(
            hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("hamlet"),
        lambda row: f"họp ngày {row.held_on:%d/%m/%Y}, {row.where_name}",
        lambda row: reverse("meeting_detail", args=[row.pk]),
    ),
    "recognition.meetingquorum": rows_named(
        "Số hộ cần dự họp",
        lambda actor: MeetingQuorum.objects.filter(
            place__path__overlap=actor.places_with(Permission.ROAD_KEEP)
        ),
        lambda row: f"số hộ cần dự họp, {row}",
        lambda row: reverse("quorum_list"),
    ),
    "recognition.nominationlist": rows_named(
        "Danh sách đề nghị",
        lambda actor: NominationList.objects.filter(
            hamlet__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("hamlet"),
        lambda row: f"danh sách đề nghị của {row.hamlet.full_name}",
        lambda row: (
            reverse("meeting_detail", args=[row.meeting_id])
            if row.meeting_id
            else reverse("round_detail", args=[row.round_id])
        ),
    ),
    "recognition.communemeeting": rows_named(
        "Họp xét của xã",
        lambda actor: CommuneMeeting.objects.visible_to(actor),
        str,
        lambda row: reverse("communemeeting_detail", args=[row.pk]),
    ),
    "recognition.complaint": rows_named(
        "Khiếu nại",
        lambda actor: Complaint.objects.visible_to(actor),
        str,
        lambda row: reverse("complaint_detail", args=[row.pk]),
    ),
    "recognition.publicposting": rows_named(
        "Niêm yết",
        lambda actor: PublicPosting.objects.visible_to(actor).select_related("hamlet"),
        str,
        lambda row: reverse("posting_detail", args=[row.pk]),
    ),
    "recognition.objection": rows_named(
        "Phản ánh, kiến nghị",
        lambda actor: Objection.objects.visible_to(actor),
        str,
        lambda row: reverse("objection_detail", args=[row.pk]),
    ),
    "recognition.submission": rows_named(
        "Tờ trình",
        lambda actor: Submission.objects.filter(
            round__place__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("paper"),
        lambda row: row.paper.title,
        lambda row: reverse("paper_detail", args=[row.paper_id]),
    ),
    "recognition.submissioncorrection": rows_named(
        "Tờ trình điều chỉnh",
        lambda actor: SubmissionCorrection.objects.filter(
            submission__round__place__path__overlap=actor.places_with(Permission.DOSSIER_READ)
        ).select_related("paper"),
        lambda row: row.paper.title,
        lambda row: reverse("paper_detail", args=[row.paper_id]),
    ),
    "recognition.recognitiondecision": rows_named(
        "Quyết định công nhận",
        lambda actor: RecognitionDecision.objects.visible_to(actor).select_related("paper__issuer"),
        lambda row: f"{row.paper.full_number} {row.paper.title}".strip(),
        lambda row: reverse("decision_detail", args=[row.pk]),
    ),
    "recognition.certificatebatch": rows_named(
        "Lần cấp giấy công nhận",
        lambda actor: CertificateBatch.objects.visible_to(actor).select_related("book"),
        lambda row: f"giấy số {row.first_number} đến {row.last_number}, sổ năm {row.book.year}",
        lambda row: reverse("certificate_batch", args=[row.pk]),
    ),
    "recognition.certificate": rows_named(
        "Giấy công nhận",
        lambda actor: Certificate.objects.visible_to(actor),
        str,
        lambda row: reverse("certificate_detail", args=[row.pk]),
    ),
    "recognition.certificatebook": rows_named(
        "Sổ cấp giấy công nhận",
        lambda actor: CertificateBook.objects.visible_to(actor).select_related("issuer"),
        str,
        lambda row: reverse("certificate_book", args=[row.pk]),
    ),
    "recognition.certificatelayout": rows_named(
        "Mẫu phôi giấy công nhận",
        lambda actor: CertificateLayout.objects.visible_to(actor),
        str,
        lambda row: reverse("certificate_layout_edit", args=[row.pk]),
    ),
}
