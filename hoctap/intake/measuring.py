"""The measures that a place may name in its targets, and which of them a target of a document most likely means."""

from collections.abc import Mapping
from typing import Any

from hoctap.intake.guessing import Offered, probable
from hoctap.measures.registry import measures
from hoctap.places.models import Place
from hoctap.plans.indicators import indicators

_PERCENT = "%"


def choices_at(place: Place) -> list[tuple[str, str]]:
    """Code and label, those counted from records first."""
    counted = [(each.code, each.label) for each in measures.at(place.path)]
    return [*counted, *((each.code, each.label) for each in indicators)]


def label_of(code: str) -> str:
    known = measures.get(code) or indicators.get(code)
    return known.label if known else code


def unit_for(code: str, kind: str, said: str) -> str:
    """The unit in which a target for this measure is kept: a share stays a share, else the measure's own."""
    known = measures.get(code) or indicators.get(code)
    if known is None or kind in ("percent", "growth") or said == _PERCENT:
        return _PERCENT if known is not None else said
    return known.unit


def with_guesses(found: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """What was extracted, each target with the measure it probably means; one measure and year goes to the likeliest target."""
    offered = [
        *(
            Offered(
                each.code,
                each.label,
                "percent",
                aliases=(f"{each.numerator_label} {each.denominator_label}",),
            )
            for each in measures.at(place.path)
        ),
        *(
            Offered(
                each.code,
                each.label,
                each.kind,
                aliases=(f"{each.numerator_label} {each.denominator_label}",),
            )
            for each in indicators
        ),
    ]
    targets = [dict(target) for target in found.get("targets") or []]
    likeliest: dict[tuple[str, Any], tuple[float, int]] = {}
    for place_in_list, target in enumerate(targets):
        guesses = probable(
            target.get("subject") or "",
            offered,
            kind=target.get("kind") or "",
            damaged=bool(found.get("damaged")),
        )
        if not guesses or target.get("duplicate_of"):
            continue
        key = (guesses[0].code, target.get("deadline_year"))
        if key not in likeliest or guesses[0].likeness > likeliest[key][0]:
            likeliest[key] = (guesses[0].likeness, place_in_list)
    for (code, _), (_, place_in_list) in likeliest.items():
        targets[place_in_list]["measure"] = code
    return {**found, "targets": targets}
