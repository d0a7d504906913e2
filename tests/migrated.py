"""An empty, migrated database: made once in a run, and copied wherever one is wanted."""

import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from hoctap.core.clone import locked
from tests.journeys.installation import environment_of, owner_url

NAME = "hoctap_migrated"


def migrated_database(shared: Path) -> str:
    """Its name. The first of the processes makes it, the others wait for it."""
    made = shared / NAME
    with locked(shared / f"{NAME}.lock"):
        if not made.exists():
            drop_migrated()
            with psycopg.connect(owner_url(), autocommit=True) as owner:
                owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
            done = subprocess.run(
                [sys.executable, "-m", "hoctap", "migrate", "--verbosity", "0"],
                env={**environment_of(NAME), "HOCTAP_DB_ROLE": "owner"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            made.touch()
    return NAME


def drop_migrated() -> None:
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))
