"""Signing out devices: one's own, or all of somebody in reach. A device that is signed out is a stranger afterwards."""

from django.db import transaction

from hoctap.accounts import lockout
from hoctap.accounts.devices import sessions
from hoctap.accounts.models import DeviceSession, KnownDevice, User
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden


@transaction.atomic
def end_device(device: KnownDevice, *, by: Actor) -> None:
    """One of one's own devices."""
    if by.user_id != device.user_id:
        raise Forbidden("Chỉ đăng xuất được thiết bị của mình.")
    _end(list(KnownDevice.objects.select_for_update().filter(pk=device.pk)))
    audit.record(by, "accounts.device.ended", _subject(device.user))


@transaction.atomic
def end_other_devices(user: User, keep: KnownDevice | None, session_key: str, *, by: Actor) -> int:
    """All of one's own devices but the one in use, and whatever other session there may be; how many devices."""
    if by.user_id != user.pk:
        raise Forbidden("Chỉ đăng xuất được thiết bị của mình.")
    devices = KnownDevice.objects.select_for_update().filter(user=user)
    others = list(devices.exclude(pk=keep.pk) if keep else devices)
    _end([one for one in others if not one.sessions.filter(session_key=session_key).exists()])
    mine = DeviceSession.objects.filter(device__user=user).exclude(session_key=session_key)
    sessions.end(mine.values_list("session_key", flat=True))
    audit.record(by, "accounts.devices.ended", _subject(user), count=len(others))
    return len(others)


@transaction.atomic
def end_all_sessions(user: User, *, by: Actor) -> int:
    """Everything that a person in the actor's reach has open, on every device."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _must_reach(user, by)
    ended = _end(list(KnownDevice.objects.select_for_update().filter(user=user)))
    audit.record(by, "accounts.sessions.ended", _subject(user), count=ended)
    return ended


@transaction.atomic
def lift_lockout(user: User, *, by: Actor) -> None:
    """Strangers may try the account's password again, because the person himself stands there with a new telephone."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _must_reach(user, by)
    lockout.let_strangers_try(user)
    audit.record(by, "accounts.lockout.lifted", _subject(user))


def _must_reach(user: User, by: Actor) -> None:
    if not within_reach(held_capacities(user), by):
        raise Forbidden(
            "Người này còn giữ tư cách ngoài nơi ông/bà quản lý; "
            "việc này do người quản trị ở đó hoặc cấp trên làm."
        )


def _end(devices: list[KnownDevice]) -> int:
    keys = DeviceSession.objects.filter(device__in=devices).values_list("session_key", flat=True)
    ended = sessions.end(list(keys))
    KnownDevice.objects.filter(pk__in=[device.pk for device in devices]).delete()
    return ended


def _subject(user: User) -> object:
    held = held_capacities(user)
    return held[0] if held else user
