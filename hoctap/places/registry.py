"""What higher apps show about hamlets, and what they carry along when a hamlet is joined to another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
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
    # Before `move`: hamlet ids in; out, for each id of a household living there, what taking it back needs (JSON).
    snapshot: Callable[[list[UUID]], dict[str, Any]]
    # (snapshot, hamlet they were moved to): what was recorded of them since, a reason each; none, and `move_back` may be called.
    undo_blockers: Callable[[dict[str, Any], UUID], list[Reason]]
    # (snapshot, hamlet they were moved to, by): as they were; says how many.
    move_back: Callable[[dict[str, Any], Place, Actor], int]


residents_carriers: Registry[ResidentsCarrier] = Registry()
# (hamlet that took others, first year of that, ids of the households that came) → what is recorded of them there since.
joining_undo_blockers: Registry[Callable[[UUID, int, list[UUID]], list[Reason]]] = Registry()
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
