"""Catalogues that become one, or part: a copy's title always stands in the catalogue of the copy's library (ADR 0044).

Of a book that stood in both, the record of the catalogue that stays takes the copies; the other is left, empty, with the place that ended.
Nothing is deleted, so that a change can be taken back to the letter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from hoctap.core.dates import today
from hoctap.libraries.catalogue.storing import Known, details_of, put_title
from hoctap.libraries.models import Copy, Title
from hoctap.libraries.registry import title_followers
from hoctap.places.models import Place

type Kept = dict[str, Any]


def join_catalogues(old: Place, new: Place) -> Kept:
    """All titles of a place go into the catalogue of another."""
    titles = list(Title.objects.filter(place=old).order_by("id"))
    known = Known(new, [(one.isbn, one.likeness) for one in titles])
    twins: dict[UUID, UUID] = {}
    moved = []
    for one in titles:
        twin = known.find(one.isbn, one.likeness)
        if twin is not None:
            twins[one.pk] = twin.pk
        else:
            moved.append(one.pk)
    Title.objects.filter(pk__in=moved).update(place=new)
    return {
        "titles": [str(pk) for pk in moved],
        "copies": _give_copies(twins, Copy.objects.filter(title__in=twins).values_list("pk", "title_id")),
        "followers": _follow(twins, None),
    }


def settle_libraries(libraries: Collection[UUID], new: Place) -> Kept:
    """These libraries go over without the rest of their commune: their books get a record in the catalogue of the new one."""
    rows = list(
        Copy.objects.filter(library__in=list(libraries))
        .exclude(title__place=new)
        .select_related("title")
        .order_by("id")
    )
    titles = {one.title_id: one.title for one in rows}
    known = Known(new, [(one.isbn, one.likeness) for one in titles.values()])
    twins: dict[UUID, UUID] = {}
    made = []
    for pk, one in titles.items():
        twin = known.find(one.isbn, one.likeness)
        if twin is None:
            twin = Title(place=new, added_on=today())
            put_title(twin, details_of(one))
            twin.fill_search()
            known.add([twin])
            made.append(twin)
        twins[pk] = twin.pk
    Title.objects.bulk_create(made, batch_size=1_000)
    return {
        "made": [str(one.pk) for one in made],
        "copies": _give_copies(twins, ((one.pk, one.title_id) for one in rows)),
        "followers": _follow(twins, list(libraries)),
    }


def _follow(twins: Mapping[UUID, UUID], libraries: Collection[UUID] | None) -> Kept:
    return {name: one.move(twins, libraries) for name, one in title_followers.items()} if twins else {}


def take_back(old: Place, kept: Kept) -> None:
    copies = kept.get("copies", {})
    _point({UUID(pk): UUID(title) for title, pks in copies.items() for pk in pks})
    for name, told in kept.get("followers", {}).items():
        if (follower := title_followers.get(name)) is not None:
            follower.back(told)
    Title.objects.filter(pk__in=kept.get("made", [])).delete()
    Title.objects.filter(pk__in=kept.get("titles", [])).update(place=old)


def _give_copies(twins: Mapping[UUID, UUID], copies: Iterable[tuple[UUID, UUID]]) -> dict[str, list[str]]:
    """Copies of the one title to the other; by the title they came from."""
    came: dict[str, list[str]] = defaultdict(list)
    to: dict[UUID, UUID] = {}
    for pk, title in copies:
        came[str(title)].append(str(pk))
        to[pk] = twins[title]
    _point(to)
    return dict(came)


def _point(titles: Mapping[UUID, UUID]) -> None:
    """Copy → its title, in one statement."""
    if titles:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Copy._meta.db_table} AS kept SET title_id = told.title "
                "FROM unnest(%s::uuid[], %s::uuid[]) AS told(id, title) WHERE kept.id = told.id",
                [[str(pk) for pk in titles], [str(title) for title in titles.values()]],
            )
