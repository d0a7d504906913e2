"""Two catalogues become one: who waits for a book waits for the record that stays."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.registry import TitleFollower


def move(twins: Mapping[UUID, UUID], libraries: Collection[UUID] | None) -> dict[str, list[str]]:
    """By the title they came from, what is over included: a code of the public door still tells of it."""
    rows = Hold.objects.filter(title__in=twins)
    rows = rows if libraries is None else rows.filter(library__in=libraries)
    came: dict[UUID, list[UUID]] = defaultdict(list)
    for pk, title in rows.order_by("pk").values_list("pk", "title"):
        came[title].append(pk)
    for title, pks in came.items():
        Hold.objects.filter(pk__in=pks).update(title=twins[title])
    return {str(title): [str(pk) for pk in pks] for title, pks in came.items()}


def back(kept: Any) -> None:
    for title, pks in kept.items():
        Hold.objects.filter(pk__in=pks).update(title=UUID(title))


HOLDS = TitleFollower("đặt trước sách", move, back)
