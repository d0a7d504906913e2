"""This clone: the folder with what is its own and never committed, its lasting name, private files, locks."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path


def home() -> Path:
    """Keys, the private database or its name, logs of set-up."""
    given = os.environ.get("HOCTAP_DATA")
    return Path(given).resolve() if given else Path(__file__).resolve().parents[2] / ".hoctap"


def clone_id(clone_home: Path) -> str:
    """A lasting name for this clone; a clone copied with its `.hoctap` gets a name of its own."""
    clone_home.mkdir(mode=0o755, parents=True, exist_ok=True)
    with locked(clone_home / "clone-id.lock"):
        record = clone_home / "clone-id"
        here = str(clone_home.resolve())
        known = record.read_text().split("\n") if record.exists() else []
        if len(known) >= 2 and known[1] != here and Path(known[1], "clone-id").exists():
            known = []
        if not known or not re.fullmatch(r"[0-9a-f]{12}", known[0]):
            known = [secrets.token_hex(6)]
        if known[1:2] != [here]:
            write_private(record, f"{known[0]}\n{here}\n")
        return known[0]


def write_private(path: Path, text: str) -> None:
    """Whole or not at all, readable by its owner alone."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
