"""`hoctap system_admin --place CODE --name NAME`: the first person who keeps the boundaries of a province.

Nobody above gives this role, so it is given here, by whoever runs the server. Those after him he makes himself.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hoctap.accounts import actions, rules
from hoctap.accounts.models import User
from hoctap.accounts.queries import role_holders
from hoctap.core.actor import Actor, system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.places import actions as places
from hoctap.places import catalogue
from hoctap.places.commands import as_json, one_sentence
from hoctap.places.models import Place
from hoctap.places.queries import NotInstalled, resolve_code


class Command(BaseCommand):
    help = "Lập tài khoản quản trị hệ thống đầu tiên của một tỉnh: người ghi thay đổi địa giới."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--place", required=True, metavar="CODE", help="mã thống kê của tỉnh, thành phố hôm nay"
        )
        parser.add_argument("--name", required=True, metavar="NAME", help="họ và tên người quản trị hệ thống")
        parser.add_argument("--login", default="", help="tên đăng nhập; mặc định lấy từ họ tên")
        parser.add_argument("--phone", default="", help="số điện thoại, cũng dùng để đăng nhập")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_job("thiết lập ban đầu")
        with one_sentence(), transaction.atomic():
            if not User.objects.exists():
                raise CommandError("Hãy lập xã đầu tiên bằng lệnh hoctap init trước.")
            place = _place(options["place"], by)
            if reasons := rules.role_blockers(Role.SYSTEM_ADMIN, place.level, place.full_name):
                raise Refused(reasons)
            if held := role_holders(Role.SYSTEM_ADMIN, place):
                raise CommandError(
                    f"{place.title} đã có người quản trị hệ thống: {', '.join(held)}. "
                    "Người ấy cấp thêm tài khoản ở trang Tài khoản."
                )
            committee = places.install_committee(place, by=by)
            login = options["login"] or ("" if options["phone"] else rules.suggested_login(options["name"]))
            account = actions.create_account(
                full_name=options["name"],
                login=login,
                phone=options["phone"],
                organisation=committee,
                title="Quản trị hệ thống",
                role=Role.SYSTEM_ADMIN,
                place=place,
                by=by,
            )
        if options["json"]:
            self.stdout.write(
                as_json(
                    {
                        "place": {"id": str(place.pk), "code": place.code, "name": place.full_name},
                        "organisation": committee.name,
                        "admin": account.user.full_name,
                        "login": account.user.login,
                        "one_time_password": account.one_time_password,
                    }
                )
            )
            return
        self.stdout.write(
            f"Quản trị hệ thống của {place.full_name}: {account.user.full_name}, {committee.name}"
        )
        self.stdout.write(f"  Tên đăng nhập:     {account.user.login}")
        self.stdout.write(f"  Mật khẩu một lần:  {account.one_time_password}")
        self.stdout.write("Mật khẩu này chỉ hiện một lần và phải đổi khi đăng nhập lần đầu.")


def _place(code: str, by: Actor) -> Place:
    """The place of that code today; put in from the catalogue when it is not there yet."""
    try:
        return resolve_code(code, on=today())
    except NotInstalled as missing:
        (row,) = missing.others
        if row.level is not catalogue.Level.PROVINCE:
            raise
        return places.load_places([row], by=by)[0]
