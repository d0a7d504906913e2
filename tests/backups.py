"""A small database with every kind of value, files, and orders to back them up: for the tests of backup and restore."""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql
from pyrage import x25519

from hoctap.core import cluster
from hoctap.core.backup.databases import Database
from hoctap.core.backup.making import Order
from hoctap.core.backup.scratch import drop_database
from scripts.house import ROOT

IDENTITY = x25519.Identity.generate()
STRANGER = x25519.Identity.generate()
HMAC_KEY = "khoa-thu-nghiem"
SECRET = "Nguyễn Thị Bí Mật"

TABLES = f"""
    CREATE TABLE people (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), full_name text NOT NULL, born date, points numeric(6, 2),
        at timestamptz DEFAULT now(), share double precision, tags text[], extra jsonb, photo bytea, dropped int,
        ok boolean, number bigserial, twice int GENERATED ALWAYS AS (length(full_name) * 2) STORED);
    ALTER TABLE people DROP COLUMN dropped;
    CREATE TABLE "Odd name" (k int PRIMARY KEY, v text CHECK (v <> 'x'));
    CREATE TABLE empty_one (k int);
    CREATE INDEX by_name ON people (full_name);
    CREATE VIEW named AS SELECT full_name FROM people;
    CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.v = upper(NEW.v); RETURN NEW; END$$;
    CREATE TRIGGER shouting BEFORE INSERT ON "Odd name" FOR EACH ROW EXECUTE FUNCTION shout();
    INSERT INTO people (full_name, born, points, share, tags, extra, photo, ok)
        SELECT '{SECRET} ' || n, date '1970-01-01' + n, n / 7.0, random(), ARRAY['a"b', n::text, NULL],
               jsonb_build_object('ấp', n, 'null', NULL), sha256(n::text::bytea), n %% 2 = 0
        FROM generate_series(1, 3000) n;
    INSERT INTO "Odd name" VALUES (1, E'tab\\t, newline\\n, \\\\ and ''quotes'''), (2, NULL), (3, '');
""".replace("%%", "%")


def server() -> Database:
    """The one the tests run on, as the owner."""
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL")
    return Database.of_settings(cluster.parse_url(url or cluster.ensure_running().owner_url))


@contextmanager
def new_database(like: Database, prefix: str = "backup", tables: str = "") -> Iterator[Database]:
    name = f"test_{prefix}_{secrets.token_hex(4)}"
    with like.connect() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    database = like.named(name)
    try:
        if tables:
            with database.connect() as connection:
                connection.execute(tables)
        yield database
    finally:
        with like.connect() as connection:
            drop_database(connection, name)


def keep_file(folder: Path, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / sha256[:2]).mkdir(parents=True, exist_ok=True)
    (folder / sha256[:2] / sha256).write_bytes(content)
    return sha256


def keep_files(folder: Path, count: int = 12) -> list[str]:
    """Small ones, an empty one, and one that is too large to be encrypted in one piece."""
    contents = [f"{SECRET} {n}".encode() * n for n in range(count)] + [SECRET.encode() * 800_000]
    return [keep_file(folder, content) for content in contents]


def order(database: Database, files: Path, target: Path, **changes: object) -> Order:
    values = {
        "database": database,
        "files": files,
        "target": target,
        "recipient": str(IDENTITY.to_public()),
        "hmac_key": HMAC_KEY,
        "installation": "thu-nghiem",
        "hoctap": "0.1.0",
        "migrations": ["core.0001_initial"],
        **changes,
    }
    return Order(**values)  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def whole(target: Path) -> list[str]:
    """What looks like a backup."""
    return sorted(path.name for path in target.glob("hoctap-*"))


def in_a_process(body: str, *, most_bytes: int = 0) -> subprocess.Popen[str]:
    """Python in a process of its own, to be killed, or with no room for files larger than `most_bytes`."""
    limit = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes}, {most_bytes}))"
        if most_bytes
        else ""
    )
    code = "import sys, time\nfrom tests import backups\n" + limit + "\n" + textwrap.dedent(body)
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    told = []
    for line in process.stdout:
        told.append(line)
        if words in line:
            return
    raise AssertionError("".join(told))
