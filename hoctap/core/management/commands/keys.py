from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.core import keys


class Command(BaseCommand):
    help = "Khóa của cài đặt: `keys rotate` đổi khóa ký phiên đăng nhập; phiên đang mở vẫn dùng được."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["rotate"])
        parser.add_argument(
            "--at-once",
            action="store_true",
            help="khóa cũ mất hiệu lực ngay, mọi người phải đăng nhập lại (khi nghi lộ khóa)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            keys.rotate(0 if options["at_once"] else keys.OLD_KEY_DAYS)
        except keys.KeysInEnvironment as failure:
            raise CommandError(
                "Khóa đang dùng lấy từ biến HOCTAP_SECRET_KEY: đổi ở đó rồi khởi động lại dịch vụ."
            ) from failure
        self.stdout.write("Đã đổi khóa. Khởi động lại dịch vụ để dùng khóa mới.")
