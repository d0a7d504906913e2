"""Records that other libraries wrote, never part of this project: HOCTAP_MARC_SAMPLES names a folder of them (that of the tests of
pymarc's source archive is one). Whatever a file holds, it is entered or told record by record, and what is entered can be read.
"""

import os
import unicodedata
from pathlib import Path

import pytest

from hoctap.accounts.models import User
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.importing import actions
from hoctap.libraries.catalogue.importing.reading import read_list
from hoctap.libraries.models import CatalogueImport, CatalogueRow, Library, Title
from tests.world import World

FOLDER = os.environ.get("HOCTAP_MARC_SAMPLES", "")
ENDINGS = {".dat", ".mrc", ".xml"}

needs_samples = pytest.mark.skipif(
    not FOLDER, reason="HOCTAP_MARC_SAMPLES names no folder of MARC records of other libraries"
)


def _samples() -> list[Path]:
    found = sorted(one for one in Path(FOLDER).rglob("*") if one.suffix in ENDINGS)
    assert found, f"no MARC file in {FOLDER}"
    return found


@needs_samples
def test_records_of_other_libraries_are_entered_or_told(
    world: World, librarian: User, library: Library, capsys: pytest.CaptureFixture[str]
):
    records = entered = told = 0
    for file in _samples():
        content = file.read_bytes()
        try:
            with read_list(file.name, content) as rows:
                count = len(list(rows))
        except Refused as refusal:
            with capsys.disabled():
                print(f"\n  {file.name} refused: {refusal}")
            continue
        run = actions.preview_books(library, file.name, content, by=world.actor(librarian))
        faults = CatalogueRow.objects.filter(run=run).exclude(fault="").count()
        if count > faults:
            actions.order_books(run, leave_faulty=True, by=world.actor(librarian))
            run.refresh_from_db()
            assert run.state == CatalogueImport.State.APPLIED, file.name
        records, told = records + count, told + faults
        entered += count - faults
    with capsys.disabled():
        print(f"\n  {records} records of other libraries: {entered} read, {told} told with their fault")
    for title in Title.objects.all():
        for text in (title.name, title.rest, title.authors, title.publisher):
            assert text.count("[") == text.count("]"), text
            assert not any(unicodedata.category(one) == "Cc" for one in text), repr(text)
            marks = sum(map(bool, map(unicodedata.combining, text)))
            assert marks * 3 <= len(text), text
    assert Title.objects.exists()
