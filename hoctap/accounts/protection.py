"""What an officer sees of how somebody's account is protected: slip, second factor, devices, strangers' tries."""

from dataclasses import dataclass
from datetime import datetime

from hoctap.accounts import lockout
from hoctap.accounts.devices.queries import open_sessions
from hoctap.accounts.models import User
from hoctap.accounts.second_factor.queries import has_one


@dataclass(frozen=True)
class Protection:
    slip_until: datetime | None
    has_second_factor: bool
    signed_in_on: int
    """On how many devices."""
    strangers_wait: bool


def protection_of(user: User) -> Protection:
    slip = user.slips.filter(used_at__isnull=True, void_at__isnull=True).first()
    return Protection(
        slip.expires_at if slip else None,
        has_one(user),
        len(open_sessions(user)),
        lockout.strangers_wait(user),
    )
