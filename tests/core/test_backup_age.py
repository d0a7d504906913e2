"""What is sealed here any age opens, and what any age sealed is opened here; what was changed in between is not."""

import io
import os
from collections.abc import Callable

import pyrage
import pytest

from hoctap.core.backup.age import CHUNK, PIECE, TAG, Sealer, Unreadable, opened, pieces_of
from hoctap.core.backup.sealing import seal, unseal, unseal_by_another_hand
from tests.backups import IDENTITY, STRANGER

KEYS = [STRANGER.to_public(), IDENTITY.to_public()]
EDGES = [
    0, 1, CHUNK - 1, CHUNK, CHUNK + 1, PIECE - 1, PIECE, PIECE + 1, PIECE + CHUNK, 2 * PIECE, 2 * PIECE + 5,
]  # fmt: skip


class Trickle(io.BytesIO):
    """A pipe: it gives less than it is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, 10_007) if size and size > 0 else 10_007)


def sealed(content: bytes) -> bytes:
    out = io.BytesIO()
    seal(io.BytesIO(content), out, KEYS)
    return out.getvalue()


def read(content: bytes) -> bytes:
    return b"".join(opened(io.BytesIO(content), IDENTITY))


@pytest.mark.parametrize("size", EDGES)
def test_both_programs_open_what_either_sealed(size: int):
    content = os.urandom(size)
    ours = sealed(content)
    assert pyrage.decrypt(ours, [IDENTITY]) == pyrage.decrypt(ours, [STRANGER]) == content
    assert read(ours) == content
    assert read(pyrage.encrypt(content, KEYS)) == content


@pytest.mark.parametrize("size", [0, CHUNK, PIECE, PIECE + 5])
def test_a_pipe_that_gives_little_at_a_time_changes_nothing(size: int):
    content = os.urandom(size)
    out, plain = io.BytesIO(), io.BytesIO()
    told = seal(Trickle(content), out, KEYS)
    ours = out.getvalue()
    assert (told.plain_size, told.sealed_size) == (size, len(ours))
    assert unseal(Trickle(ours), plain, IDENTITY).plain_sha256 == told.plain_sha256
    assert unseal_by_another_hand(Trickle(ours), io.BytesIO(), IDENTITY).plain_sha256 == told.plain_sha256
    assert plain.getvalue() == content


def test_nothing_is_sealed_twice_alike():
    assert len({sealed(b"x") for _ in range(4)}) == 4


def _body(whole: bytes) -> int:
    """Where the chunks begin."""
    return whole.index(b"\n", whole.index(b"\n--- ") + 1) + 1 + 16


def _chunks(whole: bytes, order: Callable[[list[bytes]], list[bytes]]) -> bytes:
    start, size = _body(whole), CHUNK + TAG
    chunks = [whole[at : at + size] for at in range(start, len(whole), size)]
    return whole[:start] + b"".join(order(chunks))


@pytest.mark.parametrize("blocks", [3, 16, 17])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda c: c[:-1], id="the last one is missing"),
        pytest.param(lambda c: c[1:], id="the first one is missing"),
        pytest.param(lambda c: [c[1], c[0], *c[2:]], id="two changed places"),
        pytest.param(lambda c: [c[0], *c], id="one is there twice"),
        pytest.param(lambda c: [*c, c[-1]], id="the last one is there twice"),
        pytest.param(lambda c: [*c[:-1], c[-1][:-1]], id="a byte is missing"),
        pytest.param(lambda c: [*c, b"x"], id="a byte too many"),
        pytest.param(lambda c: [], id="all are missing"),
        pytest.param(lambda c: [c[0][:-1] + bytes([c[0][-1] ^ 1]), *c[1:]], id="a bit changed"),
    ],
)
def test_chunks_that_were_moved_cut_or_changed_are_not_opened(
    blocks: int, change: Callable[[list[bytes]], list[bytes]]
):
    whole = sealed(os.urandom(blocks * CHUNK))
    assert _chunks(whole, lambda chunks: chunks) == whole
    with pytest.raises(Unreadable):
        read(_chunks(whole, change))


def test_an_empty_chunk_after_a_full_one_is_refused_as_the_format_says():
    content = os.urandom(CHUNK)
    sealer = Sealer(KEYS)
    whole = sealer.head + sealer.seal(content, last=False) + sealer.seal(b"", last=True)
    with pytest.raises(Unreadable):
        read(whole)


def test_no_byte_of_the_header_can_be_changed():
    whole = sealed(b"x")
    for at in range(_body(whole)):
        changed = bytearray(whole)
        changed[at] ^= 4
        with pytest.raises(Unreadable):
            read(bytes(changed))


def test_a_header_that_was_cut_off_is_not_opened():
    whole = sealed(b"x")
    for size in range(_body(whole)):
        with pytest.raises(Unreadable):
            read(whole[:size])


def test_another_key_does_not_open_it():
    with pytest.raises(Unreadable):
        read(pyrage.encrypt(b"x", [STRANGER.to_public()]))


def test_what_is_no_age_file_is_given_up_soon():
    source = io.BytesIO(bytes(20 * PIECE))
    with pytest.raises(Unreadable):
        list(opened(source, IDENTITY))
    assert source.tell() < 3 * PIECE


def test_pieces_are_full_but_for_the_last():
    assert list(pieces_of(Trickle(b"x" * 25), 10)) == [
        (b"x" * 10, False),
        (b"x" * 10, False),
        (b"x" * 5, True),
    ]
    assert list(pieces_of(io.BytesIO(b""), 10)) == [(b"", True)]
