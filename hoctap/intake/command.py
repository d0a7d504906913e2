"""`hoctap intake read TỆP --json`: what a document says, on the command line. Needs neither database nor the apps of Django."""

import argparse
import sys
from json import dumps
from pathlib import Path
from typing import Any

from hoctap.intake.extraction import extract
from hoctap.intake.lines import SourceText
from hoctap.intake.reading import opening, sense


class CommandFailed(Exception):
    """One sentence for the person at the keyboard."""


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="hoctap intake",
        description="Đọc một văn bản kế hoạch: .txt, .md, .docx, .doc, PDF, bản quét, ảnh chụp từng trang.",
    )
    add_arguments(parser)
    options = parser.parse_args(words)
    try:
        read(options.files, json=options.json, lines=options.lines, anyway=options.anyway)
    except CommandFailed as failure:
        print(f"hoctap intake: {failure}", file=sys.stderr)
        return 1
    return 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
    verb = verbs.add_parser("read", help="in ra những gì văn bản nói")
    verb.add_argument("files", nargs="+", metavar="TỆP", help="một tệp, hoặc các ảnh chụp theo thứ tự trang")
    verb.add_argument("--json", action="store_true", help="in kết quả ở dạng JSON")
    verb.add_argument("--lines", action="store_true", help="chỉ in các dòng đọc được: số dòng, trang, chữ")
    verb.add_argument("--anyway", action="store_true", help="vẫn đọc khi văn bản không giống một kế hoạch")


def read(files: list[str], *, json: bool = False, lines: bool = False, anyway: bool = False) -> None:
    """Raises `CommandFailed`."""
    source, is_text = _source(files)
    if not anyway and (reason := sense.why_no_plan(source.texts)):
        raise CommandFailed(reason)
    if lines:
        for line in source.lines:
            print(f"{line.number}\t{line.page}\t{line.text}")
        return
    found = extract(source)
    if json:
        print(dumps(found if is_text else without_lines(found), ensure_ascii=False, indent=2))
        return
    title = found["metadata"].get("title")
    print((title.get("text") if isinstance(title, dict) else title) or "Không thấy tên kế hoạch")
    print(
        f"{source.pages} trang, {len(source.lines)} dòng; {len(found['targets'])} chỉ tiêu, "
        f"{len(found['tasks'])} nhiệm vụ, {len(found['recipients'])} nơi nhận. Thêm --json để xem hết."
    )


def without_lines(value: Any) -> Any:
    """Only a text has lines that somebody else can count; those of a page depend on who reads it."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key not in ("line", "lines", "title_lines")}
        return {key: without_lines(one) for key, one in kept.items()}
    return [without_lines(one) for one in value] if isinstance(value, list) else value


def _source(names: list[str]) -> tuple[SourceText, bool]:
    """The document, and whether it is a text whose lines are those of its file."""
    pages, is_text = [], len(names) == 1
    for name in names:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            raise CommandFailed(f"Không mở được tệp {name}: {error.strerror}.") from error
        try:
            opened = opening.open_file(name, content)
            is_text = is_text and all(page.is_plain for page in opened)
            pages += [opening.read_page_lines(page) for page in opened]
        except opening.NotReadable as failure:
            raise CommandFailed(f"{name}: {failure.reason}") from failure
    encoding = opening.proposed_encoding(pages)
    if encoding:
        print(
            f"Văn bản gõ bằng phông {encoding}, đã đổi sang Unicode: hãy xem lại vài dòng.", file=sys.stderr
        )
    return opening.together(pages, encoding), is_text
