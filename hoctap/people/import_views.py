"""Lists from files: hand in, say what the columns mean, look at what would happen, enter or drop."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.files import XLSX
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.vietnamese import format_number
from hoctap.people import actions
from hoctap.people.faulty_rows import faulty_workbook
from hoctap.people.forms import ImportForm, MappingForm
from hoctap.people.import_forms import ChangesFilter
from hoctap.people.importing import answered, preview, telling
from hoctap.people.importing.answers import ABSENT
from hoctap.people.importing.changes import ChangeKind
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
        "written": preview.written(run),
        "progress": preview.progress_of(run),
        "may_edit_places": request.actor.may(Permission.PLACE_EDIT, at=run),
    }
    return render(request, "people/import_detail.html", values, status=422 if refusal else 200)


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_apply(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    choices = replace(
        choices_of(run),
        leave_faulty=request.POST.get("leave_faulty") == "on",
        kinds=_kinds(request),
    )
    try:
        actions.order_import(run, choices, by=request.actor)
    except Refused as refusal:
        return _show(request, run, refusal)
    return redirect("import_detail", pk=run.pk)


def _kinds(request: Request) -> frozenset[str]:
    """What is ticked. Of the absent nothing is written without an answer of their own."""
    return frozenset(request.POST.getlist("kind")) - {*ABSENT}


@require_POST
@requires(Permission.HOUSEHOLD_IMPORT)
def import_choose(request: Request, pk: UUID) -> HttpResponse:
    """What is ticked is kept while one looks at other rows."""
    run = _run(request, pk)
    try:
        actions.choose_kinds(run, _kinds(request), by=request.actor)
    except Refused as refusal:
        return _show(request, run, refusal)
    if (kind := request.POST.get("go", "")) in telling.LABELS:
        return redirect("import_changes", pk=run.pk, kind=kind)
    part, _, after = request.POST.get("more", "").partition("=")
    query = f"?{urlencode({part: after})}#{part}" if part in preview.PARTS and after.isdigit() else ""
    return redirect(reverse("import_detail", args=[run.pk]) + query)


_ABSENT_LEAD = (
    "Không có tên trong danh sách mới chưa có nghĩa là đã rời đi. Để “Chưa rõ” thì sổ giữ nguyên. "
    "Câu trả lời được giữ lại và chỉ ghi vào sổ khi nhập danh sách."
)
_WRITTEN_LEAD = (
    "Loại thay đổi này được ghi khi đã đánh dấu ở bản xem trước; dòng nào chọn “Không ghi” thì giữ nguyên."
)
_LEADS: dict[str, str] = {
    ChangeKind.LEFT: _ABSENT_LEAD,
    ChangeKind.MISSING: _ABSENT_LEAD,
    ChangeKind.MOVED_PERSON: "Cùng tên, cùng năm sinh, nhưng có thể vẫn là hai người. Chỉ khi trả lời “Đúng” thì người đó mới chuyển hộ "
    "trong sổ; chưa trả lời thì chưa nhập người này.",
    ChangeKind.MOVED: _WRITTEN_LEAD,
    ChangeKind.NEW_HEAD: _WRITTEN_LEAD,
    ChangeKind.RENAMED: _WRITTEN_LEAD,
}


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def import_changes(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """The changes of one kind, to be answered row by row or all at once."""
    run = _run(request, pk)
    if not preview.may_change(run):
        return redirect("import_detail", pk=run.pk)
    if kind not in telling.LABELS:
        raise Http404
    form = ChangesFilter(request.GET, run=run, kind=kind)
    narrowed = form.narrowed()
    refusal = None
    if request.method == "POST":
        try:
            if "all" in request.POST:
                _answer_all(request, run, narrowed)
                return redirect(f"{request.path}?{form.query(after=None)}")
            keys = request.POST.getlist("key")
            actions.answer_changes(
                run, dict(zip(keys, request.POST.getlist("answer"), strict=False)), by=request.actor
            )
            messages.success(request, f"Đã giữ câu trả lời của {len(keys)} dòng. Chưa ghi gì vào sổ.")
            following = request.POST.get("next", "")
            return redirect(f"{request.path}?{form.query(following if following.isdigit() else None)}")
        except Refused as caught:
            refusal = caught
    values = {
        "run": run,
        "filter": form,
        "narrowed": narrowed,
        "page": answered.page_of(run, narrowed, form.after()),
        "reasons": refusal.reasons if refusal else [],
        "lead": _LEADS.get(kind, "Chỉ để xem; ghi hay không thì chọn ở bản xem trước."),
        "counts": answered.counted(run).get(narrowed.kind, []),
        "query": form.query(after=None),
        "here": form.query(after=str(form.after())),
    }
    return render(request, "people/import_changes.html", values, status=422 if refusal else 200)


def _answer_all(request: Request, run: ImportRun, narrowed: answered.Narrowed) -> None:
    typed = request.POST.get("expected", "")
    done = actions.answer_all(
        run, narrowed, request.POST.get("to_all", "?"), expected=int(typed) if typed.isdigit() else -1,
        by=request.actor,
    )  # fmt: skip
    words = f"Đã giữ một câu trả lời cho {format_number(done.rows)} dòng. Chưa ghi gì vào sổ."
    if done.left_out:
        words += f" {format_number(done.left_out)} dòng giữ như cũ, vì hộ còn người khác."
    messages.success(request, words)


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
