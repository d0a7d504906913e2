"""How files, councils, decisions and authorities are called in the trail."""

from django.urls import reverse

from hoctap.assessments.models import (
    Assessment,
    AssessmentDecision,
    Authority,
    Council,
    FileCertificate,
    FileComplaint,
    FileObjection,
    ImpactNote,
    Improvement,
    Ranking,
    RankingDecision,
    YearReport,
)
from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.core.permissions import Permission

SUBJECTS: dict[str, SubjectKind] = {
    "assessments.assessment": rows_named(
        "Hồ sơ đánh giá",
        lambda actor: Assessment.objects.visible_to(actor).with_all(),
        str,
        lambda row: reverse("assessment_detail", args=[row.pk]),
    ),
    "assessments.council": rows_named(
        "Hội đồng đánh giá",
        lambda actor: Council.objects.visible_to(actor),
        str,
        lambda row: reverse("council_detail", args=[row.pk]),
    ),
    "assessments.assessmentdecision": rows_named(
        "Quyết định đánh giá",
        lambda actor: AssessmentDecision.objects.visible_to(actor).select_related("paper"),
        lambda row: row.paper.title,
        lambda row: reverse("paper_detail", args=[row.paper_id]),
    ),
    "assessments.filecertificate": rows_named(
        "Giấy công nhận theo hồ sơ",
        lambda actor: FileCertificate.objects.visible_to(actor),
        str,
        lambda row: reverse("assessment_detail", args=[row.assessment_id]),
    ),
    "assessments.fileobjection": rows_named(
        "Phản ánh về hồ sơ đánh giá",
        lambda actor: FileObjection.objects.visible_to(actor),
        str,
        lambda row: reverse("fileobjection_detail", args=[row.pk]),
    ),
    "assessments.filecomplaint": rows_named(
        "Khiếu nại về hồ sơ đánh giá",
        lambda actor: FileComplaint.objects.visible_to(actor),
        str,
        lambda row: reverse("filecomplaint_detail", args=[row.pk]),
    ),
    "assessments.yearreport": rows_named(
        "Báo cáo năm của cơ quan đánh giá",
        lambda actor: YearReport.objects.visible_to(actor),
        str,
        lambda row: f"{reverse('assessment_report')}?year={row.year}",
    ),
    "assessments.ranking": rows_named(
        "Xếp loại trung tâm",
        lambda actor: Ranking.objects.visible_to(actor).with_all(),
        str,
        lambda row: reverse("ranking_detail", args=[row.pk]),
    ),
    "assessments.rankingdecision": rows_named(
        "Quyết định xếp loại trung tâm",
        lambda actor: RankingDecision.objects.visible_to(actor).select_related("paper"),
        lambda row: row.paper.title,
        lambda row: reverse("paper_detail", args=[row.paper_id]),
    ),
    "assessments.improvement": rows_named(
        "Việc khắc phục sau xếp loại",
        lambda actor: Improvement.objects.visible_to(actor),
        str,
        lambda row: reverse("ranking_detail", args=[row.ranking_id]),
    ),
    "assessments.impactnote": rows_named(
        "Đánh giá tác động của trung tâm",
        lambda actor: ImpactNote.objects.visible_to(actor).select_related("centre__organisation"),
        lambda row: f"{row.centre.name}, năm {row.year}",
        lambda row: reverse("ranking_trend", args=[row.centre_id]),
    ),
    "assessments.authority": rows_named(
        "Thẩm quyền công nhận",
        lambda actor: Authority.objects.filter(place__path__overlap=actor.places_with(Permission.ROAD_KEEP)),
        str,
        lambda row: reverse("authority_list"),
    ),
}
