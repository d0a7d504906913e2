"""Files that go along with a report: attaching, withdrawing, opening."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.reports.attached import actions, queries
from hoctap.reports.attached.forms import AttachForm
from hoctap.reports.periodic import screens
from hoctap.reports.periodic.models import ReportFile
from hoctap.reports.periodic.views import writable


@require_POST
@requires(Permission.REPORT_PREPARE)
@once
def periodic_file_add(request: Request, pk: UUID) -> HttpResponse:
    """Kèm một tệp vào báo cáo"""
    report = writable(request, pk)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            actions.attach_file(report, form.cleaned_data["name"], content, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã kèm tệp. Tệp được giữ cùng báo cáo khi gửi.")
            return redirect("periodic_write", report.pk)
    return screens.write_page(request, report, attach=form)


@require_POST
@requires(Permission.REPORT_PREPARE)
@once
def periodic_file_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Rút một tệp chưa gửi"""
    file = _readable(request, pk)
    report = writable(request, file.report_id)
    try:
        actions.withdraw_file(file, by=request.actor)
    except Refused as refusal:
        if not report.is_draft:
            return screens.detail_page(request, report, refused=refusal.reasons)
        return screens.write_page(request, report, refused=refusal.reasons)
    messages.success(request, f"Đã rút “{file.name}”. Tệp không đi cùng báo cáo.")
    return redirect("periodic_write", report.pk)


@require_GET
@requires(Permission.RESULT_READ)
def periodic_file(request: Request, pk: UUID) -> HttpResponse:
    """Một tệp kèm theo báo cáo, cho người đọc được báo cáo"""
    file = _readable(request, pk)
    try:
        content = files.read(file.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    suffix = files.SUFFIX.get(file.media_type, "")
    name = file.name if file.name.lower().endswith(suffix) else f"{file.name}{suffix}"
    return download(content, file.media_type, name, inline=file.media_type == files.PDF or suffix == ".jpg")


def _readable(request: Request, pk: UUID) -> ReportFile:
    rows = ReportFile.objects.filter(queries.readable_by(request.actor)).select_related("report")
    return get_object_or_404(rows, pk=pk)
