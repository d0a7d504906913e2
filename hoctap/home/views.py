from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoctap.audit.once import once
from hoctap.core.http import Request, requires, signed_in
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.home import actions, backup_queries, queries, storage
from hoctap.home.models import BackupRun


@require_GET
@signed_in
def home(request: Request) -> HttpResponse:
    """Việc của tôi"""
    return render(request, "home/home.html", {"page": queries.home_page(request.actor)})


@require_GET
@requires(Permission.BACKUP_READ)
def backup_list(request: Request) -> HttpResponse:
    """Sao lưu: các lần sao lưu, lần tốt gần nhất, còn thiếu gì"""
    return _backups(request)


@require_POST
@requires(Permission.BACKUP_RUN)
@once
def backup_start(request: Request) -> HttpResponse:
    """Sao lưu ngay: xếp một lần sao lưu vào hàng chờ"""
    try:
        actions.start_backup(by=request.actor)
    except Refused as refusal:
        return _backups(request, refusal.reasons)
    messages.success(request, "Đã nhận. Máy bắt đầu sao lưu trong ít phút nữa; xem tiến độ ở trang này.")
    return redirect("backup_list")


@require_POST
@requires(Permission.BACKUP_STOP)
def backup_stop(request: Request, pk: UUID) -> HttpResponse:
    """Dừng lần sao lưu đang chạy"""
    run = get_object_or_404(BackupRun.objects.visible_to(request.actor), pk=pk)
    actions.stop_backup(run, by=request.actor)
    return redirect("backup_list")


def _backups(request: Request, reasons: Sequence[Reason] = ()) -> HttpResponse:
    values = {
        "page": backup_queries.backup_page(request.actor),
        "may_see_storage": request.actor.may_anywhere(Permission.STORAGE_READ),
        "reasons": reasons,
    }
    return render(request, "home/backup_list.html", values, status=422 if reasons else 200)


@require_GET
@requires(Permission.STORAGE_READ)
def storage_list(request: Request) -> HttpResponse:
    """Dung lượng lưu trữ tệp theo xã"""
    return render(request, "home/storage_list.html", {"table": storage.storage_table(request.actor)})
