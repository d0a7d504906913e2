import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.audit import chain
from hoctap.core.vietnamese import format_number

SHOWN = 100


class Command(BaseCommand):
    help = "Niêm phong và kiểm tra nhật ký: seal, verify, head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True, metavar="{seal,verify,head}")
        does.add_parser("seal", help="niêm phong ngay những dòng đang chờ")
        verify = does.add_parser("verify", help="kiểm tra cả chuỗi, nêu tên dòng bị sửa, bị xóa, bị chèn")
        verify.add_argument(
            "--from", dest="start", type=int, default=1, help="bắt đầu từ dấu niêm phong số này"
        )
        verify.add_argument("--expect", default="", help="đầu chuỗi đã ghi trước đây, phải còn trong chuỗi")
        verify.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        head = does.add_parser("head", help="in đầu chuỗi để ghi lại ở nơi khác")
        head.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, does: str, **options: Any) -> None:
        if does == "seal":
            self.stdout.write(f"Đã niêm phong {format_number(chain.seal())} dòng.")
        elif does == "head":
            self._head(**options)
        else:
            self._verify(**options)

    def _head(self, *, json: bool, **_options: Any) -> None:
        head = chain.head()
        self.stdout.write(_json(asdict(head)) if json else f"{head.number} {head.hash}")

    def _verify(self, *, start: int, expect: str, json: bool, **_options: Any) -> None:
        check = chain.Check(start=start, expect=expect)
        shown: list[chain.Problem] = []
        count = 0
        for problem in check.problems():
            count += 1
            if count <= SHOWN:
                shown.append(problem)
                if not json:
                    self.stdout.write(problem.text)
        if json:
            answer = {"ok": not count, "problems": count, "shown": [asdict(one) for one in shown]}
            counts = {"seals": check.seals, "events": check.events, "reads": check.reads}
            self.stdout.write(_json(answer | counts | {"head": asdict(check.head)}))
        elif not count:
            self.stdout.write(
                f"Nhật ký nguyên vẹn: {format_number(check.events)} việc, {format_number(check.reads)} lượt xem trong "
                f"{format_number(check.seals)} dấu niêm phong. Đầu chuỗi: {check.head.number} {check.head.hash}"
            )
        if count:
            more = f" ({SHOWN} chỗ đầu ở trên)" if count > SHOWN else ""
            raise CommandError(f"Nhật ký có {format_number(count)} chỗ không khớp{more}.")


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)
