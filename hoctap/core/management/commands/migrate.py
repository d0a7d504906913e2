"""`hoctap migrate`: Django's own, which never makes the people at work wait behind it.

A change of a table needs its lock for a moment. While somebody's transaction holds the table, the wait for it would stop
everybody who comes after; so the wait is short, is given up, and is tried again. What was applied stays applied:
every migration is a transaction of its own.
"""

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate as django_migrate
from django.db import connections
from django.db.utils import OperationalError
from psycopg.errors import LockNotAvailable

from hoctap.core.migrating import QuickExecutor

LOCK_SECONDS = 5
TRIES = 12
PAUSE_SECONDS = 5

django_migrate.MigrationExecutor = QuickExecutor  # type: ignore[attr-defined]


class Command(django_migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--lock-seconds", type=float, default=LOCK_SECONDS, help="chờ khóa bảng tối đa bao lâu mỗi lần"
        )
        parser.add_argument(
            "--tries", type=int, default=TRIES, help="thử lại bao nhiêu lần khi bảng đang bận"
        )
        parser.add_argument("--pause", type=float, default=PAUSE_SECONDS, help="nghỉ bao lâu giữa hai lần")

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        milliseconds = max(1, round(options["lock_seconds"] * 1000))
        for left in reversed(range(max(1, options["tries"]))):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{milliseconds}ms"])
            try:
                super().handle(*args, **options)
                return
            except OperationalError as failure:
                if not isinstance(failure.__cause__, LockNotAvailable):
                    raise
                if not left:
                    raise CommandError(
                        "Chưa cập nhật xong: có người đang dùng bảng dữ liệu suốt thời gian chờ. Không có gì hỏng; "
                        "hãy dừng dịch vụ hoặc chạy lại `hoctap migrate` lúc vắng người."
                    ) from failure
                self.stderr.write(f"Bảng đang có người dùng, thử lại sau {options['pause']:g} giây…")
                time.sleep(options["pause"])
            finally:
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
