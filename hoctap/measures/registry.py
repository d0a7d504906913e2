"""What is counted and what is measured; filled by the apps that own the records.

A *counter* is kept per hamlet and commune. A *measure* is what a plan's target points at: numerator and denominator as counters (a
denominator may be a running sum) or computed by a function, with its words and the version of its definition.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.registries import Registry
from hoctap.places.models import Place


@dataclass(frozen=True)
class CountedTable:
    """A table whose triggers keep counters: see `measures.triggers`."""

    table: str
    contributions: str


@dataclass(frozen=True)
class Counted:
    """What a computed measure found at one hamlet or commune."""

    numerator: int
    denominator: int
    late: int
    left_out: int = 0
    """What is known to be missing from it: see `Measure.left_out_words`."""


@dataclass(frozen=True)
class Stated:
    """A figure that a commune wrote down where no record gives one."""

    numerator: int
    denominator: int


@dataclass(frozen=True)
class Measure:
    code: str
    label: str
    unit: str
    numerator_label: str
    denominator_label: str
    version: int
    numerator: str
    """Counter of the year."""
    denominator: str
    """Counter of the year, or of all years up to it when `denominator_runs`."""
    denominator_runs: bool
    late: str
    """Counter of those in the numerator that came late; they count all the same."""
    has_data: Callable[[list[UUID], int], set[UUID]]
    """Of these communes, the ones that have records for the year: the others are missing, not zero."""
    drill_url: Callable[[Place, int, str], str]
    """Where the figure opens: (place, year, part) with part 'numerator', 'denominator' or 'late'."""
    computed: Callable[[Sequence[UUID], int, dt.date | None], dict[UUID, Counted]] | None = None
    """Of a measure that no counters keep: what these communes and their hamlets have in the year, or had of it at the
    end of a past day, in one query. Its three counters are empty then.
    """
    incomplete: str = ""
    """What every figure of it leaves out for the time being, in words shown wherever it stands; empty when it can be whole."""
    left_out_words: str = ""
    """How many a figure leaves out, with {} for the number; said only where there are some."""
    why_missing: str = ""
    """Why there is no figure, where that is not for want of a round."""
    opens_then: bool = True
    """Its records can be shown as they stood on a past day."""
    counted_from: frozenset[str] = frozenset()
    """Codes of the learning titles whose results it is counted from: none of them may be judged by it."""


@dataclass(frozen=True)
class MeasureMaker:
    """Measures that are not known when the program starts: those of titles that a place added of its own."""

    find: Callable[[str], Measure | None]
    at: Callable[[Sequence[UUID]], list[Measure]]
    """Those that may be named at a place: ids of its path."""


class Measures(Registry[Measure]):
    """Going through it gives the registered ones; a code that is none of them is asked of the makers."""

    def __init__(self) -> None:
        super().__init__()
        self.makers: Registry[MeasureMaker] = Registry()

    def get(self, name: str) -> Measure | None:
        found = super().get(name)
        return found or next((made for maker in self.makers if (made := maker.find(name))), None)

    def __getitem__(self, name: str) -> Measure:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def at(self, path: Sequence[UUID]) -> list[Measure]:
        """The registered ones and those made for the places of a path."""
        return [*self, *(made for maker in self.makers for made in maker.at(path))]


# Figures written down of measures (by code) in these communes for a year, now or as they stood at the end of a past day. One query.
type StatedFigures = Callable[
    [Sequence[str], Sequence[UUID], int, dt.date | None], dict[tuple[str, UUID], Stated]
]
stated_figures: Registry[StatedFigures] = Registry()
counted_tables: Registry[CountedTable] = Registry()
measures = Measures()
