"""Makes a slip inside another action's transaction: the one-time password, the token of the QR, the end of the slip before."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from hoctap.accounts import rules
from hoctap.accounts.models import AccountSlip, User
from hoctap.core import tokens

PURPOSE = "slip"


@dataclass(frozen=True)
class IssuedSlip:
    """What the paper says. It exists only in the answer to the officer's request."""

    user: User
    one_time_password: str
    token: str
    expires_at: dt.datetime


def issue(user: User) -> IssuedSlip:
    """The account's password is the slip's code from now on, and every session of the person ends with the old one."""
    now = timezone.now()
    close_open_slips(user, now)
    password, token = rules.one_time_password(), tokens.new_token()
    user.set_password(password)
    user.must_change_password = True
    user.save()
    expires_at = now + dt.timedelta(days=settings.SLIP_DAYS)
    AccountSlip.objects.create(
        user=user, token_hash=tokens.kept_form(token, PURPOSE), issued_at=now, expires_at=expires_at
    )
    return IssuedSlip(user, password, token, expires_at)


def close_open_slips(user: User, now: dt.datetime) -> None:
    AccountSlip.objects.filter(user=user, used_at__isnull=True, void_at__isnull=True).update(void_at=now)


def spend_open_slips(user: User, now: dt.datetime) -> None:
    AccountSlip.objects.filter(user=user, used_at__isnull=True, void_at__isnull=True).update(used_at=now)
