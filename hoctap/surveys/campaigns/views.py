"""Campaigns: their list, a new one, its page with the response of each ấp, opening, closing, the poster with its QR."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Centre
from hoctap.centres.queries import centres_for
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Refused
from hoctap.places.queries import hamlets_of
from hoctap.surveys.asked import centre_of
from hoctap.surveys.campaigns import actions, queries
from hoctap.surveys.campaigns.forms import CampaignForm, CentreChoiceForm, typed_of
from hoctap.surveys.campaigns.models import Campaign, CampaignState
from hoctap.surveys.campaigns.needs import needs_of


@require_GET
@requires(Permission.CENTRE_READ)
def campaign_list(request: Request) -> HttpResponse:
    centre = centre_of(request, centres_for(request.actor))
    values = {
        "campaigns": queries.campaigns_for(request.actor, centre=centre),
        "centre": centre,
        "may_add": request.actor.may_anywhere(Permission.SURVEY_RUN),
    }
    return render(request, "surveys/campaign_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
@once
def campaign_new(request: Request) -> HttpResponse:
    centres = queries.centres_with(request.actor, Permission.SURVEY_RUN)
    centre = _centre(request, centres)
    if centre is None:
        return render(request, "surveys/campaign_new.html", {"centre": None})
    year = today().year
    initial = {
        "title": "Khảo sát nhu cầu học tập",
        "year": year,
        "opens_on": today(),
        "channels": ["tally"],
        "rate_of": "households",
        "organiser": centre.name,
    }
    form = CampaignForm(posted(request), centre=centre, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            campaign = actions.make_campaign(
                centre, form.details(), form=form.cleaned_data["form"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lập đợt. Xem lại rồi mở đợt để bắt đầu thu.")
            return redirect("campaign_detail", pk=campaign.pk)
    values = {
        "form": form,
        "centre": centre,
        "centres": CentreChoiceForm(None, centres=centres, chosen=centre) if len(centres) > 1 else None,
        "where": where(request, place=centre.place, year=year),
    }
    return render(request, "surveys/campaign_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.CENTRE_READ)
def campaign_detail(request: Request, pk: UUID) -> HttpResponse:
    campaign = find_campaign(request, pk)
    page = queries.page_of(campaign, request.actor)
    values = {
        "page": page,
        "campaign": campaign,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/campaign_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
def campaign_edit(request: Request, pk: UUID) -> HttpResponse:
    campaign = find_campaign(request, pk)
    request.actor.must(Permission.SURVEY_RUN, at=campaign)
    form = CampaignForm(posted(request), centre=campaign.centre, initial=typed_of(campaign))
    if form.is_bound and form.is_valid():
        try:
            actions.change_campaign(
                campaign, form.details(), form=form.cleaned_data["form"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã sửa đợt khảo sát.")
            return redirect("campaign_detail", pk=campaign.pk)
    values = {
        "form": form,
        "campaign": campaign,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/campaign_edit.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SURVEY_RUN)
def campaign_open(request: Request, pk: UUID) -> HttpResponse:
    campaign = find_campaign(request, pk)
    try:
        actions.open_campaign(campaign, by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, "Đã mở đợt khảo sát.")
    return redirect("campaign_detail", pk=campaign.pk)


@require_POST
@requires(Permission.SURVEY_RUN)
def campaign_renew(request: Request, pk: UUID) -> HttpResponse:
    """Dùng bản mới nhất của mẫu; câu trả lời đã có giữ bản cũ"""
    campaign = find_campaign(request, pk)
    try:
        version = actions.renew_version(campaign, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Từ nay dùng bản {version.number}. Câu trả lời đã có giữ bản cũ.")
    return redirect("campaign_detail", pk=campaign.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
def campaign_close(request: Request, pk: UUID) -> HttpResponse:
    """Kết thúc đợt: xem trước nhu cầu sẽ lập"""
    campaign = find_campaign(request, pk)
    request.actor.must(Permission.SURVEY_RUN, at=campaign)
    reasons: list[Any] = []
    if request.method == "POST":
        try:
            needs = actions.close_campaign(campaign, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã kết thúc đợt, lập {len(needs)} nhu cầu theo ấp và chuyên đề.")
            return redirect("campaign_detail", pk=campaign.pk)
    coming = needs_of(campaign, recorded_by="") if campaign.state == CampaignState.OPEN else []
    values = {
        "campaign": campaign,
        "needs": len(coming),
        "people": sum(need.people for need in coming),
        "reasons": reasons,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/campaign_close.html", values, status=422 if reasons else 200)


@require_GET
@requires(Permission.CENTRE_READ)
def campaign_poster(request: Request, pk: UUID) -> HttpResponse:
    """Tờ in có mã QR, mỗi ấp hoặc mỗi đoàn thể một tờ"""
    campaign = find_campaign(request, pk)
    links = [one for one in campaign.links.select_related("partner") if one.stopped_at is None]
    if not links or "web" not in campaign.channels:
        raise Http404
    sheets = []
    for link in links:
        address = request.build_absolute_uri(reverse("answer_open", args=[link.token]))
        whom = link.partner.name if link.partner else "Mọi người dân"
        sheets.append({"title": whom, "address": address, "qr": qr_svg(address, f"Mã QR khảo sát: {whom}")})
        if link.partner is None:
            for hamlet in hamlets_of(campaign.commune):
                own = f"{address}?ap={hamlet.pk}"
                sheets.append(
                    {
                        "title": hamlet.title,
                        "address": "",
                        "qr": qr_svg(own, f"Mã QR khảo sát: {hamlet.title}"),
                    }
                )
    values = {
        "campaign": campaign,
        "sheets": sheets,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/campaign_poster.html", values)


def find_campaign(request: Request, pk: UUID) -> Campaign:
    rows = Campaign.objects.visible_to(request.actor)
    rows = rows.select_related("centre__organisation__place", "commune", "form", "version__form")
    return get_object_or_404(rows, pk=pk)


def _centre(request: Request, centres: list[Centre]) -> Centre | None:
    """The one asked for, else the first."""
    return centre_of(request, centres) or (centres[0] if centres else None)
