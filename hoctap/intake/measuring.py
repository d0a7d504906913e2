"""Which measures a place has, and which of them a target of a document most likely means: guessed, and confirmed by a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hoctap.intake.extraction.text import damaged
from hoctap.intake.guessing import Offered, probable
from hoctap.intake.proposing import TARGET, Proposed
from hoctap.measures.registry import measures
from hoctap.places.models import Place
from hoctap.plans.indicators import indicators

PERCENT = "%"


@dataclass(frozen=True)
class Known:
    code: str
    label: str
    unit: str
    offered: Offered


def known_at(place: Place) -> list[Known]:
    """Counted ones first, then those of which figures are written down."""
    counted = [
        Known(
            one.code,
            one.label,
            one.unit,
            Offered(one.code, f"{one.label} {one.numerator_label} {one.denominator_label}", "percent"),
        )
        for one in measures.at(place.path)
    ]
    told = [
        Known(
            one.code,
            one.label,
            one.unit,
            Offered(one.code, f"{one.label} {one.numerator_label} {one.denominator_label}", one.kind),
        )
        for one in indicators
    ]
    return counted + told


def choices_at(place: Place) -> list[tuple[str, str]]:
    return [("", "Không có trong hệ thống"), *((one.code, one.label) for one in known_at(place))]


def with_guesses(place: Place, found: Sequence[Proposed]) -> list[Proposed]:
    """Each target with the measure that is likeliest; a measure is guessed once for a year, in a unit that it can have."""
    known = {one.code: one for one in known_at(place)}
    offered = [one.offered for one in known.values()]
    taken: set[tuple[str, str]] = set()
    made = []
    for one in found:
        code = _guess(one, offered, lambda code: known[code].unit, taken) if one.group == TARGET else ""
        made.append(replace(one, value=one.value | {"measure": code}) if one.group == TARGET else one)
    return made


def _guess(
    target: Proposed, offered: Sequence[Offered], unit_of: Callable[[str], str], taken: set[tuple[str, str]]
) -> str:
    unit, year = target.value.get("unit", ""), target.value.get("year", "")
    said = target.value.get("subject") or target.value["text"]
    for guess in probable(said, offered, kind=target.value.get("kind", ""), damaged=damaged([said], least=3))[
        :1
    ]:
        if unit in (PERCENT, unit_of(guess.code)) and (guess.code, year) not in taken:
            taken.add((guess.code, year))
            return guess.code
    return ""
