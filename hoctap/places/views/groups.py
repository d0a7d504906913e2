"""The Tổ of a hamlet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places import actions, hamlet_queries
from hoctap.places.forms import EndForm, GroupNameForm, GroupsForm
from hoctap.places.models import Level, Place
from hoctap.places.views import asked


def _own(request: Request, pk: UUID, level: Level) -> Place:
    places = Place.objects.filter(level=level).visible_to(request.actor, Permission.PLACE_EDIT)
    return get_object_or_404(places.select_related("parent__parent"), pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
def group_list(request: Request, pk: UUID) -> HttpResponse:
    hamlet = _own(request, pk, Level.HAMLET)
    form = GroupsForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            done = actions.add_groups(hamlet, form.cleaned_data["names"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            kept = f" {len(done.existing)} tên đã có, giữ nguyên." if done.existing else ""
            messages.success(request, f"Đã thêm {len(done.added)} Tổ.{kept}")
            return redirect("group_list", pk=hamlet.pk)
    year = asked.year(request)
    values = {"form": form, "hamlet": hamlet, "year": year, "table": hamlet_queries.group_table(hamlet, year)}
    return render(request, "places/group_list.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def group_rename(request: Request, pk: UUID) -> HttpResponse:
    group = _own(request, pk, Level.GROUP)
    before = group.title
    form = GroupNameForm(posted(request), initial={"name": group.name})
    if form.is_bound and form.is_valid():
        try:
            actions.rename_group(group, form.cleaned_data["name"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã đổi tên {before} thành {group.title}.")
            return redirect("group_list", pk=group.parent_id)
    values = {"form": form, "group": group, "before": before}
    return render(request, "places/group_rename.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def group_end(request: Request, pk: UUID) -> HttpResponse:
    group = _own(request, pk, Level.GROUP)
    form = EndForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.end_group(group, form.cleaned_data["why"], change=form.change, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi {group.title} kết thúc.")
            return redirect("group_list", pk=group.parent_id)
    values = {"form": form, "group": group}
    return render(request, "places/group_end.html", values, status=422 if form.errors else 200)
