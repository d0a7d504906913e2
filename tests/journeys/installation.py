"""A hoctap of its own: a fresh database in the private cluster, its own folder of files, its own server process.

Nothing is mocked: the commands are run as an officer runs them, the server is `hoctap serve` under the app's own database role.
"""

import contextlib
import datetime as dt
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from hoctap.core import cluster

READY_SECONDS = 60
# What a test commits is with the server and stays when any process is killed.
NEED_NOT_OUTLIVE_A_POWER_CUT = "-c synchronous_commit=off"
CLOCK = Path(__file__).parent / "clock"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installation:
    environment: dict[str, str]
    folder: Path

    def hoctap(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs the command line; what it said on both channels is in the failure."""
        command = [sys.executable, "-m", "hoctap", *words]
        done = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if check and done.returncode != 0:
            raise AssertionError(
                f"hoctap {' '.join(words)} → {done.returncode}\n{done.stdout}\n{done.stderr}"
            )
        return done

    def seed(self, module: str, *words: str) -> str:
        """Runs a module of the tests in a process of its own, against this database; what it printed."""
        return subprocess.run(
            [sys.executable, "-m", module, *words],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def on(self, day: dt.date) -> "Installation":
        """The same on another day: whatever it starts believes that it is nine o'clock of it. The database's clock stays."""
        return replace(
            self,
            environment=self.environment | {"PYTHONPATH": str(CLOCK), "HOCTAP_JOURNEY_DAY": day.isoformat()},
        )

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """The server's address while it runs."""
        port = _free_port()
        log = self.folder / "server.log"
        with log.open("ab") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "hoctap", "serve", "--port", str(port), "--workers", "1"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                _wait_until_healthy(server, port, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                _stop(server)

    @property
    def log(self) -> str:
        log = self.folder / "server.log"
        return log.read_text(errors="replace") if log.exists() else ""


@contextlib.contextmanager
def installation(template: str, folder: Path) -> Iterator[Installation]:
    name = f"hoctap_journeys_{secrets.token_hex(4)}"
    with _created(name, template):
        folder.mkdir(parents=True, exist_ok=True)
        yield Installation({**environment_of(name), "HOCTAP_DATA": str(folder)}, folder)


@contextlib.contextmanager
def _created(name: str, template: str) -> Iterator[None]:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute(drop)
        owner.execute(create)
        try:
            yield
        finally:
            owner.execute(drop)


def environment_of(database: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not re.match(r"(HOCTAP|DATABASE|DJANGO|PYTEST|PG)", key)
    }
    return {
        **kept,
        "DATABASE_URL": _pointed_at(_app_url(), database),
        "DATABASE_OWNER_URL": _pointed_at(owner_url(), database),
        # Keys of this installation alone.
        "HOCTAP_SECRET_KEY": secrets.token_urlsafe(32),
        "HOCTAP_HMAC_KEY": secrets.token_urlsafe(32),
        "PYTHONUNBUFFERED": "1",
        "PGOPTIONS": NEED_NOT_OUTLIVE_A_POWER_CUT,
    }


def owner_url() -> str:
    return (
        os.environ.get("DATABASE_OWNER_URL")
        or os.environ.get("DATABASE_URL")
        or cluster.ensure_running().owner_url
    )


def _app_url() -> str:
    return os.environ.get("DATABASE_URL") or cluster.ensure_running().app_url


def _pointed_at(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError, HTTPException), contextlib.closing(connection):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the server does not answer:\n{log.read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


type NewInstallation = Callable[[], Installation]
type NewDemonstration = Callable[[], tuple[Installation, list[dict[str, str]]]]
