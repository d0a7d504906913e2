"""`hoctap init --place CODE --year Y --admin NAME`: an empty database becomes a usable commune with one
officer.
"""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hoctap.accounts import actions, rules
from hoctap.accounts.models import User
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.core.registries import set_up_steps
from hoctap.places import actions as places
from hoctap.places import catalogue
from hoctap.places.commands import as_json, one_sentence


class Command(BaseCommand):
    help = "Lập một xã dùng được trên cơ sở dữ liệu trống: địa bàn, cơ quan và người quản trị đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--place", required=True, metavar="CODE", help="mã thống kê của xã, phường, thị trấn"
        )
        parser.add_argument("--year", required=True, type=int, metavar="Y", help="năm bắt đầu làm việc")
        parser.add_argument(
            "--on",
            type=dt.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="ngày mà mã được hiểu, khi năm chưa đủ rõ",
        )
        parser.add_argument(
            "--admin", required=True, metavar="NAME", help="họ và tên người quản trị đầu tiên"
        )
        parser.add_argument("--login", default="", help="tên đăng nhập; mặc định lấy từ họ tên")
        parser.add_argument("--phone", default="", help="số điện thoại, cũng dùng để đăng nhập")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_job("thiết lập ban đầu")
        with one_sentence(), transaction.atomic():
            if User.objects.exists():
                raise CommandError(
                    "Cơ sở dữ liệu này đã có người dùng nên không thiết lập lại. "
                    "Hãy cấp thêm tài khoản ở trang Tài khoản, hoặc dùng một cơ sở dữ liệu trống."
                )
            known = catalogue.load()
            if options["on"]:
                row = known.resolve(options["place"], options["on"])
            else:
                row = known.resolve_year(options["place"], options["year"])
            installed = places.install_commune(row, by=by)
            commune = installed.commune
            login = options["login"] or ("" if options["phone"] else rules.suggested_login(options["admin"]))
            account = actions.create_account(
                full_name=options["admin"],
                login=login,
                phone=options["phone"],
                organisation=installed.association,
                title="Cán bộ Hội Khuyến học",
                role=Role.COMMUNE_ADMIN,
                place=commune,
                by=by,
            )
            capacity = account.user.capacities.get()
            actions.give_role(capacity, Role.ASSOCIATION_OFFICER, commune, by=by)
            steps = [said for step in set_up_steps if (said := step(commune.pk, options["year"], by))]
        if options["json"]:
            self.stdout.write(
                as_json(
                    {
                        "place": {"id": str(commune.pk), "code": commune.code, "name": commune.full_name},
                        "year": options["year"],
                        "organisations": [installed.committee.name, installed.association.name],
                        "admin": account.user.full_name,
                        "capacity": str(capacity),
                        "login": account.user.login,
                        "one_time_password": account.one_time_password,
                        "steps": steps,
                    }
                )
            )
            return
        self.stdout.write(f"Đã lập {commune.full_name} (mã {commune.code}), năm {options['year']}.")
        self.stdout.write(f"  Cơ quan: {installed.committee.name}; {installed.association.name}")
        for said in steps:
            self.stdout.write(f"  {said}")
        self.stdout.write(f"Người quản trị: {account.user.full_name}, {capacity}")
        self.stdout.write(f"  Tên đăng nhập:     {account.user.login}")
        self.stdout.write(f"  Mật khẩu một lần:  {account.one_time_password}")
        self.stdout.write("Mật khẩu này chỉ hiện một lần và phải đổi khi đăng nhập lần đầu.")
        self.stdout.write(
            f"Việc tiếp theo: hoctap hamlets add --place {commune.code} --year {options['year']}"
            " 'Ấp 1' 'Ấp 2' …, hoặc đăng nhập và ghi ở trang Ấp, khóm."
        )
