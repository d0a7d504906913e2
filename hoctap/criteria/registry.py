"""What apps above give to the editions: trying one on the dossiers and files of a past year."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hoctap.core.registries import Registry
from hoctap.criteria.models import CriteriaEdition
from hoctap.places.models import Place

MOST_ROWS = 500


class Change(NamedTuple):
    """One whose result would be another, without a name: that is read when it is shown."""

    key: str
    before: str
    after: str
    reaches: bool
    """With the edition that is tried."""


@dataclass(frozen=True)
class Tried:
    """One subject whose result would be another."""

    subject: str
    where: str
    url: str
    before: str
    after: str
    reaches: bool
    """With the draft."""


@dataclass
class Batch:
    """What came of some of them, one after the other in the order of their keys."""

    seen: int = 0
    tried: int = 0
    gained: int = 0
    lost: int = 0
    capped: int = 0
    """Of those tried: had more points in some line than the edition gives it."""
    not_tried: Counter[str] = field(default_factory=Counter)
    """Why some could not be → how many."""
    changed: list[Change] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    """What was found of each, for the sum that says two trials agree."""
    cursor: str = ""
    """The key of the last one."""


@dataclass
class Trial:
    """How the dossiers of a place and year would come out. Nothing is written to them."""

    year: int
    unit: str
    tried: int = 0
    gained: int = 0
    lost: int = 0
    not_tried: dict[str, int] = field(default_factory=dict)
    capped: int = 0
    rows: list[Tried] = field(default_factory=list)
    """The first of those whose result would be another, at most `MOST_ROWS`."""

    @property
    def changed(self) -> int:
        return self.gained + self.lost


@dataclass(frozen=True)
class TrialKind:
    """How dossiers of some titles are tried."""

    takes: Callable[[CriteriaEdition], bool]
    years: Callable[[str, Place], list[int]]
    """Years in which the place has dossiers of the title, the newest first."""
    count: Callable[[str, Place, int], int]
    batch: Callable[[CriteriaEdition, Place, int, str, int], Batch]
    """The next so many of the place and year after a key; fewer than that: there are no more."""
    shown: Callable[[Sequence[Change]], list[Tried]]


trials: Registry[TrialKind] = Registry()
