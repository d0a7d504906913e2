"""Sessions of people: begun, looked at, ended. Ending one deletes it from Django's table, so its cookie opens nothing."""

import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from hoctap.accounts.devices import cookies
from hoctap.accounts.devices.rules import Limits, device_label, is_over
from hoctap.accounts.models import DeviceSession, KnownDevice, User
from hoctap.core import tokens

STARTED, SEEN, ROW = "started_at", "seen_at", "device_session"
_NOTE_EVERY = 60  # seconds; a session is not written at each request


def begin(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Called by Django's `user_logged_in`, the one hook that every road of signing in passes: password, slip, sign-on.

    The session has got a new key just before (`login` cycles it), so a key that somebody planted is worth nothing.
    """
    now = timezone.now()
    device = cookies.known_device(request, user)
    if device is None:
        token = tokens.new_token()
        device = KnownDevice.objects.create(
            user=user,
            token_hash=tokens.kept_form(token, cookies.PURPOSE),
            label=device_label(request.META.get("HTTP_USER_AGENT", "")),
            first_seen_at=now,
            last_seen_at=now,
        )
        request.new_device_token = token  # type: ignore[attr-defined]
    else:
        device.last_seen_at = now
        device.save(update_fields=["last_seen_at"])
    request.session[STARTED] = request.session[SEEN] = int(time.time())
    if request.session.session_key is None:
        request.session.create()
    forget_ended(device.user_id)
    key = request.session[ROW] = request.session.session_key
    DeviceSession.objects.update_or_create(session_key=key, defaults={"device": device, "started_at": now})


def limits_of(powerful: bool) -> Limits:
    if powerful:
        return Limits(settings.SESSION_IDLE_MINUTES_POWERFUL * 60, settings.SESSION_HOURS_POWERFUL * 3600)
    return Limits(settings.SESSION_IDLE_MINUTES * 60, settings.SESSION_HOURS * 3600)


def has_run_out(request: HttpRequest, *, powerful: bool) -> bool:
    """Whether this session has had its time; if not, that it is in use is noted once a minute.

    A session from before there were limits begins to count now.
    """
    now = int(time.time())
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if started is None or seen is None:
        request.session[STARTED] = request.session[SEEN] = now
        return False
    if is_over(started, seen, now, limits_of(powerful)):
        return True
    key, known_as = request.session.session_key, request.session.get(ROW)
    if known_as and known_as != key:  # a new password gives the session a new key
        DeviceSession.objects.filter(session_key=known_as).update(session_key=key)
        request.session[ROW] = key
    if now - seen >= _NOTE_EVERY:
        request.session[SEEN] = now
        KnownDevice.objects.filter(sessions=request.session.session_key).update(last_seen_at=timezone.now())
    return False


def end(keys: Iterable[str]) -> int:
    """How many sessions were ended."""
    wanted = list(keys)
    ended, _ = Session.objects.filter(session_key__in=wanted).delete()
    DeviceSession.objects.filter(session_key__in=wanted).delete()
    return ended


def forget_ended(user_id: Any) -> None:
    """Rows whose session has gone by itself: signed out, run out, swept away."""
    rows = DeviceSession.objects.filter(device__user_id=user_id)
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows.exclude(session_key__in=alive).delete()
