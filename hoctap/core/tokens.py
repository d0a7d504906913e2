"""Links that open something without an account: 128 random bits, kept only as their hash."""

import hashlib
import secrets

BYTES = 16
LENGTH = 22  # characters of such a token


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def token_hash(token: str) -> str:
    """What the database keeps. A random token of this length needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
