"""`hoctap duplicates --place CODE`: note who may be twice in the register of a commune. Nothing is merged."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hoctap.core.actor import command_line
from hoctap.people import actions
from hoctap.places.commands import add_place_options, one_sentence, place_of


class Command(BaseCommand):
    help = "Tìm người có thể ghi trùng trong sổ của một xã; không gộp gì."

    def add_arguments(self, parser: CommandParser) -> None:
        add_place_options(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with one_sentence():
            commune = place_of(options)
            found = actions.find_duplicates(commune, by=command_line())
        self.stdout.write(f"{commune.title}: thêm {found} cặp cần xem.")
