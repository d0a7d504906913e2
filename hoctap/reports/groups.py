"""Results of a hamlet by its Tổ, as they are written at the households.

Counted from the dossiers themselves: a hamlet has a few hundred. The rows add up to the hamlet's own, which comes from the counters.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from hoctap.core.text import natural_sort_key
from hoctap.people.models import Household, Residence
from hoctap.recognition.as_of import with_state_then
from hoctap.recognition.citizen_measures import people_behind
from hoctap.recognition.models import Dossier, DossierState
from hoctap.reports.season import SeasonRow, words_of


def group_rows(hamlet: SeasonRow, communes: Sequence[UUID]) -> tuple[SeasonRow, ...]:
    """One row for each Tổ, in the order in which they are counted off; none where nobody wrote down a Tổ. A fixed number of
    queries. `hamlet`: its own row, which says what is known of the season at all.
    """
    whole, in_whole = _wholes(hamlet, communes)
    now = _states(hamlet, hamlet.year)
    before = _recognised_before(hamlet)
    names = set(whole) | {name for name, _, _ in now}
    if not names - {""}:
        return ()
    rows = []
    for name in sorted(names, key=lambda one: (not one, natural_sort_key(one))):
        counted: Counter[str] = Counter()
        for (group, state, is_late), count in now.items():
            if group == name:
                counted["registered"] += count if state != DossierState.LISTED else 0
                counted["recognised"] += count if state == DossierState.RECOGNISED else 0
                counted["late"] += count if state == DossierState.RECOGNISED and is_late else 0
        known = not hamlet.is_missing
        in_group = in_whole[name] if words_of(hamlet.title).counts_adults else counted["recognised"]
        rows.append(
            SeasonRow(
                place=hamlet.place,
                year=hamlet.year,
                households=whole[name] if hamlet.households is not None else None,
                registered=counted["registered"] if known else None,
                recognised=counted["recognised"] if known else None,
                late=counted["late"] if known else None,
                of_households=_percent(in_group, whole[name]) if known else None,
                of_registered=_percent(counted["recognised"], counted["registered"]) if known else None,
                change=counted["recognised"] - before[name] if hamlet.change is not None else None,
                communes_in=hamlet.communes_in,
                communes_all=hamlet.communes_all,
                title=hamlet.title,
                in_whole=in_group if known else None,
                group=name,
                as_of=hamlet.as_of,
            )
        )
    return tuple(rows)


def _wholes(hamlet: SeasonRow, communes: Sequence[UUID]) -> tuple[Counter[str], Counter[str]]:
    """Households, or adults, of each Tổ; and of the adults those with the title."""
    if not words_of(hamlet.title).counts_adults:
        if hamlet.title.is_of_persons:
            return _registered(hamlet), Counter()
        there = Residence.objects.counted_in(hamlet.year).filter(hamlet=hamlet.place)
        return Counter(there.values_list("household__group_name", flat=True)), Counter()
    people = people_behind(
        words_of(hamlet.title).of_whole.code,
        hamlet.place,
        communes,
        hamlet.year,
        "denominator",
        as_of=hamlet.as_of,
    )
    lived = [(one.household_id, one.dossier_id) for one in people if one.household_id]
    households = {household for household, _ in lived}
    group_of = dict(Household.objects.filter(pk__in=households).values_list("pk", "group_name"))
    return (
        Counter(group_of[household] for household, _ in lived),
        Counter(group_of[household] for household, dossier in lived if dossier),
    )


def _registered(hamlet: SeasonRow) -> Counter[str]:
    counted: Counter[str] = Counter()
    for (group, state, _), count in _states(hamlet, hamlet.year).items():
        counted[group] += count if state != DossierState.LISTED else 0
    return counted


def _states(hamlet: SeasonRow, year: int) -> Counter[tuple[str, str, bool]]:
    found = Dossier.objects.filter(hamlet=hamlet.place, year=year, title=hamlet.title)
    dossiers: Any = with_state_then(found, hamlet.as_of) if hamlet.as_of else found
    state = "state_then" if hamlet.as_of else "state"
    return Counter(dossiers.order_by().values_list("household__group_name", state, "is_late"))


def _recognised_before(hamlet: SeasonRow) -> Counter[str]:
    dossiers = Dossier.objects.filter(
        hamlet=hamlet.place, year=hamlet.year - 1, title=hamlet.title, state=DossierState.RECOGNISED
    )
    return Counter(dossiers.order_by().values_list("household__group_name", flat=True))


def _percent(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) * 100 if whole else None
