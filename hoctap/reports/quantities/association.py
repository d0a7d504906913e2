"""The association in reports: bodies, chapters, boards, members, and the population they are a share of, as they stand on the last day read.
They were written in reports until its books were kept here: `read_association` is registered as their reader, so that what was written stays.

A tally says of which day it is: one of 30 June is that of the half year, also where it was typed in July. Of members there is a number where
every chapter of the commune has its tally of the year: a sum of some of them would be taken for the whole.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.associations.queries import standing_chapters, standing_tallies, summed
from hoctap.core.dates import today
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.places.queries import populations
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found, Quantity

_WORDS = {
    "association.bodies": ("Số hội cơ sở", "hội"),
    "association.chapters": ("Số chi hội khuyến học", "chi hội"),
    "association.boards": ("Số ban khuyến học", "ban"),
    "association.members": ("Số hội viên", "người"),
    "association.population": ("Dân số", "người"),
}
CODES = tuple(_WORDS)
_OF_CHAPTERS = ("association.chapters", "association.boards", "association.members")


def read_association(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """Four queries. A commune without a chapter in the books has told nothing of chapters and members; a hamlet has what its chapters have."""
    day = min(asked.as_of or asked.period.ends_on, asked.period.ends_on, today())
    standing = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        kind=OrganisationKind.ASSOCIATION,
        place__in=asked.communes,
        place__level=Level.COMMUNE,
        valid_from__lte=day,
    )
    commune_of = dict(standing.order_by().values_list("pk", "place"))
    chapters = standing_chapters(commune_of, day)
    tallies = standing_tallies(commune_of, day.year, until=day)
    found: dict[str, dict[UUID, Found]] = {code: {} for code in CODES}

    def add(code: str, commune: UUID, number: int) -> None:
        before = found[code].get(commune)
        found[code][commune] = Found(number + (before.number if before else 0))

    for association, commune in commune_of.items():
        add("association.bodies", commune, 1)
        whole = summed(chapters, tallies, association)
        is_counted = whole.members is not None and not whole.is_partial
        if whole.chapters or whole.boards:
            add("association.chapters", commune, whole.chapters)
            add("association.boards", commune, whole.boards)
        if whole.members is not None and is_counted:
            add("association.members", commune, whole.members)
        for one in chapters if asked.with_hamlets else ():
            if one.association_id == association and one.place_id != commune:
                add("association.boards" if one.is_board else "association.chapters", one.place_id, 1)
                if is_counted:
                    add("association.members", one.place_id, tallies[association, one.pk].members)
    for commune, figure in populations(asked.communes, day).items():
        add("association.population", commune, figure.value)
    return {code: found[code] for code in asked.codes}


def _opens(place: Place, period: Period) -> str:
    return reverse("association_list", query={"place": str(place.pk), "year": period.year})


QUANTITIES = tuple(
    Quantity(
        code,
        label,
        unit,
        drill_url=_opens,
        is_stock=True,
        in_hamlets=code in _OF_CHAPTERS,
        group="Hội Khuyến học",
    )
    for code, (label, unit) in _WORDS.items()
)
