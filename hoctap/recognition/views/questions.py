"""The questions of one dossier, one after the other, for the officer or the head of the hamlet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.context import where
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, queries
from hoctap.recognition.views.found import find_dossier, is_uuid, typed_points, typed_text, whole_number


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_ENTER)
def dossier_questions(request: Request, pk: UUID) -> HttpResponse:
    """Chấm từng câu, có giải thích: ghi hộ gia đình hoặc ghi điểm của Tổ, ấp"""
    dossier = find_dossier(request, pk)
    asked = request.POST.get("column") or request.GET.get("column", "self")
    column = asked if asked in ("self", "hamlet") else "self"
    codes = [criterion.code for criterion in dossier.round.edition.criteria.all()]
    reasons: list[Any] = []
    typed = None
    if request.method == "POST":
        typed = typed_points(request, codes)
        who = typed_text(request, "answered_by")
        try:
            actions.score_by_criteria(
                dossier,
                column=column,
                points=typed,
                why=typed_text(request, "why"),
                answered_by=UUID(who) if column == "self" and is_uuid(who) else None,
                version=whole_number(request.POST.get("version", "")),
                by=request.actor,
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, "Đã lưu.")
            return redirect(f"{request.path}?column={column}&saved=1")
    page = queries.questions_page(dossier, column, by=request.actor, typed=typed)
    values = {
        "page": page,
        "dossier": dossier,
        "season": dossier.round,
        "column": column,
        "draft_key": f"steps:{request.actor.user_id}:{dossier.pk}:{column}",
        "saved": request.GET.get("saved") == "1" and typed is None,
        "why": typed_text(request, "why"),
        "reasons": reasons,
        "where": where(request, place=dossier.round.place, year=dossier.year),
    }
    return render(request, "recognition/dossier_questions.html", values, status=422 if reasons else 200)
