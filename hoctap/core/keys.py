"""The two secrets of an installation, kept outside the database and its backups.

`secret_key` signs sessions and links; `hmac_key` peppers what is stored only as an HMAC. They are apart so
that the first can be changed without the second. `HOCTAP_SECRET_KEY` and `HOCTAP_HMAC_KEY` win over the file.

`rotate` gives a new `secret_key`; what the one before it signed stays good as long as a session may last. The `hmac_key` is changed
only when it leaked, by hand: slips, known devices and links made with it open nothing any more, seals are checked with
`HOCTAP_OLD_HMAC_KEYS`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from hoctap.core.clone import home, locked, write_private

NAMES = ("secret_key", "hmac_key")
OLD_KEY_DAYS = 15  # a session lasts 14


class KeysInEnvironment(Exception):
    """The key in use comes from HOCTAP_SECRET_KEY: it is changed there."""


@dataclass(frozen=True)
class Keys:
    secret_key: str = field(repr=False)
    hmac_key: str = field(repr=False)
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    """Still good for what they signed, the newest first."""


def load_keys() -> Keys:
    given = {name: os.environ.get(f"HOCTAP_{name.upper()}", "") for name in NAMES}
    if all(given.values()):
        return Keys(given["secret_key"], given["hmac_key"])
    file = home() / "keys.json"
    if not file.exists():
        _make(file)
    kept = json.loads(file.read_text())
    old = tuple(one["key"] for one in kept.get("old_secret_keys", []) if _still_good(one["until"]))
    secret_key, hmac_key = (given[name] or kept[name] for name in NAMES)
    return Keys(secret_key, hmac_key, old_secret_keys=old)


def rotate(days: int = OLD_KEY_DAYS) -> None:
    """A new `secret_key` in the file, for processes that start from now on. Raises `KeysInEnvironment` where the file does not rule."""
    if os.environ.get("HOCTAP_SECRET_KEY"):
        raise KeysInEnvironment
    file = home() / "keys.json"
    if not file.exists():
        _make(file)
    with locked(file.with_name("keys.lock")):
        kept = json.loads(file.read_text())
        until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).isoformat()
        old = [one for one in kept.get("old_secret_keys", []) if _still_good(one["until"])]
        kept["old_secret_keys"] = [{"key": kept["secret_key"], "until": until}, *old]
        kept["secret_key"] = secrets.token_urlsafe(48)
        write_private(file, json.dumps(kept))


def _still_good(until: str) -> bool:
    return dt.datetime.fromisoformat(until) > dt.datetime.now(dt.UTC)


def _make(file: Path) -> None:
    """Whole or not at all: of two processes at once the first one's keys stand."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"keys.json.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump({name: secrets.token_urlsafe(48) for name in NAMES}, out)
        out.flush()
        os.fsync(out.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(new, file)
    new.unlink()
