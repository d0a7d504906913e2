"""Organisations: the heads of their papers, their other names, their end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places import actions, queries
from hoctap.places.forms import AliasForm, NewOrganisationForm, OrganisationEndForm, OrganisationForm
from hoctap.places.models import Numbering, Organisation, OrganisationAlias, OrganisationKind
from hoctap.places.views import asked


def _own(request: Request, pk: UUID) -> Organisation:
    visible = Organisation.objects.visible_to(request.actor).select_related("place", "successor")
    return get_object_or_404(visible, pk=pk)


@require_GET
@requires(Permission.PLACE_EDIT)
def organisation_list(request: Request) -> HttpResponse:
    commune, communes = asked.communes(request)
    organisations = queries.organisations_below([commune.pk]) if commune else []
    values = {"commune": commune, "communes": communes, "organisations": organisations}
    return render(request, "places/organisation_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def organisation_edit(request: Request, pk: UUID) -> HttpResponse:
    organisation = _own(request, pk)
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
    values = {"form": form, "organisation": organisation, "aliases": organisation.aliases.all()}
    return render(request, "places/organisation_edit.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
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
                since=typed["since"],
                founded_by=typed["founded_by"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã thêm {typed['name']}.")
            return redirect(f"{reverse('organisation_list')}?place={typed['place'].pk}")
    return render(request, "places/organisation_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
def organisation_names(request: Request, pk: UUID) -> HttpResponse:
    organisation = _own(request, pk)
    form = AliasForm(posted(request))
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            alias = actions.add_alias(
                organisation,
                typed["alias"],
                from_day=typed["from_day"],
                to_day=typed["to_day"],
                decision=typed["decision"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi {alias.name}.")
            return redirect("organisation_names", pk=organisation.pk)
    values = {"form": form, "organisation": organisation, "aliases": organisation.aliases.all()}
    return render(request, "places/organisation_names.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.PLACE_EDIT)
def organisation_name_drop(request: Request, pk: UUID) -> HttpResponse:
    organisations = Organisation.objects.visible_to(request.actor)
    aliases = OrganisationAlias.objects.filter(organisation__in=organisations)
    alias = get_object_or_404(aliases.select_related("organisation__place"), pk=pk)
    actions.drop_alias(alias, by=request.actor)
    messages.success(request, f"Đã bỏ {alias.name}.")
    return redirect("organisation_names", pk=alias.organisation_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def organisation_end(request: Request, pk: UUID) -> HttpResponse:
    organisation = _own(request, pk)
    followers = Organisation.objects.visible_to(request.actor).filter(valid_to__isnull=True)
    others = list(followers.exclude(pk=organisation.pk).order_by("name", "id"))
    form = OrganisationEndForm(posted(request), others=others)
    if form.is_bound and form.is_valid():
        successor = next((one for one in others if str(one.pk) == form.cleaned_data["successor"]), None)
        try:
            actions.end_organisation(organisation, change=form.change, successor=successor, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi {organisation.name} kết thúc.")
            return redirect("organisation_edit", pk=organisation.pk)
    values = {"form": form, "organisation": organisation}
    return render(request, "places/organisation_end.html", values, status=422 if form.errors else 200)
