"""`hoctap hamlets add --place CODE NAME…`: list the hamlets of a commune. Names that are there already
stay as they are.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from hoctap.core.actor import system_job
from hoctap.places import actions
from hoctap.places.commands import add_place_options, as_json, one_sentence, place_of


class Command(BaseCommand):
    help = "Lập danh sách ấp, khóm của một xã."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="add")
        add = commands.add_parser("add", help="thêm ấp, khóm; tên đã có thì giữ nguyên")
        add_place_options(add)
        add.add_argument(
            "--kind", default="", help="ấp, khóm, thôn…; mặc định ấp ở xã, khóm ở phường và thị trấn"
        )
        add.add_argument("names", nargs="+", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_job("dòng lệnh")
        with one_sentence(), transaction.atomic():
            commune = place_of(options)
            done = actions.add_hamlets(commune, options["names"], options["kind"], by=by)
        if options["json"]:
            self.stdout.write(
                as_json(
                    {
                        "place": {"id": str(commune.pk), "code": commune.code, "name": commune.full_name},
                        "added": [{"id": str(hamlet.pk), "name": hamlet.full_name} for hamlet in done.added],
                        "existing": [
                            {"id": str(hamlet.pk), "name": hamlet.full_name} for hamlet in done.existing
                        ],
                    }
                )
            )
            return
        self.stdout.write(f"{commune.title}: thêm {len(done.added)}, đã có {len(done.existing)}.")
        for hamlet in done.added:
            self.stdout.write(f"  + {hamlet.full_name}")
