"""A database for the trial restore: on the same server where we may make one, else on a server of its own for as long as it takes."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from hoctap.core.backup.databases import Database, words_of
from hoctap.core.backup.errors import BackupError, Damaged
from hoctap.core.backup.sealing import silent
from hoctap.core.postgres_programs import (
    ClusterError,
    Programs,
    find_programs,
    hand_over,
    own_copy,
    run_as_server,
)

IN_NAME = "_scratch_"


@contextlib.contextmanager
def scratch_database(like: Database, major: int, *, alone: bool) -> Iterator[Database]:
    """Empty, and gone afterwards. With `alone`, which holds the lock of a backup, what a run that was killed left behind goes first."""
    with like.connect() as connection:
        may_create = connection.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if may_create and may_create[0]:
            if alone:
                drop_leftovers(connection, like.name)
            name = f"{like.name[:40]}{IN_NAME}{secrets.token_hex(4)}"
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
            try:
                yield like.named(name)
            finally:
                drop_database(connection, name)
            return
    with scratch_server(major) as database:
        yield database


def drop_leftovers(connection: psycopg.Connection[Any], name: str) -> None:
    """Only while the lock of a backup is held: then nobody else's scratch database is alive."""
    left = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND pg_get_userbyid(datdba) = current_user",
        [name[:40] + IN_NAME],
    ).fetchall()
    for (old,) in left:
        drop_database(connection, old)


def drop_database(connection: psycopg.Connection[Any], name: str) -> None:
    """Plainly first: that sends the server's own cleaners away, which FORCE may not touch without being superuser. What still
    cannot be dropped is left to the next run.
    """
    for _attempt in range(5):
        for words in ("DROP DATABASE IF EXISTS {}", "DROP DATABASE IF EXISTS {} WITH (FORCE)"):
            with contextlib.suppress(psycopg.errors.ObjectInUse, psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL(words).format(sql.Identifier(name)))
                return
        time.sleep(0.5)


@contextlib.contextmanager
def scratch_server(major: int, programs: Programs | None = None) -> Iterator[Database]:
    """A server in a temporary folder: it answers on a socket that only its own user and we can reach."""
    folder = Path(tempfile.mkdtemp(prefix="hoctap-scratch-"))
    try:
        try:
            programs = programs or find_programs(folder, major)
        except ClusterError as failure:
            raise BackupError(
                "Không có chỗ khôi phục thử: vai trò của cơ sở dữ liệu không có quyền CREATEDB, và máy này không có "
                f"PostgreSQL {major} để dựng máy chủ tạm. Chạy `ALTER ROLE … CREATEDB` hoặc cài postgresql-{major}."
            ) from failure
        programs = own_copy(folder, programs)  # the server's user may not reach the wheel
        hand_over(folder)
        data = folder / "data"
        made = run_as_server(
            folder,
            [
                programs.folder / "initdb",
                "-D",
                data,
                "-U",
                "scratch",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions",
            ],
        )
        if made.returncode:
            raise BackupError(f"Không dựng được máy chủ tạm để khôi phục thử: {made.stderr.strip()[-300:]}")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_wal_size=4GB"
        started = run_as_server(
            folder,
            [
                programs.folder / "pg_ctl",
                "start",
                "-D",
                data,
                "-w",
                "-s",
                "-l",
                folder / "log",
                "-o",
                options,
            ],
        )
        if started.returncode:
            raise BackupError(f"Máy chủ tạm để khôi phục thử không chạy: {started.stderr.strip()[-300:]}")
        try:
            yield Database(name="postgres", user="scratch", host=str(folder), port="5432")
        finally:
            run_as_server(folder, [programs.folder / "pg_ctl", "stop", "-D", data, "-m", "immediate", "-s"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- pg_restore


class Pipe:
    """pg_restore as something to write to. When it stops early, writing says why."""

    def __init__(self, process: subprocess.Popen[bytes], said: Any) -> None:
        self._process, self._said = process, said

    def write(self, piece: bytes) -> int:
        assert self._process.stdin
        try:
            return self._process.stdin.write(piece)
        except BrokenPipeError as failure:
            self.fail(failure)
            raise

    def flush(self) -> None:
        """The pipe is flushed when it is closed; a broken one has been told by `write`."""

    def fail(self, cause: BaseException | None = None) -> None:
        self._process.wait()
        self._said.seek(0)
        words = words_of(self._process, self._said.read())
        if "No space left" in words or "could not extend file" in words:
            raise BackupError(f"Máy chủ cơ sở dữ liệu hết chỗ trên đĩa khi khôi phục: {words}") from cause
        raise Damaged(f"pg_restore không khôi phục được: {words}") from cause


@contextlib.contextmanager
def restoring_into(
    database: Database, programs: Programs, tick: Callable[[int], None] = silent
) -> Iterator[Pipe]:
    """Write a dump into it. All or nothing: one transaction, committed after the last byte was taken and found good.

    `tick(0)` is called while the indexes are made, after the last byte.
    """
    command = [
        programs.folder / "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
        f"--dbname={database.address}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=database.environment(),
        )
        pipe = Pipe(process, said)
        try:
            yield pipe
            assert process.stdin
            try:
                process.stdin.close()
            except BrokenPipeError as failure:
                pipe.fail(failure)
            while process.poll() is None:
                tick(0)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.5)
            if process.returncode:
                pipe.fail()
        except BaseException:
            end(process)
            raise


def end(process: subprocess.Popen[bytes]) -> None:
    """A child of ours that is not wanted any more. Killed first: an open end of its input would look like the end of the dump."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
