"""What higher apps show about hamlets: a column of figures each, in the hamlet list."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.registries import Registry


@dataclass(frozen=True)
class HamletColumn:
    label: str
    # Hamlet ids and a year in, a figure per hamlet out; a hamlet left out counts 0. One SQL query.
    count: Callable[[list[UUID], int], dict[UUID, int]]


hamlet_columns: Registry[HamletColumn] = Registry()
