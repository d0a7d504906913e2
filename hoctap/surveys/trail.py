"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.surveys.models import Campaign, Need, PaperBatch, Response, SurveyForm, Tally, Wish

SUBJECTS = {
    "surveys.surveyform": rows_named(
        "Mẫu phiếu khảo sát",
        lambda actor: SurveyForm.objects.visible_to(actor),
        lambda form: form.title,
        lambda form: reverse("survey_form_detail", args=[form.pk]),
    ),
    "surveys.campaign": rows_named(
        "Đợt khảo sát nhu cầu",
        lambda actor: Campaign.objects.visible_to(actor),
        lambda campaign: f"{campaign.title} {campaign.year}",
        lambda campaign: reverse("campaign_detail", args=[campaign.pk]),
    ),
    "surveys.tally": rows_named(
        "Biểu quyết tại cuộc họp",
        lambda actor: Tally.objects.visible_to(actor).select_related("hamlet"),
        str,
        lambda tally: reverse("tally_detail", args=[tally.pk]),
    ),
    "surveys.response": rows_named(
        "Phiếu khảo sát",
        lambda actor: Response.objects.visible_to(actor).select_related("campaign"),
        lambda response: f"phiếu của đợt {response.campaign.title}",
    ),
    "surveys.paperbatch": rows_named(
        "Tập phiếu giấy",
        lambda actor: PaperBatch.objects.filter(campaign__in=Campaign.objects.visible_to(actor)),
        lambda batch: batch.label,
    ),
    "surveys.wish": rows_named(
        "Đề nghị học",
        lambda actor: Wish.objects.visible_to(actor),
        lambda wish: wish.text[:80],
        lambda wish: reverse("wish_detail", args=[wish.pk]),
    ),
    "surveys.need": rows_named(
        "Nhu cầu học tập", lambda actor: Need.objects.visible_to(actor).select_related("topic"), str
    ),
}
