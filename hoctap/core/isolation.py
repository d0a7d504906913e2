"""Foreign files are opened in a child process: little memory, little time, no network, no database, no secrets.

`run("package.module:function", data)` calls a function `bytes -> bytes` in a fresh interpreter; `result_file` does the same and
gives the result as a file, for results too large to hold. The child knows neither the environment of the server nor its settings;
an audit hook refuses sockets and programs; the kernel limits memory, time and output.
"""

import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MEMORY_BYTES = 1024 * 1024 * 1024
OUTPUT_BYTES = 64 * 1024 * 1024

TOO_LONG = "Tệp quá phức tạp, đọc quá lâu. Hãy lưu lại thành tệp mới rồi thử lại."
TOO_MUCH = "Tệp cần quá nhiều bộ nhớ để đọc. Hãy chép danh sách sang một tệp mới, chỉ để các cột cần dùng."
UNREADABLE = "Không đọc được tệp: tệp hỏng, quá lớn hoặc không đúng loại."
# Before the reason in what the child says on stderr: libraries speak there too.
_REASON = "\x1e"
_REFUSED, _NO_MEMORY = 3, 4


class IsolatedFailure(Exception):
    """The file could not be read within the limits; `reason` may be shown to the user."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


def run(target: str, data: bytes, *, seconds: int = 30, memory: int = MEMORY_BYTES) -> bytes:
    """Call `target` on `data` in the child and return its bytes; raise `IsolatedFailure` with a Vietnamese reason.

    `memory` limits the child's address space, in bytes.
    """
    with result_file(target, data, seconds=seconds, memory=memory) as result:
        return result.read()


@contextmanager
def result_file(
    target: str, data: bytes, *, seconds: int = 30, memory: int = MEMORY_BYTES, output: int = OUTPUT_BYTES
) -> Iterator[IO[bytes]]:
    """The same, with the result as a nameless temporary file, read from its beginning. The function may also yield its
    bytes in pieces: then nobody ever holds the whole.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
        resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.setsid()

    root = str(Path(__file__).resolve().parents[2])
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as said:
        try:
            finished = subprocess.run(
                [sys.executable, "-m", "hoctap.core.isolation", target],
                input=data,
                stdout=result,
                stderr=said,
                timeout=seconds + 5,
                preexec_fn=limit,  # the limits must be set in the child itself
                env={
                    "PATH": "/usr/bin:/bin",
                    "PYTHONPATH": root,
                    "PYTHONIOENCODING": "utf-8",
                    "LANG": "C.UTF-8",
                    "OPENBLAS_NUM_THREADS": "1",
                    # One arena: what is freed is used again, whatever thread freed it.
                    "MALLOC_ARENA_MAX": "1",
                },
                check=False,
            )
        except subprocess.TimeoutExpired as expired:
            raise IsolatedFailure(TOO_LONG) from expired
        if finished.returncode != 0:
            said.seek(0)
            raise IsolatedFailure(_reason(finished.returncode, said.read(1_000_000)))
        result.seek(0)
        yield result


def _reason(code: int, said: bytes) -> str:
    if code == _REFUSED:
        return said.decode("utf-8", "replace").rpartition(_REASON)[2].strip()
    if code == -signal.SIGXCPU:
        return TOO_LONG
    # A library that is not Python's ends the process where it gets no memory.
    if code == _NO_MEMORY or (code == -signal.SIGABRT and b"memory allocation" in said):
        return TOO_MUCH
    return UNREADABLE


def _forbid(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(
        ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.", "os.system", "os.exec")
    ):
        raise PermissionError(f"not allowed here: {event}")


def _child(target: str) -> None:
    import gc
    import importlib

    module_name, function_name = target.split(":")
    gc.disable()  # what is read in stays to the end
    function = getattr(importlib.import_module(module_name), function_name)
    gc.freeze()
    gc.enable()
    data = sys.stdin.buffer.read()
    sys.addaudithook(_forbid)
    try:
        result = function(data)
        del data
        for piece in (result,) if isinstance(result, bytes) else result:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except ValueError as error:  # the reader's own way to say what is wrong with the file
        sys.stderr.write(_REASON + str(error))
        sys.exit(_REFUSED)
    except MemoryError:
        sys.exit(_NO_MEMORY)


if __name__ == "__main__":
    _child(sys.argv[1])
