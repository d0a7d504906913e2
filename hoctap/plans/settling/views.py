"""Screens of "cần xử lý sau sắp xếp"."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Level, Organisation, Place
from hoctap.plans.settling import actions, queries
from hoctap.plans.settling.forms import SettlementForm
from hoctap.plans.settling.models import About
from hoctap.plans.settling.queries import Open


@require_GET
@requires(Permission.PLAN_EDIT)
def unsettled_list(request: Request) -> HttpResponse:
    """Kế hoạch, việc còn mở mà nơi hoặc cơ quan đã kết thúc"""
    return render(request, "plans/unsettled_list.html", {"matters": queries.open_matters(request.actor)})


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def unsettled_detail(request: Request, about: str, pk: UUID) -> HttpResponse:
    """Kế thừa theo văn bản, chấm dứt, hay chờ hướng dẫn"""
    matter = _matter(request, about, pk)
    of_plan = matter.about == About.PLAN
    form = SettlementForm(
        posted(request),
        places=_places() if of_plan else None,
        bodies=None if of_plan else _bodies(request),
    )

    def act(typed: object) -> None:
        actions.settle_matter(
            matter.plan, matter.about, form.details(), instance=matter.instance, by=request.actor
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi cách xử lý.")
        return redirect("unsettled_list")
    return form_page(request, "plans/unsettled_detail.html", form, matter=matter)


def _matter(request: Request, about: str, pk: UUID) -> Open:
    found = next((one for one in queries.open_matters(request.actor) if one.key == f"{about}:{pk}"), None)
    if found is None:
        raise Http404
    return found


def _places() -> QuerySet[Place]:
    rows = Place.objects.filter(valid_to__isnull=True)
    return rows.filter(level__in=[Level.PROVINCE, Level.COMMUNE]).order_by("-level", "sort_key")


def _bodies(request: Request) -> QuerySet[Organisation]:
    """Of the places whose plans the actor keeps."""
    own = request.actor.places_with(Permission.PLAN_EDIT)
    rows = Organisation.objects.filter(place__path__overlap=own, place__valid_to__isnull=True).exclude(
        valid_to__lte=today()
    )
    return rows.exclude(place__level__in=[Level.HAMLET, Level.GROUP]).select_related("place")
