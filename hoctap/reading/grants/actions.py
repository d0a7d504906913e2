"""A bookcase is given, becomes a shelf where wanted, and is looked after."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.institutions.actions import add_library
from hoctap.libraries.institutions.rules import LibraryDetails
from hoctap.libraries.models import Library, LibraryKind
from hoctap.places.models import Level, Place
from hoctap.reading.grants import rules
from hoctap.reading.models import BookcaseGrant, GrantVisit, PointKind

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def record_grant(
    place: Place,
    *,
    kind: str,
    name: str,
    on: dt.date | None,
    books: int | None,
    donor: str,
    note: str = "",
    library: Library | None = None,
    by: Actor,
) -> BookcaseGrant:
    by.must(KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    name, donor = clean(name)[:200], clean(donor)[:200]
    taken = on is not None and BookcaseGrant.objects.filter(place=place, name__iexact=name, on=on).exists()
    reasons = rules.grant_reasons(
        kind=kind,
        kinds=PointKind.values,
        name=name,
        on=on,
        books=books,
        donor=donor,
        is_taken=taken,
        today=today(),
    )
    if library is not None and place.pk not in library.place.path:
        reasons.append(
            Reason(
                "Tủ sách này không ở nơi nhận. Hãy chọn tủ sách ở nơi ấy, hoặc lập tủ sách mới.", "library"
            )
        )
    if reasons or on is None or books is None:
        raise Refused(reasons)
    made = BookcaseGrant.objects.create(
        place=place,
        kind=kind,
        name=name,
        on=on,
        books=books,
        donor=donor,
        note=clean(note)[:300],
        library=library,
        made_by=by.described[:300],
    )
    audit.record(by, "reading.grant.recorded", made, count=made.books)
    return made


@transaction.atomic
def make_shelf(grant: BookcaseGrant, *, by: Actor) -> Library:
    """The bookcase becomes a shelf of its own, whose books and loans are kept from now on."""
    by.must(KEEP, at=grant)
    row = BookcaseGrant.objects.select_for_update(of=("self",)).select_related("place").get(pk=grant.pk)
    if row.library_id is not None:
        raise Refused("Tủ sách này đã nối với một nơi trong danh sách. Mở nơi ấy để ghi sách, cho mượn.")
    if row.place.level not in (Level.COMMUNE, Level.HAMLET):
        raise Refused(
            "Tủ sách ở xã hoặc ấp, khóm mới lập thành nơi cho mượn được. Hãy ghi lại ở xã, ấp của điểm nhận."
        )
    name = f"Tủ sách {row.name}"[:200]
    found = Library.objects.filter(place=row.place, name=name, valid_to__isnull=True).first()
    if found is None:
        kind = LibraryKind.BOOKCASE
        if row.kind == PointKind.SCHOOL:
            kind = LibraryKind.SCHOOL
        elif row.kind == PointKind.CENTRE and row.place.level == Level.COMMUNE:
            kind = LibraryKind.CENTRE
        found = add_library(row.place, LibraryDetails(kind, name, valid_from=row.on), by=by)
    row.library = found
    row.save(update_fields=["library"])
    audit.record(by, "reading.grant.made_shelf", row)
    return found


@transaction.atomic
def visit_grant(
    grant: BookcaseGrant,
    *,
    on: dt.date | None,
    is_used: bool,
    note: str,
    books_there: int | None = None,
    by: Actor,
) -> GrantVisit:
    by.must(KEEP, at=grant)
    note = clean(note)[:300]
    reasons = rules.visit_reasons(
        on=on, note=note, books_there=books_there, granted_on=grant.on, today=today()
    )
    if reasons or on is None:
        raise Refused(reasons)
    made = GrantVisit.objects.create(
        grant=grant,
        on=on,
        is_used=is_used,
        books_there=books_there,
        note=note,
        recorded_by=by.described[:300],
    )
    audit.record(by, "reading.grant.visited", grant)
    return made
