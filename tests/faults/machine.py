"""A machine of its own: PostgreSQL, web server and worker as processes that can be killed. Nothing else is ever killed."""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

from hoctap.core.clone import clone_id, home, locked
from hoctap.core.postgres_programs import ROOT_FOLDER

PATIENCE = 120


@dataclass
class Machine:
    name: str
    folder: Path
    port: int
    extra: dict[str, str] = field(default_factory=dict)
    copy_of: "PutAway | None" = None
    serve: subprocess.Popen[bytes] | None = None
    cluster_environment: dict[str, str] = field(init=False)
    environment: dict[str, str] = field(init=False)
    _asking: psycopg.Connection | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        kept = {
            key: value
            for key, value in os.environ.items()
            if not re.match(r"(HOCTAP|DATABASE|DJANGO|PYTEST|PG)", key)
        }
        self.cluster_environment = {**kept, "HOCTAP_CLUSTER": self.name}
        if self.copy_of:
            self.copy_of.take_out(self)
        self.start_database()
        self.environment = {
            **kept,
            "DATABASE_URL": self._url("url"),
            "DATABASE_OWNER_URL": self._url("url", "owner"),
            "DJANGO_SETTINGS_MODULE": "hoctap.settings",
            "HOCTAP_DATA": str(self.folder),
            "HOCTAP_SECRET_KEY": secrets.token_urlsafe(32),
            "HOCTAP_HMAC_KEY": secrets.token_urlsafe(32),
            "PYTHONUNBUFFERED": "1",
            **(self.copy_of.keys if self.copy_of else {}),
            **self.extra,
        }
        self.data = Path(self._cluster("status").split("data in ")[1].strip()) / "data"
        if self.copy_of:
            return
        # What a killed process wrote is with the kernel and stays; fsync guards against a power cut, which nobody makes here.
        # With it, PostgreSQL reads its whole folder at each recovery, for seconds.
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write("fsync = off\n")
        os.kill(self.postmaster(), signal.SIGHUP)

    @property
    def cluster(self) -> Path:
        """The folder of its database: `cluster.cluster_folder()` of its environment."""
        above = home() if os.geteuid() else Path(ROOT_FOLDER) / clone_id(home())
        return above / f"pg{self.name}"

    # ------------------------------------------------------------ commands

    def _cluster(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "hoctap.core.cluster", *words],
            env=self.cluster_environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _url(self, *words: str) -> str:
        return self._cluster(*words)

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE * 3,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if check:
            assert done.returncode == 0, f"{words} → {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def ask(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """As the owner of the tables; on another connection when the last one was killed."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                if self._asking is None:
                    self._asking = psycopg.connect(self.environment["DATABASE_OWNER_URL"], autocommit=True)
                cursor = self._asking.execute(sql, values or None)  # type: ignore[arg-type]
                return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                self._stop_asking()
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.close()
        self._asking = None

    # ------------------------------------------------------------ starting and stopping

    def start_database(self) -> None:
        self._cluster("start")

    def stop_database(self) -> None:
        self._stop_asking()
        self._cluster("stop")

    def use_up_journal(self) -> None:
        """Begins another file of PostgreSQL's journal, as its superuser may."""
        words = json.loads((self.data.parent / "secrets.json").read_text())
        url = self.environment["DATABASE_OWNER_URL"].replace(
            f"hoctap_owner:{words['hoctap_owner']}", f"postgres:{words['postgres']}"
        )
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, autocommit=True) as keeper:
            keeper.execute("SELECT pg_switch_wal()")
            keeper.execute("CREATE TEMPORARY TABLE something ()")

    def start_server(self, *words: str) -> None:
        command = [
            sys.executable,
            "-m",
            "hoctap",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            "2",
            *words,
        ]
        with (self.folder / "server.log").open("ab") as log:
            self.serve = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait_until_healthy()

    def stop_server(self) -> None:
        if self.serve is not None and self.serve.poll() is None:
            family = descendants(self.serve.pid)
            self.serve.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.serve.wait(20)
            for pid in [self.serve.pid, *family]:
                kill(pid)
            self.serve.wait()
        self.serve = None

    def remove(self) -> None:
        self.stop_server()
        self._stop_asking()
        folder = self.data.parent
        with contextlib.suppress(AssertionError):
            self._cluster("stop")
        assert folder.name == f"pg{self.name}"
        assert folder.is_relative_to(ROOT_FOLDER) or folder.is_relative_to(home())
        shutil.rmtree(folder, ignore_errors=True)

    # ------------------------------------------------------------ being well

    def health(self) -> int:
        """The status of the health answer; 0 when nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.suppress(OSError, HTTPException), contextlib.closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        return 0

    def wait_until_healthy(self) -> None:
        self.wait_for(lambda: self.health() == 200, "the server does not answer")

    def wait_for(
        self, condition: Callable[[], bool], otherwise: str, seconds: float = PATIENCE, *, pause: float = 0.03
    ) -> None:
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, f"{otherwise}\n{self.log[-3000:]}"
            time.sleep(pause)

    @property
    def log(self) -> str:
        log = self.folder / "server.log"
        return log.read_text(errors="replace") if log.exists() else ""

    # ------------------------------------------------------------ who can be killed

    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def backends(self) -> list[int]:
        """The server processes of PostgreSQL that serve the application."""
        return [pid for pid in descendants(self.postmaster()) if "hoctap_app" in command_of(pid)]

    def server(self) -> int | None:
        return next((pid for pid in self._children() if "hoctap.server" in command_of(pid)), None)

    def server_processes(self) -> list[int]:
        head = self.server()
        # Not the children that read foreign files: a file whose reader died is refused, which is another matter.
        return [pid for pid in children(head) if "resource_tracker" not in command_of(pid)] if head else []

    def worker(self) -> int | None:
        return next((pid for pid in self._children() if "procrastinate" in command_of(pid)), None)

    def _children(self) -> list[int]:
        return children(self.serve.pid) if self.serve else []


# ---------------------------------------------------------------- processes


def kill(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def command_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def by_age(pids: list[int]) -> list[int]:
    """The oldest first."""

    def begun(pid: int) -> int:
        with contextlib.suppress(OSError):
            return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19])
        return 0

    return sorted(pids, key=begun)


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for child in children(pid):
        found += [child, *descendants(child)]
    return found


def free_port() -> int:
    """Below those that connections going out are given: one of them would take it while the service is down."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True)
