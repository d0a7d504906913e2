import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.home.doctor import examine


class Command(BaseCommand):
    help = "Kiểm tra hệ thống: cơ sở dữ liệu, quyền, số đếm, tệp, việc nền, đĩa."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        problems = [finding for finding in findings if not finding.ok and not finding.is_only_told]
        if options["json"]:
            answer = {"ok": not problems, "findings": [asdict(finding) for finding in findings]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            for finding in findings:
                self.stdout.write(f"{_mark(finding.ok, finding.is_only_told)} {finding.text}")
        if problems:
            raise CommandError(f"Có {len(problems)} vấn đề cần xử lý.")


def _mark(ok: bool, is_only_told: bool) -> str:
    return "ok      " if ok else "cho biết" if is_only_told else "VẤN ĐỀ  "
