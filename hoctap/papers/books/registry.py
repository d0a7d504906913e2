"""Groups of recipients that higher apps know: "các đơn vị tại Mục IV" of the plan that a paper is about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.registries import Registry
from hoctap.papers.models import Paper
from hoctap.places.models import Organisation


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


@dataclass(frozen=True)
class Target:
    """What an incoming paper may have led to here: by the label of its model and its id, as the trail knows it."""

    kind: str
    id: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Targets:
    label: str
    found: tuple[Target, ...]


# Each gives what papers that come to the organisation could have led to, newest first, of what the actor may see.
incoming_targets: Registry[Callable[[Organisation, Actor], Targets]] = Registry()

# Each gives the groups that a paper could go to.
recipient_groups: Registry[Callable[[Paper], Sequence[RecipientGroup]]] = Registry()
