"""The cards of a library, and one card with what was borrowed on it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.evidence.models import commune_of
from hoctap.libraries.circulation.lending.queries import AtHome, Reader, at_home, borrowers, reader
from hoctap.libraries.circulation.models import Hold
from hoctap.libraries.circulation.rows import open_holds_of
from hoctap.libraries.models import Borrower, Library, Loan
from hoctap.people.models import Household, HouseholdMember, Person

FOUND_AT_MOST = 12


def cards_of(library: Library, *, words: str = "", ended: bool = False) -> QuerySet[Borrower]:
    """With how many books are at home. One query."""
    rows = borrowers(library).filter(ended_on__isnull=not ended)
    if key := without_accents(words.replace("\0", "")):
        rows = rows.filter(
            Q(person__search_key__contains=key)
            | Q(household__search_key__contains=key)
            | Q(search_key__contains=key)
            | Q(card__icontains=key)
        )
    return rows.annotate(
        out=Count("loans", filter=Q(loans__returned_on__isnull=True, loans__copy__gone_on=None))
    ).order_by("card", "pk")


@dataclass(frozen=True)
class CardPage:
    borrower: Borrower
    reader: Reader
    at_home: list[AtHome]
    before: list[Loan]
    """That came back and are still known to be his."""
    holds: list[Hold]


def card_page(borrower: Borrower, day: dt.date) -> CardPage:
    """Three queries."""
    over = borrower.loans.filter(returned_on__isnull=False).select_related("copy__title", "library")
    return CardPage(
        borrower=borrower,
        reader=reader(borrower),
        at_home=at_home(borrower, day),
        before=list(over.order_by("-returned_on", "-id")[:100]),
        holds=list(open_holds_of(borrower).select_related("title", "copy")),
    )


def people_found(words: str, library: Library, by: Actor) -> list[HouseholdMember]:
    """Who lives in the commune of the library, by a part of the name, where the actor reads the register. One query."""
    key = without_accents(words.replace("\0", ""))
    if not key or not by.may_anywhere(Permission.HOUSEHOLD_READ):
        return []
    rows = (
        HouseholdMember.objects.visible_to(by)
        .living_here()
        .filter(
            person__search_key__contains=key,
            person__merged_into__isnull=True,
            person__erased_on__isnull=True,
            hamlet__path__overlap=commune_path(library),
        )
    )
    return list(rows.select_related("person", "hamlet").order_by("person__sort_key", "id")[:FOUND_AT_MOST])


def households_found(words: str, library: Library, by: Actor) -> list[Household]:
    key = without_accents(words.replace("\0", ""))
    if not key or not by.may_anywhere(Permission.HOUSEHOLD_READ):
        return []
    rows = Household.objects.visible_to(by).filter(
        search_key__contains=key, left_year__isnull=True, hamlet__path__overlap=commune_path(library)
    )
    return list(rows.select_related("head", "hamlet").order_by("sort_key", "id")[:FOUND_AT_MOST])


def commune_path(library: Library) -> list[UUID]:
    """The commune in which the library lies, or the place above whose it is."""
    return [commune_of(library.place) or library.place_id]


def card_there(library: Library, person: Person | None, household: Household | None) -> Borrower | None:
    """The card in use that this person or household has at the library already."""
    rows = Borrower.objects.filter(library=library, ended_on__isnull=True)
    if person is not None:
        return rows.filter(person=person).first()
    return rows.filter(household=household).first() if household is not None else None
