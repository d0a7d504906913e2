"""Answers come in: the open page behind the QR, the volunteer's page at the door, paper by batches."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires, way_back
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.models import Place
from hoctap.surveys.answering import actions, pages, queries
from hoctap.surveys.answering.forms import BatchForm, QuestionsForm, WhereForm, sent_of, travelled
from hoctap.surveys.answering.models import PaperBatch, Response
from hoctap.surveys.answering.pages import Walk
from hoctap.surveys.answering.rules import read_answers
from hoctap.surveys.campaigns.models import Campaign, CampaignLink, CampaignState
from hoctap.surveys.campaigns.queries import hamlets_to_enter
from hoctap.surveys.campaigns.views import find_campaign
from hoctap.surveys.design.models import FormVersion

PAGE = 50
ROWS = 10
ONE_MINUTE = dt.timedelta(minutes=1)


@never_cache
@require_http_methods(["GET", "POST"])
@once
def answer_open(request: Request, token: str) -> HttpResponse:
    """Trả lời khảo sát qua mã QR, không cần tài khoản. OPEN: a survey asks everybody; nothing is shown but its questions."""
    link = pages.link_of(token)
    if link is None:
        return render(request, "surveys/answer_open.html", {"gone": True}, status=404)
    campaign = link.campaign
    if reasons := queries.taking_reasons(campaign, "web"):
        return render(request, "surveys/answer_open.html", {"campaign": campaign, "closed": reasons})
    ticket = pages.read_ticket(request.POST.get("ticket", "")) if request.method == "POST" else None
    version = pages.version_of(link, ticket) if ticket else None
    if request.method == "POST" and (ticket is None or version is None):
        return redirect("answer_open", token=token)  # no page of ours was before it
    if ticket is None or version is None:
        assert campaign.version is not None
        walk = Walk(campaign, campaign.version, None, hamlet=request.GET.get("ap", ""))
        return _answer_page(request, link, walk, walk.show(walk.after(0)), pages.new_ticket(campaign.version))
    return _answered(request, link, version, ticket)


def _answered(
    request: Request, link: CampaignLink, version: FormVersion, ticket: pages.Ticket
) -> HttpResponse:
    walk = Walk(link.campaign, version, request.POST)
    number, step = walk.asked_page(), request.POST.get("step", "next")
    as_sent = request.POST["ticket"]
    if step == "back":
        return _answer_page(request, link, walk, walk.show(walk.after(number, -1)), as_sent)
    wrong = walk.wrong_page(number)
    if wrong is not None:
        return _answer_page(request, link, walk, walk.show(wrong, with_errors=True), as_sent, status=422)
    if number < walk.last:
        if walk.unseen(number):
            return _answer_page(request, link, walk, walk.show(number, is_new_here=True), as_sent)
        return _answer_page(request, link, walk, walk.show(walk.after(number)), as_sent)
    sending = pages.sending_of(
        ticket, travelled(request.POST).trap, link.campaign, timezone.now() - ONE_MINUTE
    )
    try:
        actions.take_answers(
            link,
            version,
            sent_of(request.POST),
            hamlet=_hamlet(link.campaign, walk.hamlet),
            sending=sending,
            by=pages.holder_of(link),
        )
    except Refused as refusal:
        # Too old a page: a new ticket, so that sending once more is enough.
        if sending.seconds > dt.timedelta(days=1).total_seconds():
            as_sent = pages.new_ticket(version)
        return _answer_page(
            request, link, walk, walk.show(walk.last), as_sent, status=422, reasons=refusal.reasons
        )
    return redirect("answer_thanks", token=link.token)


def _answer_page(
    request: Request, link: CampaignLink, walk: Walk, screen: pages.Screen, ticket: str, **more: Any
) -> HttpResponse:
    values = {
        "campaign": link.campaign,
        "link": link,
        "screen": screen,
        "ticket": ticket,
        "trap": pages.TRAP,
        "is_first": screen.number <= walk.after(0),
        "reasons": more.get("reasons", []),
    }
    return render(request, "surveys/answer_open.html", values, status=more.get("status", 200))


@never_cache
@require_GET
def answer_thanks(request: Request, token: str) -> HttpResponse:
    """Đã nhận câu trả lời. OPEN: says thanks."""
    link = pages.link_of(token)
    if link is None:
        raise Http404
    return render(request, "surveys/answer_thanks.html", {"campaign": link.campaign, "link": link})


@require_http_methods(["GET", "POST"])
@requires(Permission.NEED_ENTER)
@once
def door_entry(request: Request, pk: UUID) -> HttpResponse:
    """Tình nguyện viên hỏi tại nhà: cả phiếu trên một trang, gửi xong sang phiếu sau"""
    campaign, hamlets = _to_enter(request, pk)
    hamlet = _asked_hamlet(request, hamlets)
    where_form = WhereForm(
        posted(request), hamlets=hamlets, partners=list(campaign.partners.all()), hamlet=hamlet
    )
    reasons = queries.taking_reasons(campaign, "door")
    version = campaign.version
    read = None
    status = 200
    if version is not None and where_form.is_bound and where_form.is_valid() and not reasons:
        sent = sent_of(request.POST)
        read = read_answers(version.design.placed, sent)
        shown = set(request.POST.getlist("shown"))
        unseen = {item.name for item in version.design.asked} & read.relevant - shown
        if not unseen or not read.errors.keys() - unseen:
            try:
                if not unseen:
                    place = where_form.cleaned_data["hamlet"]
                    actions.take_at_the_door(
                        campaign,
                        version,
                        sent,
                        hamlet=place,
                        partner=where_form.cleaned_data["partner"],
                        by=request.actor,
                    )
                    messages.success(request, f"Đã ghi một phiếu của {place.title}. Ghi phiếu tiếp theo.")
                    return redirect(f"{reverse('door_entry', args=[campaign.pk])}?hamlet={place.pk}")
            except Refused as refusal:
                reasons = [one for one in refusal.reasons if one.field not in read.errors]
                status = 422
        else:
            status = 422
    elif where_form.is_bound:
        status = 422
    questions = None
    if version is not None:
        placed = version.design.placed
        typed = {item.name: request.POST.getlist(f"q-{item.name}") for item in version.design.asked}
        relevant = (read or read_answers(placed, lambda name: typed.get(name, []))).relevant
        errors = read.errors if read and status == 422 else {}
        heads = queries.heads_of_topics(campaign.commune, placed)
        questions = QuestionsForm(
            placed, request.POST, typed=typed, relevant=relevant, errors=errors, heads=heads
        )
    values = {
        "campaign": campaign,
        "place": where_form,
        "questions": questions,
        "reasons": reasons,
        "is_new_here": read is not None and status == 200,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/door_entry.html", values, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.NEED_ENTER)
@once
def batch_new(request: Request, pk: UUID) -> HttpResponse:
    campaign, hamlets = _to_enter(request, pk)
    form = BatchForm(
        posted(request),
        hamlets=hamlets,
        partners=list(campaign.partners.all()),
        hamlet=_asked_hamlet(request, hamlets),
    )
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            batch = actions.begin_batch(
                campaign, typed["hamlet"], typed["label"], partner=typed["partner"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("batch_detail", pk=batch.pk)
    values = {
        "form": form,
        "campaign": campaign,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/batch_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.NEED_ENTER)
@once
def batch_detail(request: Request, pk: UUID) -> HttpResponse:
    """Nhập phiếu giấy thành danh sách: mỗi dòng một phiếu, lựa chọn ghi bằng số trên phiếu"""
    batch = _batch(request, pk)
    campaign = batch.campaign
    version = campaign.version
    assert version is not None
    asked = version.design.asked
    rows = [
        {item.name: request.POST.get(f"row-{number}-{item.name}", "")[:500] for item in asked}
        for number in range(ROWS)
    ]
    reasons: list[Any] = []
    if request.method == "POST":
        try:
            made = actions.enter_sheets(batch, version, rows, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã ghi {len(made)} phiếu.")
            return redirect("batch_detail", pk=batch.pk)
    entered = Response.objects.filter(batch=batch).select_related("version", "hamlet", "campaign__commune")
    wrong = {reason.field for reason in reasons}
    values = {
        "batch": batch,
        "campaign": campaign,
        "asked": asked,
        "rows": [
            [
                {
                    "name": f"row-{number}-{item.name}",
                    "item": item,
                    "value": row[item.name],
                    "wrong": f"row-{number}-{item.name}" in wrong,
                }
                for item in asked
            ]
            for number, row in enumerate(rows)
        ],
        "reasons": reasons,
        "closed": queries.taking_reasons(campaign, "paper"),
        "entered": [queries.shown(one) for one in entered[:200]],
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/batch_detail.html", values, status=422 if reasons else 200)


@require_GET
@requires(Permission.NEED_ENTER)
def response_list(request: Request, pk: UUID) -> HttpResponse:
    """Từng phiếu đã nhận, để bỏ phiếu nhập nhầm"""
    campaign = find_campaign(request, pk)
    rows = Response.objects.visible_to(request.actor).filter(campaign=campaign)
    page = Paginator(
        rows.select_related("version", "hamlet", "campaign__commune").order_by("-id"), PAGE
    ).get_page(request.GET.get("page"))
    values = {
        "campaign": campaign,
        "page": page,
        "rows": [queries.shown(one) for one in page],
        "may_withdraw": campaign.state == CampaignState.OPEN,
        "where": where(request, place=campaign.commune, year=campaign.year),
    }
    return render(request, "surveys/response_list.html", values)


@require_POST
@requires(Permission.NEED_ENTER)
def response_withdraw(request: Request, pk: UUID) -> HttpResponse:
    rows = Response.objects.visible_to(request.actor).select_related("campaign__commune", "hamlet")
    response = get_object_or_404(rows, pk=pk)
    try:
        actions.withdraw_response(response, why=request.POST.get("why", ""), by=request.actor)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason.text)
    else:
        messages.success(request, "Đã bỏ phiếu này.")
    return redirect(way_back(request, reverse("response_list", args=[response.campaign_id])))


def _to_enter(request: Request, pk: UUID) -> tuple[Campaign, list[Place]]:
    campaign = find_campaign(request, pk)
    hamlets = hamlets_to_enter(campaign, request.actor)
    if not hamlets:
        raise Forbidden("Tài khoản này không ghi ý kiến cho ấp nào của xã.")
    return campaign, hamlets


def _asked_hamlet(request: Request, hamlets: list[Place]) -> Place:
    asked = request.GET.get("hamlet", "")
    return next((one for one in hamlets if str(one.pk) == asked), hamlets[0])


def _hamlet(campaign: Campaign, asked: str) -> Place | None:
    return next(
        (one for one in campaign.commune.children.filter(level="hamlet") if str(one.pk) == asked), None
    )


def _batch(request: Request, pk: UUID) -> PaperBatch:
    granted = request.actor.places_with(Permission.NEED_ENTER)
    rows = PaperBatch.objects.filter(hamlet__path__overlap=granted)
    return get_object_or_404(
        rows.select_related("campaign__commune", "campaign__version__form", "hamlet", "partner"), pk=pk
    )
