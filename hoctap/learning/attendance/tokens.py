"""The code on a learner's card: 128 bits, made again from a key outside the database, so that a card printed again carries the same one."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings


def token_of(card_id: UUID) -> str:
    return _token(card_id, settings.KEYS.hmac_key)


def kept_hash(token: str) -> str:
    return hashlib.sha256(f"learner_card:{token}".encode()).hexdigest()


def token_again(card_id: UUID, token_hash: str) -> str:
    """The code that the card already carries; empty when the key it was made with is gone."""
    for key in (settings.KEYS.hmac_key, *settings.OLD_HMAC_KEYS):
        token = _token(card_id, key)
        if hmac.compare_digest(kept_hash(token), token_hash):
            return token
    return ""


def _token(card_id: UUID, key: str) -> str:
    made = hmac.new(key.encode(), f"learner_card:{card_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:16]).decode().rstrip("=")
