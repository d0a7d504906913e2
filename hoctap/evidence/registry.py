"""What higher apps tell evidence: what keeps it from being withdrawn, where it is used, which of their records can be evidence."""

from collections.abc import Callable, Sequence
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


# By a short name that is kept with the evidence ("title", "paper").
record_kinds: Registry[RecordKind] = Registry()
