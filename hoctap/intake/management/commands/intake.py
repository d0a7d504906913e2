"""The same as `hoctap intake`, which goes past the apps of Django because its answer is waited for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.intake.command import CommandFailed, add_arguments, read


class Command(BaseCommand):
    help = "Đọc một văn bản kế hoạch: .txt, .md, .docx, .doc, PDF, bản quét, ảnh chụp từng trang"

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            read(options["files"], **{name: options[name] for name in ("json", "lines", "anyway")})
        except CommandFailed as failure:
            raise CommandError(str(failure)) from failure
