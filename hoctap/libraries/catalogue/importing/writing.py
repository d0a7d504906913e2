"""A batch of rows into the catalogue: titles that it has not, copies that it has not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from hoctap.core.dates import today
from hoctap.libraries.catalogue.importing.entries import Entry, entry_of
from hoctap.libraries.catalogue.storing import Known, new_codes, put_title
from hoctap.libraries.models import CatalogueImport, CatalogueRow, Copy, Title
from hoctap.places.models import Place

Is = CatalogueRow.Is


@dataclass
class Batch:
    titles: list[Title] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    made_by: dict[int, Title] = field(default_factory=dict)
    """Row → the title that it made."""
    spoiled: dict[int, str] = field(default_factory=dict)
    """Rows that were good when they were looked at and are not any more."""


def write(run: CatalogueImport, place: Place, rows: Sequence[CatalogueRow]) -> Batch:
    """In the caller's transaction, the catalogue locked. What came into it since the preview is not entered twice."""
    entries = [(row, entry_of(row.data)) for row in rows]
    known = Known(place, [(entry.details.isbn, entry.likeness) for _, entry in entries])
    held = _held_codes([entry for _, entry in entries])
    ours = _made_by_run(run)
    batch = Batch()
    waiting: list[tuple[Title, dict[str, object]]] = []
    for row, entry in entries:
        title = known.find(entry.details.isbn, entry.likeness)
        taken = [
            one.code
            for one in entry.copies
            if one.code in held and (title is None or held[one.code] != title.pk)
        ]
        if taken:
            batch.spoiled[row.pk] = f"Mã bản {taken[0]} nay đã là của một sách khác. Xem lại nhãn."
            continue
        if title is None:
            title = Title(place=place, added_on=today())
            put_title(title, entry.details)
            title.fill_search()
            known.add([title])
            batch.titles.append(title)
            batch.made_by[row.pk] = title
            ours.add(title.pk)
        may_add = run.copies_of_known or title.pk in ours
        for one in entry.copies:
            if one.code in held or not (one.code or may_add):
                continue
            values = {
                "library_id": run.library_id,
                "code": one.code,
                "source": one.source or run.source,
                "giver": one.giver or (run.giver if (one.source or run.source) == run.source else ""),
                "price": one.price,
                "acquired_on": min(_day(one.acquired_on) or run.acquired_on, today()),
            }
            waiting.append((title, values))
            if one.code:
                held[one.code] = title.pk
    codes = iter(new_codes(sum(not values["code"] for _, values in waiting)))
    for title, values in waiting:
        values["code"] = values["code"] or next(codes)
        batch.copies.append(Copy(title=title, **values))
    Title.objects.bulk_create(batch.titles, batch_size=1_000)
    Copy.objects.bulk_create(batch.copies, batch_size=2_000)
    _mark(rows, batch)
    return batch


def _held_codes(entries: Sequence[Entry]) -> dict[str, UUID]:
    codes = [one.code for entry in entries for one in entry.copies if one.code]
    if not codes:
        return {}
    return dict(Copy.objects.filter(code__in=codes).order_by().values_list("code", "title_id"))


def _made_by_run(run: CatalogueImport) -> set[UUID]:
    made = CatalogueRow.objects.filter(run=run, state=Is.DONE, title__isnull=False)
    return {pk for pk in made.values_list("title_id", flat=True) if pk is not None}


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _mark(rows: Sequence[CatalogueRow], batch: Batch) -> None:
    done = [row.pk for row in rows if row.pk not in batch.spoiled]
    titles = [str(batch.made_by[pk].pk) if pk in batch.made_by else None for pk in done]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {CatalogueRow._meta.db_table} AS kept SET state = 'done', title_id = told.title, data = '{{}}' "
            "FROM unnest(%s::bigint[], %s::uuid[]) AS told(id, title) WHERE kept.id = told.id",
            [done, titles],
        )
    for row in rows:
        if row.pk in batch.spoiled:
            row.state, row.fault = Is.FAULTY, batch.spoiled[row.pk][:500]
            row.data = {"name": row.data["details"]["name"]}
            row.save()
