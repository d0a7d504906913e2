"""Screens of the evidence at one criterion of a ranking."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.assessments.forms import PieceForm
from hoctap.assessments.models import Ranking, RankingEvidence
from hoctap.assessments.ranking import queries
from hoctap.assessments.ranking.forms import WhyForm
from hoctap.assessments.ranking.models import Column
from hoctap.assessments.ranking.pieces import actions
from hoctap.assessments.ranking.rows import inspecting_place
from hoctap.assessments.ranking.views import JUDGE, KEEP, READ, find_ranking, kept_file, where_of
from hoctap.core.actor import Actor
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.refusals import Reason, Refused
from hoctap.people.pages import carried_out, form_page


@require_http_methods(["GET", "POST"])
@requires(READ)
def ranking_line(request: Request, pk: UUID, line: str) -> HttpResponse:
    """Một tiêu chí: minh chứng của trung tâm và của đoàn kiểm tra, bên cạnh điểm"""
    ranking = find_ranking(request, pk)
    page = queries.ranking_page(ranking, request.actor)
    row = next((one for one in page.judged.rows if one.code == line), None)
    if row is None or (request.method == "POST" and not (page.may_keep or page.may_inspect)):
        raise Http404
    do = request.POST.get("do", "")
    piece = PieceForm(posted(request) if do == "piece" else None, request.FILES if do == "piece" else None)
    form = (
        piece
        if do == "piece"
        else WhyForm(posted(request))
        if do == "detach"
        else django_forms.Form(posted(request))
    )

    def act(typed: dict[str, Any]) -> None:
        by = _acting_on_evidence(request, page)
        if do == "detach":
            actions.detach_ranking_evidence(
                _use(ranking, request.POST.get("use", "")), why=typed["why"], by=by
            )
        elif do in ("piece", "reuse", "record"):
            actions.attach_ranking_evidence(ranking, line, **_attached(request, ranking, do, typed), by=by)
        else:
            raise Refused("Chọn gắn hay gỡ minh chứng.")

    if carried_out(form, act):
        done = "gỡ minh chứng khỏi" if do == "detach" else "gắn minh chứng vào"
        messages.success(request, f"Đã {done} tiêu chí {line}.")
        return redirect("ranking_line", pk, line)
    codes = [one.code for one in page.judged.rows]
    values = {
        "page": page,
        "ranking": ranking,
        "row": row,
        "piece": piece,
        "failed": form if form.errors else None,
        "may_attach_own": page.open_column == Column.OWN,
        "may_attach_inspected": page.open_column == Column.INSPECTION,
        **queries.pieces_on_offer(ranking, row, request.actor, wanted=bool(page.open_column)),
        "next_line": next(iter(codes[codes.index(line) + 1 :]), ""),
    }
    return form_page(request, "assessments/ranking_line.html", form, **values, **where_of(request, ranking))


def _acting_on_evidence(request: Request, page: queries.RankingPage) -> Actor:
    place = inspecting_place(page.ranking, request.actor)
    if page.open_column == Column.INSPECTION and place is not None:
        return acting_as(request, JUDGE, at=place)
    return acting_as(request, KEEP, at=page.ranking) if page.may_keep else request.actor


def _attached(request: Request, ranking: Ranking, do: str, typed: dict[str, Any]) -> dict[str, Any]:
    """What was chosen on the page of a criterion, as the action takes it."""
    if do == "record":
        return {"record": queries.record_chosen(request.POST.get("record", ""))}
    if do == "reuse":
        asked_for = request.POST.get("evidence", "")
        found = next((one for one in queries.evidence_to_reuse(ranking) if str(one.pk) == asked_for), None)
        if found is None:
            raise Refused([Reason("Chọn một minh chứng đang có.", "evidence")])
        return {"existing": found}
    content = typed["content"]
    return {
        "kind": "file" if content else "note",
        "text": typed["text"],
        "content": content.read() if content else None,
    }


def _use(ranking: Ranking, asked_for: str) -> RankingEvidence:
    standing = ranking.evidence.filter(detached_at=None)
    found = next((one for one in standing if str(one.pk) == asked_for), None)
    if found is None:
        raise Refused("Minh chứng này không còn gắn ở đây. Tải lại trang.")
    return found


@require_GET
@requires(READ)
def ranking_piece(request: Request, pk: UUID) -> HttpResponse:
    """Tệp của một minh chứng ở tiêu chí xếp loại, cho người đọc được phiếu"""
    uses = RankingEvidence.objects.filter(
        ranking__in=Ranking.objects.visible_to(request.actor), detached_at=None, evidence__withdrawn_at=None
    )
    use = get_object_or_404(uses.filter(evidence__erased_on=None).select_related("evidence"), pk=pk)
    return kept_file(use.evidence.sha256, use.evidence.media_type, f"minh-chung-{use.line}-{use.pk}")
