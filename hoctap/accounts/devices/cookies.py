"""The cookie of known devices: a signed list of tokens, one for each person who signed in here, newest first.

Each person has a token of his own: a cookie planted in his browser by somebody else holds tokens of that somebody, so it never
becomes his.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hoctap.accounts.models import KnownDevice, User
from hoctap.core import tokens

NAME = f"{settings.COOKIE_PREFIX}hoctap_devices"
PURPOSE = "device"
_SALT = "hoctap.accounts.devices"
_MOST = 12
_AGE = 400 * 24 * 3600  # as long as browsers keep a cookie


def tokens_of(request: HttpRequest) -> list[str]:
    value = request.get_signed_cookie(NAME, default="", salt=_SALT, max_age=_AGE) or ""
    return [token for token in value.split(" ") if token][:_MOST]


def known_device(request: HttpRequest | None, user: User | None) -> KnownDevice | None:
    """The device that this browser is to this person, if he has signed in here before and has not put it out."""
    held = tokens_of(request) if request is not None and hasattr(request, "COOKIES") else []
    if user is None or not held:
        return None
    hashes = [tokens.kept_form(token, PURPOSE) for token in held]
    return KnownDevice.objects.filter(user=user, token_hash__in=hashes).order_by("-last_seen_at").first()


def put(request: HttpRequest, response: HttpResponse, token: str) -> None:
    others = [held for held in tokens_of(request) if held != token]
    response.set_signed_cookie(
        NAME,
        " ".join([token, *others][:_MOST]),
        salt=_SALT,
        max_age=_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
