"""Quantities: what reports add up. A report's table names them by code; percentages are worked out from their sums."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hoctap.core.registries import Registry
from hoctap.measures.registry import Measure, measures
from hoctap.places.models import Place
from hoctap.reports.quantities.periods import Period


@dataclass(frozen=True)
class Found:
    """What one commune or hamlet has."""

    number: Decimal | int
    late: int = 0


@dataclass(frozen=True)
class Asked:
    """What a reader is asked for: quantities of one source, in one call."""

    codes: tuple[str, ...]
    communes: tuple[UUID, ...]
    period: Period
    as_of: dt.date | None = None
    """The past day at whose end the figures stand; None is what is kept now."""
    with_hamlets: bool = False
    """Also of each hamlet of these communes."""

    @property
    def year(self) -> int:
        return self.period.year


# By code and by commune or hamlet, in a fixed number of queries. A commune that is left out has no records: it is missing, not zero. A hamlet
# that is left out has none of what its commune counts. Quantities with the same reader are read in one call.
type Reader = Callable[[Asked], Mapping[str, Mapping[UUID, Found]]]


@dataclass(frozen=True)
class Quantity:
    """Something that adds up: a number of households, classes, đồng."""

    code: str
    label: str
    unit: str
    read: Reader | None = None
    """None: no record gives it, it is written in the report ("ghi theo sổ")."""
    drill_url: Callable[[Place, Period], str] | None = None
    adds_up_over_places: bool = True
    is_stock: bool = False
    """A state on a day (members, what a fund holds): never added over periods."""
    in_hamlets: bool = True
    """A hamlet has some of it; else it is known of a commune as a whole."""
    group: str = ""
    """Under which heading forms offer it."""

    @property
    def is_written(self) -> bool:
        return self.read is None and readers.get(self.code) is None

    @property
    def reader(self) -> Reader | None:
        return self.read or readers.get(self.code)


PARTS = {"numerator": "tử số", "denominator": "mẫu số", "late": "trễ hạn"}


class Quantities(Registry[Quantity]):
    """The registered ones; 'measure:<code>:numerator', ':denominator' and ':late' are made of a measure when they are asked for."""

    def get(self, name: str) -> Quantity | None:
        return super().get(name) or of_measure(name)

    def __getitem__(self, name: str) -> Quantity:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found


quantities = Quantities()
# For a quantity that is written in reports until an app keeps its records: registered under its code.
readers: Registry[Reader] = Registry()


def measure_code(measure: Measure, part: str) -> str:
    return f"measure:{measure.code}:{part}"


def of_measure(name: str) -> Quantity | None:
    if not name.startswith("measure:"):
        return None
    code, _, part = name.removeprefix("measure:").rpartition(":")
    measure = measures.get(code) if part in PARTS else None
    if measure is None:
        return None
    from hoctap.reports.quantities.reading import read_measures

    labels = {
        "numerator": measure.numerator_label,
        "denominator": measure.denominator_label,
        "late": f"{measure.numerator_label} trễ hạn",
    }
    return Quantity(
        code=name,
        label=labels[part],
        unit=measure.unit,
        read=read_measures,
        drill_url=lambda place, period: measure.drill_url(place, period.year, part),
        is_stock=True,
        group=measure.label,
    )
