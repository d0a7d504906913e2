"""The age format, version 1, for X25519 keys: https://age-encryption.org/v1.

`pyrage` writes and reads the same and keeps the last word: in the trial restore of each backup it opens what was sealed here. For the
bulk of the bytes OpenSSL, which stands behind `cryptography`, is several times faster, and it lets other threads run meanwhile.

A file is a header (its key, wrapped for each recipient), a MAC of that, 16 bytes of salt, and the content in chunks of 64 KiB. The nonce
of a chunk is its number and whether it is the last one: none can be left out, moved or doubled unnoticed.
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pyrage import x25519

CHUNK, TAG = 64 << 10, 16
PIECE = 16 * CHUNK
"""Bytes of content that go through at a time."""

_SEALED_CHUNK = CHUNK + TAG
_SEALED_PIECE = 16 * _SEALED_CHUNK
_VERSION = b"age-encryption.org/v1"
_WRAPPING = _VERSION + b"/X25519"
_MOST_HEAD_BYTES = 64 << 10
_LETTERS = {letter: value for value, letter in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}


class Unreadable(Exception):
    """Not encrypted for this key, or not what was written."""


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def pieces_of(source: Readable, size: int = PIECE) -> Iterator[tuple[bytes, bool]]:
    """The source in pieces that are full, but for the last one, and whether it is the last. At least one."""
    piece = _filled(source, size)
    while following := _filled(source, size) if len(piece) == size else b"":
        yield piece, False
        piece = following
    yield piece, True


class Sealer:
    """Writes one file: `head`, then what `seal` gives for each piece."""

    def __init__(self, keys: list[x25519.Recipient]) -> None:
        secret, salt = os.urandom(16), os.urandom(16)
        head = b"\n".join([_VERSION, *(_stanza(secret, _raw(str(key))) for key in keys), b"---"])
        self.head = head + b" " + _base64(_mac(secret, head)) + b"\n" + salt
        self._cipher, self._number = _cipher(secret, salt), 0

    def seal(self, piece: bytes | memoryview, *, last: bool) -> bytearray:
        """All but the last piece hold whole chunks."""
        plain = memoryview(piece)
        count = max(1, -(-len(plain) // CHUNK))
        sealed = bytearray(len(plain) + count * TAG)
        into = memoryview(sealed)
        for at in range(count):
            self._cipher.encrypt_into(
                _nonce(self._number, last=last and at == count - 1),
                plain[at * CHUNK : (at + 1) * CHUNK],
                None,
                into[at * _SEALED_CHUNK : (at + 1) * _SEALED_CHUNK],
            )
            self._number += 1
        return sealed


def opened(source: Readable, key: x25519.Identity) -> Iterator[bytearray]:
    """The content in pieces; each was found genuine before it is given out, and that nothing is missing after the last."""
    head, rest = _head(source)
    secret = _unwrapped(head, _raw(str(key)))
    body = _Rest(rest, source)
    salt = _filled(body, 16)
    if len(salt) < 16:
        raise Unreadable("the salt")
    cipher, number = _cipher(secret, salt), 0
    for piece, last in pieces_of(body, _SEALED_PIECE):
        sealed = memoryview(piece)
        count = max(1, -(-len(sealed) // _SEALED_CHUNK))
        short = len(sealed) - (count - 1) * _SEALED_CHUNK
        if short < TAG or (short == TAG and number + count > 1):
            raise Unreadable("cut off")
        plain = bytearray(len(sealed) - count * TAG)
        into = memoryview(plain)
        for at in range(count):
            try:
                cipher.decrypt_into(
                    _nonce(number, last=last and at == count - 1),
                    sealed[at * _SEALED_CHUNK : (at + 1) * _SEALED_CHUNK],
                    None,
                    into[at * CHUNK : (at + 1) * CHUNK],
                )
            except InvalidTag as failure:
                raise Unreadable(f"chunk {number}") from failure
            number += 1
        yield plain


class _Rest:
    """What was read too far of a source, then the source itself."""

    def __init__(self, start: bytes, source: Readable) -> None:
        self._start, self._source = start, source

    def read(self, size: int = -1, /) -> bytes:
        if self._start:
            piece, self._start = self._start[:size], self._start[size:]
            return piece
        return self._source.read(size)


def _filled(source: Readable, size: int) -> bytes:
    """As many bytes as asked for, unless the source ends before."""
    piece = source.read(size)
    if not piece or len(piece) == size:
        return piece
    pieces, missing = [piece], size - len(piece)
    while missing and (piece := source.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _head(source: Readable) -> tuple[bytes, bytes]:
    """The header with its last line end, and what was read beyond."""
    read = b""
    while True:
        start = read.find(b"\n--- ")
        end = read.find(b"\n", start + 1) if start >= 0 else -1
        if end >= 0:
            return read[: end + 1], read[end + 1 :]
        piece = source.read(_SEALED_PIECE)
        if not piece or len(read) > _MOST_HEAD_BYTES:
            raise Unreadable("the header")
        read += piece


def _unwrapped(head: bytes, key: bytes) -> bytes:
    """The key of the file out of its header."""
    signed, _, mac = head.rpartition(b" ")
    lines = signed.split(b"\n")
    if lines[0] != _VERSION:
        raise Unreadable("the version")
    mine = X25519PrivateKey.from_private_bytes(key)
    public = mine.public_key().public_bytes_raw()
    for line, wrapped in pairwise(lines):
        if line.startswith(b"-> X25519 "):
            try:
                share = _unbase64(line.removeprefix(b"-> X25519 "))
                shared = mine.exchange(X25519PublicKey.from_public_bytes(share))
                wrapping = ChaCha20Poly1305(_derived(shared, share + public, _WRAPPING))
                secret = wrapping.decrypt(bytes(12), _unbase64(wrapped), None)
            except InvalidTag:  # for another recipient
                continue
            except ValueError as failure:
                raise Unreadable("the header") from failure
            if not hmac.compare_digest(_base64(_mac(secret, signed)), mac.rstrip(b"\n")):
                raise Unreadable("the header")
            return secret
    raise Unreadable("another key")


def _stanza(secret: bytes, public: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    wrapping = ChaCha20Poly1305(_derived(shared, share + public, _WRAPPING))
    return b"-> X25519 " + _base64(share) + b"\n" + _base64(wrapping.encrypt(bytes(12), secret, None))


def _mac(secret: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(secret, b"", b"header"), head, "sha256")


def _cipher(secret: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derived(secret, salt, b"payload"))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF (RFC 5869) with SHA-256, as far as its first 32 bytes."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), purpose + b"\1", "sha256")


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)


def _raw(text: str) -> bytes:
    """The 32 bytes of a key in Bech32, which `pyrage` read before and found right."""
    number = 0
    letters = text.lower().rpartition("1")[2][:-6]
    for letter in letters:
        number = number << 5 | _LETTERS[letter]
    return (number >> (len(letters) * 5 - 256)).to_bytes(32, "big")
