"""Screens of the commune's review."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, queries
from hoctap.recognition.views.found import find_hamlet, find_season, is_uuid, typed_text, whole_number


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
def review_list(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Xã xét danh sách ấp đề nghị"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_REVIEW)
    reasons: list[Any] = []
    typed: dict[str, actions.TypedVerdict] = {}
    if request.method == "POST":
        typed = {str(verdict.dossier_id): verdict for verdict in _typed_verdicts(request)}
        try:
            by = acting_as(request, Permission.DOSSIER_REVIEW, at=hamlet)
            count = actions.review_hamlet(
                season,
                hamlet,
                list(typed.values()),
                not_own={UUID(pk) for pk in request.POST.getlist("not-own") if is_uuid(pk)},
                by=by,
            )
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã ghi kết quả xét {count} hộ của {hamlet.full_name}.")
            return redirect("round_detail", season.pk)
    context = {
        "season": season,
        "hamlet": hamlet,
        "not_own": set(request.POST.getlist("not-own")),
        "rows": [
            (row, typed.get(str(row.dossier.pk)), bool(reasons) and str(row.dossier.pk) not in typed)
            for row in queries.review_rows(season, hamlet, request.actor)
        ],
        "reasons": reasons,
        "where": where(request, place=season.place, year=season.year),
    }
    return render(request, "recognition/review_list.html", context, status=422 if reasons else 200)


def _typed_verdicts(request: Request) -> list[actions.TypedVerdict]:
    """The rows with a verdict; one that says nothing, or "Để sau", waits."""
    verdicts = []
    for key in request.POST.getlist("rows"):
        choice = request.POST.get(f"verdict-{key}", "")
        if choice not in ("accept", "return") or not is_uuid(key):
            continue
        verdicts.append(
            actions.TypedVerdict(
                UUID(key),
                whole_number(request.POST.get(f"version-{key}", "")),
                accept=choice == "accept",
                commune_total=request.POST.get(f"commune-{key}", ""),
                why=typed_text(request, f"why-{key}"),
            )
        )
    return verdicts
