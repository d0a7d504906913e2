"""What goes over in a bàn giao: higher apps register the open work they know of; the act itself is in `handovers`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.sessions.models import Session
from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import Registry

if TYPE_CHECKING:
    from hoctap.accounts.models import Capacity, User


@dataclass(frozen=True)
class HandoverLine:
    """One piece of open work, in words without names of citizens: the minutes are an official paper."""

    id: str
    text: str
    place_path: list[UUID]


@dataclass(frozen=True)
class HandoverItem:
    label: str
    permission: Permission
    """What the receiver must be allowed, where each line lies."""
    find: "Callable[[Capacity], list[HandoverLine]]"
    move: "Callable[[Sequence[str], Capacity, Capacity, Actor], None] | None" = None
    """Called in the transaction with the lines' ids, from whom, to whom. None: the work follows the right."""


handover_items: Registry[HandoverItem] = Registry()
# What a higher app offers on a position of a person's page: words and address.
capacity_links: "Registry[Callable[[Capacity], tuple[str, str]]]" = Registry()


@dataclass(frozen=True)
class AccountFact:
    """A line on the page of an account: what it is about, what is known, and where one does something about it."""

    label: str
    text: str
    action: str
    url: str


# What a higher app knows of an account, for who may see it.
account_facts: "Registry[Callable[[User, Actor], AccountFact | None]]" = Registry()


def end_sessions(user: "User") -> int:
    """Sign the person out everywhere, and forget his devices; how many sessions that was. Those from before devices were kept too."""
    from hoctap.accounts.models import KnownDevice

    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    KnownDevice.objects.filter(user=user).delete()
    return ended
