"""From a backup to an empty machine. What is not finished does not look finished, and can be started again.

While a restore runs, a marker table stands in the database and the files lie in a folder beside their place. The rows come in one
transaction. Only after everything was compared do the files get their name; the marker goes last. Whoever finds the marker
knows that what is here may be thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from pyrage import x25519

from hoctap.core.backup.age import PIECE, Unreadable
from hoctap.core.backup.comparing import MARKER, figures_of, must_be_equal
from hoctap.core.backup.databases import Database, major_of, programs_for
from hoctap.core.backup.errors import BackupError, Damaged, disk_in_words
from hoctap.core.backup.making import Progress
from hoctap.core.backup.manifest import NAME, Head, fingerprint, read_head, signature
from hoctap.core.backup.objects import OBJECT, Line, check_object
from hoctap.core.backup.scratch import restoring_into
from hoctap.core.backup.sealing import hash_of, unseal
from hoctap.core.backup.writing import new_file, side_by_side, sync_folder

HALF = ".restoring"
_USER_TABLES = """
    SELECT count(*) FILTER (WHERE c.relname <> %s), count(*) FILTER (WHERE c.relname = %s)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'v', 'm', 'p', 'S') AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
"""


@dataclass(frozen=True)
class Opened:
    """A backup whose small parts were read and found whole."""

    path: Path
    head: Head
    manifest: dict[str, Any]
    identity: x25519.Identity

    @property
    def pool(self) -> Path:
        return self.path.parent / self.head.pool


@dataclass(frozen=True)
class Restored:
    tables: int
    rows: int
    files: int
    files_bytes: int


def open_backup(path: Path, identity: x25519.Identity) -> Opened:
    """Reads it as far as needed to say what it is; refuses what is damaged, naming the part."""
    path = Path(os.path.abspath(path))
    head = read_head(path)
    if not NAME.fullmatch(head.name) or Path(head.pool).name != head.pool:
        raise Damaged(f"backup.json của {path.name} bị hỏng. Dùng bản sao lưu khác.")
    check_parts(path, head)
    mine = str(identity.to_public())
    if mine != head.recipient:
        raise BackupError(
            f"Khóa này không mở được bản sao lưu {head.name}. Bản này mã hóa cho khóa công khai {head.recipient}, "
            f"khóa đưa vào là của {mine}. Tìm đúng tệp khóa đã cất khi sao lưu."
        )
    manifest = json.loads(_unsealed(path, "manifest.age", identity))
    if manifest["objects"] != head.parts["objects.txt"].sha256:
        raise Damaged(f"objects.txt của {head.name} không phải của bản sao lưu này.")
    return Opened(path, head, manifest, identity)


def check_parts(path: Path, head: Head) -> None:
    """Needs no key."""
    for name, part in head.parts.items():
        try:
            found = hash_of(path / name)
        except FileNotFoundError as failure:
            raise Damaged(f"Bản sao lưu {head.name} thiếu {name}. Dùng bản sao lưu khác.") from failure
        if found != (part.sha256, part.size):
            raise Damaged(
                f"{name} của bản sao lưu {head.name} bị hỏng (nội dung đã thay đổi). Dùng bản sao lưu khác."
            )


def check_backup(path: Path, progress: Progress = lambda *_: None) -> Head:
    """Every byte of a backup against its hashes, without a key and without a database."""
    head = read_head(path)
    check_parts(path, head)
    done = 0
    with (path / "objects.txt").open() as names:
        for name in names:
            done += check_object(path.parent / head.pool, name.strip())
            progress("Đọc các tệp đã mã hóa", done, head.objects_bytes)
    return head


def knows(opened: Opened, migrations: set[str], version: str) -> None:
    """An older program does not understand what a newer one wrote."""
    unknown = [name for name in opened.manifest["migrations"] if name not in migrations]
    if unknown:
        raise BackupError(
            f"Bản sao lưu do hoctap {opened.head.hoctap} làm, mới hơn chương trình này ({version}): chương trình không biết "
            f"{len(unknown)} bước cấu trúc ({unknown[0]}…). Cập nhật chương trình rồi khôi phục."
        )


def same_keys(opened: Opened, hmac_key: str) -> bool:
    """Has this machine the key of the machine that was backed up? If so, the manifest must bear its signature."""
    if opened.manifest["keys"] != fingerprint(hmac_key):
        return False
    if not hmac.compare_digest(opened.manifest["signature"], signature(hmac_key, opened.manifest)):
        raise Damaged(
            f"manifest.age của {opened.head.name} không do máy này ký: có thể bị người khác thay. Không khôi phục."
        )
    return True


def must_be_empty(database: Database, files: Path) -> None:
    """Nothing that somebody may need is written over. What an unfinished restore left counts as nothing."""
    with database.connect() as connection:
        ours, _marker = _tables_of(connection)
        unfinished = is_unfinished(connection)
    if ours and not unfinished:
        raise BackupError(
            f"Cơ sở dữ liệu {database.name} đã có dữ liệu; khôi phục chỉ ghi vào cơ sở dữ liệu trống. "
            "Thêm `--database TÊN_MỚI --files THƯ_MỤC_MỚI` để khôi phục sang chỗ khác."
        )
    if files.exists() and any(files.iterdir()) and not unfinished:
        raise BackupError(
            f"Thư mục tệp {files} không trống; khôi phục không ghi đè. Chuyển nó đi, hoặc thêm `--files THƯ_MỤC_MỚI`."
        )


def is_unfinished(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", ["public." + MARKER]).fetchone()
    return bool(row and row[0])


def restore(
    opened: Opened,
    database: Database,
    files: Path,
    *,
    migrate: Callable[[], None],
    progress: Progress = lambda *_: None,
) -> Restored:
    """Into an empty database and folder. `migrate` brings the structure to this program's and grants the rights.

    Raises and leaves the marker standing when anything is not as it was.
    """
    with database.connect() as connection:
        major = major_of(connection)
        if major < opened.head.postgresql:
            raise BackupError(
                f"Bản sao lưu từ PostgreSQL {opened.head.postgresql}, máy chủ ở đây là PostgreSQL {major}: "
                f"cần PostgreSQL {opened.head.postgresql} trở lên."
            )
        must_be_empty(database, files)
        _mark(connection, opened)
    half = files.with_name(files.name + HALF)
    with disk_in_words(files.parent):
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700, parents=True)
        count, size = _restore_files(opened, half, progress)
    figures = _restore_rows(opened, database, max(major, opened.head.postgresql), progress)
    progress("Cập nhật cấu trúc, cấp quyền", 0, 0)
    migrate()
    with disk_in_words(files.parent):
        if files.exists():
            shutil.rmtree(files)
        half.rename(files)
        sync_folder(files.parent)
    with database.connect() as connection:
        connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier("public", MARKER)))
    tables = figures["tables"]
    return Restored(len(tables), sum(table["rows"] for table in tables.values()), count, size)


def _restore_rows(opened: Opened, database: Database, major: int, progress: Progress) -> dict[str, Any]:
    size = opened.head.parts["dump.age"].size
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress("Khôi phục cơ sở dữ liệu", done, size)

    programs = programs_for(major)
    with (opened.path / "dump.age").open("rb") as source, restoring_into(database, programs, tick) as into:
        try:
            read = unseal(source, into, opened.identity, tick)
        except Unreadable as failure:
            raise Damaged(f"dump.age của {opened.head.name} bị hỏng. Dùng bản sao lưu khác.") from failure
        if read.plain_sha256 != opened.manifest["dump"]["sha256"]:
            raise Damaged(f"dump.age không phải của bản sao lưu {opened.head.name}.")
    progress("So số dòng và tổng kiểm tra từng bảng", 0, 0)
    with database.connect() as connection:
        figures = figures_of(connection)
    must_be_equal(opened.manifest["figures"], figures)
    return figures


def _restore_files(opened: Opened, half: Path, progress: Progress) -> tuple[int, int]:
    """Each file is decrypted, hashed, and on the disk before the next step begins."""
    wanted = opened.manifest["files"]
    digest, count, size = hashlib.sha256(), 0, 0
    words = f"Khôi phục {wanted['count']} tệp"
    folders = {half}

    def lines() -> Iterator[Line]:
        for text in listed:
            digest.update(text)
            line = Line.read(text.decode())
            if not OBJECT.fullmatch(line.object) or len(line.sha256) != 64 or not line.sha256.isalnum():
                raise Damaged(f"files.age của {opened.head.name} có dòng không đúng dạng.")
            folder = half / line.sha256[:2]
            if folder not in folders:
                folder.mkdir(mode=0o700)
                folders.add(folder)
            yield line

    def work(line: Line) -> int:
        return _restore_file(opened, line, half)

    with tempfile.TemporaryFile() as listed:
        with (opened.path / "files.age").open("rb") as source:
            unseal(source, listed, opened.identity)
        listed.seek(0)
        with contextlib.closing(side_by_side(work, lines())) as restored:
            for one in restored:
                count, size = count + 1, size + one
                progress(words, size, wanted["bytes"])
    if digest.hexdigest() != wanted["sha256"] or count != wanted["count"]:
        raise Damaged(f"files.age không phải của bản sao lưu {opened.head.name}.")
    for _done in side_by_side(sync_folder, folders):
        pass
    return count, size


def _restore_file(opened: Opened, line: Line, half: Path) -> int:
    """Runs beside others."""
    damaged = f"Tệp {opened.pool.name}/{line.object} của bản sao lưu bị hỏng. Dùng bản sao lưu khác."
    try:
        source = (opened.pool / line.object).open("rb", buffering=0)
    except FileNotFoundError as failure:
        raise Damaged(
            f"Thiếu tệp {opened.pool.name}/{line.object} của bản sao lưu: chép cả thư mục {opened.pool.name} cùng bản sao lưu."
        ) from failure
    try:
        with source, new_file(half / line.sha256[:2] / line.sha256) as out:
            whole = io.BytesIO(source.read()) if os.fstat(source.fileno()).st_size <= PIECE else source
            read = unseal(whole, out, opened.identity)
            if (read.plain_sha256, read.plain_size) != (line.sha256, line.size):
                raise Damaged(damaged)
    except Unreadable as failure:
        raise Damaged(damaged) from failure
    return line.size


def _mark(connection: psycopg.Connection[Any], opened: Opened) -> None:
    """Throws away what an unfinished restore left, and says that another one has begun."""
    if is_unfinished(connection):
        connection.execute(
            "BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC"
        )
        _make_marker(connection, opened)
        connection.execute("COMMIT")
    else:
        _make_marker(connection, opened)


def _make_marker(connection: psycopg.Connection[Any], opened: Opened) -> None:
    table = sql.Identifier("public", MARKER)
    connection.execute(
        sql.SQL("CREATE TABLE {} AS SELECT {}::text AS backup, now() AS started_at").format(
            table, opened.head.name
        )
    )


def _tables_of(connection: psycopg.Connection[Any]) -> tuple[int, int]:
    row = connection.execute(_USER_TABLES, [MARKER, MARKER]).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def _unsealed(path: Path, name: str, identity: x25519.Identity) -> bytes:
    plain = io.BytesIO()
    try:
        with (path / name).open("rb") as source:
            unseal(source, plain, identity)
    except Unreadable as failure:
        raise Damaged(f"{name} của {path.name} bị hỏng. Dùng bản sao lưu khác.") from failure
    return plain.getvalue()
