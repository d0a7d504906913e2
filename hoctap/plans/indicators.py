"""What a target of a plan can be measured by beside the measures that are counted from records.

An indicator says what is divided by what, for whom and since when. Until an app gives its figure (`figure_providers`), somebody writes
down a dated one with its source.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoctap.core.registries import Registry


@dataclass(frozen=True)
class Indicator:
    code: str
    label: str
    unit: str
    """In which its numerator is told: a percentage is asked for by the target."""
    kind: str
    numerator_label: str
    denominator_label: str = ""
    """Empty: the figure is the numerator itself."""
    level: str = ""
    who_counts: str = ""
    unsure: str = ""
    """What the plans leave open, said wherever the definition stands."""
    needs_base_year: bool = False
    version: int = 1


@dataclass(frozen=True)
class Provided:
    """A figure of one place for a year, as an app knows it."""

    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    as_of: dt.date
    source: str


# Figures of an indicator for these places in a year, by place; registered under the indicator's code.
type FigureProvider = Callable[[Sequence[UUID], int], dict[UUID, Provided]]
figure_providers: Registry[FigureProvider] = Registry()
indicators: Registry[Indicator] = Registry()
