"""Screens of other titles: lists by decision, one list, who holds A and not B."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.people.importing.handed_in import ListFile
from hoctap.places.models import Place
from hoctap.recognition.other_titles import actions, queries
from hoctap.recognition.other_titles.forms import HEADINGS, BesideFilter, OtherForm, usual_pair
from hoctap.recognition.other_titles.kinds import other_kinds
from hoctap.recognition.other_titles.models import OtherList
from hoctap.recognition.other_titles.queries import Beside
from hoctap.recognition.other_titles.reading import kept_headings
from hoctap.recognition.views.found import is_uuid, typed_text, whole_number


def _place(request: Request) -> Place:
    """The one asked for, else his own widest."""
    asked = request.GET.get("place", "")
    places = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ)
    if asked:
        return get_object_or_404(places, pk=asked if is_uuid(asked) else None)
    own = places.filter(pk__in=request.actor.places_with(Permission.DOSSIER_READ))
    found = min(own, key=lambda place: (len(place.path), place.sort_key), default=None)
    if found is None:
        raise Http404
    return found


def _year(request: Request) -> int:
    return whole_number(request.GET.get("year", "")) or today().year


@require_GET
@requires(Permission.DOSSIER_READ)
def otherlist_list(request: Request) -> HttpResponse:
    """Các danh hiệu khác đã ghi trong năm"""
    place, year = _place(request), _year(request)
    communes = queries.communes_that_list(request.actor)
    values = {
        "place": place,
        "year": year,
        "page": Paginator(queries.lists_at(place, year, request.actor), 50).get_page(request.GET.get("page")),
        "kinds": list(other_kinds().values()) if communes else [],
        "commune": next((one for one in communes if one.pk == place.pk), communes[0] if communes else None),
        "where": where(request, place=place, year=year),
    }
    return render(request, "recognition/otherlist_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_REVIEW)
@once
def otherlist_new(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """Ghi một quyết định của danh hiệu khác và những ai được công nhận"""
    commune = next((one for one in queries.communes_that_list(request.actor) if one.pk == pk), None)
    facts = other_kinds().get(kind)
    if commune is None or facts is None:
        raise Http404
    year = _year(request)
    votes = queries.votes_on(facts, commune, year)
    from_meetings = bool(request.GET.get("meetings"))
    kept = kept_headings(commune)
    initial = {
        "year": year,
        "names": queries.proposed_text(votes) if from_meetings else "",
        **{f"{field}_heading": text for field, text in kept.said().items()},
    }
    files_sent = request.FILES if request.method == "POST" else None
    form = OtherForm(posted(request), files_sent, kind=facts, commune=commune, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            other = actions.list_other_title(
                commune,
                form.told(),
                names=said["names"],
                file=ListFile(said["file"].name, said["file"].read()) if said["file"] else None,
                hamlets=[UUID(one) for one in said["hamlets"]],
                leaves_out=said["leaves_out"],
                headings=form.headings(),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi danh sách.")
            return redirect("otherlist_detail", other.pk)
    values = {
        "kind": facts,
        "commune": commune,
        "headings_open": any(form[name].value() or form[name].errors for name in HEADINGS),
        "form": form,
        "votes": votes,
        "year": year,
        "where": where(request, place=commune, year=year),
    }
    return render(request, "recognition/otherlist_new.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.DOSSIER_READ)
def otherlist_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một quyết định của danh hiệu khác: ai được công nhận"""
    return _detail(request, _find(request, pk))


def _find(request: Request, pk: UUID) -> OtherList:
    return get_object_or_404(OtherList.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _detail(request: Request, other: OtherList, reasons: list[Reason] | None = None) -> HttpResponse:
    values = {
        "other": other,
        "page": Paginator(queries.holders_of(other), 100).get_page(request.GET.get("page")),
        "reasons": reasons or [],
        "may_withdraw": other.withdrawn_at is None
        and request.actor.may(Permission.DOSSIER_REVIEW, at=other.place),
        "where": where(request, place=other.place, year=other.year),
    }
    return render(request, "recognition/otherlist_detail.html", values, status=422 if reasons else 200)


@require_POST
@requires(Permission.DOSSIER_REVIEW)
def otherlist_withdraw(request: Request, pk: UUID) -> HttpResponse:
    other = _find(request, pk)
    try:
        actions.withdraw_other_list(other, why=typed_text(request, "why"), by=request.actor)
    except Refused as refusal:
        return _detail(request, other, refusal.reasons)
    messages.success(request, "Đã bỏ danh sách.")
    return redirect("otherlist_detail", other.pk)


@require_GET
@requires(Permission.DOSSIER_READ)
def beside_list(request: Request) -> HttpResponse:
    """Ai đạt danh hiệu này mà chưa đạt danh hiệu kia"""
    place, year = _place(request), _year(request)
    found, first, second = _beside(request, place, year)
    own = Place.objects.visible_to(request.actor, Permission.DOSSIER_READ).filter(
        pk__in=request.actor.places_with(Permission.DOSSIER_READ)
    )
    shown = {place.pk: place} | {one.pk: one for one in own}
    initial = {"first": first, "second": second, "place": place.pk, "year": year}
    values: dict[str, Any] = {
        "place": place,
        "year": year,
        "beside": found,
        "page": Paginator(found.rows if found else [], 100).get_page(request.GET.get("page")),
        "form": BesideFilter(places=list(shown.values()), initial=initial),
        "pairs": queries.pairs(),
        "first": first,
        "second": second,
        "where": where(request, place=place, year=year),
    }
    return render(request, "recognition/beside_list.html", values)


def _beside(request: Request, place: Place, year: int) -> tuple[Beside | None, str, str]:
    """None where the two are of different kinds of subjects."""
    first, second = usual_pair()
    first, second = request.GET.get("first") or first, request.GET.get("second") or second
    known = queries.choices()
    one, other = known.get(first), known.get(second)
    if one is None or other is None:
        raise Http404
    if one.subject != other.subject or one == other:
        return None, first, second
    return queries.beside(place, year, one, other), first, second


@require_GET
@requires(Permission.DOSSIER_READ)
def beside_xlsx(request: Request) -> HttpResponse:
    """The same list as a workbook."""
    place, year = _place(request), _year(request)
    found, first, second = _beside(request, place, year)
    if found is None:
        raise Http404
    name = f"{first}-chua-{second}-{year}.xlsx".replace("_", "-")
    return download(queries.beside_workbook(found, place, year), files.XLSX, name)
