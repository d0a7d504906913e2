"""The token behind the QR of a certificate: 128 bits, made again from a key outside the database, kept as a hash only.

It is not drawn by lot, because a certificate that is printed again must carry the same code; and its hash is a plain one, because a
certificate outlives the change of a key.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings


def token_of(certificate_id: UUID) -> str:
    return _token(certificate_id, settings.KEYS.hmac_key)


def kept_hash(token: str) -> str:
    return hashlib.sha256(f"certificate:{token}".encode()).hexdigest()


def token_again(certificate_id: UUID, token_hash: str) -> str:
    """The token that the paper already carries; empty when the key it was made with is gone."""
    for key in (settings.KEYS.hmac_key, *settings.OLD_HMAC_KEYS):
        token = _token(certificate_id, key)
        if hmac.compare_digest(kept_hash(token), token_hash):
            return token
    return ""


def _token(certificate_id: UUID, key: str) -> str:
    made = hmac.new(key.encode(), f"certificate:{certificate_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:16]).decode().rstrip("=")
