"""How the structure may change: without making anybody wait, and never taking away what yesterday's program still uses."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from scripts.house import APPS


def _holding(table: str, seconds: float, ready: threading.Event) -> None:
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("RESET ROLE")
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        ready.set()
        time.sleep(seconds)


@pytest.mark.django_db(transaction=True)
def test_migrate_gives_a_busy_table_up_soon_and_comes_back(capsys: pytest.CaptureFixture[str]):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    ready = threading.Event()
    holder = threading.Thread(target=_holding, args=("django_migrations", 1.2, ready))
    holder.start()
    ready.wait(10)
    call_command("migrate", verbosity=0, lock_seconds=0.2, tries=40, pause=0.1)
    holder.join()
    assert "thử lại" in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_migrate_says_in_words_that_somebody_kept_the_table_all_the_time():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    ready = threading.Event()
    holder = threading.Thread(target=_holding, args=("django_migrations", 2, ready))
    holder.start()
    ready.wait(10)
    with pytest.raises(CommandError, match="Không có gì hỏng"):
        call_command("migrate", verbosity=0, lock_seconds=0.1, tries=2, pause=0.1)
    holder.join()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone()[0] == "0"


TAKES_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def test_a_migration_that_takes_something_away_says_that_nobody_uses_it_any_more():
    """Expand, then contract: `# contract: WHY` in the file says which earlier version stopped using it."""
    loader = MigrationLoader(None)
    wrong = []
    for (app, name), migration in loader.disk_migrations.items():
        if app not in APPS:
            continue
        text = Path(sys.modules[type(migration).__module__].__file__ or "").read_text(encoding="utf-8")
        if any(isinstance(one, TAKES_AWAY) for one in migration.operations) and "# contract:" not in text:
            wrong.append(f"{app}.{name}")
    assert not wrong


def test_the_command_of_hoctap_is_the_one_that_runs():
    told = subprocess.run(
        [sys.executable, "-m", "hoctap", "migrate", "--help"], capture_output=True, text=True, check=True
    )
    assert "--lock-seconds" in told.stdout
