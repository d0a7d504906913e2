"""What higher apps tell evidence: what keeps it from being withdrawn, where it is used, which of their records can be evidence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.core.registries import Registry
from hoctap.evidence.models import Evidence, Subject

withdrawal_blockers: Registry[Callable[[Evidence], list[Reason]]] = Registry()


@dataclass(frozen=True)
class Use:
    """One criterion that a piece of evidence serves, for people. `url`: empty where this actor may not open it."""

    label: str
    url: str = ""
    ended: str = ""
    """Why it serves it no more."""


# Where these pieces are used, as far as the actor may know. A fixed number of queries.
evidence_uses: Registry[Callable[[Sequence[UUID], Actor], dict[UUID, list[Use]]]] = Registry()


@dataclass(frozen=True)
class RecordOffer:
    """A record that can be evidence, as it stands now: '07/QĐ-UBND', 'từ năm 2021'."""

    id: str
    title: str
    when: str
    url: str = ""


@dataclass(frozen=True)
class RecordKind:
    """One kind of records. `offers`: those of these subjects that the actor may see. `urls`: where the records with these ids are shown,
    without those that he may not open. Each in a fixed number of queries.
    """

    label: str
    offers: Callable[[Sequence[Subject], Actor], list[RecordOffer]]
    urls: Callable[[Sequence[str], Actor], dict[str, str]]
    hold: Callable[[Sequence[str]], None] | None = None
    """Of records that can end: locks these, so that none ends while evidence is made of it. Before any lock of who uses the evidence."""


# By a short name that is kept with the evidence ("title", "paper").
record_kinds: Registry[RecordKind] = Registry()


def hold_records(records: Iterable[tuple[str, str]]) -> None:
    """Kind and id of records that evidence is going to be made of: each kind locks its own, whoever takes several begins with this."""
    by_kind: dict[str, list[str]] = {}
    for code, record_id in records:
        by_kind.setdefault(code, []).append(record_id)
    for code in sorted(by_kind):
        kind = record_kinds.get(code)
        if kind is not None and kind.hold is not None:
            kind.hold(by_kind[code])


@dataclass(frozen=True)
class RecordEnding:
    """Who uses evidence, when the record that it was taken from is no more (a name taken off a list). `users`: what uses these pieces;
    `hold`: locks all that, in key order. `end`: the pieces are withdrawn for that reason; what stands on them is marked.
    """

    users: Callable[[Sequence[UUID]], frozenset[UUID]]
    hold: Callable[[frozenset[UUID]], None]
    end: Callable[[Sequence[Evidence], str, Actor], None]


record_endings: Registry[RecordEnding] = Registry()
