"""What the odd figures of a table are found from: the records of now, of a year earlier and of the period before, with what was typed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from hoctap.core.vietnamese import percent_of
from hoctap.places.models import Place
from hoctap.reports.quantities.odd import Amount, ChildFacts, Jump, Named, OddFacts, Stock, Within, cell_of
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.queries import Value, read_quantities
from hoctap.reports.quantities.registry import quantities

type Row = Mapping[str, Amount]
_NONE: Row = MappingProxyType({})
_WITHIN = (
    ("registered", "total"),
    ("recognised", "registered"),
    ("recognised", "total"),
    ("recognised_late", "recognised"),
    ("registered_again", "registered"),
    ("recognised_kept", "recognised"),
)
_OTHERS = (
    Within("learning_citizen.adults_recognised", "learning_citizen.adults"),
    Within("learning_citizen.staff_recognised", "learning_citizen.staff"),
    Within("association.members", "association.population"),
    Within("centre.communes_with", "centre.communes"),
    *(
        Within(f"centre.{part}", "centre.count")
        for part in (
            "own_building",
            "seal",
            "account",
            "internet",
            "culture_houses",
            "loudspeakers",
            "bookcases",
        )
    ),
    Within("library.readers_new", "library.readers"),
)
FUND = Stock("fund.opening", "fund.received", "fund.spent", "fund.closing")


def within_of(codes: Sequence[str]) -> tuple[Within, ...]:
    """What can be no more than what, among these quantities."""
    asked = set(codes)
    titles = dict.fromkeys(code.partition(".")[0] for code in codes)
    found = [Within(f"{title}.{part}", f"{title}.{whole}") for title in titles for part, whole in _WITHIN]
    return tuple(rule for rule in (*found, *_OTHERS) if rule.part in asked and rule.whole in asked)


def stocks_of(codes: Sequence[str]) -> tuple[Stock, ...]:
    return (FUND,) if FUND.closing in codes else ()


def odd_facts(
    place: Place,
    period: Period,
    codes: Sequence[str],
    *,
    as_of: dt.date | None = None,
    typed: Row = _NONE,
    typed_by_child: Mapping[UUID, Row] = MappingProxyType({}),
    before: Row | None = None,
    previous: Row | None = None,
    last_sent: Row = _NONE,
    last_sent_label: str = "",
    jump: Jump = Jump(),
) -> OddFacts:
    """Read for a place. What was typed stands in place of what records give; `before` and `previous` are the values that earlier reports
    hold (a year earlier, and of the period that ended the day before): what they do not tell of a year earlier is read from records.
    """
    reading = read_quantities(place, period, codes, as_of=as_of)
    earlier = read_quantities(
        place, period.before(), codes, as_of=_a_year_earlier(as_of), with_children=False
    ).total
    children = [
        ChildFacts(
            child.pk,
            child.title,
            _row(reading.by_child[child.pk]) | dict(typed_by_child.get(child.pk, _NONE)),
        )
        for child in reading.children
    ]
    known = [code for code in codes if quantities.get(code)]
    rules = within_of(codes)
    now = _row(reading.total) | dict(typed)
    return OddFacts(
        place=place.title,
        named={code: Named(quantities[code].label, quantities[code].unit) for code in known},
        now=now,
        before=_row(earlier) | dict(before or _NONE),
        before_label=period.before().label,
        previous=previous or _NONE,
        previous_label=period.previous().label,
        last_sent=last_sent,
        last_sent_label=last_sent_label,
        children=children,
        missing=reading.missing or _without_any(children),
        within=rules,
        stocks=stocks_of(codes),
        percents=_percents(rules, now, children),
        typed=frozenset({*typed, *(code for row in typed_by_child.values() for code in row)}),
        not_added=frozenset(
            code
            for code in known
            if not quantities[code].adds_up_over_places or not quantities[code].in_hamlets
        ),
        jump=jump,
    )


def _row(values: Mapping[str, Value]) -> dict[str, Amount]:
    return {code: value.number for code, value in values.items()}


def _without_any(children: Sequence[ChildFacts]) -> tuple[str, ...]:
    """Places below that tell nothing where others do."""
    silent = tuple(child.name for child in children if all(value is None for value in child.now.values()))
    return silent if len(silent) < len(children) else ()


def _percents(rules: Sequence[Within], now: Row, children: Sequence[ChildFacts]) -> dict[str, Decimal | None]:
    """Shares that are printed, by the cell of the part; what is more than its whole is told as such, not twice."""
    found: dict[str, Decimal | None] = {}
    told = {(rule.part, rule.whole) for rule in rules}
    for row, child in ((now, None), *((one.now, one) for one in children)):
        for code in row:
            title, _, part = code.partition(".")
            whole = f"{title}.total"
            if part.startswith("recognised") and whole in row and (code, whole) not in told:
                found[cell_of(code, child)] = percent_of(row[code], row[whole])
    return found


def _a_year_earlier(day: dt.date | None) -> dt.date | None:
    if day is None:
        return None
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
