"""`hoctap serve`: the web server and the worker for background jobs, side by side, watched."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

FIRST_PORT, PORTS_TRIED = 8000, 100
READY_SECONDS = 60
STOP_SECONDS = 5
LONGEST_PAUSE = 30
STEADY_SECONDS = 60  # a worker that lived this long has earned a quick restart


class Command(BaseCommand):
    help = "Chạy trang web cùng tiến trình làm việc nền; Ctrl-C dừng cả hai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định: chỉ máy này)")
        parser.add_argument("--port", type=int, help="cổng (mặc định: 8000, hoặc cổng trống kế tiếp)")
        parser.add_argument("--workers", type=int, default=2, help="số tiến trình phục vụ (mặc định: 2)")
        parser.add_argument("--demo", action="store_true", help="nạp dữ liệu trình diễn khi chưa có ai")
        parser.add_argument("--no-jobs", action="store_true", help="không chạy tiến trình làm việc nền")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demo"]:
            call_command("demo", if_empty=True)
        if settings.STATIC_ROOT:
            os.makedirs(settings.STATIC_ROOT, exist_ok=True)
        self._share_metrics()
        os.environ["HOCTAP_SERVE_PID"] = str(os.getpid())
        host, port = options["host"], free_port(options["host"], options["port"])
        server = Child(server_command(host, port, options["workers"]))
        jobs = (
            None if options["no_jobs"] else Child([sys.executable, "-m", "hoctap", "procrastinate", "worker"])
        )
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        children = [child for child in (server, jobs) if child]
        try:
            server.start()
            if self._wait_until_ready(server, host, port):
                self.stdout.write(f"hoctap chạy tại http://{shown(host)}:{port}/  (Ctrl-C để dừng)")
                self.stdout.flush()
                if jobs:
                    jobs.start()  # after the first page, which a person waits for
            while not self.stopping:
                if server.poll() is not None:
                    raise CommandError(f"Máy chủ web đã dừng (mã {server.poll()}).")
                if jobs:
                    jobs.restart_if_dead(self.stderr.write)
                time.sleep(0.2)
        finally:
            stop_all(children)

    def _share_metrics(self) -> None:
        """One folder in which all server processes count; new at every start."""
        if settings.METRICS_TOKEN:
            folder = tempfile.TemporaryDirectory(prefix="hoctap-metrics-")
            atexit.register(folder.cleanup)
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder.name

    def _stop(self, _number: int, _frame: Any) -> None:
        self.stopping = True

    def _wait_until_ready(self, server: Child, host: str, port: int) -> bool:
        until = time.monotonic() + READY_SECONDS
        while not self.stopping and server.poll() is None:
            connection = HTTPConnection(shown(host), port, timeout=5)
            with contextlib.suppress(OSError, HTTPException), contextlib.closing(connection):
                connection.request("GET", "/healthz")
                connection.getresponse()
                return True
            if time.monotonic() > until:
                raise CommandError(f"Máy chủ web không trả lời sau {READY_SECONDS} giây.")
            time.sleep(0.1)
        return False


@dataclass
class Child:
    """A process beside us, in a group of its own so that only we tell it to stop."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    pause: float = 1
    not_before: float = 0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with(os.getpid())
        )
        self.started = time.monotonic()

    def poll(self) -> int | None:
        return self.process.poll() if self.process else 0

    def restart_if_dead(self, say: Callable[[str], Any]) -> None:
        now = time.monotonic()
        if self.poll() is None:
            return
        if not self.not_before:
            self.pause = 1 if now - self.started > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
            self.not_before = now + self.pause
            say(f"Tiến trình làm việc nền đã dừng (mã {self.poll()}), chạy lại sau {self.pause:.0f} giây.")
        elif now >= self.not_before:
            self.not_before = 0
            self.kill_group()
            self.start()

    def kill_group(self) -> None:
        """What the process left behind when it died, and itself if it would not."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def stop_all(children: list[Child]) -> None:
    """Asks all at once, waits a few seconds, then insists."""
    started = [child for child in children if child.process]
    for child in started:
        if child.process and child.poll() is None:
            child.process.terminate()  # the head of the group stops its own
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until and any(child.poll() is None for child in started):
        time.sleep(0.05)
    for child in started:
        child.kill_group()


def server_command(host: str, port: int, workers: int) -> list[str]:
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    options += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    return [sys.executable, "-m", "hoctap.server", *options, "hoctap.wsgi:application"]


def free_port(host: str, given: int | None) -> int:
    choices = [given] if given is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    for port in choices:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError as failure:
                raise CommandError(f"Không được phép lắng nghe ở cổng {port}.") from failure
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CommandError(f"Không lắng nghe được ở {host}: cổng {choices[0]} đang có chương trình khác dùng.")


def shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


def _die_with(parent: int) -> Callable[[], None] | None:
    """On Linux a child is told to stop when we are killed without a chance to tell it ourselves."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return ask
