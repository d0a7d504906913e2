"""`hoctap restore`: from a backup to an empty machine, checked, in one command."""

import contextlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from hoctap.core import cluster
from hoctap.core.backup import restoring
from hoctap.core.backup.databases import Database, of_this_installation
from hoctap.core.backup.errors import BackupError
from hoctap.core.backup.restoring import Opened
from hoctap.core.backup.scratch import scratch_database
from hoctap.core.backup.sealing import read_identity
from hoctap.core.clone import home, write_private
from hoctap.core.vietnamese import format_datetime, format_number
from hoctap.home.backup_queries import bytes_in_words
from hoctap.home.management.commands.backup import passphrase


class Command(BaseCommand):
    help = (
        "Khôi phục một bản sao lưu vào cơ sở dữ liệu và thư mục tệp trống, kiểm tra xong mới báo. "
        "Bị ngắt giữa chừng thì chạy lại lệnh như cũ."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", metavar="BẢN_SAO_LƯU", help="thư mục hoctap-… trong nơi lưu")
        parser.add_argument("--identity", metavar="TỆP", required=True, help="tệp khóa bí mật đã cất")
        parser.add_argument("--keys", metavar="TỆP", help="keys.json đã cất của máy cũ, chép vào máy này")
        parser.add_argument(
            "--database", metavar="TÊN", help="lập cơ sở dữ liệu mới tên này để khôi phục vào"
        )
        parser.add_argument(
            "--files", metavar="THƯ_MỤC", help="thư mục tệp (mặc định: files/ của HOCTAP_DATA)"
        )
        parser.add_argument(
            "--trial",
            action="store_true",
            help="thử khóa và khôi phục vào một cơ sở dữ liệu tạm rồi bỏ, không đụng dữ liệu đang có",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._restore(options)
        except BackupError as failure:
            raise CommandError(str(failure)) from failure

    def _restore(self, options: dict[str, Any]) -> None:
        identity = read_identity(Path(options["identity"]), passphrase)
        opened = restoring.open_backup(Path(options["backup"]), identity)
        version = importlib.metadata.version("hoctap")
        loader = MigrationLoader(None)
        known = {f"{app}.{name}" for app, name in loader.disk_migrations}
        known |= {f"{app}.{name}" for one in loader.disk_migrations.values() for app, name in one.replaces}
        restoring.knows(opened, known, version)
        if options["trial"]:
            self._trial(opened)
            return
        if options["keys"] and options["database"]:
            raise CommandError("--keys thay khóa của máy này, nên không đi cùng --database.")
        database = of_this_installation()
        files = Path(os.path.abspath(options["files"] or settings.MEDIA_ROOT))
        if options["database"]:
            database = database.named(options["database"])
        hmac_key = self._keys(opened, Path(options["keys"])) if options["keys"] else settings.KEYS.hmac_key
        same_keys = restoring.same_keys(opened, hmac_key)
        _app_role(database if not options["database"] else of_this_installation())
        if options["database"]:
            _create(database.name)
        restoring.must_be_empty(database, files)
        if options["keys"]:
            write_private(home() / "keys.json", Path(options["keys"]).read_text())
        environment = _environment(database)
        connections.close_all()
        done = restoring.restore(opened, database, files, migrate=lambda: _migrate(environment))
        head = opened.head
        self.stdout.write(
            f"Đã khôi phục {head.name} (sao lưu lúc {format_datetime(head.started_at)}, hoctap {head.hoctap}, "
            f"PostgreSQL {head.postgresql}) vào cơ sở dữ liệu {database.name} và {files}.\n"
            f"Đã so khớp {done.tables} bảng, {format_number(done.rows)} dòng; "
            f"{format_number(done.files)} tệp, {bytes_in_words(done.files_bytes)}, đúng từng mã băm."
        )
        if not same_keys:
            self.stdout.write(
                "Lưu ý: khóa của máy này khác khóa lúc sao lưu. Mọi người phải đăng nhập lại, và số giấy tờ đã lưu dạng "
                f"mã băm không đối chiếu được. Chép keys.json đã cất vào {home()} (hoặc đặt HOCTAP_HMAC_KEY, "
                "HOCTAP_SECRET_KEY như cũ) trước khi cho dùng."
            )
        self._doctor(
            environment if files == Path(settings.MEDIA_ROOT) else {**environment, "HOCTAP_DATA": ""}
        )

    def _trial(self, opened: Opened) -> None:
        with scratch_database(of_this_installation(), opened.head.postgresql, alone=False) as scratch:
            folder = home() / f"trial-{os.getpid()}"
            try:
                done = restoring.restore(opened, scratch, folder / "files", migrate=lambda: None)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        self.stdout.write(
            f"{opened.head.name}: mở được bằng khóa này, khôi phục thử khớp {done.tables} bảng, "
            f"{format_number(done.rows)} dòng, {format_number(done.files)} tệp. Dữ liệu đang có không bị đụng đến."
        )

    def _keys(self, opened: Opened, kept: Path) -> str:
        """The HMAC key of the kept file, when it is the key of this backup and nothing of another machine's is lost."""
        try:
            key = str(json.loads(kept.read_text())["hmac_key"])
        except (OSError, ValueError, KeyError, TypeError) as failure:
            raise BackupError(f"{kept} không phải tệp keys.json của hoctap.") from failure
        if not restoring.same_keys(opened, key):
            raise BackupError(f"{kept} là khóa của máy khác, không phải của máy đã làm bản sao lưu này.")
        return key

    def _doctor(self, environment: dict[str, str]) -> None:
        if not environment.get("HOCTAP_DATA", "-"):
            self.stdout.write("Tệp nằm ở thư mục khác; chạy `hoctap doctor` sau khi đặt vào chỗ.")
            return
        done = subprocess.run(
            [sys.executable, "-m", "hoctap", "doctor"],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        self.stdout.write(done.stdout.rstrip())
        if done.returncode:
            self.stdout.write("Dữ liệu đã khôi phục đủ; xử lý các dòng VẤN ĐỀ ở trên rồi hãy cho dùng.")


def _create(name: str) -> None:
    with of_this_installation().connect() as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if exists:
            with of_this_installation().named(name).connect() as inside:
                if restoring.is_unfinished(inside):
                    return
            raise BackupError(f"Cơ sở dữ liệu {name} đã có. Chọn tên khác.")
        try:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(name))
            )
        except psycopg.errors.InsufficientPrivilege as failure:
            raise BackupError(
                f"Vai trò này không được lập cơ sở dữ liệu: nhờ quản trị PostgreSQL lập {name} trống."
            ) from failure


def _app_role(database: Database) -> None:
    """The application's role, made where it is missing and we may; the rights come with the migration."""
    name = cluster.app_role_name()
    with database.connect() as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
            return
        word = (
            cluster.parse_url(os.environ["DATABASE_URL"])["PASSWORD"]
            if os.environ.get("DATABASE_URL")
            else ""
        )
        command = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(word))
        try:
            connection.execute(command)
        except psycopg.errors.InsufficientPrivilege as failure:
            raise BackupError(
                f"Máy chủ cơ sở dữ liệu chưa có vai trò {name}: nhờ quản trị PostgreSQL chạy "
                f"`CREATE ROLE {name} LOGIN PASSWORD '…'` rồi chạy lại."
            ) from failure


def _environment(database: Database) -> dict[str, str]:
    """For our own commands on the restored database, whatever its name."""
    if os.environ.get("DATABASE_URL"):
        app, owner = os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL")
    else:
        info = cluster.ensure_running()
        app, owner = info.app_url, info.owner_url
    urls = {"DATABASE_URL": _named(app, database.name)}
    if owner:
        urls["DATABASE_OWNER_URL"] = _named(owner, database.name)
    kept = {key: value for key, value in os.environ.items() if key != "HOCTAP_DB_ROLE"}
    return {**kept, **urls}


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path="/" + quote(name)))


def _migrate(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hoctap", "migrate", "--verbosity", "0"],
        env={**environment, "HOCTAP_DB_ROLE": "owner"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        with contextlib.suppress(IndexError):
            raise BackupError(
                "Dữ liệu khôi phục đúng nhưng không cập nhật được cấu trúc: "
                f"{done.stderr.strip().splitlines()[-1]} Sửa rồi chạy lại lệnh này."
            )
        raise BackupError("Dữ liệu khôi phục đúng nhưng không cập nhật được cấu trúc.")