class PutAway:
    """A machine at rest: migrated, with the people of tests/faults/seeding.py in it."""

    folder: Path

    @property
    def known(self) -> Any:
        """What the people know who work on it."""
        return json.loads((self.folder / "known.json").read_text())

    @property
    def keys(self) -> dict[str, str]:
        return dict(json.loads((self.folder / "keys.json").read_text()))

    def take_out(self, machine: Machine) -> None:
        _copy(self.folder / "cluster", machine.cluster)
        (machine.cluster / "port").unlink()
        _copy(self.folder / "data", machine.folder)


def put_away(at: Path) -> PutAway:
    """Made by the first of a run that asks; taken out by each test, as a copy."""
    with locked(at.with_suffix(".lock")):
        if not at.exists():
            half = at.with_suffix(".half")
            half.mkdir()
            with machine(half / "data") as made:
                made.run("hoctap", "migrate", "--verbosity", "0")
                known = made.run("tests.faults.seeding").stdout.splitlines()[-1]
                made.stop_database()
                _copy(made.cluster, half / "cluster")
            (half / "known.json").write_text(known)
            keys = ("HOCTAP_SECRET_KEY", "HOCTAP_HMAC_KEY")
            (half / "keys.json").write_text(json.dumps({key: made.environment[key] for key in keys}))
            half.rename(at)
    return PutAway(at)


def _copy(folder: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", f"{folder}/.", str(to)], check=True)


@contextlib.contextmanager
def machine(folder: Path, copy_of: PutAway | None = None, **extra: str) -> Iterator[Machine]:
    folder.mkdir(parents=True, exist_ok=True)
    made = Machine(f"-faults-{secrets.token_hex(4)}", folder, free_port(), extra, copy_of)
    try:
        yield made
    finally:
        made.remove()
