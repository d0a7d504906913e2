"""Many files onto the disk, side by side: they share the waits for it, which cost more than the writing, and whoever prepares the next
file goes on meanwhile.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

AT_ONCE = 16 << 20
"""Bytes of a file that may be held in memory until it is written; anything larger is streamed."""
_BATCH_BYTES, _BATCH_FILES, _BATCHES = 8 << 20, 64, 8
"""Up to so much waits in memory: a batch for each thread that writes, and those that wait for one."""
_THREADS = 4


class Pieces(list[bytes | bytearray]):
    """A file in memory."""

    def write(self, piece: bytes | bytearray, /) -> int:
        self.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""


@dataclass(frozen=True)
class _File:
    path: Path
    pieces: Pieces
    then: Path | None


class Writers:
    """Left without a fault, every file is on the disk under its name. The fault of one file is raised at a later one, or at the end."""

    def __init__(self) -> None:
        self._beside = ThreadPoolExecutor(_THREADS)
        self._batch: list[_File] = []
        self._batch_bytes = 0
        self._written: deque[Future[None]] = deque()
        self._folders: set[Path] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, fault: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if fault is None:
                self._hand_over()
                while self._written:
                    self._written.popleft().result()
                list(self._beside.map(sync_folder, self._folders))
        finally:
            self._beside.shutdown(cancel_futures=True)

    def write(self, path: Path, pieces: Pieces, *, then: Path | None = None) -> None:
        """A new file; once it is on the disk it is called `then`."""
        self.comes_into(path.parent)
        self._batch.append(_File(path, pieces, then))
        self._batch_bytes += sum(map(len, pieces))
        if self._batch_bytes >= _BATCH_BYTES or len(self._batch) >= _BATCH_FILES:
            self._hand_over()

    def comes_into(self, folder: Path) -> None:
        """The names in it have to last."""
        if folder not in self._folders:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folders.add(folder)

    def _hand_over(self) -> None:
        if len(self._written) >= _BATCHES:
            self._written.popleft().result()
        self._written.append(self._beside.submit(_write_all, self._batch))
        self._batch, self._batch_bytes = [], 0


def _write_all(batch: list[_File]) -> None:
    with contextlib.ExitStack() as stack:
        for file in batch:
            stack.enter_context(new_file(file.path)).writelines(file.pieces)
    for file in batch:
        if file.then:
            file.path.rename(file.then)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """For its owner alone; on the disk when this is left, gone when something went wrong."""
    out = open(path, "xb", opener=lambda path, flags: os.open(path, flags, 0o600))  # noqa: SIM115
    try:
        yield out
        out.flush()
        os.fsync(out.fileno())
        out.close()
    except BaseException:
        with contextlib.suppress(OSError):  # closing writes once more what did not fit
            out.close()
        path.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """A new name lasts only once the folder that holds it was written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
