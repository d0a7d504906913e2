"""Codes as an app on a telephone makes them (RFC 6238), written out here so that the tests do not ask the code they test."""

import base64
import hmac
import struct
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from hoctap.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret: str, *, periods_later: int = 0) -> str:
    counter = int(time.time()) // 30 + periods_later
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def put_app(user: User) -> Authenticator:
    """The person has set up an app with `SECRET`."""
    factor: Authenticator = TOTP.activate(user, SECRET).instance
    return factor
