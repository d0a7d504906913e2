"""Lists from files: hand in, say what the columns mean, look at what would happen, enter or drop."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.files import XLSX
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.people import actions
from hoctap.people.faulty_rows import faulty_workbook
from hoctap.people.forms import ImportForm, MappingForm
from hoctap.people.importing import preview
from hoctap.people.importing.planning import choices_of
from hoctap.people.models import ImportRun
from hoctap.places.models import Place
from hoctap.places.queries import communes_for


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
@once
def import_new(request: Request) -> HttpResponse:
    communes = [
        one for one in communes_for(request.actor, Permission.HOUSEHOLD_IMPORT) if _may_import(request, one)
    ]
    form = ImportForm(
        posted(request), request.FILES if request.method == "POST" else None, communes=communes,
        old_communes=preview.old_communes(communes),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        place: Place = form.cleaned_data["place"]
        try:
            run = actions.preview_import(
                place,
                form.cleaned_data["year"],
                file.name,
                file.read(actions.MAX_FILE_BYTES + 1),
                by=request.actor,
                from_place=form.cleaned_data["from_place"],
                mapping=form.cleaned_data["mapping"],
                layout=form.layout(),
                jobs=True,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("import_detail", pk=run.pk)
    values = {"form": form, "communes": communes, "waiting": preview.waiting_runs(request.actor)}
    return render(request, "people/import_new.html", values, status=422 if form.errors else 200)


def _may_import(request: Request, commune: Place) -> bool:
    return request.actor.may(Permission.HOUSEHOLD_IMPORT, at=commune)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def import_mapping(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    table = preview.column_table(run)
    form = MappingForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        columns=table.columns,
        sheets=table.sheets,
        hamlets=table.hamlets,
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            file = actions.ListFile(given.name, given.read(actions.MAX_FILE_BYTES + 1)) if given else None
            actions.map_import(
                run, form.fields_by_sheet(), encodings=form.encodings_by_sheet(), layout=form.layout(), name=form.cleaned_data["name"],
                file=file, jobs=True, by=request.actor,
            )  # fmt: skip
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã đọc lại theo các cột vừa chọn.")
            return redirect("import_detail", pk=run.pk)
    values = {
        "form": form,
        "run": run,
        "table": table,
        "rows": form.rows(),
        "sheets": form.sheet_rows(),
        "open": preview.may_change(run),
    }
    return render(request, "people/import_mapping.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.HOUSEHOLD_IMPORT)
def import_detail(request: Request, pk: UUID) -> HttpResponse:
    response = _show(request, run := _run(request, pk))
    if request.headers.get("HX-Request") and preview.progress_of(run) is None:
        response["HX-Refresh"] = "true"  # the job is done: the page as a whole says how
    return response


def _run(request: Request, pk: UUID) -> ImportRun:
    visible = ImportRun.objects.visible_to(request.actor).select_related("place", "from_place")
    return get_object_or_404(visible, pk=pk)


def _show(request: Request, run: ImportRun, refusal: Refused | None = None) -> HttpResponse:
    values: dict[str, Any] = {
        "run": run,
        "reasons": refusal.reasons if refusal else [Reason(run.failure)] if run.failure else [],
        "preview": preview.shown(run, request.GET),
        "progress": preview.progress_of(run),
        "may_edit_places": request.actor.may(Permission.PLACE_EDIT, at=run),
    }
    return render(request, "people/import_detail.html", values, status=422 if refusal else 200)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_apply(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    listed = set(request.POST.getlist("listed"))
    choices = replace(
        choices_of(run),
        leave_faulty=request.POST.get("leave_faulty") == "on",
        kinds=frozenset(request.POST.getlist("kind")),
        skip=frozenset(listed - set(request.POST.getlist("change"))),
    )
    try:
        actions.order_import(run, choices, by=request.actor)
    except Refused as refusal:
        return _show(request, run, refusal)
    return redirect("import_detail", pk=run.pk)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_hamlets(request: Request, pk: UUID) -> HttpResponse:
    """What uncertain hamlet names of the list mean; or that hamlets of the old commune which nobody listed are to be made."""
    run = _run(request, pk)
    answers = dict(zip(request.POST.getlist("typed"), request.POST.getlist("hamlet"), strict=False))
    try:
        if answers:
            actions.answer_hamlets(run, answers, jobs=True, by=request.actor)
        else:
            actions.choose_hamlets(run, create=True, by=request.actor)
    except Refused as refusal:
        return _show(request, run, refusal)
    return redirect("import_detail", pk=run.pk)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_stop(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, actions.stop_import)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_resume(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, actions.resume_import)


def _do(request: Request, pk: UUID, act: Any) -> HttpResponse:
    run = _run(request, pk)
    try:
        act(run, by=request.actor)
    except Refused as refusal:
        return _show(request, run, refusal)
    return redirect("import_detail", pk=run.pk)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_drop(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    try:
        actions.drop_import(run, by=request.actor)
    except Refused as refusal:
        return _show(request, run, refusal)
    messages.success(request, "Đã bỏ danh sách. Không có gì được ghi vào sổ.")
    return redirect("import_new")


@require_GET
@requires(Permission.HOUSEHOLD_IMPORT)
def import_faulty(request: Request, pk: UUID) -> HttpResponse:
    """The faulty rows as a workbook, each with what to put right: corrected, it is a list to import again."""
    run = _run(request, pk)
    return download(faulty_workbook(run), XLSX, f"dong-can-sua-{run.year}.xlsx")
