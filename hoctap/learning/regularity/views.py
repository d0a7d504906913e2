"""Screens on what is regular: the standards of places, the culture houses measured with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden
from hoctap.learning.asking import asked_centre
from hoctap.learning.regularity import actions, queries
from hoctap.learning.regularity.forms import RegularityForm
from hoctap.learning.regularity.rules import PROPOSED
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked


@require_GET
@requires(Permission.CENTRE_READ)
def institution_list(request: Request) -> HttpResponse:
    """Trung tâm xã, nhà văn hóa ấp có câu lạc bộ và hoạt động thường xuyên"""
    year, centre = asked.year(request), asked_centre(request)
    places = [centre.place.pk] if centre else request.actor.places_with(Permission.CENTRE_READ)
    values = {
        "table": queries.institution_table(places, year),
        "year": year,
        "centre": centre,
    }
    return render(request, "learning/institution_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def regularity_list(request: Request) -> HttpResponse:
    """Thế nào là hoạt động thường xuyên, từng nơi"""
    sets = request.actor.may_anywhere(Permission.PLAN_EDIT)
    if request.method == "POST" and not sets:
        raise Forbidden("Mức này do nơi lập kế hoạch đặt.")
    form = RegularityForm(posted(request), places=queries.places_that_set(request.actor) if sets else [])

    def act(typed: dict[str, Any]) -> None:
        actions.set_regularity(typed.pop("place"), by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã đặt mức thường xuyên.")
        return redirect("regularity_list")
    return form_page(
        request,
        "learning/regularity_list.html",
        form,
        rows=queries.standards_of(request.actor),
        proposed=PROPOSED,
        sets=sets,
        day=today(),
    )
