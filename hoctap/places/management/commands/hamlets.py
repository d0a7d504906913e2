"""`hoctap hamlets add --place CODE NAME…`: list the hamlets of a commune. Names that are there already
stay as they are. `hoctap hamlets figures --place CODE --year Y [--what households] [--json]`: dated figures beside the
register's own count, hamlet by hamlet.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from hoctap.core.actor import command_line
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.places import actions, queries
from hoctap.places.commands import add_place_options, as_json, one_sentence, place_of
from hoctap.places.models import FigureKind, Level


class Command(BaseCommand):
    help = "Lập danh sách ấp, khóm của một xã."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="add|figures")
        add = commands.add_parser("add", help="thêm ấp, khóm; tên đã có thì giữ nguyên")
        add_place_options(add)
        add.add_argument(
            "--kind", default="", help="ấp, khóm, thôn…; mặc định như các ấp đã có, hoặc như tỉnh thường gọi"
        )
        add.add_argument("names", nargs="+", metavar="NAME")
        figures = commands.add_parser("figures", help="số liệu có ngày chốt bên cạnh số đếm trong sổ")
        add_place_options(figures)
        figures.add_argument("--what", choices=FigureKind.values, default=FigureKind.HOUSEHOLDS.value)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "figures":
            self._figures(options)
        else:
            self._add(options)

    def _figures(self, options: dict[str, Any]) -> None:
        with one_sentence():
            commune = place_of(options)
            if commune.level != Level.COMMUNE:
                raise Refused(f"{commune.title} không phải cấp xã.")
            year = options["year"] or today().year
            table = queries.figure_table(commune, year, options["what"])
        if options["json"]:
            values = {
                "place": {"id": str(commune.pk), "code": commune.code, "name": commune.full_name},
                "year": year,
                "what": options["what"],
                "rows": [_as_dict(row) for row in table.rows],
                "commune": _as_dict(table.commune),
                "total": table.total,
                "missing": table.missing,
                "warnings": table.warnings,
            }
            self.stdout.write(as_json(values))
            return
        for row in (*table.rows, table.commune):
            told = f"{row.figure.value} (chốt {row.figure.as_of:%d/%m/%Y})" if row.figure else "chưa có số"
            self.stdout.write(f"{row.title}: {told}; trong sổ {row.register}")
        for warning in table.warnings:
            self.stdout.write(warning)

    def _add(self, options: dict[str, Any]) -> None:
        by = command_line()
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


def _as_dict(row: queries.FigureRow) -> dict[str, Any]:
    figure = row.figure
    return {
        "id": str(row.place.pk),
        "name": row.title,
        "figure": figure
        and {
            "value": figure.value,
            "as_of": figure.as_of.isoformat(),
            "source": figure.source,
            "paper_number": figure.paper_number,
        },
        "register": row.register,
        "difference": row.difference,
        "not_assessed": dict(row.labelled),
    }
