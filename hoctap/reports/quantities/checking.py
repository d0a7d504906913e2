"""What among quantities can be no more than what, and which stocks follow from what came and went."""

from collections.abc import Sequence

from hoctap.reports.quantities.odd import Stock, Within

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
