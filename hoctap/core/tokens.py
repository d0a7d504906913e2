"""Random tokens that are handed out and never kept: the database holds an HMAC under a key that lies outside it."""

import hashlib
import hmac
import secrets

from django.conf import settings


def new_token() -> str:
    """128 random bits, 22 characters that an address takes as they are."""
    return secrets.token_urlsafe(16)


def kept_form(token: str, purpose: str) -> str:
    """What the database keeps of a token; `purpose` keeps a token of one kind from passing for another."""
    key = settings.KEYS.hmac_key.encode()
    return hmac.new(key, f"{purpose}:{token}".encode(), hashlib.sha256).hexdigest()
