"""Libraries and other service points enter the books, change, lend by other rules, and end."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from hoctap.audit import actions as audit
from hoctap.centres.models import Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.circulation.holds import moving
from hoctap.libraries.institutions import rules
from hoctap.libraries.institutions.rules import LendingRules, LibraryDetails
from hoctap.libraries.models import Copy, Library, LibraryKind, Loan
from hoctap.libraries.storing import locked_library, standing_library
from hoctap.places.models import Organisation, Place

KEEP = Permission.LIBRARY_KEEP
FIELDS = ("kind", "name", "address", "keeper_name", "reading_area", "valid_from", "is_planned")


@transaction.atomic
def add_library(
    place: Place,
    details: LibraryDetails,
    *,
    organisation: Organisation | None = None,
    venue: Venue | None = None,
    by: Actor,
) -> Library:
    by.must(KEEP, at=place)
    place = Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    library = Library(place=place)
    _put(library, details, organisation, venue)
    library.save()
    audit.record(by, "libraries.library.added", library)
    return library


@transaction.atomic
def change_library(
    library: Library,
    details: LibraryDetails,
    *,
    organisation: Organisation | None = None,
    venue: Venue | None = None,
    by: Actor,
) -> None:
    library = standing_library(library)
    by.must(KEEP, at=library)
    _put(library, details, organisation, venue)
    library.save()
    audit.record(by, "libraries.library.changed", library)


@transaction.atomic
def set_lending(library: Library, wanted: LendingRules, *, by: Actor) -> None:
    """Holds for loans from now on: what is out keeps its day."""
    library = standing_library(library)
    by.must(KEEP, at=library)
    if not library.lends:
        raise Refused("Bảo tàng, nhà văn hóa không cho mượn sách. Tủ sách ở đó thì ghi thành một tủ sách.")
    if reasons := rules.lending_blockers(wanted):
        raise Refused(reasons)
    changed = [name for name, value in vars(wanted).items() if getattr(library, name) != value]
    for name, value in vars(wanted).items():
        setattr(library, name, value)
    library.save()
    audit.record(by, "libraries.library.lending_set", library, fields=changed)


@transaction.atomic
def end_library(
    library: Library, *, ended_on: dt.date | None, why: str, successor: Library | None = None, by: Actor
) -> None:
    """Its books go to the successor; its loans, counts and history stay where they are."""
    # Both in one order: of two that are ended into each other at one moment the second finds no successor that stands.
    moving.lock_shelves(Copy.objects.none(), library, successor)
    library = standing_library(library)
    by.must(KEEP, at=library)
    if successor is not None:
        successor = locked_library(successor)
        by.must(KEEP, at=successor)
        if successor.pk == library.pk or successor.valid_to is not None or not successor.lends:
            raise Refused([Reason("Chọn một thư viện, tủ sách khác đang hoạt động.", "successor")])
    held = Copy.objects.held().filter(library=library)
    reasons = rules.ending_blockers(
        on=ended_on,
        why=clean(why),
        since=library.valid_from,
        today=today(),
        lent=Loan.objects.awaited().filter(Q(copy__library=library) | Q(library=library)).count(),
        held=held.count(),
        successor=successor is not None,
    )
    away = held.exclude(at=None).exclude(at=library).count()
    visiting = Copy.objects.held().filter(at=library).exclude(library=library).count()
    if visiting or away:
        reasons.append(
            Reason(f"Còn {visiting + away} bản đang luân chuyển. Nhận lại và trả hết trước khi thôi.")
        )
    if reasons or ended_on is None:
        raise Refused(reasons)
    moved = 0
    moving.end_line(library, by)
    if successor is not None:
        moved = held.update(library=successor, at=None)
        moving.offer_what_stands(successor, by)
    library.valid_to, library.ended_why, library.successor = ended_on, clean(why)[:200], successor
    library.keeper_name = ""  # nobody keeps it any more: the name has served
    library.save()
    audit.record(by, "libraries.library.ended", library, count=moved)


def _put(
    library: Library, details: LibraryDetails, organisation: Organisation | None, venue: Venue | None
) -> None:
    place = library.place
    others = Library.objects.filter(place=place, valid_to=None).exclude(pk=library.pk)
    cleaned = LibraryDetails(
        kind=details.kind,
        name=clean(details.name)[:200],
        address=clean(details.address)[:200],
        keeper_name=clean(details.keeper_name)[:100],
        reading_area=details.reading_area,
        valid_from=details.valid_from,
        is_planned=details.is_planned,
    )
    reasons = rules.library_blockers(
        cleaned,
        level=place.level,
        place_name=place.title,
        taken=others.values_list("name", flat=True),
        today=today(),
    )
    if cleaned.kind not in LibraryKind.values:
        reasons.append(Reason("Chọn loại.", "kind"))
    if venue is not None and venue.valid_to is not None:
        reasons.append(Reason(f"{venue.name} đã thôi dùng. Hãy chọn cơ sở khác.", "venue"))
    if venue is not None and venue.place_id not in place.path and place.pk not in venue.place.path:
        reasons.append(Reason("Cơ sở này ở nơi khác. Hãy chọn cơ sở ở đây.", "venue"))
    if organisation is not None and organisation.place_id not in place.path:
        reasons.append(Reason("Đơn vị này ở nơi khác. Hãy chọn đơn vị ở đây.", "organisation"))
    if reasons:
        raise Refused(reasons)
    for name in FIELDS:
        setattr(library, name, getattr(cleaned, name))
    library.organisation, library.venue = organisation, venue
