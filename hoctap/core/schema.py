"""Is the database's structure the one this code expects? If not, and if we may, bring it there."""

from __future__ import annotations

import os
import subprocess
import sys

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hoctap.core.backup.comparing import MARKER

UNFINISHED = (
    "Lần khôi phục trước chưa xong, dữ liệu ở đây không đủ. Chạy lại `hoctap restore` với cùng bản sao lưu."
)


def pending() -> list[str]:
    """Steps not yet taken. What an unfinished restore left is refused: it may be anything."""
    refuse_unfinished_restore()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def refuse_unfinished_restore() -> None:
    """What a restore that was cut off left behind may look like an installation and is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{MARKER}"])
        if cursor.fetchone()[0]:
            raise CommandError(UNFINISHED)


def bring_up_to_date() -> None:
    """Migrates in a process of its own, as the owner; the caller goes on as the application."""
    waiting = pending()
    if not waiting:
        return
    if os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_OWNER_URL"):
        raise CommandError(
            f"Cơ sở dữ liệu còn {len(waiting)} bước cập nhật chưa chạy ({waiting[0]}…): "
            "đặt DATABASE_OWNER_URL rồi chạy `hoctap migrate`."
        )
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "hoctap", "migrate", "--verbosity", "0"],
        env={**os.environ, "HOCTAP_DB_ROLE": "owner"},
        check=False,
    )
    if done.returncode:
        raise CommandError("Không cập nhật được cơ sở dữ liệu; lý do ở dòng trên.")
