"""Screens of the culture of reading of communes, and of what readers ask for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.libraries.institutions import asking
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.reading.asking import places_kept, shelves_kept
from hoctap.reading.culture import actions, queries
from hoctap.reading.culture.forms import AnswerForm, AssessmentForm, RequestForm
from hoctap.reading.models import BookRequest, ReadingAssessment, RequestState
from hoctap.reading.visits.queries import institutions

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def readingculture_list(request: Request) -> HttpResponse:
    """Văn hóa đọc của các xã trong năm: kết quả, năm trước, xã chưa đánh giá"""
    year = asked.year(request)
    rows = queries.assessments_of(request.actor, year)
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "judged": sum(row.found is not None for row in rows),
        "total": len(rows),
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/readingculture_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def readingculture_new(request: Request) -> HttpResponse:
    """Đánh giá văn hóa đọc của một xã"""
    places = [one for one in places_kept(request.actor) if one.level == "commune"]
    form = AssessmentForm(posted(request), places=places)
    made: list[ReadingAssessment] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.assess_reading(
                typed["place"] or places[0],
                year=typed["year"],
                as_of=typed["as_of"],
                answers=form.answers(),
                evidence=typed["evidence"],
                remarks=typed["remarks"],
                result=typed["result"],
                by=request.actor,
            )
        )

    if places and carried_out(form, act):
        messages.success(request, "Đã ghi kết quả đánh giá.")
        return redirect("readingculture_detail", made[0].pk)
    return form_page(request, "reading/readingculture_new.html", form, places=places)


@require_GET
@requires(READ)
def readingculture_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lần đánh giá văn hóa đọc, minh chứng, các lần khác của năm"""
    rows = ReadingAssessment.objects.visible_to(request.actor).select_related("place")
    row = get_object_or_404(rows, pk=pk)
    others = ReadingAssessment.objects.filter(place=row.place, year=row.year).exclude(pk=row.pk)
    values = {
        "row": row,
        "answers": queries.answers_of(row),
        "others": list(others.order_by("-as_of", "-judged_at")),
        "where": where(request, place=row.place, year=row.year),
    }
    return render(request, "reading/readingculture_detail.html", values)


@require_GET
@requires(READ)
def bookrequest_list(request: Request) -> HttpResponse:
    """Sách bạn đọc đề nghị, và đầu sách mới trong năm"""
    library, year = asking.library(request), asked.year(request)
    state = request.GET.get("state", "")
    rows = queries.requests_of(request.actor, library, state if state in RequestState.values else "")
    shelves = [library] if library else list(institutions(request.actor).lending())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": [(one, request.actor.may(KEEP, at=one)) for one in page],
        "library": library,
        "year": year,
        "added": queries.titles_added(shelves, year),
        "may_keep": request.actor.may_anywhere(KEEP),
    }
    return render(request, "reading/bookrequest_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def bookrequest_new(request: Request) -> HttpResponse:
    """Ghi sách bạn đọc đề nghị"""
    chosen = asking.library(request)
    form = RequestForm(
        posted(request),
        libraries=shelves_kept(request.actor),
        initial={"on": today(), "people": 1, "library": str(chosen.pk) if chosen else ""},
    )

    def act(typed: dict[str, Any]) -> None:
        library = typed.pop("library")
        if library is None:
            raise Refused([Reason("Hãy chọn thư viện, tủ sách.", "library")])
        actions.ask_for_book(library, **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi đề nghị.")
        return redirect("bookrequest_list")
    return form_page(request, "reading/bookrequest_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def bookrequest_answer(request: Request, pk: UUID) -> HttpResponse:
    """Trả lời một đề nghị sách"""
    rows = BookRequest.objects.visible_to(request.actor).select_related("library__place")
    asked_for = get_object_or_404(rows, pk=pk)
    request.actor.must(KEEP, at=asked_for)
    form = AnswerForm(posted(request), titles=queries.lately_added(asked_for.library))
    if carried_out(form, lambda typed: actions.answer_request(asked_for, **typed, by=request.actor)):
        messages.success(request, "Đã trả lời.")
        return redirect("bookrequest_list")
    is_over = asked_for.state != RequestState.OPEN
    return form_page(request, "reading/bookrequest_answer.html", form, asked_for=asked_for, is_over=is_over)
