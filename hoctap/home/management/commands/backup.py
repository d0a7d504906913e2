"""`hoctap backup`: make a backup and prove it, make the key for it, or read one again."""

import getpass
import json
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hoctap.core import schema
from hoctap.core.actor import command_line
from hoctap.core.backup.errors import BackupError
from hoctap.core.backup.restoring import check_backup
from hoctap.core.backup.sealing import identity_text
from hoctap.core.vietnamese import format_number
from hoctap.home import backing_up
from hoctap.home.backup_queries import bytes_in_words

CUSTODY = (
    "CẤT KHÓA NÀY NGOÀI MÁY NÀY (in ra, hoặc USB trong tủ có khóa, hai bản ở hai nơi). "
    "Mất khóa là mất mọi bản sao lưu: không ai mở lại được."
)
SECONDS_BETWEEN_LINES = 5.0


class Command(BaseCommand):
    help = (
        "Sao lưu cơ sở dữ liệu và tệp, mã hóa, rồi khôi phục thử và so từng bảng; chỉ báo xong khi khớp. "
        "keys.json không nằm trong bản sao lưu: cất riêng."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", metavar="THƯ_MỤC", help="nơi lưu (mặc định: HOCTAP_BACKUP_DIR)")
        parser.add_argument(
            "--new-key", metavar="TỆP", help="chỉ lập khóa; phần bí mật ghi vào TỆP ngoài thư mục dữ liệu"
        )
        parser.add_argument(
            "--passphrase",
            action="store_true",
            help="với --new-key: khóa tệp bằng câu mật khẩu (hỏi, hoặc HOCTAP_BACKUP_PASSPHRASE)",
        )
        parser.add_argument(
            "--check", metavar="BẢN_SAO_LƯU", help="chỉ đọc lại một bản sao lưu theo mã băm, không cần khóa"
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self._check(Path(options["check"]))
            elif options["new_key"]:
                self._new_key(Path(options["new_key"]), options["passphrase"])
            else:
                self._back_up(options)
        except BackupError as failure:
            raise CommandError(str(failure)) from failure

    def _check(self, path: Path) -> None:
        head = check_backup(Path(os.path.abspath(path)))
        self.stdout.write(
            f"{head.name}: đủ và đúng từng byte ({head.files} tệp, {bytes_in_words(head.size)}). "
            "Chưa mở bằng khóa; `hoctap restore --trial` thử cả khóa."
        )

    def _new_key(self, path: Path, with_passphrase: bool) -> None:
        identity = backing_up.make_key(path, passphrase=passphrase(twice=True) if with_passphrase else "")
        self.stdout.write(
            f"Khóa công khai: {identity.to_public()}\nKhóa bí mật đã ghi vào {path}.\n{CUSTODY}"
        )

    def _back_up(self, options: dict[str, Any]) -> None:
        target = options["to"] or settings.BACKUP_DIR
        if not target:
            raise CommandError("Chưa biết lưu vào đâu: thêm `--to THƯ_MỤC` hoặc đặt HOCTAP_BACKUP_DIR.")
        schema.bring_up_to_date()
        if not backing_up.known_recipient():
            identity = backing_up.make_key(None)
            self.stdout.write(
                f"Lần đầu sao lưu: đã lập khóa. Chỉ hiện một lần:\n\n{identity_text(identity)}\n{CUSTODY}\n"
            )
            self.stdout.flush()
        made = backing_up.run(by=command_line(), target=Path(target), tell=_Lines(self.stderr))
        head = made.head
        if options["json"]:
            answer = {
                "backup": str(made.path),
                "tables": head.tables,
                "rows": head.rows,
                "files": head.files,
                "new_files": made.new_files,
                "size": head.size,
                "new_bytes": head.new_bytes,
                "streaming_seconds": round(made.streaming_seconds, 3),
                "warnings": made.warnings,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(
            f"Đã sao lưu vào {made.path}\n"
            f"Đã khôi phục thử và so khớp {head.tables} bảng, {format_number(head.rows)} dòng; "
            f"đọc lại {format_number(head.files)} tệp ({made.new_files} tệp mới). "
            f"Cỡ {bytes_in_words(head.size)}, thêm {bytes_in_words(head.new_bytes)}."
        )
        for warning in made.warnings:
            self.stdout.write(f"Lưu ý: {warning}")


def passphrase(*, twice: bool = False) -> str:
    """From the environment, else asked on the terminal."""
    given = os.environ.get("HOCTAP_BACKUP_PASSPHRASE", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise BackupError(
            "Tệp khóa có câu mật khẩu: chạy trong cửa sổ lệnh, hoặc đặt HOCTAP_BACKUP_PASSPHRASE."
        )
    first = getpass.getpass("Câu mật khẩu của tệp khóa: ")
    if twice and (len(first) < 12 or getpass.getpass("Gõ lại: ") != first):
        raise BackupError("Hai lần gõ không giống nhau, hoặc câu ngắn hơn 12 ký tự. Chạy lại.")
    return first


class _Lines:
    """How far it is, for whoever sits before the terminal; nothing into a journal."""

    def __init__(self, out: Any) -> None:
        self._out, self._step, self._next = out, "", 0.0
        self._wanted = bool(getattr(out, "isatty", lambda: False)())

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._wanted and (step != self._step or now >= self._next):
            share = f" {done * 100 // total} %" if total else f" {bytes_in_words(done)}" if done else ""
            self._out.write(f"{step}{share}")
            self._step, self._next = step, now + SECONDS_BETWEEN_LINES
