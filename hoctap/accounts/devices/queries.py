"""The devices in which a person has signed in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from hoctap.accounts.devices import cookies
from hoctap.accounts.models import DeviceSession, KnownDevice, User


@dataclass(frozen=True)
class DeviceRow:
    id: UUID
    label: str
    first_seen_at: datetime
    last_seen_at: datetime
    is_this: bool
    is_signed_in: bool


def devices_of(user: User, request: HttpRequest | None = None) -> list[DeviceRow]:
    """Devices of a person, this one first, then those in use; three queries."""
    this = cookies.known_device(request, user)
    here = request.session.session_key if request is not None else None
    alive = open_sessions(user)
    rows = [
        DeviceRow(
            device.pk,
            device.label,
            device.first_seen_at,
            device.last_seen_at,
            (this is not None and device.pk == this.pk)
            or any(key == here for key in alive.get(device.pk, [])),
            bool(alive.get(device.pk)),
        )
        for device in KnownDevice.objects.filter(user=user).order_by("-last_seen_at", "id")
    ]
    return sorted(rows, key=lambda row: (not row.is_this, not row.is_signed_in))


def open_sessions(user: User) -> dict[UUID, list[str]]:
    """Keys of the sessions that are still open, by device."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: dict[UUID, list[str]] = {}
    rows = DeviceSession.objects.filter(device__user=user, session_key__in=alive)
    for key, device in rows.values_list("session_key", "device_id"):
        found.setdefault(device, []).append(key)
    return found
