"""Who acts. Screens, the command line, jobs and (later) phones all hand an `Actor` to an action.

An actor is a user in one capacity (tư cách), or a named system job. Its grants say which rights it has at which places; a
grant at a place reaches every place below it, but for the few rights that an authority has in what is its own. An object that can be
asked about is *located*: it gives the chain of place ids from the top of the tree down to itself.
"""

import os
import pwd
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden


class Located(Protocol):
    @property
    def place_path(self) -> list[UUID]: ...


@dataclass(frozen=True)
class Grant:
    place_id: UUID
    permissions: frozenset[Permission]
    here: frozenset[Permission] = frozenset()
    """Those of them that hold at this very place and not below it: an authority's own papers and files."""

    def gives(self, permission: Permission, path: list[UUID]) -> bool:
        if permission not in self.permissions:
            return False
        return path[-1:] == [self.place_id] if permission in self.here else self.place_id in path


@dataclass(frozen=True)
class Actor:
    name: str
    user_id: UUID | None = None
    capacity_id: UUID | None = None
    capacity: str = ""
    grants: tuple[Grant, ...] = ()
    on_behalf_of: str = ""
    system_job: str = field(default="")
    held_link: UUID | None = None
    """Nobody signed in: whoever holds this one link, with no right but what the link is for."""

    def may(self, permission: Permission, *, at: Located) -> bool:
        if self.system_job:
            return True
        path = at.place_path
        return any(grant.gives(permission, path) for grant in self.grants)

    def must(self, permission: Permission, *, at: Located) -> None:
        """Raise `Forbidden` unless the actor has the right at this place or above it."""
        if not self.may(permission, at=at):
            raise Forbidden(
                f"{self.name or 'Người chưa đăng nhập'} không có quyền: {permission.description}."
            )

    def may_anywhere(self, permission: Permission) -> bool:
        return bool(self.system_job) or any(permission in grant.permissions for grant in self.grants)

    def places_with(self, permission: Permission) -> list[UUID]:
        """Ids of the places where the right was given; it reaches the places below them too."""
        return [grant.place_id for grant in self.grants if permission in grant.permissions - grant.here]

    def places_only(self, permission: Permission) -> list[UUID]:
        """Ids of the places where the right was given for what is theirs alone, not for what lies below them."""
        return [grant.place_id for grant in self.grants if permission in grant.permissions & grant.here]

    def places_given(self, permission: Permission) -> list[UUID]:
        """Ids of the very places where the right was given, of either kind: what lies below has its own people."""
        return [*self.places_with(permission), *self.places_only(permission)]

    @property
    def described(self) -> str:
        return f"{self.name} ({self.capacity})" if self.capacity else self.name


NOBODY = Actor(name="")


def system_job(name: str) -> Actor:
    """The actor of a named job, or of the server itself."""
    return Actor(name=f"Hệ thống: {name}", system_job=name)


def command_line() -> Actor:
    """Whoever types a command on the server, by the name the machine knows him under; behind `sudo` also by the name he came with."""
    user = _name_of(os.getuid())
    came_as = os.environ.get("SUDO_USER", "")
    told = f"{user}, vào bằng {came_as}" if came_as and came_as != user else user
    return system_job(f"dòng lệnh ({told[:100]})")


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container may run under a number that has no name
        return f"uid {uid}"
