"""Where lower apps collect from higher ones, filled in `AppConfig.ready()`.

A work item is something that waits for the signed-in person; the home page shows them, the apps that
know of them provide them.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.actor import Actor


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
# Tables that the app role may add to and read, never change.
append_only_tables: Registry[str] = Registry()
# Called by `hoctap init` with the id of the new commune and its year, so that higher apps put in what a
# usable commune needs; each
# returns what it did in a sentence, or nothing to say.
set_up_steps: Registry[Callable[[UUID, int, Actor], str]] = Registry()
