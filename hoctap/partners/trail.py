"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.partners.models import Advice, Agreement, Commitment, Exchange, Partner, Retraining

SUBJECTS: dict[str, SubjectKind] = {
    "partners.partner": rows_named(
        "Đối tác",
        lambda actor: Partner.objects.visible_to(actor),
        str,
        lambda row: reverse("partner_detail", args=[row.pk]),
    ),
    "partners.agreement": rows_named(
        "Chương trình phối hợp",
        lambda actor: Agreement.objects.visible_to(actor),
        str,
        lambda row: reverse("agreement_detail", args=[row.pk]),
    ),
    "partners.commitment": rows_named(
        "Cam kết của đối tác",
        lambda actor: Commitment.objects.visible_to(actor).select_related("partner", "topic"),
        str,
        lambda row: reverse("commitment_detail", args=[row.pk]),
    ),
    "partners.retraining": rows_named(
        "Mô hình đào tạo của doanh nghiệp",
        lambda actor: Retraining.objects.visible_to(actor),
        str,
        lambda row: reverse("partner_detail", args=[row.partner_id]),
    ),
    "partners.exchange": rows_named(
        "Hợp tác quốc tế",
        lambda actor: Exchange.objects.visible_to(actor),
        str,
        lambda row: reverse("exchange_list"),
    ),
    "partners.advice": rows_named(
        "Việc tham mưu",
        lambda actor: Advice.objects.visible_to(actor),
        str,
        lambda row: reverse("advice_answer", args=[row.pk]),
    ),
}
