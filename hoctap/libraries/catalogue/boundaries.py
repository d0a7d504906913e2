"""Libraries and their books in a change of boundaries: a bookcase stays where it stands and its hamlet becomes another; libraries and the
catalogue of a commune that goes whole into one go along. A commune's own libraries wait for a person where it is divided.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from hoctap.centres.boundaries import sole_successors
from hoctap.core.refusals import Reason
from hoctap.libraries.catalogue.joining import join_catalogues, settle_libraries, take_back
from hoctap.libraries.models import Copy, Library, Title
from hoctap.places.boundaries.apart import told_apart
from hoctap.places.boundaries.models import BoundaryPart
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.places.models import Level, Place

_LONGEST_NAME = 200


def carry(carriage: Carriage) -> dict[str, Any]:
    whole = sole_successors(carriage)
    places = {
        one.pk: one
        for one in Place.objects.filter(
            pk__in=[*carriage.hamlets, *carriage.hamlets.values(), *whole, *whole.values()]
        ).select_related("parent")
    }
    kept: dict[str, Any] = {"libraries": {}, "renamed": {}, "joined": {}, "settled": {}}
    alone: dict[tuple[UUID, UUID], list[UUID]] = {}
    for old, new in {**carriage.hamlets, **whole}.items():
        kept["renamed"] |= _told_apart(old, new)
        rows = Library.objects.filter(place=old, valid_to=None)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        rows.update(place=new)
        kept["libraries"][str(old)] = [str(pk) for pk in ids]
        before, after = places[old].parent_id, places[new].parent_id
        if places[old].level == Level.HAMLET and before != after and before not in whole and before and after:
            alone.setdefault((before, after), []).extend(ids)
    for old, new in whole.items():
        kept["joined"][str(old)] = join_catalogues(places[old], places[new])
    for (old, new), ids in alone.items():
        if ids:
            kept["settled"][f"{old} {new}"] = settle_libraries(ids, Place.objects.get(pk=new))
    return kept


def _told_apart(old: UUID, new: UUID) -> dict[str, list[str]]:
    """ "Thư viện xã" of two communes: the one that comes is called by its commune too. Its id → its name before and after."""
    standing = Library.objects.filter(valid_to=None)
    there = set(standing.filter(place=new).values_list("name", flat=True))
    coming = list(standing.filter(place=old).select_related("place__parent").order_by("pk"))
    taken = there | {one.name for one in coming}
    renamed = {}
    for library in coming:
        if library.name not in there:
            continue
        was = library.name
        library.name = told_apart(was, library.place, taken, longest=_LONGEST_NAME)
        taken.add(library.name)
        library.save(update_fields=["name"])
        renamed[str(library.pk)] = [was, library.name]
    return renamed


def undo(carriage: Carriage, kept: dict[str, Any]) -> None:
    """A name that somebody wrote since stays."""
    for key, told in kept.get("settled", {}).items():
        take_back(Place.objects.get(pk=key.split(" ")[0]), told)
    # The last that joined goes out first: what it was joined to may have come with an earlier one.
    for old, told in reversed(kept.get("joined", {}).items()):
        take_back(Place.objects.get(pk=old), told)
    for old, ids in kept.get("libraries", {}).items():
        Library.objects.filter(pk__in=ids).update(place=UUID(old))
    for pk, (was, became) in kept.get("renamed", {}).items():
        Library.objects.filter(pk=pk, name=became).update(name=was)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    """What was written since at the new places and would have no catalogue to stand in."""
    libraries = [pk for ids in kept.get("libraries", {}).values() for pk in ids]
    told = [*kept.get("joined", {}).values(), *kept.get("settled", {}).values()]
    titles = [pk for one in told for pk in (*one.get("titles", ()), *one.get("made", ()))]
    carried = [pk for one in told for pks in one.get("copies", {}).values() for pk in pks]
    made = [pk for one in told for pk in one.get("made", ())]
    return [
        *recorded_since(
            Library.objects.filter(place__in=carriage.made).exclude(pk__in=libraries), "{n} thư viện, tủ sách"
        ),
        *recorded_since(Title.objects.filter(place__in=carriage.made).exclude(pk__in=titles), "{n} đầu sách"),
        *recorded_since(Copy.objects.filter(title__in=made).exclude(pk__in=carried), "{n} bản sách"),
        *_across(kept),
    ]


def _across(kept: dict[str, Any]) -> list[Reason]:
    """Copies that a library of one old commune has of a title that came with another."""
    of_title = {pk: old for old, told in kept.get("joined", {}).items() for pk in told.get("titles", ())}
    libraries = kept.get("libraries", {})
    parents = dict(Place.objects.filter(pk__in=list(libraries)).values_list("pk", "parent_id"))
    levels = dict(Place.objects.filter(pk__in=list(libraries)).values_list("pk", "level"))
    of_library = {}
    for old, ids in libraries.items():
        place = UUID(old)
        commune = parents.get(place) if levels.get(place) == Level.HAMLET else place
        of_library.update(dict.fromkeys(ids, str(commune)))
    carried = {
        pk
        for told in kept.get("joined", {}).values()
        for pks in told.get("copies", {}).values()
        for pk in pks
    }
    rows = Copy.objects.filter(library__in=list(of_library)).values_list("pk", "library_id", "title_id")
    wrong = sum(
        str(pk) not in carried
        and of_title.get(str(title), of_library[str(library)]) != of_library[str(library)]
        for pk, library, title in rows
    )
    words = f"Nơi mới đã có {wrong} bản sách ghi vào đầu sách của xã cũ khác sau khi sắp xếp."
    return [Reason(words)] if wrong else []


def go_along(hamlet_ids: Sequence[UUID], _year: int) -> list[str]:
    """Told before hamlets are joined."""
    n = Library.objects.filter(place__in=hamlet_ids, valid_to=None).count()
    return [f"{n} thư viện, tủ sách ở các ấp, khóm được nhập đi theo sang ấp, khóm nhận."] if n else []


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    kinds = (BoundaryPart.Kind.MERGE, BoundaryPart.Kind.RENAME)
    going = BoundaryPart.objects.filter(kind__in=kinds, old__level=Level.COMMUNE).order_by().values("old")
    waiting = Place.objects.filter(pk__in=place_ids, level=Level.COMMUNE).exclude(pk__in=going)
    own = Library.objects.filter(place__in=waiting, valid_to=None)
    return waiting_at(
        own, "place", "{n} thư viện, tủ sách của xã: ghi xã mới quản lý", reverse("library_list")
    )


LIBRARIES = BoundaryCarrier(
    carry=carry, join=carry, undo=undo, undo_blockers=undo_blockers, open_work=open_work
)
