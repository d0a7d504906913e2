"""The hamlets of a commune and what becomes of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.files import XLSX
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places import actions, hamlet_queries, joining, lineage, queries
from hoctap.places.forms import (
    EndForm,
    HamletDivideForm,
    HamletMapForm,
    HamletMergeForm,
    HamletNameForm,
    HamletsForm,
)
from hoctap.places.models import HamletJoining, Level, Place
from hoctap.places.registry import hamlet_links
from hoctap.places.rules import HAMLET_KINDS
from hoctap.places.views import asked


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
def hamlet_list(request: Request) -> HttpResponse:
    commune, communes = asked.communes(request)
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
    year = asked.year(request)
    table = queries.hamlet_table(commune, year) if commune else None
    links = {
        row.hamlet.pk: [link for part in hamlet_links for link in part(row.hamlet, year, request.actor)]
        for row in (table.rows if table else [])
    }
    values = {
        "commune": commune,
        "communes": communes,
        "year": year,
        "table": table,
        "rows": [(row, links[row.hamlet.pk]) for row in (table.rows if table else [])],
        "years": [year - 1, year + 1] if year < today().year else [year - 1],
        "waiting": len(hamlet_queries.mapping_of(commune).waiting) if commune else 0,
        "kinds": HAMLET_KINDS,
        "form": form,
    }
    return render(request, "places/hamlet_list.html", values, status=422 if form.errors else 200)


def _own(request: Request, pk: UUID) -> Place:
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(request.actor, Permission.PLACE_EDIT)
    return get_object_or_404(hamlets.select_related("parent"), pk=pk)


def _list_of(hamlet: Place) -> str:
    return f"{reverse('hamlet_list')}?place={hamlet.parent_id}"


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_rename(request: Request, pk: UUID) -> HttpResponse:
    hamlet = _own(request, pk)
    form = HamletNameForm(
        posted(request), initial={"name": hamlet.name, "kind": hamlet.kind, "how": "correct"}
    )
    before = hamlet.title
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.rename_hamlet(hamlet, typed["name"], typed["kind"], change=form.change, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã đổi tên {before} thành {hamlet.title}.")
            return redirect(_list_of(hamlet))
    values = {"form": form, "hamlet": hamlet, "before": before, "kinds": HAMLET_KINDS}
    values["past_names"] = hamlet.past_names.all()
    return render(request, "places/hamlet_rename.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_merge(request: Request) -> HttpResponse:
    """Seen first, done after: the first POST shows what would happen, the second one says so."""
    commune, communes = asked.communes(request)
    hamlets = queries.hamlets_of(commune) if commune else []
    form = HamletMergeForm(posted(request), hamlets=hamlets)
    merger = None
    if commune is not None and form.is_bound and form.is_valid():
        typed = form.cleaned_data
        by_id = {str(one.pk): one for one in hamlets}
        sources = [by_id[key] for key in typed["hamlets"]]
        into = by_id.get(typed["into"])
        try:
            if "expected" in request.POST:
                expected = int(request.POST["expected"]) if request.POST["expected"].isdecimal() else -1
                done = actions.merge_hamlets(
                    sources,
                    change=form.change,
                    into=into,
                    name=typed["name"],
                    kind=typed["kind"],
                    expected=expected,
                    by=request.actor,
                )
                moved = f"{done.households} hộ nay thuộc {done.hamlet.full_name}."
                messages.success(request, f"Đã nhập {len(sources)} ấp, khóm. {moved}")
                return redirect(f"{reverse('hamlet_list')}?place={commune.pk}")
            reasons = hamlet_queries.merger_reasons(
                commune, sources, into, typed["name"], typed["kind"], typed["on"]
            )
            if reasons:
                raise Refused(reasons)
            merger = hamlet_queries.merger_of(sources, into, typed["name"], typed["on"])
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
    values = {
        "commune": commune,
        "communes": communes,
        "hamlets": hamlets,
        "form": form,
        "merger": merger,
        "kinds": HAMLET_KINDS,
    }
    return render(request, "places/hamlet_merge.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
def hamlet_divide(request: Request, pk: UUID) -> HttpResponse:
    hamlet = _own(request, pk)
    form = HamletDivideForm(posted(request), initial={"kind": hamlet.kind})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.divide_hamlet(
                hamlet, typed["names"], typed["kind"], change=form.change, by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            names = ", ".join(one.title for one in made)
            messages.success(
                request, f"Đã lập {names}. Việc tiếp theo: chọn hộ chuyển từ {hamlet.full_name}."
            )
            return redirect(_list_of(hamlet))
    values = {"form": form, "hamlet": hamlet, "kinds": HAMLET_KINDS}
    values["living"] = lineage.residents([hamlet])[hamlet.pk]
    return render(request, "places/hamlet_divide.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_end(request: Request, pk: UUID) -> HttpResponse:
    hamlet = _own(request, pk)
    form = EndForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.end_hamlet(hamlet, form.cleaned_data["why"], change=form.change, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi {hamlet.full_name} kết thúc.")
            return redirect(_list_of(hamlet))
    values = {"form": form, "hamlet": hamlet, "living": lineage.residents([hamlet])[hamlet.pk]}
    values["links"] = [
        link for part in hamlet_links for link in part(hamlet, asked.year(request), request.actor)
    ]
    return render(request, "places/hamlet_end.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.PLACE_EDIT)
def hamlet_mapping(request: Request) -> HttpResponse:
    commune, communes = asked.communes(request)
    mapping = hamlet_queries.mapping_of(commune) if commune else None
    values = {
        "commune": commune,
        "communes": communes,
        "mapping": mapping,
        "joinings": joining.joinings_of(commune) if commune else [],
    }
    return render(request, "places/hamlet_mapping.html", values)


@require_GET
@requires(Permission.PLACE_EDIT)
def hamlet_mapping_xlsx(request: Request) -> HttpResponse:
    commune, _ = asked.communes(request)
    if commune is None:
        raise Http404
    content = hamlet_queries.mapping_workbook(hamlet_queries.mapping_of(commune))
    return download(content, XLSX, f"Ấp cũ - ấp mới, {commune.full_name}.xlsx")


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_map(request: Request, pk: UUID) -> HttpResponse:
    """An old hamlet among those of today; the right is asked at the commune of today."""
    commune, _ = asked.communes(request)
    mapping = hamlet_queries.mapping_of(commune) if commune else None
    row = next((one for one in mapping.waiting if one.old.pk == pk), None) if mapping else None
    if commune is None or row is None:
        raise Http404
    hamlets = queries.hamlets_of(commune)
    form = HamletMapForm(
        posted(request), hamlets=hamlets, initial={"on": row.old.valid_to or commune.valid_from}
    )
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        into = next((one for one in hamlets if str(one.pk) == typed["into"]), None)
        try:
            done = actions.map_hamlet(
                row.old,
                commune,
                change=form.change,
                into=into,
                name=typed["name"],
                kind=typed["kind"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, f"{row.title} nay là {done.hamlet.title}; {done.households} hộ đi theo."
            )
            return redirect(f"{reverse('hamlet_mapping')}?place={commune.pk}")
    values = {"form": form, "commune": commune, "row": row, "kinds": HAMLET_KINDS}
    return render(request, "places/hamlet_map.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
def hamlet_joining(request: Request, pk: UUID) -> HttpResponse:
    """Một lần nhập, xếp ấp: đã làm gì, và hoàn tác"""
    joined = get_object_or_404(HamletJoining.objects.visible_to(request.actor).select_related("place"), pk=pk)
    reasons = joining.undo_reasons(joined) if joined.undone_at is None else []
    if request.method == "POST":
        try:
            actions.undo_joining(joined, by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, f"Đã hoàn tác: {joined.source_names} trở lại như trước.")
            return redirect(f"{reverse('hamlet_mapping')}?place={joined.place_id}")
    values = {
        "joining": joined,
        "reasons": reasons,
        "moved": len(joining.moved(joined.done)),
        "list_url": f"{reverse('hamlet_mapping')}?place={joined.place_id}",
    }
    return render(
        request, "places/hamlet_joining.html", values, status=422 if request.method == "POST" else 200
    )
