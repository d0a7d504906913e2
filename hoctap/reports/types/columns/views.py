"""The screen on which an area chooses the columns of a table."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoctap.accounts.capacities.acting import acting_as
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.reports.queries import places_for
from hoctap.reports.types.columns import actions, queries
from hoctap.reports.types.columns.forms import ColumnsForm
from hoctap.reports.types.views import readable_type


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_RECEIVE)
@once
def report_type_columns(request: Request, pk: UUID, table: str) -> HttpResponse:
    """Chọn cột của một bảng trong loại báo cáo"""
    base = readable_type(request, pk)
    spec = next((one for one in queries.tables_of_places(base.spec) if one.key == table), None)
    if spec is None and table != queries.NEW:
        raise Http404
    places = places_for(request.actor, Permission.REPORT_RECEIVE)
    form = ColumnsForm(posted(request), base=base, table=spec, places=places)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            by = acting_as(request, Permission.REPORT_RECEIVE, at=typed["place"])
            made = actions.set_columns(
                base, typed["place"], table, typed["caption"], form.chosen(), typed["valid_from"], by=by
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, "Đã đặt cột. Báo cáo mở từ nay dùng bản này; báo cáo đã lập giữ bản cũ."
            )
            return redirect("report_type_detail", made.pk)
    values = {"form": form, "base": base, "table": spec}
    return render(request, "reports/report_type_columns.html", values, status=422 if form.errors else 200)
