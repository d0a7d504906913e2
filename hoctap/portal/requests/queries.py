"""Requests about one's own data that came through the door."""

from dataclasses import dataclass

from django.db.models import Case, Prefetch, Q, When

from hoctap.core.actor import Actor
from hoctap.core.text import clean, without_accents
from hoctap.people.models import HouseholdMember, Person
from hoctap.portal.models import DataRequest, DataRequestState

MOST_FOUND = 20


def requests_for(actor: Actor, *, is_over: bool) -> list[DataRequest]:
    rows = DataRequest.objects.visible_to(actor).select_related("place", "registered")
    rows = rows.exclude(state=DataRequestState.NEW) if is_over else rows.filter(state=DataRequestState.NEW)
    return list(rows.order_by("-closed_on", "-id") if is_over else rows)[:200]


@dataclass(frozen=True)
class Likely:
    person: Person
    lives_at: str


def likely_persons(asked: DataRequest, actor: Actor, words: str) -> list[Likely]:
    """Of the commune's register, by the name that was given or other words; those of the year of birth first. Two queries."""
    key = without_accents(clean(words or asked.name))
    if not key:
        return []
    rows = (
        Person.objects.visible_to(actor)
        .standing()
        .filter(
            Q(memberships__hamlet__path__contains=[asked.place_id]),
            search_key__contains=key,
            erased_on__isnull=True,
        )
    )
    other_year = Case(When(birth_year=asked.birth_year, then=0), default=1)
    now = HouseholdMember.objects.living_here().select_related("hamlet")
    found = rows.distinct().order_by(other_year, "sort_key", "pk")[:MOST_FOUND]
    return [
        Likely(one, ", ".join(member.hamlet.title for member in one.lives))
        for one in found.prefetch_related(Prefetch("memberships", now, to_attr="lives"))
    ]
