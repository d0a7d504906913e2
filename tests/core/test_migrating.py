"""What is left as it was between two steps of a migration is never looked at: the structure is the one that Django makes."""

import difflib
import subprocess
import sys
from typing import Any

import psycopg
import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from psycopg import sql

from hoctap.core import cluster
from hoctap.core.migrating import QuickExecutor
from hoctap.core.postgres_programs import find_programs
from tests.journeys.installation import environment_of, owner_url
from tests.tools import require_program


def _migration(name: str, *operations: Any) -> migrations.Migration:
    made = migrations.Migration(name, "probe")
    made.operations = list(operations)
    return made


def _id() -> Any:
    return models.BigAutoField(primary_key=True)


def _reads(apps: Any, schema_editor: Any) -> None:
    family, member = apps.get_model("probe", "Family"), apps.get_model("probe", "Member")
    one = family.objects.create()
    member.objects.create(family=one, name="An")
    assert family.objects.get(members__name="An") == one
    one.delete()
    assert not member.objects.exists()
    connection.check_constraints()


def _columns(table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table]
        )
        return dict(cursor.fetchall())


def test_whoever_reads_rows_finds_all_that_points_at_them(db: None):
    """So does a step that gives another type to what others point at, and one that takes away."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    state = ProjectState()
    assert state.apps
    executor = QuickExecutor(connection)
    family = models.ForeignKey("probe.Family", models.CASCADE, related_name="members")
    shorter = models.IntegerField(primary_key=True)
    for migration in (
        _migration("0001", migrations.CreateModel("Family", [("id", _id())])),
        _migration("0002", migrations.CreateModel("Member", [("id", _id()), ("name", models.TextField())])),
        _migration("0003", migrations.AddField("Member", "family", family)),
        _migration("0004", migrations.RunPython(_reads)),
        _migration("0005", migrations.RenameField("Member", "name", "called")),
        _migration("0006", migrations.AlterField("Family", "id", shorter)),
    ):
        state = executor.apply_migration(state, migration)
    assert _columns("probe_member") == {"id": "bigint", "called": "text", "family_id": "integer"}
    executor.apply_migration(state, _migration("0007", migrations.RemoveField("Member", "family")))
    assert _columns("probe_member") == {"id": "bigint", "called": "text"}


STOCK = """
import django
django.setup()
from django.core.management import call_command
from django.db.migrations.executor import MigrationExecutor
from hoctap.core.management.commands import migrate
migrate.django_migrate.MigrationExecutor = MigrationExecutor
call_command("migrate", verbosity=0)
"""


@pytest.mark.soak
def test_from_nothing_it_becomes_the_structure_that_django_makes(migrated: str):
    name = "hoctap_stock"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute(drop)
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            subprocess.run(
                [sys.executable, "-c", STOCK],
                env={
                    **environment_of(name),
                    "HOCTAP_DB_ROLE": "owner",
                    "DJANGO_SETTINGS_MODULE": "hoctap.settings",
                },
                check=True,
            )
            ours, djangos = _structure(migrated), _structure(name)
        finally:
            owner.execute(drop)
    assert len(ours) > 1000
    assert not list(difflib.unified_diff(djangos, ours, n=0))


def _structure(database: str) -> list[str]:
    folder = cluster.cluster_folder()
    own = find_programs(folder, cluster.recorded_major(folder)).folder / "pg_dump"
    program = str(own) if own.exists() else require_program("pg_dump")
    address = environment_of(database)["DATABASE_OWNER_URL"]
    told = subprocess.run(
        [program, "--schema-only", address], capture_output=True, text=True, check=True
    ).stdout
    # A word drawn for each dump.
    return [line for line in told.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
