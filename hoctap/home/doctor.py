"""Is this installation well? Each check answers one question with a sentence; nothing is changed."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from hoctap.audit import chain
from hoctap.core import antivirus, cluster, files
from hoctap.core.clone import home
from hoctap.core.registries import append_only_tables
from hoctap.core.schema import UNFINISHED
from hoctap.home import backup_queries
from hoctap.intake.reading import ocr
from hoctap.measures.recount import recount
from hoctap.privacy.models import Incident
from hoctap.reports.doubles import doubles, years_to_prove

OLDEST_POSTGRESQL = 150_000
WORKER_SILENT_SECONDS = 120
SHOWN_PROBLEMS = 3
CLOCKS_APART_SECONDS = 60
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
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
    return [*findings, _disk(), *_exposure(), _libreoffice(), _ocr()]


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


def _counted_once() -> Iterator[Finding]:
    found = [one for year in years_to_prove() for one in doubles(year)]
    if found:
        years = ", ".join(str(year) for year in sorted({one.year for one in found}))
        text = f"{len(found)} trường hợp giữ một danh hiệu hai lần (năm {years}). Xem Kết quả, trang Không ai tính hai lần."
        yield Finding("counted once", False, text)
    else:
        yield Finding(
            "counted once", True, "Qua mọi danh hiệu và mọi năm, không ai giữ một danh hiệu hai lần."
        )


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
    left = sum(1 for _ in files.unnamed())
    if left:
        text = f"{left} tệp trong kho không còn dòng nào nhắc tới (việc bị ngắt giữa chừng để lại); không hại gì, chỉ chiếm chỗ."
        yield Finding("files left", False, text, is_only_told=True)


def _wanted_files() -> set[str]:
    return {use.sha256 for uses in files.file_uses for use in uses.every()}


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


def _scanner() -> Iterator[Finding]:
    """Where ClamAV is configured and away, nobody can hand in a file."""
    if not settings.CLAMAV:
        text = "Chưa nối chương trình quét vi-rút (HOCTAP_CLAMAV): tệp gửi lên chỉ được kiểm loại và làm sạch ảnh."
        yield Finding("antivirus", False, text, is_only_told=True)
        return
    try:
        told = antivirus.version()
    except antivirus.ScannerAway:
        text = f"ClamAV ở {settings.CLAMAV} không trả lời nên không ai gửi được tệp. Khởi động lại clamav-daemon."
        yield Finding("antivirus", False, text)
    else:
        yield Finding("antivirus", True, f"Chương trình quét vi-rút trả lời ({told}).")


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


def _incidents() -> Iterator[Finding]:
    """Somebody has to be told, whoever reads this: places and numbers, no words of the incident."""
    waiting = list(
        Incident.objects.filter(closed_on__isnull=True, told_at__isnull=True).select_related("place")
    )
    late = [one for one in waiting if one.notify_by < timezone.now()]
    if late:
        where = ", ".join(sorted({one.place.title for one in late}))
        text = (
            f"{len(late)} sự cố dữ liệu cá nhân đã quá 72 giờ chưa thông báo: {where}. Mở mục Bảo vệ dữ liệu."
        )
        yield Finding("incidents", False, text, is_only_told=True)
    elif waiting:
        text = f"{len(waiting)} sự cố dữ liệu cá nhân đang chờ thông báo trong 72 giờ."
        yield Finding("incidents", True, text, is_only_told=True)


def _backup() -> Iterator[Finding]:
    """A restore that was not finished; the last good backup; whether its key and ours are where they belong."""
    if backup_queries.is_restore_unfinished():
        yield Finding("restore", False, UNFINISHED)
    seen = backup_queries.watch()
    is_trial = not (settings.BACKUP_DIR or os.environ.get("DATABASE_URL"))
    text = seen.text
    if seen.is_late:
        wrong = " ".join(backup_queries.missing())
        text = f"{text} Chạy `hoctap backup --to THƯ_MỤC`. {wrong}".strip()
    yield Finding("backup", not seen.is_late, text, is_only_told=is_trial)
    key_file = home() / "keys.json"
    if key_file.exists():
        text = f"Khóa của máy ở {key_file} không nằm trong bản sao lưu: cất một bản ở nơi khác, cùng khóa mở bản sao lưu."
        yield Finding("keys", True, text, is_only_told=True)


def _clock() -> Iterator[Finding]:
    """Terms and "before day D" are told by the clock: it must be right here, and nothing may lie in the future."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp()), (SELECT extract(epoch FROM max(at)) FROM audit_event)"
        )
        database, last_event = cursor.fetchone()
    here = time.time()
    apart = abs(float(database) - here)
    if apart > CLOCKS_APART_SECONDS:
        text = f"Đồng hồ của máy chủ và của cơ sở dữ liệu lệch nhau {apart:.0f} giây. Bật đồng bộ giờ (NTP) ở cả hai."
        yield Finding("clock", False, text)
    elif last_event is not None and float(last_event) - here > CLOCKS_APART_SECONDS:
        text = (
            f"Nhật ký có dòng ở tương lai ({(float(last_event) - here) / 3600:.1f} giờ nữa): đồng hồ đã từng sai hoặc vừa bị"
            " chỉnh lùi. Kiểm tra ngày giờ trước khi ký và nộp văn bản."
        )
        yield Finding("clock", False, text)
    else:
        yield Finding("clock", True, "Đồng hồ của máy chủ và của cơ sở dữ liệu khớp nhau.")


_IN_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (
    _migrations,
    _role_rights,
    _counters,
    _counted_once,
    _kept_files,
    _trail,
    _worker,
    _clock,
    _scanner,
    _backup,
    _incidents,
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


def _exposure() -> Iterator[Finding]:
    """Settings that are fine at a desk and wrong where real people's data is."""
    outside = sorted(set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS)
    wrong = []
    if settings.DEBUG and (outside or settings.SESSION_COOKIE_SECURE):
        wrong.append("HOCTAP_DEBUG=1 làm lộ dữ liệu trong trang lỗi: bỏ biến này đi.")
    if outside and not settings.SESSION_COOKIE_SECURE:
        wrong.append(
            f"Trang mở cho {outside[0]} nhưng HOCTAP_HTTPS chưa bật: mật khẩu đi qua mạng không mã hóa."
        )
    if "*" in settings.ALLOWED_HOSTS:
        wrong.append("HOCTAP_HOSTS có dấu *: ghi đúng tên miền của trang.")
    for text in wrong:
        yield Finding("settings", False, text)
    if not wrong:
        where = outside[0] if outside else "chỉ máy này"
        yield Finding("settings", True, f"Cài đặt an toàn cho nơi đang chạy ({where}).")


def _libreoffice() -> Finding:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    text = (
        "Có LibreOffice: đổi văn bản sang PDF được."
        if found
        else "Không có LibreOffice: văn bản chỉ có dạng Word."
    )
    return Finding("libreoffice", bool(found), text, is_only_told=True)


def _ocr() -> Finding:
    is_there = ocr.is_there()
    text = (
        "Có Tesseract với tiếng Việt: đọc được bản quét và ảnh chụp."
        if is_there
        else "Không có Tesseract với tiếng Việt: chưa đọc được bản quét và ảnh chụp của kế hoạch. "
        "Cài bằng: apt install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd."
    )
    return Finding("ocr", is_there, text, is_only_told=True)
