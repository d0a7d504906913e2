"""The demonstration, loaded once in a run by `hoctap demo`; each journey that begins with it gets a copy of its database, files and keys."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from hoctap.core.clone import locked
from tests.journeys.installation import Installation, environment_of, owner_url

NAME = "hoctap_demonstration"
KEYS = ("HOCTAP_SECRET_KEY", "HOCTAP_HMAC_KEY")


@dataclass(frozen=True)
class Demonstration:
    folder: Path
    keys: dict[str, str]
    logins: list[dict[str, str]]
    """What `hoctap demo` printed."""


def demonstration(shared: Path, migrated: str) -> Demonstration:
    """The first of the processes makes it, the others wait for it."""
    at = shared / NAME
    told = shared / f"{NAME}.json"
    with locked(shared / f"{NAME}.lock"):
        if not told.exists():
            drop_demonstration()
            shutil.rmtree(at, ignore_errors=True)
            at.mkdir()
            with psycopg.connect(owner_url(), autocommit=True) as owner:
                owner.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        sql.Identifier(NAME), sql.Identifier(migrated)
                    )
                )
            made = Installation({**environment_of(NAME), "HOCTAP_DATA": str(at)}, at)
            logins = json.loads(made.hoctap("demo", "--json").stdout)["logins"]
            keys = {key: made.environment[key] for key in KEYS}
            told.write_text(json.dumps({"keys": keys, "logins": logins}), encoding="utf-8")
    kept = json.loads(told.read_text(encoding="utf-8"))
    return Demonstration(at, kept["keys"], kept["logins"])


def drop_demonstration() -> None:
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
