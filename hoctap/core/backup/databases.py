"""Which database, as whom, and with which of PostgreSQL's programs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo

from hoctap.core import cluster
from hoctap.core.backup.errors import BackupError
from hoctap.core.postgres_programs import Programs, client_programs

_STEADY = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex';" \
    " SET extra_float_digits = 1; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0"  # fmt: skip


@dataclass(frozen=True)
class Database:
    name: str
    user: str
    host: str = ""
    port: str = ""
    password: str = field(default="", repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_settings(cls, values: Mapping[str, Any]) -> Database:
        return cls(
            name=values["NAME"],
            user=values["USER"],
            host=values["HOST"],
            port=str(values["PORT"]),
            password=values["PASSWORD"],
            options=values.get("OPTIONS") or {},
        )

    @property
    def address(self) -> str:
        """For a program's command line: everything but the password."""
        known: dict[str, Any] = {"host": self.host, "port": self.port, "user": self.user, "dbname": self.name}
        return make_conninfo(**{key: value for key, value in {**self.options, **known}.items() if value})

    def named(self, name: str) -> Database:
        return replace(self, name=name)

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """One statement at a time, values written the same way whatever the server's own settings are."""
        try:
            connection = psycopg.connect(
                self.address, password=self.password or None, autocommit=True, connect_timeout=15
            )
        except psycopg.OperationalError as failure:
            words = " ".join(str(failure).split())
            raise BackupError(f"Không kết nối được cơ sở dữ liệu {self.name}: {words}") from failure
        connection.execute(_STEADY)
        return connection

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        password = {"PGPASSWORD": self.password} if self.password else {}
        return {**kept, **password, "LC_ALL": "C", "PGCONNECT_TIMEOUT": "15"}


def of_this_installation() -> Database:
    """As the owner where we know how, else as the application, which may read everything too."""
    here = Database.of_settings(connections["default"].settings_dict)
    if os.environ.get("DATABASE_URL"):
        owner = os.environ.get("DATABASE_OWNER_URL")
    else:
        info = cluster.status()
        owner = info.owner_url if info else None
    return Database.of_settings(cluster.parse_url(owner)).named(here.name) if owner else here


def major_of(connection: psycopg.Connection[Any]) -> int:
    return connection.info.server_version // 10_000


def programs_for(major: int) -> Programs:
    """The oldest pg_dump and pg_restore that understand this version: an older server reads what they write."""
    fitting = [programs for programs in client_programs() if programs.major >= major]
    if not fitting:
        raise BackupError(
            f"Không tìm thấy pg_dump và pg_restore từ bản {major} trở lên trên máy này: "
            f"cài postgresql-client-{major} rồi chạy lại."
        )
    return min(fitting, key=lambda programs: programs.major)


def words_of(process: subprocess.Popen[bytes], said: bytes) -> str:
    """The last lines a program wrote, without what repeats."""
    lines = [line for line in said.decode("utf-8", errors="replace").splitlines() if line.strip()]
    return " / ".join(dict.fromkeys(lines[-4:])) or f"mã {process.returncode}"
