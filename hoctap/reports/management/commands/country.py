from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_number
from hoctap.places.commands import as_json
from hoctap.reports.national import NationalRow, national_table


class Command(BaseCommand):
    help = "Gia đình học tập của cả nước, từng tỉnh một dòng: cùng số với bảng của từng tỉnh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, metavar="Y", help="năm; không ghi là năm nay")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = national_table(options["year"] or today().year)
        if options["json"]:
            objects = [{**asdict(row), "province_id": str(row.province_id)} for row in rows]
            self.stdout.write(as_json(objects))
            return
        self.stdout.write(
            "Tỉnh, thành phố | xã có số liệu | tổng số hộ | đăng ký | công nhận | trong đó trễ hạn"
        )
        for row in rows:
            self.stdout.write(_line(row))


def _line(row: NationalRow) -> str:
    counts = (row.households, row.registered, row.recognised, row.late)
    told = [format_number(count) if count is not None else "—" for count in counts]
    return " | ".join([row.name, f"{row.communes_in} / {row.communes_all}", *told])
