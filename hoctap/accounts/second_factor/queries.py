"""Who has which second factor, and who still owes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from hoctap.accounts.models import Capacity, User
from hoctap.accounts.second_factor import rules

_SEEN = "has_second_factor"


def is_powerful(capacities: Iterable[Capacity]) -> bool:
    """Whether a position held today gives a role that a second factor is asked of. Roles are fetched already."""
    return rules.is_powerful(role.role for one in capacities for role in one.roles.all())


def is_powerful_user(user: User) -> bool:
    return is_powerful(user.active_capacities().prefetch_related("roles"))


def has_one(user: User) -> bool:
    return primary(user).exists()


def primary(user: User):  # type: ignore[no-untyped-def]
    """Ways to prove oneself; recovery codes are only a way back to them."""
    return Authenticator.objects.filter(user_id=user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)


def others_than(authenticator: Authenticator) -> int:
    return int(primary(authenticator.user).exclude(pk=authenticator.pk).count())


def is_owed(request: HttpRequest, *, powerful: bool) -> bool:
    """Asked of the database until there is one, then remembered in the session: when somebody resets a person's factors, his
    sessions end.
    """
    if not rules.is_asked(settings.SECOND_FACTOR, powerful=powerful) or request.session.get(_SEEN):
        return False
    if has_one(request.user):  # type: ignore[arg-type]
        request.session[_SEEN] = True
        return False
    return True


def forget_seen(request: HttpRequest) -> None:
    request.session.pop(_SEEN, None)


@dataclass(frozen=True)
class KeyRow:
    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SecondFactors:
    app: KeyRow | None
    keys: list[KeyRow]
    codes_left: int | None
    """None: no recovery codes were made."""

    @property
    def is_on(self) -> bool:
        return bool(self.app or self.keys)


def second_factors(user: User) -> SecondFactors:
    app, keys, left = None, [], None
    for one in Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"):
        if one.type == Authenticator.Type.RECOVERY_CODES:
            left = len(one.wrap().get_unused_codes())
            continue
        row = KeyRow(one.pk, str(one), one.created_at, one.last_used_at)
        if one.type == Authenticator.Type.TOTP:
            app = row
        else:
            keys.append(row)
    return SecondFactors(app, keys, left)
