"""The trail on screen and as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.audit import queries
from hoctap.audit.forms import EventFilterForm
from hoctap.core.dates import today
from hoctap.core.files import XLSX
from hoctap.core.http import Request, download, requires
from hoctap.core.paging import read_walk
from hoctap.core.permissions import Permission
from hoctap.core.sheets import table_workbook
from hoctap.core.vietnamese import format_datetime


@require_GET
@requires(Permission.AUDIT_READ)
def event_list(request: Request) -> HttpResponse:
    """Nhật ký: ai đã làm gì, với ai, lúc nào"""
    form = EventFilterForm(request.GET)
    chosen = form.chosen()
    values = {
        "form": form,
        "chosen": chosen,
        "about": queries.subject_named(chosen, request.actor),
        "page": queries.list_events(request.actor, chosen, read_walk(request.GET, queries.is_key)),
    }
    return render(request, "audit/event_list.html", values)


@require_GET
@requires(Permission.AUDIT_READ)
def event_xlsx(request: Request) -> HttpResponse:
    """Nhật ký đang lọc, dạng Excel"""
    entries = queries.exported(request.actor, EventFilterForm(request.GET).chosen())
    rows = [
        (
            format_datetime(entry.event.at),
            entry.sentence,
            entry.kind,
            entry.subject.name if entry.subject else "",
            entry.event.actor,
            entry.event.on_behalf_of,
            str(entry.event.pk),
        )
        for entry in entries
    ]
    headers = ("Lúc", "Việc", "Loại", "Với", "Người làm", "Thay cho", "Mã")
    content = table_workbook("Nhật ký", headers, rows, (18, 44, 22, 44, 44, 24, 38))
    return download(content, XLSX, f"nhat-ky-{today().isoformat()}.xlsx")
