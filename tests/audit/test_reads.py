"""Whoever looks at personal data leaves one row that says whose: each address of the house is walked, nothing is declared by a page."""

import io
import zipfile
from html import unescape
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from hoctap.audit.models import Read
from hoctap.audit.words import PAGES
from hoctap.people.models import Person
from scripts import house
from tests.examples import Visit, url_examples
from tests.season import Season

SCREENS = {screen.name: screen for screen in house.screens()}
# The content of these is a picture: whose it is cannot be read off it.
PICTURES = {
    *("evidence_file", "paper_signed", "paper_pdf", "delivery_file"),
    "posting_photo",
    *("certificate_part", "certificate_book_file", "certificate_ceremony"),
    "meeting_sheet",
    # a signed sheet beside its paper, a page of it, the papers of a round put together
    *("paper_sheet", "sheet_page", "case_pdf", "case_zip"),
}
# They show rows of a file, people who are in no register yet.
OF_A_FILE = {"import_mapping", "import_detail", "import_faulty"}


def _visits(name: str, season: Season) -> list[Visit]:
    example = url_examples[name](season)
    visits = example if isinstance(example, list) else [example]
    return [visit for visit in visits if visit.owner is not None]


def _go(name: str, visit: Visit) -> HttpResponse:
    assert visit.owner is not None
    client = Client()
    client.force_login(visit.owner)
    address = reverse(name, kwargs=dict(visit.kwargs), query=visit.query or None)
    if visit.post is None:
        return client.get(address)  # type: ignore[return-value]
    return client.post(address, visit.post)  # type: ignore[return-value]


def _text(response: HttpResponse) -> str:
    body = response.getvalue() if response.streaming else response.content
    if body.startswith(b"PK"):  # a workbook, a paper, an archive
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"\n".join(archive.read(name) for name in archive.namelist())
        return unescape(body.decode("utf-8", "replace"))  # openpyxl writes accents as references
    return body.decode("utf-8", "replace")


def _named_in(text: str, names: dict[UUID, str]) -> set[str]:
    return {name for name in names.values() if name in text or escape(name) in text}


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_a_page_leaves_a_row_with_those_it_names_and_nobody_else(name: str, whole_season: Season):
    walked = whole_season
    names = dict(Person.objects.values_list("pk", "full_name"))
    for visit in _visits(name, walked):
        before = set(Read.objects.values_list("pk", flat=True))
        with transaction.atomic():
            response = _go(name, visit)
            shown = _named_in(_text(response), names) if response.status_code in (200, 422) else set()
            rows = list(Read.objects.exclude(pk__in=before))
            transaction.set_rollback(True)
        noted = {names[one] for row in rows for one in row.subjects if one in names}
        assert len(rows) <= 1, "one row for one request"
        assert shown <= noted, f"{name} names {shown - noted} and does not say so"
        if name not in PICTURES:
            assert noted <= shown, f"{name} says it showed {noted - shown} and did not"
        if rows:
            assert rows[0].page == name
            assert name in PAGES, f"trail_words.py of its app has no words in PAGES for {name!r}"
            assert str(visit.owner.full_name) in rows[0].actor  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["evidence_file", "paper_docx"])
def test_a_file_leaves_a_row_with_the_households_it_is_about(name: str, whole_season: Season):
    walked = whole_season
    before = set(Read.objects.values_list("pk", flat=True))
    assert _go(name, _visits(name, walked)[0]).status_code == 200
    row = Read.objects.exclude(pk__in=before).get()
    assert set(row.subjects) & {household.pk for household in [*walked.households, *walked.open_households]}


@pytest.mark.parametrize("name", ["import_mapping"])
def test_rows_of_a_file_not_taken_in_are_counted_without_names(name: str, whole_season: Season):
    walked = whole_season
    before = set(Read.objects.values_list("pk", flat=True))
    assert _go(name, _visits(name, walked)[0]).status_code == 200
    row = Read.objects.exclude(pk__in=before).get()
    assert row.persons > 0
