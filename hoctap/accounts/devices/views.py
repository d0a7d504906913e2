"""One's own devices, and the officer's acts upon somebody's sessions."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoctap.accounts.devices import actions, cookies, queries
from hoctap.accounts.models import KnownDevice, User
from hoctap.accounts.sign_on.queries import identity_of
from hoctap.core.http import Request, requires, signed_in
from hoctap.core.permissions import Permission


@require_GET
@signed_in
def device_list(request: Request) -> HttpResponse:
    """Các thiết bị đã đăng nhập tài khoản của mình."""
    rows = queries.devices_of(_me(request), request)
    values: dict[str, object] = {"rows": rows, "others": sum(not row.is_this for row in rows)}
    values["identity"] = identity_of(_me(request))
    return render(request, "accounts/device_list.html", values)


@require_POST
@signed_in
def device_end(request: Request, pk: UUID) -> HttpResponse:
    return _end(request, get_object_or_404(KnownDevice.objects.filter(user=request.actor.user_id), pk=pk))


@reauthentication_required(app="allauth.mfa")
def _end(request: Request, device: KnownDevice) -> HttpResponse:
    actions.end_device(device, by=request.actor)
    messages.success(request, f"Đã đăng xuất {device.label}.")
    return redirect("device_list")


@require_POST
@signed_in
def device_end_others(request: Request) -> HttpResponse:
    return _end_others(request)


@reauthentication_required(app="allauth.mfa")
def _end_others(request: Request) -> HttpResponse:
    me = _me(request)
    ended = actions.end_other_devices(
        me, cookies.known_device(request, me), request.session.session_key or "", by=request.actor
    )
    messages.success(
        request, f"Đã đăng xuất {ended} thiết bị khác." if ended else "Không có thiết bị nào khác."
    )
    return redirect("device_list")


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def account_end_sessions(request: Request, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    actions.end_all_sessions(user, by=request.actor)
    messages.success(request, f"Đã đăng xuất {user.full_name} khỏi mọi thiết bị.")
    return redirect("account_detail", pk=user.pk)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def account_lift(request: Request, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=pk)
    actions.lift_lockout(user, by=request.actor)
    messages.success(request, f"{user.full_name} có thể thử đăng nhập lại ngay.")
    return redirect("account_detail", pk=user.pk)


def _me(request: Request) -> User:
    user: User = request.user  # type: ignore[assignment]
    return user
