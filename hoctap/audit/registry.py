"""What higher apps tell the trail: how the things it names are called and where they are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.registries import Registry


@dataclass(frozen=True)
class Named:
    name: str
    url: str = ""


@dataclass(frozen=True)
class SubjectKind:
    """`find` gives the names of those ids that this actor may see, in a fixed number of queries."""

    label: str
    find: Callable[[list[str], Actor], dict[str, Named]]


def rows_named[Row: Model](
    label: str,
    rows: Callable[[Actor], QuerySet[Row]],
    name: Callable[[Row], str],
    url: Callable[[Row], str] | None = None,
) -> SubjectKind:
    """The usual kind: one query; `rows` are those that the actor may see, with what `name` reads of them."""

    def find(ids: list[str], actor: Actor) -> dict[str, Named]:
        found = rows(actor).filter(pk__in=[one for one in ids if is_uuid(one)]).order_by()
        return {str(row.pk): Named(name(row), url(row) if url else "") for row in found}

    return SubjectKind(label, find)


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


# By model label ("people.household"): the trail itself keeps no name, it asks when it is read.
subject_kinds: Registry[SubjectKind] = Registry()
