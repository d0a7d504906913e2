"""The web server's head reads the program once; who serves is its copy, and a dead copy is replaced without reading again."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from hoctap.core.management.commands.serve import server_command
from tests.faults.machine import children, command_of, free_port


def until(condition: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@pytest.fixture
def imports(tmp_path: Path) -> Path:
    return tmp_path / "imports"


@pytest.fixture
def head(imports: Path) -> Iterator[tuple[int, int]]:
    """Its process and its port. Each process of it says on stderr what it reads."""
    port = free_port()
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1", "DJANGO_SETTINGS_MODULE": "hoctap.settings"}
    with imports.open("wb") as out:
        process = subprocess.Popen(server_command("127.0.0.1", port, 2), env=environment, stderr=out)
    try:
        yield process.pid, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def status(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.suppress(OSError, HTTPException), contextlib.closing(connection):
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    return 0


def processes(head: int) -> set[int]:
    return {pid for pid in children(head) if "hoctap.server" in command_of(pid)}


def sockets(pid: int) -> int:
    return sum(os.readlink(one).startswith("socket:") for one in Path(f"/proc/{pid}/fd").iterdir())


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the processes in /proc")
def test_a_dead_process_is_replaced_without_reading_the_program_again(
    head: tuple[int, int], imports: Path
) -> None:
    pid, port = head
    until(lambda: status(port) == 200)
    assert sockets(pid) == 1, "the one it listens at; a connection to the database would be everybody's"
    first = processes(pid)
    assert len(first) == 2
    for one in first:
        os.kill(one, signal.SIGKILL)
    until(lambda: len(processes(pid) - first) == 2 and status(port) == 200)
    read = [line.rsplit("|", 1)[-1].strip() for line in imports.read_text().splitlines()]
    for module in ("hoctap.wsgi", "hoctap.recognition.views"):
        assert read.count(module) == 1, module
