import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.core.actor import system_job
from hoctap.measures import recount


class Command(BaseCommand):
    help = "Đếm lại mọi số đếm từ sổ hộ và hồ sơ; --check chỉ so sánh, không sửa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="chỉ so sánh, thoát với mã 1 khi có sai lệch"
        )
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        differences = recount.recount() if check else recount.repair(by=system_job("hoctap recompute"))
        if options["json"]:
            answer = {"repaired": not check, "differences": [asdict(each) for each in differences]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))
        else:
            for difference in differences:
                self.stdout.write(str(difference))
            self.stdout.write(_sentence(len(differences), check))
        if check and differences:
            raise CommandError(f"Có {len(differences)} số đếm sai lệch; chạy `hoctap recompute` để sửa.")


def _sentence(count: int, check: bool) -> str:
    if not count:
        return "Mọi số đếm đều khớp với sổ hộ và hồ sơ."
    return f"{count} số đếm sai lệch." if check else f"Đã sửa {count} số đếm."
