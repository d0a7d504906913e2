"""The two secrets of an installation, kept outside the database and its backups.

`secret_key` signs sessions and links; `hmac_key` peppers what is stored only as an HMAC. They are apart so
that the first can be changed without the second. `HOCTAP_SECRET_KEY` and `HOCTAP_HMAC_KEY` win over the file.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from hoctap.core.clone import home

NAMES = ("secret_key", "hmac_key")


@dataclass(frozen=True)
class Keys:
    secret_key: str = field(repr=False)
    hmac_key: str = field(repr=False)


def load_keys() -> Keys:
    given = {name: os.environ.get(f"HOCTAP_{name.upper()}", "") for name in NAMES}
    if all(given.values()):
        return Keys(**given)
    file = home() / "keys.json"
    if not file.exists():
        _make(file)
    kept = json.loads(file.read_text())
    return Keys(**{name: given[name] or kept[name] for name in NAMES})


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
