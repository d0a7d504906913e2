"""Streams through encryption with age, with hashes of both sides taken on the way; and the keys."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyrage
from pyrage import x25519

from hoctap.core.backup.age import Readable, Sealer, Unreadable, opened, pieces_of
from hoctap.core.backup.errors import BackupError

CHUNK = 1 << 20
_SEALED_HEAD = b"age-encryption.org/v1"


class Writable(Protocol):
    def write(self, piece: Any, /) -> int: ...

    def flush(self) -> None: ...


def silent(_count: int) -> None:
    """For whoever does not want to know how far it is."""


@dataclass(frozen=True)
class Content:
    plain_sha256: str
    plain_size: int


@dataclass(frozen=True)
class Sealed(Content):
    sealed_sha256: str
    sealed_size: int


class Source:
    """Reads, hashes and counts; hands out the small pieces that `pyrage` asks for from large ones."""

    def __init__(self, source: Readable, tick: Callable[[int], None] = silent) -> None:
        self._source, self._tick = source, tick
        self._piece, self._at = b"", 0
        self._hash, self.size = hashlib.sha256(), 0
        self.error: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        if self._at >= len(self._piece):
            try:
                self._piece, self._at = self._source.read(CHUNK), 0
                self._tick(len(self._piece))
            except BaseException as error:
                self.error = error
                raise
            self._hash.update(self._piece)
            self.size += len(self._piece)
        end = len(self._piece) if size < 0 else self._at + size
        part = self._piece[self._at : end]
        self._at += len(part)
        return part

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class Drain:
    """Writes, hashes and counts."""

    def __init__(self, target: Writable) -> None:
        self._target = target
        self._hash, self.size = hashlib.sha256(), 0
        self.error: BaseException | None = None

    def write(self, piece: bytes, /) -> int:
        try:
            self._target.write(piece)
        except BaseException as error:
            self.error = error
            raise
        self._hash.update(piece)
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        try:
            self._target.flush()
        except BaseException as error:
            self.error = error
            raise

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def seal(
    source: Readable, target: Writable, keys: list[x25519.Recipient], tick: Callable[[int], None] = silent
) -> Sealed:
    """Encrypt a stream in constant memory. Not flushed to the disk: the caller does that."""
    sealer = Sealer(keys)
    target.write(sealer.head)
    plain, sealed = hashlib.sha256(), hashlib.sha256(sealer.head)
    plain_size, sealed_size = 0, len(sealer.head)
    for piece, last in pieces_of(source):
        tick(len(piece))
        plain.update(piece)
        out = sealer.seal(piece, last=last)
        sealed.update(out)
        target.write(out)
        plain_size, sealed_size = plain_size + len(piece), sealed_size + len(out)
    return Sealed(plain.hexdigest(), plain_size, sealed.hexdigest(), sealed_size)


def unseal(
    source: Readable, target: Writable, key: x25519.Identity, tick: Callable[[int], None] = silent
) -> Content:
    """Decrypt a stream in constant memory; raises `Unreadable` when the key or the content is wrong."""
    plain, plain_size = hashlib.sha256(), 0
    for piece in opened(source, key):
        tick(len(piece))
        plain.update(piece)
        target.write(piece)
        plain_size += len(piece)
    target.flush()
    return Content(plain.hexdigest(), plain_size)


def unseal_by_another_hand(
    source: Readable, target: Writable, key: x25519.Identity, tick: Callable[[int], None] = silent
) -> Content:
    """The same by a program that shares nothing with the one that sealed: what both agree on, any age opens."""
    sealed, plain = Source(source, tick), Drain(target)
    try:
        pyrage.decrypt_io(sealed, plain, [key])
    except BaseException as failure:
        if first := plain.error or sealed.error:
            raise first from None
        # A bad head is a DecryptError, a bad byte further on an OSError without a number.
        if isinstance(failure, pyrage.DecryptError | OSError):
            raise Unreadable from failure
        raise
    return Content(plain.sha256, plain.size)


def hash_of(path: Path, tick: Callable[[int], None] = silent) -> tuple[str, int]:
    """SHA-256 and size of a file as the disk has it, not as the system still remembers it."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        source = Source(file, tick)
        while source.read(CHUNK):
            pass
    return source.sha256, source.size


# ---------------------------------------------------------------- keys


def recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as failure:
        raise BackupError(
            f"Khóa công khai để sao lưu không đúng dạng: {text[:20]}… Khóa bắt đầu bằng age1."
        ) from failure


def identity_text(identity: x25519.Identity) -> str:
    return (
        "# Khóa mở các bản sao lưu của hoctap. Mất khóa này là mất mọi bản sao lưu.\n"
        f"# khóa công khai: {identity.to_public()}\n{identity}\n"
    )


def write_identity(identity: x25519.Identity, path: Path, *, passphrase: str = "") -> None:
    """A new file that its owner alone may read; with a passphrase it is itself encrypted."""
    content = identity_text(identity).encode()
    if passphrase:
        content = pyrage.passphrase.encrypt(content, passphrase)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError as failure:
        raise BackupError(f"{path} đã có; không ghi đè lên một khóa. Chọn tên khác.") from failure
    except OSError as failure:
        raise BackupError(f"Không ghi được khóa vào {path}: {failure.strerror}.") from failure
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read_identity(path: Path, ask: Callable[[], str]) -> x25519.Identity:
    """`ask` gives the passphrase, and is called only when the file wants one."""
    try:
        content = path.read_bytes()
    except OSError as failure:
        raise BackupError(f"Không đọc được tệp khóa {path}: {failure.strerror}.") from failure
    if content.startswith(_SEALED_HEAD):
        try:
            content = pyrage.passphrase.decrypt(content, ask())
        except pyrage.DecryptError as failure:
            raise BackupError(f"Câu mật khẩu của tệp khóa {path} không đúng.") from failure
    for line in content.decode("utf-8", errors="replace").splitlines():
        if line.strip() and not line.startswith("#"):
            try:
                return x25519.Identity.from_str(line.strip())
            except pyrage.IdentityError:
                break
    raise BackupError(f"{path} không phải tệp khóa sao lưu (phải có dòng AGE-SECRET-KEY-…).")
