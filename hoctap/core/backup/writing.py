"""Many files side by side, and onto the disk: they share the waits for it, and the processors."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

_THREADS, _AHEAD = 8, 64


def side_by_side[T, R](work: Callable[[T], R], items: Iterable[T]) -> Generator[R]:
    """The results in the order of the items. Closed or stopped by a fault, it begins nothing more and waits for what has begun."""
    beside = ThreadPoolExecutor(_THREADS)
    begun: deque[Future[R]] = deque()
    try:
        for item in items:
            begun.append(beside.submit(work, item))
            if len(begun) >= _AHEAD:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        beside.shutdown(cancel_futures=True)


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
