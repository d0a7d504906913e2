"""What tests of forms from above do again and again."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from hoctap.reports.foreign import actions
from hoctap.reports.foreign.actions import RuleDetails
from hoctap.reports.foreign.models import ForeignForm
from hoctap.reports.quantities.periods import period_of
from tests.reports.foreign.forms import province_form
from tests.world import World

YEAR = period_of("year", 2024)
PAGE = "Biểu 01"


def bring(world: World, content: bytes | None = None, name: str = "Biểu tỉnh") -> ForeignForm:
    return actions.add_foreign_form(
        world.district, name, "bieu-01.xlsx", content or province_form(), by=world.actor(world.bich)
    )


def tell(world: World, form: ForeignForm, cells: str, code: str, **more: str) -> ForeignForm:
    details = RuleDetails(PAGE, cells, code, **({"who": "row", "name_column": "B"} | more))
    return actions.map_cells(form, details, by=world.actor(world.bich))


def mapped(world: World, content: bytes | None = None) -> ForeignForm:
    form = bring(world, content)
    tell(world, form, "C8 đến hết", "learning_family.total")
    tell(world, form, "D8 đến hết", "learning_family.registered")
    tell(world, form, "E8 đến hết", "learning_family.registered_new")
    tell(world, form, "F8 đến hết", "learning_family.recognised")
    tell(world, form, "G8 đến hết", "learning_family.recognised", over="learning_family.total")
    return tell(world, form, "H8 đến hết", "learning_family.recognised", when="before")


def fill(world: World, form: ForeignForm, **more: Any) -> Any:
    copy = actions.fill_foreign_form(form, YEAR, by=world.actor(world.bich), **more)
    return load_workbook(io.BytesIO(copy))[PAGE]


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bieu-01.xlsx", content)
