"""`hoctap demo`: invented people in real places, for looking around. Never into a database that people work in."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hoctap.accounts.models import User
from hoctap.home import demo, demo_logins


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn (người hư cấu, nơi có thật) và in tài khoản đăng nhập."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="im lặng khi cơ sở dữ liệu đã có người dùng thật"
        )
        parser.add_argument("--json", action="store_true", help="in tài khoản dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        others = User.objects.exclude(login__startswith="demo-").exists()
        if others:
            if options["if_empty"]:
                return
            raise CommandError(
                "Cơ sở dữ liệu này đã có người dùng khác nên không nạp dữ liệu trình diễn vào."
            )
        if not User.objects.exists():
            with transaction.atomic():
                for step in demo.build():
                    self._progress(step)
            self._progress("")
        self._print(options["json"])

    def _progress(self, step: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{step}", ending="" if step else "\r\x1b[K")
            self.stderr.flush()
        elif step:
            self.stderr.write(f"  {step}")

    def _print(self, as_json: bool) -> None:
        logins = demo_logins.logins()
        if as_json:
            rows = [
                {"login": one.login, "password": demo_logins.PASSWORD, "name": one.name, "role": one.role}
                for one in logins
            ]
            self.stdout.write(json.dumps({"logins": rows}, ensure_ascii=False, indent=2))
            return
        for world, title in (
            ("2026", "Đồng Tháp, hai cấp (2026)"),
            ("2024", "Huyện Tháp Mười, ba cấp (2024)"),
        ):
            self.stdout.write(f"\n{title}; mật khẩu của mọi tài khoản: {demo_logins.PASSWORD}")
            for one in logins:
                if one.world == world:
                    self.stdout.write(f"  {one.login:<20} {one.name}, {one.role}")
