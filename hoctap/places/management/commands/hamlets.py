"""`hoctap hamlets add --place CODE NAME…`: list the hamlets of a commune. Names that are there already
stay as they are.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from hoctap.core.actor import system_job
from hoctap.places import actions, queries, rules
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
        added, existing = [], []
        with one_sentence(), transaction.atomic():
            commune = place_of(options)
            known = {rules.hamlet_key(hamlet.name): hamlet for hamlet in queries.hamlets_of(commune)}
            for name in options["names"]:
                key = rules.hamlet_key(name)
                if key in known:
                    existing.append(known[key])
                else:
                    known[key] = actions.add_hamlet(commune, name, options["kind"], by=by)
                    added.append(known[key])
        if options["json"]:
            self.stdout.write(
                as_json(
                    {
                        "place": {"id": str(commune.pk), "code": commune.code, "name": commune.full_name},
                        "added": [{"id": str(hamlet.pk), "name": hamlet.full_name} for hamlet in added],
                        "existing": [{"id": str(hamlet.pk), "name": hamlet.full_name} for hamlet in existing],
                    }
                )
            )
            return
        self.stdout.write(f"{commune.title}: thêm {len(added)}, đã có {len(existing)}.")
        for hamlet in added:
            self.stdout.write(f"  + {hamlet.full_name}")
