"""What goes wrong, in a sentence for the person at the keyboard."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupError(Exception):
    """One sentence, with the cure where there is one."""


class Stopped(BackupError):
    """Somebody asked for it to stop."""


class Damaged(BackupError):
    """A part of the backup is missing or is not what was written; the sentence names the part."""


@contextmanager
def disk_in_words(folder: Path) -> Iterator[None]:
    """What the system says about a disk, in words."""
    try:
        yield
    except OSError as error:
        where = f" {folder}"
        if error.errno in _FULL:
            raise BackupError(
                f"Hết chỗ trên đĩa của{where}: dọn bớt hoặc chọn nơi khác rồi chạy lại."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise BackupError(
                f"Không được phép ghi hoặc đọc ở{where}: {error.filename or ''}".strip()
            ) from error
        raise BackupError(f"Lỗi khi đọc, ghi ở{where}: {os.strerror(error.errno or 0)}.") from error
