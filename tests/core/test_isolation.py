"""The child process: what it is given, what it may not do, and how its end is told."""

import os
import pickle
import zlib

import pytest

from hoctap.core import isolation


class Call:
    """Unpickled in the child, it calls a function there."""

    def __init__(self, function: object, *arguments: object):
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


def refused(target: str, data: bytes, **limits: int) -> str:
    with pytest.raises(isolation.IsolatedFailure) as failure:
        isolation.run(target, data, **limits)
    return failure.value.reason


def test_bytes_go_in_and_come_out():
    assert isolation.run("builtins:bytes", b"abc") == b"abc"


def test_a_result_is_read_as_a_file_and_may_come_in_pieces():
    with isolation.result_file("io:BytesIO", b"mot\nhai\nba\n") as result:
        assert list(result) == [b"mot\n", b"hai\n", b"ba\n"]


def test_what_the_function_says_is_the_reason_and_nothing_else_a_library_prints():
    assert "invalid" in refused("builtins:int", b"abc") or "abc" in refused("builtins:int", b"abc")
    loud = pickle.dumps([Call(os.write, 2, b"thread panicked at lib.rs\n"), Call(int, "Tệp không đúng.")])
    assert refused("pickle:loads", loud).startswith("invalid literal")


def test_too_much_memory_is_told():
    bomb = zlib.compress(b"\0" * 300_000_000)
    assert refused("zlib:decompress", bomb, memory=200_000_000) == isolation.TOO_MUCH


def test_too_much_time_is_told():
    assert (
        refused("pickle:loads", pickle.dumps(Call(eval, "sum(range(10**12))")), seconds=1)
        == isolation.TOO_LONG
    )
    assert (
        refused("pickle:loads", pickle.dumps(Call(eval, "__import__('time').sleep(60)")), seconds=1)
        == isolation.TOO_LONG
    )


def test_too_much_output_is_stopped():
    with (
        pytest.raises(isolation.IsolatedFailure),
        isolation.result_file("builtins:bytes", b"x" * 100_000, output=1_000),
    ):
        pass


@pytest.mark.parametrize(
    "code",
    [
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
    ],
)
def test_the_child_reaches_no_network_and_starts_no_program(code: str):
    assert refused("pickle:loads", pickle.dumps(Call(eval, code))) == isolation.UNREADABLE


def test_the_child_does_not_know_the_servers_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOCTAP_SECRET_KEY", "geheim")
    seen = pickle.dumps(Call(eval, "repr(dict(__import__('os').environ)).encode()"))
    assert b"geheim" not in isolation.run("pickle:loads", seen)
    assert b"HOCTAP" not in isolation.run("pickle:loads", seen)
