"""A backup of this installation from beginning to end: with its row, its lines in the trail, and the old ones let go."""

import contextlib
import importlib.metadata
import os
import time
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pyrage import x25519

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.backup import making, manifest, sealing
from hoctap.core.backup.databases import of_this_installation
from hoctap.core.backup.errors import BackupError, Stopped
from hoctap.core.backup.keeping import let_old_ones_go
from hoctap.core.backup.keeping_rules import Keep, parse_keep
from hoctap.core.backup.making import Made, Progress
from hoctap.core.clone import home, write_private
from hoctap.home.models import BackupRun

SECONDS_BETWEEN_NOTES = 1.0
NO_KEY = (
    "Chưa có khóa sao lưu. Chạy `hoctap backup --new-key TỆP` (tệp cất ngoài máy này), "
    "hoặc đặt HOCTAP_BACKUP_RECIPIENT."
)


def recipient_file() -> Path:
    return home() / "backup-recipient"


def known_recipient() -> str:
    """The public key that backups are made for; empty when none was ever made."""
    file = recipient_file()
    return settings.BACKUP_RECIPIENT or (file.read_text().strip() if file.exists() else "")


def make_key(path: Path | None, *, passphrase: str = "") -> x25519.Identity:
    """A new pair. The public half is kept here; the other is written to `path`, or nowhere: then the caller shows it once."""
    if known_recipient():
        raise BackupError(
            f"Đã có khóa sao lưu ({known_recipient()}). Muốn đổi khóa: giữ khóa cũ cho các bản cũ, xóa "
            f"{recipient_file()} (và HOCTAP_BACKUP_RECIPIENT), rồi chạy lại."
        )
    identity = x25519.Identity.generate()
    if path:
        path = Path(os.path.realpath(path))
        for folder in (home(), Path(os.path.realpath(settings.MEDIA_ROOT))):
            if path.is_relative_to(folder):
                raise BackupError(
                    f"{path} nằm trong thư mục dữ liệu của chính máy này: mất máy là mất cả khóa. Ghi vào nơi khác, ví dụ USB."
                )
        sealing.write_identity(identity, path, passphrase=passphrase)
    home().mkdir(parents=True, exist_ok=True)
    write_private(recipient_file(), f"{identity.to_public()}\n")
    return identity


def keep_rule() -> Keep:
    try:
        return parse_keep(settings.BACKUP_KEEP)
    except ValueError as failure:
        raise BackupError(str(failure)) from failure


def run(*, by: Actor, target: Path, tell: Progress = lambda *_: None) -> Made:
    """Raises `BackupError`; the row says why in any case."""
    keep = keep_rule()
    recipient = known_recipient()
    _close_dead_ones()
    row = BackupRun.objects.create(target=str(target), asked_by=by.described)
    try:
        if not recipient:
            raise BackupError(NO_KEY)
        made = making.make_backup(_order(target, recipient), _Notes(row, tell))
    except BaseException as failure:
        stopped = isinstance(failure, Stopped | KeyboardInterrupt)
        row.state = BackupRun.State.STOPPED if stopped else BackupRun.State.FAILED
        known = isinstance(failure, BackupError)
        row.failure = (
            str(failure)[:600] if known else f"Lỗi của phần mềm hoặc của máy ({type(failure).__name__})."
        )
        row.finished_at = timezone.now()
        with contextlib.suppress(DatabaseError):  # the database may be what is gone
            row.save(update_fields=["state", "failure", "finished_at"])
            audit.record(by, "home.backup.failed", row)
        raise
    made.warnings.extend(_let_go(target, keep))
    head = made.head
    row.state, row.name, row.finished_at = BackupRun.State.GOOD, head.name, head.finished_at
    row.size, row.new_bytes = head.size, head.new_bytes
    row.tables, row.rows, row.files = head.tables, head.rows, head.files
    row.step, row.failure, row.warnings = "", "", made.warnings
    row.save()
    audit.record(by, "home.backup.made", row, count=1)
    return made


def _order(target: Path, recipient: str) -> making.Order:
    key = settings.KEYS.hmac_key
    applied = MigrationRecorder(connection).applied_migrations()
    return making.Order(
        database=of_this_installation(),
        files=Path(settings.MEDIA_ROOT),
        target=Path(os.path.abspath(target)),
        recipient=recipient,
        hmac_key=key,
        installation=manifest.fingerprint(key)[:12],
        hoctap=importlib.metadata.version("hoctap"),
        migrations=sorted(f"{app}.{name}" for app, name in applied),
    )


def _let_go(target: Path, keep: Keep) -> list[str]:
    """A backup is good even when an older one could not be deleted."""
    try:
        let_old_ones_go(target, manifest.fingerprint(settings.KEYS.hmac_key)[:12], keep)
    except (OSError, BackupError) as failure:
        return [f"Không dọn được bản sao lưu cũ: {failure}"]
    return []


def _close_dead_ones() -> None:
    """Runs that were cut off: killed, or the power went."""
    for row in BackupRun.objects.filter(state=BackupRun.State.RUNNING):
        if row.is_cut_off:
            row.state, row.finished_at = BackupRun.State.FAILED, timezone.now()
            row.failure = "Bị ngắt giữa chừng (máy tắt hoặc tiến trình bị dừng)."
            row.save(update_fields=["state", "failure", "finished_at"])


class _Notes:
    """Once a second: how far it is goes into the row, and whether somebody wants it to stop comes out of it."""

    def __init__(self, row: BackupRun, tell: Progress) -> None:
        self._row, self._tell, self._step = row, tell, ""
        self._next = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self._step and now < self._next:
            return
        self._step, self._next = step, now + SECONDS_BETWEEN_NOTES
        self._tell(step, done, total)
        rows = BackupRun.objects.filter(pk=self._row.pk)
        rows.update(step=step[:200], done=done, total=total, heard_at=timezone.now())
        if rows.filter(stop_asked=True).exists():
            raise Stopped("Đã dừng theo yêu cầu; không có bản sao lưu nào được ghi.")
