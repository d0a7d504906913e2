"""The count of an ấp's meeting: written down, looked at, taken back; and the sheet to count on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.surveys.campaigns.models import CampaignState
from hoctap.surveys.campaigns.queries import hamlets_to_enter
from hoctap.surveys.campaigns.views import find_campaign
from hoctap.surveys.design.queries import topics_for_form
from hoctap.surveys.tallies import actions
from hoctap.surveys.tallies.forms import TallyForm
from hoctap.surveys.tallies.models import Tally


@require_http_methods(["GET", "POST"])
@requires(Permission.NEED_ENTER)
@once
def tally_new(request: Request, pk: UUID) -> HttpResponse:
    campaign = find_campaign(request, pk)
    hamlets = hamlets_to_enter(campaign, request.actor)
    if not hamlets:
        raise Forbidden("Tài khoản này không ghi ý kiến cho ấp nào của xã.")
    asked = request.GET.get("hamlet", "")
    form = TallyForm(
        posted(request),
        hamlets=hamlets,
        partners=list(campaign.partners.all()),
        topics=topics_for_form(campaign.commune),
        initial={
            "held_on": today(),
            "hamlet": next((one.pk for one in hamlets if str(one.pk) == asked), hamlets[0].pk),
        },
    )
    if form.is_bound and form.is_valid():
        try:
            tally = actions.record_tally(
                campaign,
                form.cleaned_data["hamlet"],
                form.details(),
                partner=form.cleaned_data["partner"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi kết quả biểu quyết.")
            return redirect("tally_detail", pk=tally.pk)
    values = {
        "form": form,
        "campaign": campaign,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/tally_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.CENTRE_READ)
def tally_detail(request: Request, pk: UUID) -> HttpResponse:
    tally = _tally(request, pk)
    may_enter = request.actor.may(Permission.NEED_ENTER, at=tally)
    values = {
        "tally": tally,
        "lines": list(tally.lines.select_related("topic")),
        "may_withdraw": may_enter and tally.removed_at is None and tally.campaign.state == CampaignState.OPEN,
        "where": where(request, place=tally.campaign.commune, year=tally.campaign.year),
    }
    return render(request, "surveys/tally_detail.html", values)


@require_POST
@requires(Permission.NEED_ENTER)
def tally_withdraw(request: Request, pk: UUID) -> HttpResponse:
    tally = _tally(request, pk)
    try:
        actions.withdraw_tally(tally, why=request.POST.get("why", ""), by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, "Đã bỏ lần ghi này. Ghi lại cho đúng.")
    return redirect("tally_detail", pk=tally.pk)


@require_GET
@requires(Permission.CENTRE_READ)
def tally_sheet(request: Request, pk: UUID) -> HttpResponse:
    """Tờ giấy để đếm tay giơ tại cuộc họp"""
    campaign = find_campaign(request, pk)
    groups: dict[str, list[str]] = {}
    for topic in topics_for_form(campaign.commune):
        groups.setdefault(topic.parent.name if topic.parent else "", []).append(topic.name)
    values = {
        "campaign": campaign,
        "groups": list(groups.items()),
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/tally_sheet.html", values)


def _tally(request: Request, pk: UUID) -> Tally:
    rows = Tally.objects.visible_to(request.actor).select_related(
        "campaign__commune", "campaign__centre", "hamlet", "partner"
    )
    return get_object_or_404(rows, pk=pk)
