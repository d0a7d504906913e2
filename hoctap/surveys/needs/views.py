"""Needs of a year: the list, one that a partner names, the answer to one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.queries import centres_for
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.places.views import asked
from hoctap.surveys.asked import centre_of
from hoctap.surveys.models import Need
from hoctap.surveys.needs import actions, queries
from hoctap.surveys.needs.forms import NeedAnswerForm, NeedForm


@require_GET
@requires(Permission.CENTRE_READ)
def need_list(request: Request) -> HttpResponse:
    centre = centre_of(request, centres_for(request.actor))
    year = asked.year(request)
    state = "open" if request.GET.get("state") == "open" else ""
    values = {
        "page": queries.needs_page(request.actor, year, place=centre.place if centre else None, state=state),
        "centre": centre,
        "year": year,
        "state": state,
        "may_add": request.actor.may_anywhere(Permission.NEED_ENTER),
    }
    return render(request, "surveys/need_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.NEED_ENTER)
@once
def need_new(request: Request) -> HttpResponse:
    """Ghi nhu cầu mà đoàn thể nêu cho hội viên của mình"""
    rows = Place.objects.visible_to(request.actor, Permission.NEED_ENTER)
    places = list(rows.filter(level__in=["commune", "hamlet"], valid_to__isnull=True).order_by("path")[:500])
    form = NeedForm(posted(request), places=places, year=today().year)
    if form.is_bound and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            need = actions.record_need(typed.pop("place"), **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi nhu cầu.")
            return redirect(f"{reverse('need_list')}?year={need.year}")
    return render(request, "surveys/need_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.SURVEY_RUN)
def need_answer(request: Request, pk: UUID) -> HttpResponse:
    """Ghi nhu cầu đã đáp ứng, hoặc trả lời vì sao chưa"""
    need = _need(request, pk)
    form = NeedAnswerForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.answer_need(
                need,
                answer=form.cleaned_data["answer"],
                is_met=form.cleaned_data["is_met"] == "yes",
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi.")
            return redirect(f"{reverse('need_list')}?year={need.year}")
    values = {
        "form": form,
        "need": need,
        "cover": queries.covers_of([need.pk]).get(need.pk),
        "where": where(request, place=need.commune, year=need.year),
    }
    return render(request, "surveys/need_answer.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SURVEY_RUN)
def need_reopen(request: Request, pk: UUID) -> HttpResponse:
    need = _need(request, pk)
    try:
        actions.reopen_need(need, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Nhu cầu này tính là chưa đáp ứng.")
    return redirect(f"{reverse('need_list')}?year={need.year}")


def _need(request: Request, pk: UUID) -> Need:
    rows = Need.objects.visible_to(request.actor).select_related("place", "commune", "topic")
    need = get_object_or_404(rows, pk=pk)
    request.actor.must(Permission.SURVEY_RUN, at=need)
    return need
