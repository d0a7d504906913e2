"""The files of an installation as encrypted objects that all backups in a target share.

Names tell everything that can be told without a key: `ab/<HMAC of the content's hash>-<SHA-256 of the object>.age`. Files and objects go
by the same first two letters, so that only one of 256 parts has to be in memory at a time.
"""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import hmac
import itertools
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path

from pyrage import x25519

from hoctap.core.backup.errors import Damaged
from hoctap.core.backup.sealing import hash_of, seal, silent
from hoctap.core.backup.writing import AT_ONCE, Pieces, Writers, new_file

OBJECT = re.compile(r"[0-9a-f]{2}/([0-9a-f]{40})-([0-9a-f]{64})\.age")
_FILE = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Line:
    """One file of a backup, as `files.age` lists it."""

    sha256: str
    size: int
    object: str

    def __str__(self) -> str:
        return f"{self.sha256} {self.size} {self.object}\n"

    @classmethod
    def read(cls, text: str) -> Line:
        sha256, size, name = text.split()
        return cls(sha256, int(size), name)


class Other(Enum):
    """A file that was listed and is not brought in."""

    ERASED, DAMAGED = "erased", "damaged"


@dataclass
class Written:
    files: int = 0
    plain_bytes: int = 0
    objects_bytes: int = 0
    new_files: int = 0
    new_bytes: int = 0


def pool_name(recipient: str) -> str:
    return "objects-" + hashlib.sha256(recipient.encode()).hexdigest()[:12]


def size_of(files: Path) -> tuple[int, int]:
    """How many files and bytes there are, for the progress."""
    count = total = 0
    for _sha256, path in _files(files):
        count += 1
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return count, total


class Pool:
    def __init__(self, folder: Path, keys: list[x25519.Recipient], hmac_key: str) -> None:
        self.folder, self._keys = folder, keys
        self._name_key = hmac.new(
            hmac_key.encode(), b"hoctap backup: names of objects", hashlib.sha256
        ).digest()
        self.new: list[str] = []
        self.written = Written()

    def add_all(
        self,
        files: Path,
        *,
        not_after: float,
        damaged: Callable[[str], None],
        tick: Callable[[int], None] = silent,
    ) -> Generator[Line]:
        """Brings every file in; a line for each, in the order of names. What came after the dump need not be whole and is left
        out when it is not; an older file that is not what its name says is told. All are on the disk when the last line was given.
        """
        with Writers() as writers:
            for part, group in itertools.groupby(_files(files), key=lambda found: found[0][:2]):
                known = self._known(part)
                for sha256, path in group:
                    name = self._name(sha256)
                    if name in known:
                        line = Line(sha256, path.stat().st_size, f"{part}/{name}-{known[name][0]}.age")
                        self._count(line, known[name][1])
                        tick(line.size)
                        yield line
                        continue
                    found = self._bring(path, sha256, f"{part}/{name}", writers, tick)
                    if isinstance(found, Line):
                        yield found
                    elif found is Other.DAMAGED and path.stat().st_mtime < not_after:
                        damaged(sha256)

    def forget(self) -> None:
        """Takes away what this run added."""
        for name in self.new:
            (self.folder / name).unlink(missing_ok=True)

    def _bring(
        self, path: Path, sha256: str, name: str, writers: Writers, tick: Callable[[int], None]
    ) -> Line | Other:
        """Encrypts a new file and writes it, if it is what its name says."""
        try:
            source = path.open("rb", buffering=0)
        except FileNotFoundError:
            return Other.ERASED
        new = self.folder / f"{name}.new"
        writers.comes_into(new.parent)
        with source:
            pieces = Pieces() if os.fstat(source.fileno()).st_size <= AT_ONCE else None
            with contextlib.nullcontext(pieces) if pieces is not None else new_file(new) as out:
                sealed = seal(source if pieces is None else BytesIO(source.read()), out, self._keys, tick)
        if sealed.plain_sha256 != sha256:
            new.unlink(missing_ok=True)
            return Other.DAMAGED
        line = Line(sha256, sealed.plain_size, f"{name}-{sealed.sealed_sha256}.age")
        self.new.append(line.object)
        if pieces is not None:
            writers.write(new, pieces, then=self.folder / line.object)
        else:
            new.rename(self.folder / line.object)
        self._count(line, sealed.sealed_size, new=True)
        return line

    def _known(self, part: str) -> dict[str, tuple[str, int]]:
        """Name → hash and size of the objects that are here already; leftovers of a run that was cut off go."""
        known = {}
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder / part) as entries:
            for entry in entries:
                match = OBJECT.fullmatch(f"{part}/{entry.name}")
                if match:
                    known[match.group(1)] = (match.group(2), entry.stat().st_size)
                elif entry.name.endswith(".new"):
                    os.unlink(entry.path)
        return known

    def _name(self, sha256: str) -> str:
        return hmac.new(self._name_key, sha256.encode(), hashlib.sha256).hexdigest()[:40]

    def _count(self, line: Line, sealed_size: int, *, new: bool = False) -> None:
        count = self.written
        count.files += 1
        count.plain_bytes += line.size
        count.objects_bytes += sealed_size
        if new:
            count.new_files += 1
            count.new_bytes += sealed_size


def check_object(pool: Path, name: str, tick: Callable[[int], None] = silent) -> int:
    """Reads an object against the hash in its own name; its size. No key is needed."""
    match = OBJECT.fullmatch(name)
    if not match:
        raise Damaged(f"Tên tệp {name} trong bản sao lưu không đúng dạng.")
    try:
        sha256, size = hash_of(pool / name, tick)
    except FileNotFoundError as failure:
        raise Damaged(f"Thiếu tệp {pool.name}/{name}.") from failure
    if sha256 != match.group(2):
        raise Damaged(f"Tệp {pool.name}/{name} bị hỏng.")
    return size


def sweep(pool: Path, lists: Iterable[Path]) -> int:
    """Deletes the objects that no list of a kept backup names; how many."""
    gone = 0
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(path.open()) for path in lists]
        parts = itertools.groupby(heapq.merge(*opened, key=_part_of), key=_part_of)
        needed_part, needed = next(parts, ("", iter(())))
        for folder in sorted(path for path in pool.glob("[0-9a-f][0-9a-f]") if path.is_dir()):
            while needed_part and needed_part < folder.name:
                needed_part, needed = next(parts, ("", iter(())))
            names = {line.strip() for line in needed} if needed_part == folder.name else set()
            for path in folder.iterdir():
                if f"{folder.name}/{path.name}" not in names:
                    path.unlink()
                    gone += 1
    return gone


def _part_of(line: str) -> str:
    return line[:2]


def _files(files: Path) -> Iterator[tuple[str, Path]]:
    """(hash in the name, path) of everything kept, in the order of names."""
    for number in range(256):
        part = files / f"{number:02x}"
        with contextlib.suppress(FileNotFoundError), os.scandir(part) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if _FILE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            )
            yield from ((name, part / name) for name in names)
