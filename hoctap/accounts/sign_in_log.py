"""Who came in and who did not, for the log: by id, never by what was typed, for a password is easily typed as a name."""

import logging
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpRequest

from hoctap.accounts.models import User

_log = logging.getLogger("hoctap.sign_in")


def came_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Called by Django's `user_logged_in`."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    how = [record.get("type") or record.get("method", "") for record in records]
    _log.info("signed in", extra={"who": str(user.pk), "how": ", ".join(how)})


def turned_away(why: str, user: User | None) -> None:
    _log.warning("sign-in refused: %s", why, extra={"who": str(user.pk) if user else "nobody known"})
