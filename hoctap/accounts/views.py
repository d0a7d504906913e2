"""Signing in and out, choosing a capacity, giving accounts."""

from uuid import UUID

from allauth.account.views import LoginView, PasswordChangeView
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts import actions, queries
from hoctap.accounts.forms import AccountFilter, AccountForm, CapacityForm, EndForm, RoleForm
from hoctap.accounts.handing import account_facts
from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.accounts.protection import protection_of
from hoctap.accounts.slips.views import printed
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires, signed_in, way_back
from hoctap.core.permissions import Permission, Role
from hoctap.core.refusals import Refused
from hoctap.places.models import Level, Place

PAGE = 50

account_login = LoginView.as_view(template_name="accounts/account_login.html")
account_change_password = signed_in(
    PasswordChangeView.as_view(template_name="accounts/account_change_password.html")
)


@require_POST
@signed_in
def account_logout(request: Request) -> HttpResponse:
    logout(request)
    return redirect("account_login")


@require_http_methods(["GET", "POST"])
@signed_in
def capacity_choose(request: Request) -> HttpResponse:
    """Which of one's positions the next acts are done in; papers print it."""
    capacities = queries.own_capacities(request.actor)
    follow = way_back(request)
    values = {"own_capacities": capacities, "next": follow}
    if request.method == "GET":
        return render(request, "accounts/capacity_choose.html", values)
    chosen = request.POST.get("capacity", "")
    if chosen not in {str(capacity.pk) for capacity in capacities}:
        values["reasons"] = ["Hãy chọn một tư cách của mình trong danh sách."]
        return render(request, "accounts/capacity_choose.html", values, status=422)
    request.session["capacity_id"] = chosen
    return redirect(follow)


@require_GET
@requires(Permission.ACCOUNT_MANAGE)
def account_list(request: Request) -> HttpResponse:
    hamlets = list(
        Place.objects.filter(level=Level.HAMLET).visible_to(request.actor, Permission.ACCOUNT_MANAGE)
    )
    form = AccountFilter(request.GET, hamlets=hamlets)
    form.is_valid()
    hamlet = form.cleaned_data.get("hamlet")
    users = queries.account_list(
        request.actor, UUID(hamlet) if hamlet else None, form.cleaned_data.get("q", "")
    )
    page = Paginator(users, PAGE).get_page(request.GET.get("page"))
    rows = queries.account_rows(page.object_list, request.actor)
    return render(request, "accounts/account_list.html", {"form": form, "page": page, "rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
@once
def account_new(request: Request) -> HttpResponse:
    offer = queries.offer(request.actor)
    form = AccountForm(
        posted(request), organisations=offer.organisations, places=offer.places, roles=offer.roles
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            new = actions.create_account(
                full_name=typed["full_name"],
                login=typed["login"],
                phone=typed["phone"],
                organisation=typed["organisation"],
                title=typed["title"],
                role=Role(typed["role"]),
                place=typed["place"],
                starts_on=typed["starts_on"],
                decision=typed["decision"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return printed(request, [new])
    return render(request, "accounts/account_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires(Permission.ACCOUNT_MANAGE)
def account_detail(request: Request, pk: UUID) -> HttpResponse:
    return _show(request, _visible(request, pk))


def _visible(request: Request, pk: UUID) -> User:
    return get_object_or_404(User.objects.visible_to(request.actor), pk=pk)


def _show(request: Request, user: User, refusal: Refused | None = None) -> HttpResponse:
    values = {
        "person": user,
        "facts": [fact for find in account_facts if (fact := find(user, request.actor))],
        "shown": queries.capacities_shown(user, request.actor),
        "in_reach": queries.within_reach(queries.held_capacities(user), request.actor),
        "protection": protection_of(user),
        "is_me": user.pk == request.actor.user_id,
        "reasons": refusal.reasons if refusal else [],
    }
    return render(request, "accounts/account_detail.html", values, status=422 if refusal else 200)


@never_cache
@require_POST
@requires(Permission.ACCOUNT_MANAGE)
@once
def account_reset(request: Request, pk: UUID) -> HttpResponse:
    user = _visible(request, pk)
    try:
        slip = actions.reset_password(user, by=request.actor)
    except Refused as refusal:
        return _show(request, user, refusal)
    return printed(request, [slip])


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def account_deactivate(request: Request, pk: UUID) -> HttpResponse:
    user = _visible(request, pk)
    try:
        actions.deactivate_account(user, by=request.actor)
    except Refused as refusal:
        return _show(request, user, refusal)
    messages.success(request, f"Đã khóa tài khoản của {user.full_name}.")
    return redirect("account_detail", pk=user.pk)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def account_reactivate(request: Request, pk: UUID) -> HttpResponse:
    user = _visible(request, pk)
    actions.reactivate_account(user, by=request.actor)
    messages.success(request, f"Đã mở lại tài khoản của {user.full_name}.")
    return redirect("account_detail", pk=user.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
@once
def capacity_new(request: Request, pk: UUID) -> HttpResponse:
    user = _visible(request, pk)
    offer = queries.offer(request.actor)
    form = CapacityForm(
        posted(request), organisations=offer.organisations, places=offer.places, roles=offer.roles
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.add_capacity(
                user,
                typed["organisation"],
                title=typed["title"],
                role=Role(typed["role"]),
                place=typed["place"],
                starts_on=typed["starts_on"],
                decision=typed["decision"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã thêm tư cách cho {user.full_name}.")
            return redirect("account_detail", pk=user.pk)
    values = {"form": form, "person": user}
    return render(request, "accounts/capacity_new.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
@once
def role_new(request: Request, pk: UUID) -> HttpResponse:
    capacity = _capacity(request, pk)
    offer = queries.offer(request.actor)
    form = RoleForm(posted(request), places=offer.places, roles=offer.roles)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(
                capacity, Role(form.cleaned_data["role"]), form.cleaned_data["place"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã giao vai trò cho {capacity.user.full_name}.")
            return redirect("account_detail", pk=capacity.user_id)
    values = {"form": form, "person": capacity.user, "capacity": capacity}
    return render(request, "accounts/role_new.html", values, status=422 if form.errors else 200)


def _capacity(request: Request, pk: UUID) -> Capacity:
    people = User.objects.visible_to(request.actor)
    return get_object_or_404(
        Capacity.objects.select_related("user", "organisation__place").filter(user__in=people), pk=pk
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def capacity_end(request: Request, pk: UUID) -> HttpResponse:
    capacity = _capacity(request, pk)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_capacity(capacity, form.cleaned_data["ends_on"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã kết thúc tư cách {capacity.title} của {capacity.user.full_name}.")
            return redirect("account_detail", pk=capacity.user_id)
    values = {"form": form, "person": capacity.user, "capacity": capacity}
    return render(request, "accounts/capacity_end.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def role_take_back(request: Request, pk: UUID) -> HttpResponse:
    people = User.objects.visible_to(request.actor)
    assignment = get_object_or_404(
        RoleAssignment.objects.select_related(
            "capacity__user", "capacity__organisation__place", "place"
        ).filter(capacity__user__in=people),
        pk=pk,
    )
    user = assignment.capacity.user
    try:
        actions.take_back_role(assignment, by=request.actor)
    except Refused as refusal:
        return _show(request, user, refusal)
    messages.success(request, f"Đã rút vai trò {assignment.role_label} của {user.full_name}.")
    return redirect("account_detail", pk=user.pk)
