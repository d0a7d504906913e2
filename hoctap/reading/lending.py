"""How many documents were lent. The one place where loans by card and what a notebook tallied come together."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from hoctap.libraries.circulation.models import LoanTally
from hoctap.libraries.circulation.queries import loans_by_library
from hoctap.libraries.models import Loan


@dataclass(frozen=True)
class Lent:
    """Of one library in a time. `home` by card or by notebook; what nobody counts is None, not 0."""

    home: int | None = None
    inside: int | None = None
    electronic: int | None = None


def lent_between(libraries: Collection[UUID], first: dt.date, last: dt.date) -> dict[UUID, Lent]:
    """A library where no loan was ever recorded, by card or out of a notebook, is left out: nothing is known there. Five queries."""
    rows = Loan.objects.standing().filter(library__in=libraries).order_by()
    tallies = LoanTally.objects.standing().filter(library__in=libraries).order_by()
    home = set(rows.values_list("library", flat=True).distinct())
    inside: set[UUID] = set()
    for pk, taken, here in tallies.values_list("library").annotate(Sum("taken_home"), Sum("read_here")):
        home |= {pk} if taken else set()
        inside |= {pk} if here else set()
    counted = loans_by_library(libraries, first, last)
    found = {}
    for pk in home | inside:
        told = counted.get(pk)
        found[pk] = Lent(
            home=(told.total if told else 0) if pk in home else None,
            inside=(told.read_here if told else 0) if pk in inside else None,
        )
    return found
