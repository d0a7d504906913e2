"""Rows of a list between the file and the catalogue: which are new, known, repeated or to be corrected."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import batched

from django.db import connection

from hoctap.libraries.catalogue.importing.entries import Entry, Fault
from hoctap.libraries.models import CatalogueImport, CatalogueRow, Copy, Title
from hoctap.places.models import Place

_AT_ONCE = 1_000
Is = CatalogueRow.Is


def stage(run: CatalogueImport, place: Place, found: Iterable[Entry | Fault]) -> Counter[str]:
    """Keep the rows until they are entered or dropped, each with what will become of it; how many of each, and copies that would come."""
    counts: Counter[str] = Counter()
    run_id = str(run.pk)
    rows = _judged(place, found, counts)
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {CatalogueRow._meta.db_table} (run_id, number, state, fault, data) FROM STDIN"
        ) as copy,
    ):
        # Kept in pieces that are asked about together, before the COPY begins: a connection does one thing at a time.
        for number, state, fault, data in rows:
            copy.write_row((run_id, number, state.value, fault, data))
    return counts


def _judged(
    place: Place, found: Iterable[Entry | Fault], counts: Counter[str]
) -> list[tuple[int, "CatalogueRow.Is", str, str]]:
    here = _Catalogue(place)
    made = []
    for piece in batched(found, _AT_ONCE):
        held = _held([one for one in piece if isinstance(one, Entry)])
        for one in piece:
            state, fault = here.judge(one, held)
            counts["rows"] += 1
            counts[state.value] += 1
            if isinstance(one, Fault) or state == Is.FAULTY:
                told = {"name": one.name if isinstance(one, Fault) else one.details.name}
                made.append((one.number, state, fault, json.dumps(told, ensure_ascii=False)))
                continue
            counts["copies"] += sum(
                one_copy.code not in held if one_copy.code else state != Is.KNOWN for one_copy in one.copies
            )
            made.append((one.number, state, "", json.dumps(asdict(one), ensure_ascii=False)))
    return made


class _Catalogue:
    """What a catalogue has, and what the file brought so far."""

    def __init__(self, place: Place) -> None:
        self.isbns: set[str] = set()
        self.alike: dict[str, bool] = {}
        """Likeness → is there one without an ISBN."""
        self.new_isbns: set[str] = set()
        self.new_alike: dict[str, bool] = {}
        self.codes: set[str] = set()
        for isbn, likeness in Title.objects.filter(place=place).order_by().values_list("isbn", "likeness"):
            self.isbns.add(isbn)
            self.alike[likeness] = self.alike.get(likeness, False) or not isbn
        self.isbns.discard("")

    def judge(self, one: Entry | Fault, held: dict[str, tuple[str, str]]) -> "tuple[CatalogueRow.Is, str]":
        if isinstance(one, Fault):
            return Is.FAULTY, one.text
        isbn, alike = one.details.isbn, one.likeness
        for code in filter(None, (each.code for each in one.copies)):
            if code in self.codes:
                return Is.FAULTY, f"Mã bản {code} đã ở một dòng trước trong tệp. Mỗi bản một mã."
            if code in held and not _same(held[code], isbn, alike):
                return Is.FAULTY, f"Mã bản {code} đã là của một sách khác trong hệ thống. Xem lại nhãn."
        self.codes.update(each.code for each in one.copies if each.code)
        if isbn in self.isbns or (alike in self.alike and (not isbn or self.alike[alike])):
            return Is.KNOWN, ""
        if isbn in self.new_isbns or (alike in self.new_alike and (not isbn or self.new_alike[alike])):
            return Is.REPEAT, ""
        if isbn:
            self.new_isbns.add(isbn)
        self.new_alike[alike] = self.new_alike.get(alike, False) or not isbn
        return Is.NEW, ""


def _held(entries: Sequence[Entry]) -> dict[str, tuple[str, str]]:
    """Codes that copies of the installation carry already → ISBN and likeness of their book. One query."""
    codes = [one.code for entry in entries for one in entry.copies if one.code]
    if not codes:
        return {}
    rows = Copy.objects.filter(code__in=codes).order_by()
    return {
        code: (isbn, alike)
        for code, isbn, alike in rows.values_list("code", "title__isbn", "title__likeness")
    }


def _same(book: tuple[str, str], isbn: str, alike: str) -> bool:
    return (bool(isbn) and book[0] == isbn) or book[1] == alike


def faulty(run: CatalogueImport) -> Iterator[CatalogueRow]:
    return run.rows.filter(state=Is.FAULTY).order_by("number").iterator()
