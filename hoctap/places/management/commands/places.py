"""`hoctap places load --all | --province CODE`: the shipped list of places into the database.
`hoctap places outlines FILE --place CODE --source WORDS`: an office's own outlines of communes, for the map.
`hoctap places check`: whether the shipped files and what is installed hold together.
"""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hoctap.core.actor import command_line
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.vietnamese import format_number
from hoctap.places import country, integrity
from hoctap.places.catalogue import Level
from hoctap.places.commands import add_place_options, as_json, one_sentence, place_of
from hoctap.places.outlines.actions import load_outlines


class Command(BaseCommand):
    help = "Danh mục địa bàn cả nước: nạp vào hệ thống, kiểm tra."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="load|outlines|check")
        load = commands.add_parser("load", help="nạp địa bàn; đã có thì giữ nguyên, chạy lại không thêm gì")
        which = load.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="cả nước")
        which.add_argument(
            "--province",
            action="append",
            metavar="CODE",
            help="một tỉnh hiện nay với các tỉnh, huyện, xã cũ của nó; ghi nhiều lần được",
        )
        load.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ nạp gì, không ghi")
        load.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        outlines = commands.add_parser(
            "outlines", help="nạp ranh giới xã (GeoJSON) cho bản đồ; cả tệp hoặc không hình nào"
        )
        outlines.add_argument("file", type=Path, metavar="TỆP")
        outlines.add_argument("--source", required=True, metavar="NGUỒN", help="cơ quan nào lập, ngày nào")
        add_place_options(outlines)
        check = commands.add_parser(
            "check", help="kiểm tra danh mục và các địa bàn đã lập; có lỗi thì mã thoát 1"
        )
        check.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "load":
            self._load(options)
        elif options["what"] == "outlines":
            self._outlines(options)
        else:
            self._check(options)

    def _load(self, options: dict[str, Any]) -> None:
        dry = options["dry_run"]
        with one_sentence(), transaction.atomic():
            done = country.load(options["province"], by=command_line())
            transaction.set_rollback(dry)
        if options["json"]:
            values = {"dry_run": dry, "added": done.places, "already": done.places_here, "edges": done.edges}
            self.stdout.write(as_json(values))
            return
        added = ", ".join(
            f"{format_number(done.places[level.value])} đơn vị {words}"
            for level, words in integrity.LEVEL_WORDS.items()
        )
        self.stdout.write(
            f"{'Sẽ nạp' if dry else 'Đã nạp'} {added} và {format_number(done.edges)} mối nối; "
            f"đã có từ trước {format_number(done.places_here)} đơn vị, giữ nguyên."
        )

    def _outlines(self, options: dict[str, Any]) -> None:
        with one_sentence():
            place = place_of(options)
            last = dt.date(options["year"], 12, 31) if options["year"] else today()
            on = options["on"] or min(last, (place.valid_to or last + ONE_DAY) - ONE_DAY)
            try:
                data = options["file"].read_bytes()
            except OSError as error:
                raise CommandError(f"Không đọc được tệp {options['file'].name}: {error.strerror}.") from error
            done = load_outlines(place, data, source=options["source"], on=on, by=command_line())
        if options["json"]:
            self.stdout.write(as_json({"communes": done.communes, "points": done.points}))
            return
        self.stdout.write(
            f"Đã nạp ranh giới của {format_number(done.communes)} xã, {format_number(done.points)} điểm sau khi giản lược."
        )

    def _check(self, options: dict[str, Any]) -> None:
        done = country.check()
        if options["json"]:
            self.stdout.write(
                as_json(
                    {
                        "catalogue": {"places": done.catalogue_places, "edges": done.catalogue_edges},
                        "installed": done.installed,
                        "faults": done.faults,
                    }
                )
            )
        else:
            here = ", ".join(
                f"{format_number(done.installed[level.value])} {integrity.LEVEL_WORDS[level]}"
                for level in Level
            )
            self.stdout.write(
                f"Danh mục: {format_number(done.catalogue_places)} địa bàn, "
                f"{format_number(done.catalogue_edges)} mối nối. Đã lập ở đây: {here}."
            )
        if done.faults:
            raise CommandError("\n".join(integrity.listed(done.faults)))
        if not options["json"]:
            self.stdout.write("Không có lỗi.")
