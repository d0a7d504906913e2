"""What is counted and what is measured; filled by the apps that own the records.

A *counter* is kept per hamlet and commune. A *measure* is what a plan's target points at: numerator and denominator as counters (a
denominator may be a running sum), with its words and the version of its definition.
"""

from collections.abc import Callable
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


counted_tables: Registry[CountedTable] = Registry()
measures: Registry[Measure] = Registry()
