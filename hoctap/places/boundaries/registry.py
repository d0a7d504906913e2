"""How higher apps take part in a change of boundaries; each registers a carrier in `AppConfig.ready()`."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from hoctap.core.refusals import Reason
from hoctap.core.registries import Registry


@dataclass(frozen=True)
class Carriage:
    """What a carrier has to carry, or to take back."""

    change_id: UUID
    on: dt.date
    hamlets: Mapping[UUID, UUID]
    """Old hamlet → its successor; no two have the same successor."""
    made: frozenset[UUID] = field(default_factory=frozenset)
    """Places that the change made: communes, hamlets, groups."""


@dataclass(frozen=True)
class OpenWork:
    """Something that names a place that ends, and that a person has to look at: "cần xử lý sau sắp xếp"."""

    place_id: UUID
    what: str
    """'2 đợt công nhận còn mở'."""
    url: str = ""


def _nothing_counted(hamlet_ids: Sequence[UUID]) -> dict[UUID, int]:
    return {}


@dataclass(frozen=True)
class Counted:
    """A figure that must be the same before and after, kept per hamlet. One SQL query."""

    label: str
    count: Callable[[Sequence[UUID]], dict[UUID, int]] = _nothing_counted
    order: int = 50
    """Where it stands among the others: the register first."""


@dataclass(frozen=True)
class BoundaryCarrier:
    counted: tuple[Counted, ...] = ()
    carry: Callable[[Carriage], dict[str, Any]] | None = None
    """Set-based, in the transaction of the change. What it returns is kept (JSON) and handed to `undo`."""
    join: Callable[[Carriage], dict[str, Any]] | None = None
    """As `carry`, where hamlets of a commune become part of another one: several may have the same successor."""
    undo: Callable[[Carriage, dict[str, Any]], None] | None = None
    """Of `carry` or of `join`."""
    clean: Callable[[Carriage], None] | None = None
    """After every carrier's `undo`: what is kept about the places made goes."""
    undo_blockers: Callable[[Carriage, dict[str, Any]], list[Reason]] | None = None
    """What was recorded since at the places made, and would be lost."""
    open_work: Callable[[Sequence[UUID]], list[OpenWork]] | None = None
    """Asked with the places that end and everything below them."""


boundary_carriers: Registry[BoundaryCarrier] = Registry()


def waiting_at(rows: QuerySet[Any], field_name: str, words: str, url: str = "") -> list[OpenWork]:
    """One line for each place that has such rows: '2 đợt công nhận còn mở' of `words` '{n} đợt công nhận còn mở'."""
    counted = rows.order_by().values(field_name).annotate(n=Count("pk", distinct=True))
    return [OpenWork(row[field_name], words.format(n=row["n"]), url) for row in counted]


def recorded_since(rows: QuerySet[Any], words: str) -> list[Reason]:
    """'Nơi mới đã có 3 hồ sơ công nhận ghi sau khi sắp xếp.'; nothing where there are none."""
    count = rows.count()
    return [Reason(f"Nơi mới đã có {words.format(n=count)} ghi sau khi sắp xếp.")] if count else []
