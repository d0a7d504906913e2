"""Groups of recipients that higher apps know: "các đơn vị tại Mục IV" of the plan that a paper is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.registries import Registry
from hoctap.papers.models import Paper


@dataclass(frozen=True)
class Member:
    """Without an organisation it is known by its name only."""

    name: str
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class RecipientGroup:
    """`key` tells it from the others of this paper; `words` is what the paper prints."""

    key: str
    words: str
    members: tuple[Member, ...]


# Each gives the groups that a paper could go to.
recipient_groups: Registry[Callable[[Paper], Sequence[RecipientGroup]]] = Registry()
