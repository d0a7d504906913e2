"""Counts of the notebook."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.libraries.circulation import asking
from hoctap.libraries.circulation.lending.forms import WhyForm
from hoctap.libraries.circulation.models import LoanTally
from hoctap.libraries.circulation.tallies import actions
from hoctap.libraries.circulation.tallies.forms import TallyForm
from hoctap.libraries.reach import lent_by
from hoctap.people.pages import carried_out, form_page


@require_GET
@requires(Permission.LIBRARY_LEND)
def loantally_list(request: Request) -> HttpResponse:
    """Số lượt mượn theo sổ tay"""
    library, choices = asking.library(request)
    values: dict[str, Any] = {"library": library, "choices": choices}
    if library is not None:
        rows = LoanTally.objects.filter(library=library)
        values |= {"rows": list(rows[:300]), "where": where(request, place=library.place)}
    return render(request, "libraries/loantally_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def loantally_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi số lượt mượn, đọc tại chỗ theo sổ tay"""
    library = asking.lent_at(request, pk)
    form = TallyForm(posted(request), initial={"on": today()})

    def act(_typed: dict[str, Any]) -> None:
        actions.keep_tally(library, form.typed(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi số theo sổ tay.")
        return redirect(asking.address("loantally_list", library))
    return form_page(
        request,
        "libraries/loantally_new.html",
        form,
        library=library,
        where=where(request, place=library.place),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.LIBRARY_LEND)
@once
def loantally_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một số đã ghi theo sổ tay, có lý do"""
    rows = LoanTally.objects.visible_to(request.actor).filter(lent_by(request.actor, "library__"))
    tally = get_object_or_404(rows.select_related("library__place"), pk=pk)
    form = WhyForm(posted(request))
    back = asking.address("loantally_list", tally.library)
    if carried_out(form, lambda typed: actions.drop_tally(tally, typed["why"], by=request.actor)):
        messages.success(request, "Đã bỏ số này.")
        return redirect(back)
    return form_page(request, "libraries/loantally_drop.html", form, tally=tally, back=back)
