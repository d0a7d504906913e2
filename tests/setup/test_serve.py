"""`hoctap serve` watches two processes; `hoctap` itself answers in one line."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from hoctap import __main__ as command_line
from hoctap.core.management.commands import serve

PYTHON = sys.executable
SLEEP = [PYTHON, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    PYTHON,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def taken() -> object:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_that_was_asked_for_is_refused(taken: int) -> None:
    with pytest.raises(CommandError, match=str(taken)):
        serve.free_port("127.0.0.1", taken)


def test_without_a_wish_the_next_free_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "FIRST_PORT", taken)
    assert serve.free_port("127.0.0.1", None) > taken


def test_a_dead_worker_is_started_again_after_a_pause_that_grows() -> None:
    worker = serve.Child([PYTHON, "-c", "raise SystemExit(3)"])
    said: list[str] = []
    worker.start()
    assert until(lambda: worker.poll() is not None)
    worker.restart_if_dead(said.append)
    assert "mã 3" in said[0]
    first = worker.process
    worker.restart_if_dead(said.append)
    assert worker.process is first  # the pause is not over
    pauses = [worker.pause]
    for _ in range(6):
        worker.not_before = time.monotonic()
        worker.restart_if_dead(said.append)
        assert until(lambda: worker.poll() is not None)
        worker.restart_if_dead(said.append)
        pauses.append(worker.pause)
    assert pauses == [2, 4, 8, 16, 30, 30, 30]


def test_stopping_ends_both_and_insists_where_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "STOP_SECONDS", 1)
    children = [serve.Child(SLEEP), serve.Child(STUBBORN)]
    for child in children:
        child.start()
    time.sleep(0.5)  # long enough for the stubborn one to cover its ears
    start = time.monotonic()
    serve.stop_all(children)
    assert time.monotonic() - start < 4
    assert [child.poll() for child in children] == [-signal.SIGTERM, -signal.SIGKILL]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_killing_the_watcher_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import sys, time; from hoctap.core.management.commands.serve import Child\n"
        f"child = Child({SLEEP!r}); child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    watcher = subprocess.Popen([PYTHON, "-c", code], stdout=subprocess.PIPE, text=True)
    assert watcher.stdout
    child = int(watcher.stdout.readline())
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.wait()
    watcher.stdout.close()
    assert until(lambda: not running(child))


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_list_of_commands_needs_no_database(capsys: pytest.CaptureFixture[str]) -> None:
    code = "import sys; from hoctap.__main__ import run; run(['--help']); sys.exit('django' in sys.modules)"
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in command_line.OURS)


def test_a_command_reads_no_views_before_it_works(tmp_path: Path) -> None:
    """Django's checks of the code would read them, which takes as long as the rest of the start. `make check` asks them."""
    code = (
        "import gc, sys; from django.core.management.base import BaseCommand\n"
        "BaseCommand.check = lambda *_, **__: sys.exit('checked')\n"
        "from hoctap.__main__ import run; run(['doctor', '--json']); assert gc.isenabled()"
    )
    nowhere = {"DATABASE_URL": "postgresql://a:b@127.0.0.1:1/none", "HOCTAP_DATA": str(tmp_path)}
    done = subprocess.run(
        [PYTHON, "-c", code], env=os.environ | nowhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["findings"]


def test_a_refusal_is_one_line_without_a_class_name() -> None:
    assert command_line.sentence(CommandError("không tìm thấy\nmã 30043")) == "không tìm thấy mã 30043"
    assert command_line.sentence(ValueError("bad")).startswith("ValueError: bad")


def test_an_unexpected_error_is_one_line_on_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_name: str, _rest: list[str]) -> int:
        raise RuntimeError("nổ")

    monkeypatch.setattr(command_line, "_command", broken)
    monkeypatch.delenv("HOCTAP_DEBUG", raising=False)
    assert command_line.run(["doctor"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("hoctap doctor: RuntimeError: nổ")
    assert err.count("\n") == 1


def test_structure_is_changed_as_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    roles = []
    monkeypatch.setattr(
        command_line, "_command", lambda *_: roles.append(os.environ.get("HOCTAP_DB_ROLE")) or 0
    )
    for name in ("migrate", "results"):
        monkeypatch.setenv("HOCTAP_DB_ROLE", "")
        monkeypatch.delenv("HOCTAP_DB_ROLE")
        command_line.run([name])
    assert roles == ["owner", None]
