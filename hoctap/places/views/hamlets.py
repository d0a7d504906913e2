"""The hamlets of a commune, the organisations and the heads of their papers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places import actions, queries
from hoctap.places.forms import HamletNameForm, HamletsForm, NewOrganisationForm, OrganisationForm
from hoctap.places.models import Level, Numbering, Organisation, OrganisationKind, Place


def _communes(request: Request) -> tuple[Place | None, list[Place]]:
    """The commune that the page is about (`?place=`, else the first) and all there are to choose from."""
    communes = queries.communes_for(request.actor, Permission.PLACE_EDIT)
    asked = request.GET.get("place")
    if not asked:
        return (communes[0] if communes else None), communes
    chosen = next((commune for commune in communes if str(commune.pk) == asked), None)
    if chosen is None:
        raise Http404
    return chosen, communes


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2100 else today().year


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_list(request: Request) -> HttpResponse:
    commune, communes = _communes(request)
    form = HamletsForm(posted(request))
    if commune is not None and not form.is_bound:
        form.initial["kind"] = queries.usual_kind(commune)
    if commune is not None and form.is_bound and form.is_valid():
        try:
            done = actions.add_hamlets(
                commune, form.cleaned_data["names"], form.cleaned_data["kind"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            kept = f" {len(done.existing)} tên đã có, giữ nguyên." if done.existing else ""
            messages.success(request, f"Đã thêm {len(done.added)} ấp, khóm.{kept}")
            return redirect(f"{reverse('hamlet_list')}?place={commune.pk}")
    year = _year(request)
    values = {
        "commune": commune,
        "communes": communes,
        "year": year,
        "table": queries.hamlet_table(commune, year) if commune else None,
        "form": form,
    }
    return render(request, "places/hamlet_list.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_rename(request: Request, pk: UUID) -> HttpResponse:
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(request.actor, Permission.PLACE_EDIT)
    hamlet = get_object_or_404(hamlets.select_related("parent"), pk=pk)
    form = HamletNameForm(posted(request), initial={"name": hamlet.name})
    before = hamlet.title
    if form.is_bound and form.is_valid():
        try:
            actions.rename_hamlet(hamlet, form.cleaned_data["name"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã đổi tên {before} thành {hamlet.title}.")
            return redirect(f"{reverse('hamlet_list')}?place={hamlet.parent_id}")
    values = {"form": form, "hamlet": hamlet, "before": before}
    return render(request, "places/hamlet_rename.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.PLACE_EDIT)
def organisation_list(request: Request) -> HttpResponse:
    commune, communes = _communes(request)
    organisations = queries.organisations_below([commune.pk]) if commune else []
    values = {"commune": commune, "communes": communes, "organisations": organisations}
    return render(request, "places/organisation_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def organisation_edit(request: Request, pk: UUID) -> HttpResponse:
    visible = Organisation.objects.visible_to(request.actor).select_related("place")
    organisation = get_object_or_404(visible, pk=pk)
    fields = ["name", "parent_name", "symbol", "numbering"]
    form = OrganisationForm(
        posted(request), initial={field: getattr(organisation, field) for field in fields}
    )
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.edit_organisation(
                organisation,
                name=typed["name"],
                symbol=typed["symbol"],
                parent_name=typed["parent_name"],
                numbering=Numbering(typed["numbering"]),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("organisation_list")
    values = {"form": form, "organisation": organisation}
    return render(request, "places/organisation_edit.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def organisation_new(request: Request) -> HttpResponse:
    communes = queries.communes_for(request.actor, Permission.PLACE_EDIT)
    form = NewOrganisationForm(posted(request), places=communes)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.add_organisation(
                typed["place"],
                OrganisationKind(typed["kind"]),
                typed["name"],
                symbol=typed["symbol"],
                parent_name=typed["parent_name"],
                numbering=Numbering(typed["numbering"]),
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã thêm {typed['name']}.")
            return redirect(f"{reverse('organisation_list')}?place={typed['place'].pk}")
    return render(request, "places/organisation_new.html", {"form": form}, status=422 if form.errors else 200)
