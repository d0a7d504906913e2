"""`hoctap intake read TỆP --json`: what a document says, on the command line. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.core.refusals import Refused
from hoctap.intake.extraction import extract
from hoctap.intake.lines import SourceText
from hoctap.intake.reading import opening, sense


class Command(BaseCommand):
    help = "Đọc một văn bản kế hoạch: .txt, .md, .docx, .doc, PDF, bản quét, ảnh chụp từng trang"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
        read = verbs.add_parser("read", help="in ra những gì văn bản nói")
        read.add_argument("files", nargs="+", metavar="TỆP", help="một tệp, hoặc các ảnh chụp theo thứ tự trang")
        read.add_argument("--json", action="store_true", help="in kết quả ở dạng JSON")
        read.add_argument("--lines", action="store_true", help="chỉ in các dòng đọc được, có số dòng và trang")
        read.add_argument("--anyway", action="store_true", help="vẫn đọc khi văn bản không giống một kế hoạch")

    def handle(self, *args: Any, **options: Any) -> None:
        source = self._source(options["files"])
        if not options["anyway"] and (reason := sense.why_no_plan(source.texts)):
            raise CommandError(reason)
        if options["lines"]:
            for line in source.lines:
                self.stdout.write(f"{line.number}\t{line.page}\t{line.text}")
            return
        found = extract(source)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        title = (found.get("metadata") or {}).get("title") or ""
        title = title.get("text", "") if isinstance(title, dict) else title
        self.stdout.write(
            f"{title or 'Không thấy tên kế hoạch'}\n"
            f"{source.pages} trang, {len(source.lines)} dòng; {len(found['targets'])} chỉ tiêu, "
            f"{len(found['tasks'])} nhiệm vụ, {len(found['recipients'])} nơi nhận. Thêm --json để xem hết."
        )

    def _source(self, names: list[str]) -> SourceText:
        pages = []
        for name in names:
            try:
                content = Path(name).read_bytes()
            except OSError as error:
                raise CommandError(f"Không mở được tệp {name}: {error.strerror}.") from error
            try:
                for page in opening.open_file(name, content):
                    read = opening.read_page_lines(page)
                    pages.append(read)
            except (opening.NotReadable, Refused) as failure:
                raise CommandError(f"{name}: {failure}") from failure
        encoding = opening.proposed_encoding(pages)
        if encoding:
            self.stderr.write(f"Văn bản gõ bằng phông {encoding}, đã đổi sang Unicode: hãy xem lại vài dòng.")
        return opening.together(pages, encoding)
