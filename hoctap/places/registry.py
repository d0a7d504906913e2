"""What higher apps show about hamlets, and what they carry along when a hamlet is joined to another."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.registries import Registry
from hoctap.places.models import Place


@dataclass(frozen=True)
class HamletColumn:
    label: str
    # Hamlet ids and a year in, a figure per hamlet out; a hamlet left out counts 0. One SQL query.
    count: Callable[[list[UUID], int], dict[UUID, int]]


hamlet_columns: Registry[HamletColumn] = Registry()
# Beside the dated figures of a year: households that are not assessed, a column each reason.
figure_columns: Registry[HamletColumn] = Registry()


@dataclass(frozen=True)
class ResidentsCarrier:
    """Who knows of residents. Called in the transaction of the action that asked for the right; takes no right itself."""

    # Of these hamlets, how many live in each now, whatever the year. One SQL query.
    count: Callable[[list[UUID]], dict[UUID, int]]
    # (from, to, year, by): all who live there now live in the other from that year on; says how many.
    move: Callable[[Place, Place, int, Actor], int]


residents_carriers: Registry[ResidentsCarrier] = Registry()
# Ids of hamlets that would be merged and the year; out what a person should know before, a sentence each.
merger_notes: Registry[Callable[[list[UUID], int], list[str]]] = Registry()
# Hamlet ids and a year in; out (hamlet, Tổ as written in the register) → households. One SQL query.
group_texts: Registry[Callable[[list[UUID], int], dict[tuple[UUID, str], int]]] = Registry()


@dataclass(frozen=True)
class HamletLink:
    label: str
    url: str


# (hamlet, year, actor) → pages about the households of a hamlet that this actor may open. No SQL query.
hamlet_links: Registry[Callable[[Place, int, Actor], list[HamletLink]]] = Registry()
