"""What other apps ask of lending: loans of libraries in a period, counted one by one and out of notebooks, told apart; what somebody has read."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, Sum, Value, When
from django.db.models.functions import Substr

from hoctap.libraries.circulation.models import LoanTally, Readers, SubjectGroup
from hoctap.libraries.models import Loan
from hoctap.people.models import Person


@dataclass
class Lent:
    """Books that went home from one library. The two kinds never cover the same day, so their sum counts nothing twice."""

    named: int = 0
    """Loans written one by one, without those that were a mistake."""
    counted: int = 0
    """Out of notebooks whose whole period lies in the one asked for."""
    by_readers: dict[str, int] = field(default_factory=dict)
    """By `Readers`: of both kinds; '' is a household or not known."""
    by_group: dict[str, int] = field(default_factory=dict)
    """By first digit of the classification; '' is not known."""
    read_here: int = 0
    """Of notebooks alone."""
    left_out: int = 0
    """Periods of notebooks that begin or end outside: they cannot be divided."""

    @property
    def total(self) -> int:
        return self.named + self.counted

    def add(self, readers: str, group: str, n: int) -> None:
        self.by_readers[readers] = self.by_readers.get(readers, 0) + n
        self.by_group[group] = self.by_group.get(group, 0) + n


def loans_by_library(library_ids: Iterable[UUID], from_on: dt.date, to_on: dt.date) -> dict[UUID, Lent]:
    """Of `from_on` to `to_on`, both included. A library without any record is left out: it is missing, not zero. Three queries."""
    libraries = list(library_ids)
    found: dict[UUID, Lent] = {}
    readers = Case(
        When(is_child=True, then=Value(Readers.CHILD.value)),
        When(is_child=False, then=Value(Readers.ADULT.value)),
        default=Value(Readers.UNKNOWN.value),
        output_field=CharField(),
    )
    loans = Loan.objects.standing().filter(library__in=libraries, lent_on__range=(from_on, to_on)).order_by()
    grouped = loans.values("library", readers=readers, digit=Substr("copy__title__classification", 1, 1))
    for row in grouped.annotate(n=Count("pk")):
        lent = found.setdefault(row["library"], Lent())
        lent.named += row["n"]
        lent.add(row["readers"], row["digit"] if row["digit"] in SubjectGroup.values else "", row["n"])
    tallies = LoanTally.objects.standing().filter(library__in=libraries).order_by()
    inside = tallies.filter(first__gte=from_on, last__lte=to_on)
    for pk, who, group, n, here in inside.values_list("library", "readers", "group").annotate(
        n=Sum("taken_home"), here=Sum("read_here")
    ):
        lent = found.setdefault(pk, Lent())
        lent.counted += n
        lent.read_here += here
        if n:
            lent.add(who, group, n)
    across = tallies.filter(first__lte=to_on, last__gte=from_on).exclude(first__gte=from_on, last__lte=to_on)
    for pk, n in across.values_list("library").annotate(n=Count("pk")):
        found.setdefault(pk, Lent()).left_out += n
    return found


@dataclass(frozen=True)
class Read:
    title: str
    authors: str
    library: str
    on: dt.date
    returned_on: dt.date | None


def read_by(person: Person) -> list[Read]:
    """What this person himself borrowed, as long as it is known: for him alone, never for others. One query."""
    mine = Q(borrower__person=person) | Q(borrower__person__merged_into=person)
    rows = Loan.objects.standing().filter(mine).order_by("-lent_on", "-id")
    values = rows.values_list(
        "copy__title__name", "copy__title__authors", "library__name", "lent_on", "returned_on"
    )
    return [Read(*row) for row in values[:500]]


def open_loans(library_ids: Iterable[UUID], day: dt.date) -> dict[UUID, tuple[int, int]]:
    """Out now, and overdue on this day. One query."""
    rows = Loan.objects.awaited().filter(library__in=list(library_ids)).order_by().values(pk=F("library"))
    counted = rows.annotate(out=Count("id"), late=Count("id", filter=Q(due_on__lt=day)))
    return {row["pk"]: (row["out"], row["late"]) for row in counted}
