"""Parts of an erasure: what is overwritten in the register. Counts and years stay, signed papers are not touched."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from hoctap.people.member_storing import name_head
from hoctap.people.models import (
    AccountLink,
    DataBasis,
    Household,
    HouseholdMember,
    Person,
    SubjectRequest,
    UnitMembership,
)
from hoctap.people.registry import Erasure, person_erasures
from hoctap.people.subject_rules import ERASED_NAME


def erase(person: Person, on: dt.date, files: Iterable[str] = ()) -> None:
    """The person and every row that turned out to be he. `files`: keys of `person_files` that show him."""
    chosen = frozenset(files)
    same = _merged_into(person)
    for one in [*same, person]:
        name = one.full_name
        households = list(
            Household.objects.filter(members__person=one).distinct()
            | Household.objects.filter(head=one).distinct()
        )
        _blank(one, on)
        for household in households:
            if household.head_id == one.pk:
                name_head(household, one)
            if not household.members.exclude(person__in=[*same, person]).exists():
                household.address = household.number = household.group_name = ""
            household.left_why = household.left_why.replace(name, ERASED_NAME)[:200]
            household.save()
        AccountLink.objects.filter(person=one).delete()
        HouseholdMember.objects.filter(person=one).update(left_why="")
        UnitMembership.objects.filter(person=one).update(title="")
        DataBasis.objects.filter(person=one).update(helper="", guardian="")
        SubjectRequest.objects.filter(person=one).update(text="")
        replace_name(
            SubjectRequest.objects.filter(person=one), name, ["outcome", "extended_why", "legal_reason"]
        )
        for forget in person_erasures:
            forget(Erasure(person=one, name=name, households=households, files=chosen))


def replace_name(rows: QuerySet[Any], name: str, fields: Iterable[str]) -> None:
    """In free text the name gives way to the words of the erasure."""
    for field in fields:
        longest = rows.model._meta.get_field(field).max_length
        for row in rows.filter(**{f"{field}__contains": name}):
            setattr(row, field, getattr(row, field).replace(name, ERASED_NAME)[:longest])
            row.save(update_fields=[field])


def _blank(person: Person, on: dt.date) -> None:
    person.full_name = ERASED_NAME
    person.birth_year = None
    person.sex = ""
    person.phone = ""
    person.erased_on = on
    person.save()


def _merged_into(person: Person) -> list[Person]:
    found: list[Person] = []
    waiting = [person]
    while waiting:
        below = list(Person.objects.filter(merged_into__in=waiting))
        found += below
        waiting = below
    return found
