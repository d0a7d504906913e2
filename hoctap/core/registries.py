"""Where lower apps collect from higher ones, filled in `AppConfig.ready()`.

A work item is something that waits for the signed-in person; the home page shows them, the apps that
know of them provide them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hoctap.core.actor import Actor

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class WorkItem:
    title: str
    url: str
    why: str = ""
    due_on: dt.date | None = None
    late: bool = False
    order: int = 50


@dataclass(frozen=True)
class NavItem:
    label: str
    url_name: str
    permission: str
    order: int
    # A figure beside the label, when there is something to tell.
    count: Callable[[Actor], int] | None = None
    # Opened now and then: on a wide screen it stands in the account's menu, so that the daily ones keep to one row.
    aside: bool = False
    # Stands aside too for whoever may go to so many that the daily ones would need a second row; others have it in the row.
    gives_way: bool = False
    # Names of the pages that belong under it and lie at addresses of their own.
    over: Callable[[], Iterable[str]] | None = None


class Registry[T]:
    """Named entries in the order of their names' registration. A name is taken once."""

    def __init__(self) -> None:
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> None:
        if name in self._entries:
            raise ValueError(f"{name} is registered already")
        self._entries[name] = entry

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def get(self, name: str) -> T | None:
        return self._entries.get(name)

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def items(self) -> list[tuple[str, T]]:
        return list(self._entries.items())


work_providers: Registry[Callable[[Actor], list[WorkItem]]] = Registry()
nav_items: Registry[NavItem] = Registry()
# Pages that are open to everybody: (label, address) while there is something to see. Shown where one signs in.
open_pages: Registry[Callable[[], tuple[str, str] | None]] = Registry()
# Tables that the app role may add to and read, never change.
append_only_tables: Registry[str] = Registry()
# Called by `hoctap init` with the id of the new commune and its year, so that higher apps put in what a
# usable commune needs; each
# returns what it did in a sentence, or nothing to say.
set_up_steps: Registry[Callable[[UUID, int, Actor], str]] = Registry()
# Days off that somebody wrote down for a place or one above it: ids of the place's path, first and last day.
days_off: Registry[Callable[[list[UUID], dt.date, dt.date], set[dt.date]]] = Registry()


def days_off_at(path: list[UUID], first: dt.date, last: dt.date) -> set[dt.date]:
    return {day for entry in days_off for day in entry(path, first, last)}


@dataclass(frozen=True)
class Fact:
    """One thing that this installation does to protect data, as it is now. `value` empty: not known here, to be filled in by hand.

    `ok`: whether it is as it should be; None where that is not for the system to say.
    """

    label: str
    value: str
    ok: bool | None = None
    note: str = ""


# Read when the drafts on data protection are made. Each says how things stand, never how they ought to.
protection_facts: Registry[Callable[[], Fact]] = Registry()


@dataclass(frozen=True)
class RetentionKind:
    """One kind of records: what it holds, why it is kept, and what becomes of it when its time is over.

    Without `find` it is kept for good. `find(place id, before)` gives the rows of a commune whose time ended before that day, ordered
    by nothing in particular; `describe` says in words which row; `carry_out(rows, by)` deletes or blanks them in the caller's
    transaction, audits, and returns how many it did: what still stands in the way of a row is its own business.
    """

    label: str
    holds: str
    basis: str
    after: str = ""
    months: int | None = None
    """Proposed; an officer decides another per commune."""
    way: str = "keep"
    find: Callable[[UUID, dt.date], "QuerySet[Any]"] | None = None
    describe: Callable[[Any], str] = str
    carry_out: Callable[[list[Any], Actor], int] | None = None


retention_kinds: Registry[RetentionKind] = Registry()
