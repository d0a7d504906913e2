"""What apps above give to the editions: trying a draft on the dossiers of a past year."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hoctap.core.registries import Registry
from hoctap.criteria.models import CriteriaEdition
from hoctap.places.models import Place

MOST_ROWS = 500


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
class Trial:
    """How the dossiers of a place and year would come out. Nothing is written."""

    year: int
    unit: str
    tried: int = 0
    gained: int = 0
    lost: int = 0
    not_tried: dict[str, int] = field(default_factory=dict)
    """Why some could not be → how many."""
    capped: int = 0
    """Of those tried: had more points in some line than the draft gives it."""
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
    run: Callable[[CriteriaEdition, Place, int], Trial]


trials: Registry[TrialKind] = Registry()
