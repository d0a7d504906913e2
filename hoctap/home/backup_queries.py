"""The state of the backups: for the page, the work queue and `doctor`."""

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.core.actor import Actor
from hoctap.core.backup import keeping_rules
from hoctap.core.backup.comparing import MARKER
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_number
from hoctap.home.backing_up import known_recipient
from hoctap.home.models import BackupRun

ON_PAGE = 60


@dataclass(frozen=True)
class Line:
    run: BackupRun
    code: str
    state: str
    tone: str
    took: str
    size: str
    added: str
    is_there: bool


@dataclass(frozen=True)
class BackupPage:
    """What the page shows; `missing` are sentences about what is not in order."""

    lines: list[Line]
    running: BackupRun | None
    may_stop: bool
    is_queued: bool
    may_start: bool
    percent: int | None
    last_good: BackupRun | None
    is_late: bool
    age: str
    missing: list[str]
    target: str
    keep: keeping_rules.Keep | None
    hour: int


@dataclass(frozen=True)
class Watch:
    last_good: dt.datetime | None
    is_late: bool
    text: str


def watch() -> Watch:
    """One query."""
    now = timezone.now()
    last = (
        BackupRun.objects.filter(state=BackupRun.State.GOOD)
        .order_by("-finished_at")
        .values_list("finished_at", flat=True)
    )
    moment = last.first()
    late = keeping_rules.is_late(moment, now, settings.BACKUP_LATE_DAYS)
    if moment is None:
        return Watch(None, late, "Chưa có bản sao lưu nào được kiểm tra bằng khôi phục thử.")
    text = f"Bản sao lưu tốt gần nhất: {age_of(moment, now)}."
    return Watch(moment, late, text)


def backup_page(actor: Actor) -> BackupPage:
    """Three queries, and one or two more for where the right holds."""
    runs = list(BackupRun.objects.visible_to(actor)[:ON_PAGE])
    seen = watch()
    running = next((run for run in runs if run.is_running), None)
    queued = running is None and is_queued()
    try:
        keep = keeping_rules.parse_keep(settings.BACKUP_KEEP)
    except ValueError:
        keep = None
    return BackupPage(
        lines=[_line(run) for run in runs],
        running=running,
        may_stop=bool(running and not running.stop_asked and actor.may(Permission.BACKUP_STOP, at=running)),
        is_queued=queued,
        may_start=not running and not queued and actor.may(Permission.BACKUP_RUN, at=BackupRun()),
        percent=min(100, running.done * 100 // running.total) if running and running.total else None,
        last_good=next((run for run in runs if run.state == BackupRun.State.GOOD), None),
        is_late=seen.is_late,
        age=age_of(seen.last_good, timezone.now()) if seen.last_good else "",
        missing=missing(),
        target=settings.BACKUP_DIR,
        keep=keep,
        hour=settings.BACKUP_HOUR,
    )


def is_running() -> bool:
    return any(run.is_running for run in BackupRun.objects.filter(state=BackupRun.State.RUNNING))


def is_queued() -> bool:
    """A job waits for the worker, or has just been taken by it."""
    jobs = ProcrastinateJob.objects.filter(task_name="home.back_up", status__in=["todo", "doing"])
    return jobs.exists()


def not_set_up() -> list[str]:
    """Without these no backup can be made; what else is missing only makes it worth less."""
    wrong = []
    if not settings.BACKUP_DIR:
        wrong.append("Người giữ máy chủ đặt nơi lưu (HOCTAP_BACKUP_DIR) trước.")
    if not known_recipient():
        wrong.append("Người giữ máy chủ lập khóa sao lưu trước: hoctap backup --new-key TỆP.")
    return wrong


def missing() -> list[str]:
    """What has to be set up on the server before backups are made every night."""
    wrong = []
    target = settings.BACKUP_DIR
    if not target:
        wrong.append("Chưa đặt nơi lưu (HOCTAP_BACKUP_DIR) nên không tự sao lưu hằng đêm.")
    elif not os.access(target, os.W_OK) and not os.access(Path(target).parent, os.W_OK):
        wrong.append(f"Không ghi được vào nơi lưu {target}.")
    elif _same_disk(Path(target), Path(settings.MEDIA_ROOT)):
        wrong.append("Nơi lưu nằm cùng đĩa với dữ liệu: hỏng đĩa là mất cả hai. Chép tiếp sang máy khác.")
    if not known_recipient():
        wrong.append("Chưa có khóa sao lưu: chạy `hoctap backup --new-key TỆP` trên máy chủ.")
    return wrong


def work_items(by: Actor) -> list[WorkItem]:
    """The last good backup is too old, or there is none: for whoever may see the backups."""
    if not by.may_anywhere(Permission.BACKUP_READ):
        return []
    seen = watch()
    if not seen.is_late:
        return []
    title = "Sao lưu: chưa có bản nào" if seen.last_good is None else "Sao lưu: bản tốt gần nhất đã cũ"
    return [WorkItem(title=title, url=reverse("backup_list"), why=seen.text, late=False, order=15)]


def is_restore_unfinished() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{MARKER}"])
        return bool(cursor.fetchone()[0])


def age_of(moment: dt.datetime, now: dt.datetime) -> str:
    hours = int((now - moment).total_seconds() // 3600)
    if hours < 1:
        return "chưa đầy một giờ trước"
    return f"{hours} giờ trước" if hours < 48 else f"{hours // 24} ngày trước"


def bytes_in_words(count: int) -> str:
    """1536 → '1,5 KB'."""
    size = float(count)
    for unit in ("byte", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            break
        size /= 1024
    return f"{format_number(round(size, 1) if size < 100 else round(size))} {unit}"


def _line(run: BackupRun) -> Line:
    code, state = run.state, run.get_state_display()
    if run.is_cut_off:
        code, state = "failed", "Bị ngắt giữa chừng"
    tone = {"good": "done", "failed": "wrong", "stopped": "neutral", "running": "working"}[code]
    took = ""
    if run.finished_at:
        seconds = round((run.finished_at - run.started_at).total_seconds())
        took = f"{seconds // 60} phút {seconds % 60} giây" if seconds >= 60 else f"{max(seconds, 1)} giây"
    return Line(
        run=run,
        code=code,
        state=state,
        tone=tone,
        took=took,
        size=bytes_in_words(run.size) if run.size else "",
        added=bytes_in_words(run.new_bytes) if run.size else "",
        is_there=bool(run.name) and Path(run.target, run.name).is_dir(),
    )


def _same_disk(target: Path, files: Path) -> bool:
    """Of what is not there yet the nearest folder above it counts."""

    def device(path: Path) -> int:
        while not path.exists() and path != path.parent:
            path = path.parent
        return path.stat().st_dev

    try:
        return device(target.absolute()) == device(files.absolute())
    except OSError:
        return False
