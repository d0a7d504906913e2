"""Making one backup, and proving it before it gets its name."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import io
import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from pyrage import x25519

from hoctap.core.backup.age import Unreadable
from hoctap.core.backup.comparing import Figures, figures_of, must_be_equal
from hoctap.core.backup.databases import Database, major_of, programs_for, words_of
from hoctap.core.backup.errors import BackupError, Damaged, disk_in_words
from hoctap.core.backup.manifest import (
    HEAD,
    PARTS,
    UNFINISHED,
    Head,
    Part,
    fingerprint,
    signature,
    write_head,
)
from hoctap.core.backup.objects import Line, Pool, check_object, pool_name, size_of
from hoctap.core.backup.scratch import end, restoring_into, scratch_database
from hoctap.core.backup.sealing import (
    Sealed,
    hash_of,
    recipient,
    seal,
    unseal,
    unseal_by_another_hand,
)
from hoctap.core.backup.writing import new_file, side_by_side, sync_folder
from hoctap.core.postgres_programs import Programs

COMPRESSION = 3
MOST_DAMAGED_TOLD = 3

type Progress = Callable[[str, int, int], None]
"""Told the step in Vietnamese, how much is done and of how much (0: not known). What it raises ends the backup."""


@dataclass(frozen=True)
class Order:
    """What to back up, where to, for whom."""

    database: Database
    files: Path
    target: Path
    recipient: str
    hmac_key: str = field(repr=False)
    installation: str
    hoctap: str
    migrations: list[str]


@dataclass(frozen=True)
class Made:
    head: Head
    path: Path
    new_files: int
    warnings: list[str]
    streaming_seconds: float
    """Without the trial restore."""


def make_backup(order: Order, progress: Progress = lambda *_: None) -> Made:
    """A backup that was restored and compared; anything less raises and leaves nothing that looks like one."""
    key = recipient(order.recipient)
    started_at = dt.datetime.now(dt.UTC)
    name = f"hoctap-{started_at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    with disk_in_words(order.target):
        order.target.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(order), disk_in_words(order.target):
        for left in order.target.glob(UNFINISHED + "*"):
            shutil.rmtree(left)
        half = order.target / (UNFINISHED + name)
        half.mkdir(mode=0o700)
        run = _Run(order, key, half, name, started_at, progress)
        try:
            return run.made()
        except BaseException as failure:
            shutil.rmtree(half, ignore_errors=True)
            if isinstance(failure, OSError | Damaged):  # a full disk is given back, a bad one not trusted
                run.pool.forget()
            raise


@contextlib.contextmanager
def _alone(order: Order) -> Iterator[None]:
    """One backup at a time for a database and for a target. Both locks die with us."""
    number = zlib.crc32(b"hoctap backup") << 16
    with order.database.connect() as connection, (order.target / ".lock").open("a") as lock:
        answer = connection.execute("SELECT pg_try_advisory_lock(%s)", [number]).fetchone()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            answer = None
        if not answer or not answer[0]:
            raise BackupError("Một lần sao lưu khác đang chạy; đợi nó xong rồi chạy lại.")
        try:
            yield
        finally:
            # Not left to closing: a process that is just being started may have the open file too for a moment.
            fcntl.flock(lock, fcntl.LOCK_UN)


class _Run:
    def __init__(
        self,
        order: Order,
        key: x25519.Recipient,
        half: Path,
        name: str,
        started_at: dt.datetime,
        progress: Progress,
    ) -> None:
        self.order, self.half, self.name, self.started_at = order, half, name, started_at
        self.progress = progress
        self.own = x25519.Identity.generate()  # see the package's docstring
        self.keys = [key, self.own.to_public()]
        self.pool = Pool(order.target / pool_name(order.recipient), self.keys, order.hmac_key)
        self.warnings: list[str] = []

    def made(self) -> Made:
        began = time.monotonic()
        dumped_from = time.time()
        figures, dump, programs, major = self._dump()
        files = self._files(dumped_from)
        streamed = time.monotonic() - began
        manifest = self._manifest(figures, dump, files, major)
        parts = {name: self._part(name) for name in PARTS if name != "manifest.age"}
        parts["manifest.age"] = Part(manifest.sealed_size, manifest.sealed_sha256)
        self._prove(parts, figures, programs, major)
        written = self.pool.written
        head = Head(
            name=self.name,
            installation=self.order.installation,
            hoctap=self.order.hoctap,
            postgresql=major,
            started_at=self.started_at,
            finished_at=dt.datetime.now(dt.UTC),
            recipient=self.order.recipient,
            pool=self.pool.folder.name,
            parts=parts,
            tables=len(figures["tables"]),
            rows=sum(table["rows"] for table in figures["tables"].values()),
            files=written.files,
            files_bytes=written.plain_bytes,
            objects_bytes=written.objects_bytes,
            new_bytes=written.new_bytes + sum(part.size for part in parts.values()),
        )
        with self._new(HEAD) as out:
            out.write(write_head(head))
        sync_folder(self.half)
        path = self.order.target / self.name
        self.half.rename(path)
        sync_folder(self.order.target)
        return Made(head, path, written.new_files, self.warnings, streamed)

    # ------------------------------------------------------------ writing

    def _new(self, name: str) -> AbstractContextManager[BinaryIO]:
        return new_file(self.half / name)

    def _dump(self) -> tuple[Figures, Sealed, Programs, int]:
        """The dump and the figures of one snapshot, at the same time."""
        with self.order.database.connect() as connection, ThreadPoolExecutor(1) as beside:
            major = major_of(connection)
            programs = programs_for(major)
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = connection.execute(
                "SELECT pg_export_snapshot(), pg_database_size(current_database())"
            ).fetchone()
            assert row is not None
            counting: Future[Figures] = beside.submit(figures_of, connection)
            try:
                sealed = self._pg_dump(programs, str(row[0]), int(row[1]))
                while not counting.done():
                    self.progress("Đếm và tính tổng kiểm tra từng bảng", 0, 0)
                    wait([counting], timeout=1)
                figures = counting.result()
            except BaseException:
                connection.cancel()
                raise
            connection.execute("COMMIT")
        return figures, sealed, programs, major

    def _pg_dump(self, programs: Programs, snapshot: str, expected: int) -> Sealed:
        database = self.order.database
        command = [
            programs.folder / "pg_dump", "--format=custom", f"--compress={COMPRESSION}", f"--snapshot={snapshot}",
            "--lock-wait-timeout=60s", f"--dbname={database.address}",
        ]  # fmt: skip
        step = _Step("Trích xuất cơ sở dữ liệu", 0, self.progress)
        with tempfile.TemporaryFile() as said, self._new("dump.age") as out:
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                env=database.environment(),
            )
            assert process.stdout
            try:
                sealed = seal(process.stdout, out, self.keys, step.add)
                failed = process.wait()
            finally:
                end(process)
            if failed:
                said.seek(0)
                raise BackupError(
                    f"pg_dump không trích xuất được cơ sở dữ liệu: {words_of(process, said.read())}"
                )
        return sealed

    def _files(self, dumped_from: float) -> Sealed:
        """The list, encrypted, and beside it the names of the objects it needs."""
        count, total = size_of(self.order.files)
        step = _Step(f"Sao lưu {count} tệp", total, self.progress)
        damaged: list[str] = []
        lines = self.pool.add_all(
            self.order.files, not_after=dumped_from, damaged=damaged.append, tick=step.add
        )
        with self._new("objects.txt") as names, self._new("files.age") as out, contextlib.closing(lines):
            sealed = seal(_Lines(lines, names), out, self.keys)
        if damaged:
            told = ", ".join(damaged[:MOST_DAMAGED_TOLD])
            self.warnings.append(
                f"{len(damaged)} tệp trong máy có nội dung khác với tên, không đưa vào bản sao lưu được: {told}. "
                "Lấy lại từ bản sao lưu trước; `hoctap doctor` nói tệp nào đang dùng."
            )
        return sealed

    def _manifest(self, figures: Figures, dump: Sealed, files: Sealed, major: int) -> Sealed:
        order, written = self.order, self.pool.written
        manifest: dict[str, Any] = {
            "name": self.name,
            "hoctap": order.hoctap,
            "installation": order.installation,
            "postgresql": major,
            "started_at": self.started_at.isoformat(),
            "migrations": order.migrations,
            "keys": fingerprint(order.hmac_key),
            "figures": figures,
            "dump": {"sha256": dump.plain_sha256, "size": dump.plain_size},
            "files": {
                "sha256": files.plain_sha256,
                "size": files.plain_size,
                "count": written.files,
                "bytes": written.plain_bytes,
            },
            "objects": self._part("objects.txt").sha256,
        }
        manifest["signature"] = signature(order.hmac_key, manifest)
        with self._new("manifest.age") as out:
            return seal(io.BytesIO(json.dumps(manifest, ensure_ascii=False).encode()), out, self.keys)

    def _part(self, name: str) -> Part:
        sha256, size = hash_of(self.half / name)
        return Part(size, sha256)

    # ------------------------------------------------------------ proving

    def _prove(self, parts: dict[str, Part], figures: Figures, programs: Programs, major: int) -> None:
        """Restores from the very bytes on the disk, and reads every object again."""
        try:
            self._restore_on_trial(parts, figures, programs, major)
        except Unreadable as failure:
            raise Damaged(
                "Bản sao lưu vừa ghi đọc lại không được; đĩa có thể hỏng. Không có bản nào được ghi."
            ) from failure

    def _restore_on_trial(
        self, parts: dict[str, Part], figures: Figures, programs: Programs, major: int
    ) -> None:
        manifest = json.loads(self._opened("manifest.age", parts))
        step = _Step("Khôi phục thử", parts["dump.age"].size, self.progress)
        with scratch_database(self.order.database, major, alone=True) as scratch:
            with (
                (self.half / "dump.age").open("rb") as source,
                restoring_into(scratch, programs, step.add) as into,
            ):
                read = unseal_by_another_hand(source, into, self.own, step.add)
            if read.plain_sha256 != manifest["dump"]["sha256"]:
                raise Damaged(
                    "dump.age đọc lại khác với lúc ghi; đĩa có thể hỏng. Không có bản sao lưu nào được ghi."
                )
            rows = sum(table["rows"] for table in figures["tables"].values())
            step = _Step("So số dòng và tổng kiểm tra từng bảng", rows, self.progress)
            with scratch.connect() as connection:
                must_be_equal(manifest["figures"], figures_of(connection, step.add))
        lines = hashlib.sha256()
        step = _Step("Đọc lại các tệp đã mã hóa", self.pool.written.objects_bytes, self.progress)
        count = 0
        with tempfile.TemporaryFile() as listed:
            with (self.half / "files.age").open("rb") as source:
                unseal(source, listed, self.own)
            listed.seek(0)
            with contextlib.closing(side_by_side(self._check_object, _lines_of(listed, lines))) as checked:
                for size in checked:
                    step.add(size)
                    count += 1
        if lines.hexdigest() != manifest["files"]["sha256"] or count != manifest["files"]["count"]:
            raise Damaged(
                "files.age đọc lại khác với lúc ghi; đĩa có thể hỏng. Không có bản sao lưu nào được ghi."
            )

    def _check_object(self, line: Line) -> int:
        """Runs beside others."""
        size = check_object(self.pool.folder, line.object)
        if line.object in self.pool.new:
            with (self.pool.folder / line.object).open("rb") as source, open(os.devnull, "wb") as nowhere:
                read = unseal_by_another_hand(source, nowhere, self.own)
            if (read.plain_sha256, read.plain_size) != (line.sha256, line.size):
                raise Damaged(f"Tệp {line.object} đọc lại khác với lúc ghi; đĩa có thể hỏng.")
        return size

    def _opened(self, name: str, parts: dict[str, Part]) -> bytes:
        if self._part(name) != parts[name]:
            raise Damaged(f"{name} đọc lại khác với lúc ghi; đĩa có thể hỏng.")
        plain = io.BytesIO()
        with (self.half / name).open("rb") as source:
            unseal(source, plain, self.own)
        return plain.getvalue()


def _lines_of(listed: Iterable[bytes], hashed: hashlib._Hash) -> Iterator[Line]:
    for text in listed:
        hashed.update(text)
        yield Line.read(text.decode())


class _Lines:
    """The list of files as a stream to encrypt; the names of the objects are written beside on the way."""

    def __init__(self, lines: Iterator[Line], names: BinaryIO) -> None:
        self._lines, self._names = lines, names

    def read(self, size: int = -1, /) -> bytes:
        piece = bytearray()
        for line in self._lines:
            self._names.write(f"{line.object}\n".encode())
            piece += str(line).encode()
            if 0 < size <= len(piece):
                break
        return bytes(piece)


class _Step:
    def __init__(self, words: str, total: int, progress: Progress) -> None:
        self._words, self._total, self._done, self._progress = words, total, 0, progress
        progress(words, 0, total)

    def add(self, count: int) -> None:
        self._done += count
        self._progress(self._words, self._done, self._total)
