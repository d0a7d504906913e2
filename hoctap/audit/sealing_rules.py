"""What is hashed in a seal, and how: values in, hashes out.

A row's digest is SHA-256 over JSON in UTF-8 with sorted keys, without spaces, of all its columns and the name of its table; moments
in UTC with microseconds. A seal's hash is the same over its number, the hash before it, its ids, the digests and its moment; its
mac is HMAC-SHA-256 of that hash under a key derived from the installation's `hmac_key`, which lies outside the database.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

DIGEST_BYTES = 32
ABSENT = bytes(DIGEST_BYTES)
"""The digest of a row that was gone when it was to be sealed."""
FIRST = "0" * 64
"""What the first seal names as the one before it."""

# A new column is a new version: seals say by which one they were made. Never change a version that was in use.
VERSION = 1
COLUMNS: dict[int, dict[str, tuple[str, ...]]] = {
    1: {
        "audit_event": (
            "id", "at", "actor_id", "actor", "on_behalf_of", "what", "subject_kind", "subject_id", "place_path", "fields", "count",
        ),
        "audit_read": ("id", "at", "actor_id", "actor", "on_behalf_of", "page", "persons", "subjects"),
    },
}  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _hash(values: Mapping[str, Any]) -> bytes:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def row_digest(table: str, row: Mapping[str, Any], version: int) -> bytes:
    """`row` has at least the columns of that version."""
    return _hash({"table": table} | {name: _plain(row[name]) for name in COLUMNS[version][table]})


@dataclass(frozen=True)
class SealContent:
    number: int
    version: int
    previous: str
    events: Sequence[UUID]
    reads: Sequence[UUID]
    digests: bytes
    is_complete: bool
    sealed_at: dt.datetime

    def hash(self) -> str:
        values = {
            "number": self.number,
            "version": self.version,
            "previous": self.previous,
            "events": [str(one) for one in self.events],
            "reads": [str(one) for one in self.reads],
            "digests": self.digests.hex(),
            "is_complete": self.is_complete,
            "sealed_at": _plain(self.sealed_at),
        }
        return _hash(values).hex()


@dataclass(frozen=True)
class SealKey:
    """The key of the seals, derived so that it tells nothing of the key it comes from."""

    secret: bytes

    @classmethod
    def derived_from(cls, hmac_key: str) -> "SealKey":
        return cls(hmac.new(hmac_key.encode(), b"hoctap audit seal 1", hashlib.sha256).digest())

    @property
    def mark(self) -> str:
        """Says which key it was, not what it is."""
        return hmac.new(self.secret, b"mark", hashlib.sha256).hexdigest()[:16]

    def mac(self, seal_hash: str) -> str:
        return hmac.new(self.secret, bytes.fromhex(seal_hash), hashlib.sha256).hexdigest()
