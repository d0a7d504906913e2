"""Rows that may be one person, looked at by a person."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import actions, duplicate_queries
from hoctap.people.models import CandidateState, DuplicateCandidate, PersonMerge
from hoctap.places.models import Place
from hoctap.places.queries import communes_for

PAGE = 50


@require_GET
@requires(Permission.HOUSEHOLD_EDIT)
def duplicate_list(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = DuplicateCandidate.objects.visible_to(request.actor)
    rows = rows.filter(state=state) if state in ("different", "merged") else rows.waiting()
    rows = rows.select_related("person_a", "person_b", "place").order_by("likeness", "id")
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state if state in ("different", "merged") else "open",
        "states": CandidateState.choices,
        "communes": [
            one
            for one in communes_for(request.actor, Permission.HOUSEHOLD_EDIT)
            if one.is_current and request.actor.may(Permission.HOUSEHOLD_EDIT, at=one)
        ],
    }
    return render(request, "people/duplicate_list.html", values)


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def duplicate_find(request: Request, pk: UUID) -> HttpResponse:
    commune = get_object_or_404(Place.objects.visible_to(request.actor, Permission.HOUSEHOLD_EDIT), pk=pk)
    found = actions.find_duplicates(commune, by=request.actor)
    messages.success(
        request, f"Tìm thấy thêm {found} cặp cần xem." if found else "Không có thêm cặp nào giống nhau."
    )
    return redirect("duplicate_list")


@require_GET
@requires(Permission.HOUSEHOLD_EDIT)
def duplicate_detail(request: Request, pk: UUID) -> HttpResponse:
    return _show(request, _candidate(request, pk))


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def duplicate_apart(request: Request, pk: UUID) -> HttpResponse:
    candidate = _candidate(request, pk)
    try:
        actions.tell_apart(candidate, by=request.actor)
    except Refused as refusal:
        return _show(request, candidate, refusal)
    messages.success(request, "Đã ghi là hai người khác nhau.")
    return redirect("duplicate_list")


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def duplicate_merge(request: Request, pk: UUID) -> HttpResponse:
    candidate = _candidate(request, pk)
    keep = candidate.person_b if request.POST.get("keep") == "b" else candidate.person_a
    try:
        actions.merge_persons(candidate, keep, by=request.actor)
    except Refused as refusal:
        return _show(request, candidate, refusal)
    messages.success(request, "Đã gộp. Có thể hủy ở trang này.")
    return redirect("duplicate_detail", pk=pk)


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def duplicate_undo(request: Request, pk: UUID) -> HttpResponse:
    candidate = _candidate(request, pk)
    merge = get_object_or_404(
        PersonMerge.objects.visible_to(request.actor), candidate=candidate, undone_at__isnull=True
    )
    try:
        actions.undo_merge(merge, by=request.actor)
    except Refused as refusal:
        return _show(request, candidate, refusal)
    messages.success(request, "Đã tách lại thành hai người như trước khi gộp.")
    return redirect("duplicate_detail", pk=pk)


def _candidate(request: Request, pk: UUID) -> DuplicateCandidate:
    rows = DuplicateCandidate.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("person_a", "person_b", "place"), pk=pk)


def _show(request: Request, candidate: DuplicateCandidate, refusal: Refused | None = None) -> HttpResponse:
    values = {
        "page": duplicate_queries.pair_page(candidate, request.actor),
        "candidate": candidate,
        "reasons": refusal.reasons if refusal else [],
    }
    return render(request, "people/duplicate_detail.html", values, status=422 if refusal else 200)
