"""Changes of boundaries on screen: the list, a draft, its dry run, applying and undoing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places.boundaries import actions, naming, queries
from hoctap.places.boundaries.forms import (
    CatalogueForm,
    EndForm,
    RenameForm,
    TypedForm,
    UndoForm,
    UnitForm,
    chosen_hamlets,
)
from hoctap.places.boundaries.models import BoundaryChange, BoundaryJob, BoundaryState


def _change(request: Request, pk: UUID) -> BoundaryChange:
    return get_object_or_404(BoundaryChange.objects.visible_to(request.actor).select_related("place"), pk=pk)


@require_GET
@requires(Permission.BOUNDARY_CHANGE)
def boundary_list(request: Request) -> HttpResponse:
    """Sắp xếp đơn vị hành chính: các việc đã ghi"""
    changes = BoundaryChange.objects.visible_to(request.actor).select_related("place")
    return render(request, "places/boundary_list.html", {"changes": changes})


@require_http_methods(["GET", "POST"])
@requires(Permission.BOUNDARY_CHANGE)
@once
def boundary_new(request: Request) -> HttpResponse:
    """Lập bản nháp: theo danh mục, hoặc tự ghi (`?way=typed`)"""
    successors = queries.successors_to_record(request.actor)
    typed = request.GET.get("way") == "typed" or not successors
    form: CatalogueForm | TypedForm = (
        TypedForm(posted(request), offer=queries.offer(request.actor))
        if typed
        else CatalogueForm(posted(request), choices=successors)
    )
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            if isinstance(form, TypedForm):
                draft = actions.Draft(values["title"], values["on"], values["decision"], [form.unit()])
                change = actions.draft_change(draft, by=request.actor)
            else:
                rows = [form.rows[pk] for pk in values["successors"]]
                change = actions.draft_from_catalogue(
                    [row.code for row in rows], rows[0].valid_from, values["decision"], by=request.actor
                )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, "Đã lập bản nháp. Chưa có gì thay đổi; hãy xem thử trước khi thực hiện."
            )
            return redirect("boundary_detail", pk=change.pk)
    values = {"form": form, "typed": typed, "successors": successors}
    return render(request, "places/boundary_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.BOUNDARY_CHANGE)
def boundary_rename(request: Request) -> HttpResponse:
    """Đổi tên, đổi loại một địa bàn vẫn còn: lập bản nháp"""
    form = RenameForm(posted(request), offer=queries.offer(request.actor))
    return _drafted(request, form, "places/boundary_rename.html")


@require_http_methods(["GET", "POST"])
@requires(Permission.BOUNDARY_CHANGE)
def boundary_end(request: Request) -> HttpResponse:
    """Kết thúc cấp huyện không có nơi kế tục: lập bản nháp"""
    offer = queries.offer(request.actor)
    return _drafted(request, EndForm(posted(request), offer=offer), "places/boundary_end.html", offer=offer)


def _drafted(request: Request, form: RenameForm | EndForm, template: str, **more: object) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            change = actions.draft_change(form.draft(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, "Đã lập bản nháp. Chưa có gì thay đổi; hãy xem thử trước khi thực hiện."
            )
            return redirect("boundary_detail", pk=change.pk)
    return render(request, template, {"form": form, **more}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.BOUNDARY_CHANGE)
@once
def boundary_add(request: Request, pk: UUID) -> HttpResponse:
    """Thêm một đơn vị vào bản nháp"""
    change = _change(request, pk)
    form = UnitForm(posted(request), offer=queries.offer(request.actor))
    if form.is_bound and form.is_valid():
        try:
            actions.add_to_draft(change, form.unit(), by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("boundary_detail", pk=change.pk)
    values = {"form": form, "change": change}
    return render(request, "places/boundary_add.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.BOUNDARY_CHANGE)
def boundary_detail(request: Request, pk: UUID) -> HttpResponse:
    """Xem thử, thực hiện, hoàn tác một việc sắp xếp"""
    return _detail(request, _change(request, pk))


def _detail(
    request: Request,
    change: BoundaryChange,
    refused: list[Reason] | None = None,
    undo: UndoForm | None = None,
) -> HttpResponse:
    job = BoundaryJob.objects.filter(change=change).first()
    running = job is not None and job.is_running
    applied = change.state == BoundaryState.APPLIED
    values = {
        "change": change,
        "job": job,
        "running": running,
        "run": None if applied or running else queries.dry_run(change),
        "hamlets": queries.carried_hamlets(change) if applied and not running else [],
        "called": naming.called(change) if applied and not running else [],
        "ended": naming.ended_titles(change) if applied and not running else [],
        "undo_reasons": queries.undo_reasons(change) if applied and not running else [],
        "undo": undo or UndoForm(),
        "refused": refused or [],
    }
    wrong = bool(refused) or bool(undo and undo.errors)
    return render(request, "places/boundary_detail.html", values, status=422 if wrong else 200)


@require_POST
@requires(Permission.BOUNDARY_CHANGE)
def boundary_assign(request: Request, pk: UUID) -> HttpResponse:
    change = _change(request, pk)
    try:
        actions.assign_hamlets(change, chosen_hamlets(request.POST), by=request.actor)
    except Refused as refusal:
        return _detail(request, change, refusal.reasons)
    messages.success(request, "Đã ghi nơi đến của các ấp, khóm.")
    return redirect("boundary_detail", pk=change.pk)


@require_POST
@requires(Permission.BOUNDARY_CHANGE)
def boundary_apply(request: Request, pk: UUID) -> HttpResponse:
    change = _change(request, pk)
    try:
        actions.ask_for(change, BoundaryJob.What.APPLY, by=request.actor)
    except Refused as refusal:
        return _detail(request, change, refusal.reasons)
    return redirect("boundary_detail", pk=change.pk)


@require_POST
@requires(Permission.BOUNDARY_CHANGE)
def boundary_undo(request: Request, pk: UUID) -> HttpResponse:
    change = _change(request, pk)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _detail(request, change, undo=form)
    try:
        actions.ask_for(change, BoundaryJob.What.UNDO, by=request.actor)
    except Refused as refusal:
        return _detail(request, change, refusal.reasons)
    return redirect("boundary_detail", pk=change.pk)


@require_POST
@requires(Permission.BOUNDARY_CHANGE)
def boundary_drop(request: Request, pk: UUID) -> HttpResponse:
    change = _change(request, pk)
    try:
        actions.drop_draft(change, by=request.actor)
    except Refused as refusal:
        return _detail(request, change, refusal.reasons)
    messages.success(request, f"Đã bỏ bản nháp “{change.title}”.")
    return redirect("boundary_list")
