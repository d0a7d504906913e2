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
from io import BytesIO
from pathlib import Path

from pyrage import x25519

from hoctap.core.backup.age import PIECE
from hoctap.core.backup.errors import Damaged
from hoctap.core.backup.sealing import hash_of, seal, silent
from hoctap.core.backup.writing import new_file, side_by_side, sync_folder

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


@dataclass(frozen=True)
class _File:
    """One that is to be brought in: what its name says, where it is, the name of its object, and hash and size of that if it is here."""

    sha256: str
    path: Path
    name: str
    known: tuple[str, int] | None


@dataclass(frozen=True)
class Brought:
    line: Line
    object_size: int
    new: bool = False


@dataclass(frozen=True)
class Changed:
    """A file that is not what its name says."""

    sha256: str
    changed_at: float


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
        self.new: set[str] = set()
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
        with contextlib.closing(side_by_side(self._bring, self._listed(files))) as brought:
            for found in brought:
                if isinstance(found, Brought):
                    self._count(found)
                    tick(found.line.size)
                    yield found.line
                elif found and found.changed_at < not_after:
                    damaged(found.sha256)
        for _done in side_by_side(sync_folder, {(self.folder / name).parent for name in self.new}):
            pass

    def forget(self) -> None:
        """Takes away what this run added."""
        for name in self.new:
            (self.folder / name).unlink(missing_ok=True)

    def _listed(self, files: Path) -> Iterator[_File]:
        for part, group in itertools.groupby(_files(files), key=lambda found: found[0][:2]):
            known = self._known(part)
            (self.folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
            for sha256, path in group:
                name = self._name(sha256)
                yield _File(sha256, path, f"{part}/{name}", known.get(name))

    def _bring(self, file: _File) -> Brought | Changed | None:
        """Encrypts a new file, if it is what its name says; None when it was erased since it was listed. Runs beside others."""
        try:
            source = file.path.open("rb", buffering=0)
        except FileNotFoundError:
            return None
        if file.known:
            object_sha256, object_size = file.known
            with source:
                size = os.fstat(source.fileno()).st_size
            return Brought(Line(file.sha256, size, f"{file.name}-{object_sha256}.age"), object_size)
        new = self.folder / f"{file.name}.new"
        with source, new_file(new) as out:
            status = os.fstat(source.fileno())
            whole = BytesIO(source.read()) if status.st_size <= PIECE else source
            sealed = seal(whole, out, self._keys)
        if sealed.plain_sha256 != file.sha256:
            new.unlink()
            return Changed(file.sha256, status.st_mtime)
        line = Line(file.sha256, sealed.plain_size, f"{file.name}-{sealed.sealed_sha256}.age")
        self.new.add(line.object)
        new.rename(self.folder / line.object)
        return Brought(line, sealed.sealed_size, new=True)

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

    def _count(self, brought: Brought) -> None:
        count = self.written
        count.files += 1
        count.plain_bytes += brought.line.size
        count.objects_bytes += brought.object_size
        if brought.new:
            count.new_files += 1
            count.new_bytes += brought.object_size


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
