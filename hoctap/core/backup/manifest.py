"""What a backup says about itself: `backup.json` without a key, `manifest.age` with it."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hoctap.core.backup.errors import BackupError, Damaged

FORMAT = 1
HEAD = "backup.json"
PARTS = ("manifest.age", "dump.age", "files.age", "objects.txt")
NAME = re.compile(r"hoctap-\d{8}-\d{6}-[0-9a-f]{4}")
UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class Part:
    size: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """Nothing in it is about a person."""

    name: str
    installation: str
    hoctap: str
    postgresql: int
    started_at: dt.datetime
    finished_at: dt.datetime
    recipient: str
    pool: str
    parts: dict[str, Part]
    tables: int
    rows: int
    files: int
    files_bytes: int
    objects_bytes: int
    new_bytes: int
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all it needs, shared objects included."""
        return sum(part.size for part in self.parts.values()) + self.objects_bytes


def write_head(head: Head) -> bytes:
    values = {
        **asdict(head),
        "started_at": head.started_at.isoformat(),
        "finished_at": head.finished_at.isoformat(),
    }
    return json.dumps({**values, "sha256": _digest(values)}, indent=1, ensure_ascii=False).encode()


def read_head(backup: Path) -> Head:
    """Refuses what is not a whole backup, by name."""
    file = backup / HEAD
    if backup.name.startswith(UNFINISHED):
        raise BackupError(f"{backup} là bản sao lưu dở dang, chưa được kiểm tra; không dùng để khôi phục.")
    if not file.is_file():
        raise BackupError(f"{backup} không phải bản sao lưu của hoctap (không có {HEAD}).")
    try:
        values = json.loads(file.read_bytes())
        claimed = values.pop("sha256")
        if claimed != _digest(values):
            raise ValueError(HEAD)
        if values["format"] != FORMAT:
            raise BackupError(
                f"{backup.name} theo khuôn dạng {values['format']}, chương trình này chỉ đọc khuôn dạng {FORMAT}: "
                "cài bản hoctap mới hơn rồi khôi phục."
            )
        parts = {name: Part(**part) for name, part in values.pop("parts").items()}
        for name in ("started_at", "finished_at"):
            values[name] = dt.datetime.fromisoformat(values[name])
        if set(parts) != set(PARTS):
            raise ValueError("parts")
        return Head(**values, parts=parts)
    except (ValueError, KeyError, TypeError, AttributeError) as failure:
        raise Damaged(f"{HEAD} của {backup.name} bị hỏng. Dùng bản sao lưu khác.") from failure


def heads_in(target: Path) -> list[Head]:
    """Whole backups in a target, the newest first; damaged heads are passed over."""
    found = []
    for folder in sorted(target.glob("hoctap-*"), reverse=True):
        if NAME.fullmatch(folder.name):
            try:
                found.append(read_head(folder))
            except BackupError:
                continue
    return found


def fingerprint(hmac_key: str) -> str:
    """Tells whether two machines have the same key, and nothing about it."""
    return hmac.new(hmac_key.encode(), b"hoctap backup: which key", hashlib.sha256).hexdigest()[:32]


def signature(hmac_key: str, manifest: dict[str, Any]) -> str:
    """Whoever has the public key could make a backup; only this installation can make this."""
    text = json.dumps({**manifest, "signature": ""}, sort_keys=True, ensure_ascii=False)
    return hmac.new(
        hmac_key.encode(), b"hoctap backup manifest\0" + text.encode(), hashlib.sha256
    ).hexdigest()


def _digest(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
