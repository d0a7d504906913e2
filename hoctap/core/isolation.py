"""Foreign files are opened in a child process: little memory, little time, no network, no database, no secrets.

`run("package.module:function", data)` calls a function `bytes -> bytes` in a fresh interpreter. The child knows neither the
environment of the server nor its settings; an audit hook refuses sockets and programs; the kernel limits memory, time and output.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

MEMORY_BYTES = 1024 * 1024 * 1024
OUTPUT_BYTES = 64 * 1024 * 1024


class IsolatedFailure(Exception):
    """The file could not be read within the limits; `reason` may be shown to the user."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


def run(target: str, data: bytes, *, seconds: int = 30) -> bytes:
    """Call `target` on `data` in the child and return its bytes; raise `IsolatedFailure` with a Vietnamese reason."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.setsid()

    root = str(Path(__file__).resolve().parents[2])
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "hoctap.core.isolation", target],
            input=data,
            capture_output=True,
            timeout=seconds + 5,
            preexec_fn=limit,  # the limits must be set in the child itself
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": root,
                "PYTHONIOENCODING": "utf-8",
                "LANG": "C.UTF-8",
                "OPENBLAS_NUM_THREADS": "1",
            },
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        raise IsolatedFailure(
            "Tệp quá phức tạp, đọc quá lâu. Hãy lưu lại thành tệp mới rồi thử lại."
        ) from expired
    if finished.returncode == 3:
        raise IsolatedFailure(finished.stderr.decode("utf-8", "replace").strip())
    if finished.returncode != 0:
        raise IsolatedFailure("Không đọc được tệp: tệp hỏng, quá lớn hoặc không đúng loại.")
    return finished.stdout


def _forbid(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(
        ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.", "os.system", "os.exec")
    ):
        raise PermissionError(f"not allowed here: {event}")


def _child(target: str) -> None:
    import importlib

    module_name, function_name = target.split(":")
    function = getattr(importlib.import_module(module_name), function_name)
    data = sys.stdin.buffer.read()
    sys.addaudithook(_forbid)
    try:
        sys.stdout.buffer.write(function(data))
    except ValueError as error:  # the reader's own way to say what is wrong with the file
        sys.stderr.write(str(error))
        sys.exit(3)


if __name__ == "__main__":
    _child(sys.argv[1])
