"""Is this installation well? Each check answers one question with a sentence; nothing is changed."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hoctap.audit import chain
from hoctap.core import cluster, files
from hoctap.core.registries import append_only_tables
from hoctap.evidence.models import Evidence
from hoctap.measures.recount import recount
from hoctap.papers.models import Paper, PaperPdf, PaperVersion

OLDEST_POSTGRESQL = 150_000
WORKER_SILENT_SECONDS = 120
SHOWN_PROBLEMS = 3
LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    text: str
    is_only_told: bool = False
    """Something to know, not a problem."""


def examine() -> list[Finding]:
    """The database first: without it the rest is not asked."""
    reachable = _database()
    findings = [reachable]
    if reachable.ok:
        for check in _IN_DATABASE:
            try:
                findings += list(check())
            except DatabaseError as error:
                findings.append(
                    Finding(
                        check.__name__.strip("_"), False, f"Không hỏi được cơ sở dữ liệu: {error}".strip()
                    )
                )
    return [*findings, _disk(), _libreoffice()]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version'), current_setting('server_version_num')::int"
            )
            version, number = cursor.fetchone()
    except DatabaseError as error:
        return Finding("database", False, f"Không kết nối được cơ sở dữ liệu: {error}".strip())
    if number < OLDEST_POSTGRESQL:
        return Finding("database", False, f"PostgreSQL {version} quá cũ; cần từ bản 15.")
    return Finding("database", True, f"Cơ sở dữ liệu trả lời (PostgreSQL {version}).")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in waiting[:5])
        text = f"{len(waiting)} bước nâng cấp cơ sở dữ liệu chưa chạy: {names}. Chạy `hoctap migrate`."
        yield Finding("migrations", False, text)
    else:
        yield Finding("migrations", True, "Cơ sở dữ liệu đúng phiên bản của chương trình.")


def _role_rights() -> Iterator[Finding]:
    """The app's role adds to what is append-only and never changes it."""
    role = cluster.app_role_name()
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        if not cursor.fetchone()[0]:
            yield Finding(
                "rights", False, f"Không có vai trò {role} trong cơ sở dữ liệu; chạy lại bước chuẩn bị."
            )
            return
        for table in append_only_tables:
            cursor.execute(
                "SELECT has_table_privilege(%s, %s, 'INSERT'), has_table_privilege(%s, %s, 'SELECT'),"
                " has_table_privilege(%s, %s, 'UPDATE') OR has_table_privilege(%s, %s, 'DELETE')"
                " OR has_table_privilege(%s, %s, 'TRUNCATE')",
                [role, table] * 5,
            )
            may_add, may_read, may_change = cursor.fetchone()
            if may_change or not (may_add and may_read):
                text = f"Bảng {table}: vai trò {role} phải chỉ được thêm và đọc. Chạy `hoctap migrate` để cấp lại quyền."
                yield Finding("rights", False, text)
                return
    yield Finding("rights", True, f"Vai trò {role} chỉ thêm và đọc nhật ký, không sửa, không xóa được.")


def _counters() -> Iterator[Finding]:
    differences = recount()
    if differences:
        text = f"{len(differences)} số đếm sai lệch, ví dụ {differences[0]}. Chạy `hoctap recompute`."
        yield Finding("counters", False, text)
    else:
        yield Finding("counters", True, "Mọi số đếm khớp với sổ hộ và hồ sơ.")


def _kept_files() -> Iterator[Finding]:
    """Every file that a row names is there and holds what it held."""
    wanted = sorted(_wanted_files())
    missing, changed = [], []
    for sha256 in wanted:
        try:
            content = files.read(sha256)
        except OSError:
            missing.append(sha256)
            continue
        if hashlib.sha256(content).hexdigest() != sha256:
            changed.append(sha256)
    if missing or changed:
        text = f"Tệp lưu trữ: thiếu {len(missing)}, sai nội dung {len(changed)} trên {len(wanted)}. Khôi phục từ bản sao lưu."
        yield Finding("files", False, text)
    else:
        yield Finding("files", True, f"{len(wanted)} tệp văn bản và minh chứng còn đủ, đúng nội dung.")


def _wanted_files() -> set[str]:
    wanted = set(PaperVersion.objects.order_by().values_list("sha256", flat=True))
    wanted |= set(Paper.objects.order_by().exclude(signed_sha256="").values_list("signed_sha256", flat=True))
    wanted |= set(PaperPdf.objects.order_by().exclude(sha256="").values_list("sha256", flat=True))
    wanted |= set(Evidence.objects.order_by().exclude(sha256="").values_list("sha256", flat=True))
    return wanted


def _trail() -> Iterator[Finding]:
    """The chain of seals recomputes, and somebody seals."""
    check = chain.Check()
    count, waiting = 0, None
    shown: list[str] = []
    for problem in check.problems():
        if problem.kind == "waiting":
            waiting = problem
            continue
        count += 1
        if len(shown) < SHOWN_PROBLEMS:
            shown.append(problem.text)
    if count:
        more = f" Còn {count - len(shown)} chỗ khác." if count > len(shown) else ""
        text = f"Nhật ký không khớp dấu niêm phong: {' '.join(shown)}{more} Chạy `hoctap audit verify` để xem hết."
        yield Finding("audit_chain", False, text)
    else:
        sealed = f"{check.events} việc, {check.reads} lượt xem trong {check.seals} dấu niêm phong"
        yield Finding("audit_chain", True, f"Nhật ký nguyên vẹn: {sealed}.")
    if waiting:
        yield Finding("audit_waiting", False, waiting.text)


def _worker() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE last_heartbeat > now() - make_interval(secs => %s)) FROM procrastinate_workers",
            [WORKER_SILENT_SECONDS],
        )
        alive = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL"
        )
        waiting = cursor.fetchone()[0]
    if alive:
        yield Finding("worker", True, f"Tiến trình việc nền đang chạy; {waiting} việc đang chờ.")
    elif waiting:
        text = f"Không có tiến trình việc nền nào chạy, {waiting} việc đang chờ. Chạy `hoctap serve`."
        yield Finding("worker", False, text)
    else:
        text = (
            "Không có tiến trình việc nền nào chạy, cũng không có việc nào chờ; `hoctap serve` chạy cả hai."
        )
        yield Finding("worker", False, text, is_only_told=True)


_IN_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (
    _migrations,
    _role_rights,
    _counters,
    _kept_files,
    _trail,
    _worker,
)


def _disk() -> Finding:
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"hoctap")
            probe.flush()
            os.fsync(probe.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding("disk", False, f"Không ghi được vào nơi lưu tệp {folder}: {error.strerror}.")
    if free < LEAST_FREE_BYTES:
        return Finding("disk", False, f"Đĩa của {folder} chỉ còn {free // 1024 // 1024} MB.")
    return Finding("disk", True, f"Ghi được vào nơi lưu tệp, còn {free // 1024 // 1024 // 1024} GB.")


def _libreoffice() -> Finding:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    text = (
        "Có LibreOffice: đổi văn bản sang PDF được."
        if found
        else "Không có LibreOffice: văn bản chỉ có dạng Word."
    )
    return Finding("libreoffice", bool(found), text, is_only_told=True)
