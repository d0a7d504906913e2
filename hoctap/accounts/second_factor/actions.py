"""Setting up a second factor, putting one away, and taking somebody's off on the spot.

allauth makes and checks the factors; here stand who may, the reasons and the trail.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction

from hoctap.accounts.devices import sessions
from hoctap.accounts.models import DeviceSession, KnownDevice, User
from hoctap.accounts.queries import held_capacities, within_reach
from hoctap.accounts.second_factor import queries, rules
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Forbidden, Refused


@transaction.atomic
def add_app(user: User, secret: str, *, by: Actor) -> list[str]:
    """The app whose code was just checked against `secret`. Recovery codes when there were none before, else an empty list."""
    user = _own(user, by)
    if queries.primary(user).filter(type=Authenticator.Type.TOTP).exists():
        raise Refused("Đã có một ứng dụng tạo mã. Hãy bỏ ứng dụng cũ trước khi đặt ứng dụng mới.")
    TOTP.activate(user, secret)
    audit.record(by, "accounts.second_factor.app_added", _subject(user))
    return _first_codes(user)


@transaction.atomic
def add_key(user: User, name: str, credential: dict[str, Any], *, by: Actor) -> list[str]:
    """A passkey or security key whose answer was just checked."""
    user = _own(user, by)
    WebAuthn.add(user, name.strip()[:60], credential)
    audit.record(by, "accounts.second_factor.key_added", _subject(user))
    return _first_codes(user)


@transaction.atomic
def remove_factor(authenticator: Authenticator, *, by: Actor) -> None:
    user = _own(authenticator.user, by)
    reasons = rules.removal_blockers(
        settings.SECOND_FACTOR,
        powerful=queries.is_powerful_user(user),
        others=queries.others_than(authenticator),
    )
    if reasons:
        raise Refused(reasons)
    authenticator.delete()
    if not queries.has_one(user):
        Authenticator.objects.filter(user_id=user.pk).delete()
    audit.record(by, "accounts.second_factor.removed", _subject(user))


@transaction.atomic
def renew_codes(user: User, *, by: Actor) -> list[str]:
    """Ten new recovery codes; the old ones are dead."""
    user = _own(user, by)
    if not queries.has_one(user):
        raise Refused("Hãy đặt xác thực hai lớp trước khi lập mã dự phòng.")
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = _first_codes(user)
    audit.record(by, "accounts.second_factor.codes_renewed", _subject(user))
    return codes


@transaction.atomic
def reset_second_factor(user: User, *, by: Actor) -> None:
    """Somebody's factors are taken off, because he stands there without his telephone. His sessions end."""
    user = User.objects.select_for_update().get(pk=user.pk)
    held = held_capacities(user)
    if not within_reach(held, by):
        raise Forbidden(
            "Người này còn giữ tư cách ngoài nơi ông/bà quản lý; "
            "việc này do người quản trị ở đó hoặc cấp trên làm."
        )
    if reasons := rules.reset_blockers(is_self=user.pk == by.user_id, has_one=queries.has_one(user)):
        raise Refused(reasons)
    Authenticator.objects.filter(user_id=user.pk).delete()
    keys = DeviceSession.objects.filter(device__user=user).values_list("session_key", flat=True)
    sessions.end(list(keys))
    KnownDevice.objects.filter(user=user).delete()
    audit.record(by, "accounts.second_factor.reset", _subject(user))


def _own(user: User, by: Actor) -> User:
    if by.user_id != user.pk:
        raise Forbidden("Chỉ đặt được xác thực hai lớp của mình.")
    return User.objects.select_for_update().get(pk=user.pk)


def _first_codes(user: User) -> list[str]:
    if Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).exists():
        return []
    return list(RecoveryCodes.activate(user).generate_codes())


def _subject(user: User) -> object:
    held = held_capacities(user)
    return held[0] if held else user
