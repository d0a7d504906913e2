"""Reading the register: its keys, the page of households."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.text import without_accents
from hoctap.people import rules
from hoctap.people.models import Residence, ResidenceQuerySet
from hoctap.places.models import Level, Place


def register_keys(hamlet_ids: Iterable[UUID | str], year: int) -> set[rules.HouseholdKey]:
    """Who is in the register and had not left by that year, as keys that a new row is compared with."""
    rows = Residence.objects.filter(
        Q(to_year__isnull=True) | Q(to_year__gt=year), hamlet__in=list(hamlet_ids)
    ).values_list("hamlet_id", "household__head__full_name", "household__head__birth_year")
    return {rules.household_key(str(hamlet_id), name, birth_year) for hamlet_id, name, birth_year in rows}


@dataclass(frozen=True)
class RegisterFilter:
    year: int
    hamlet: UUID | None = None
    search: str = ""


def register(actor: Actor, chosen: RegisterFilter) -> ResidenceQuerySet:
    """Households that count in a year, where they lived then, as far as the actor may see, hamlet by hamlet
    in the order of the alphabet.
    """
    rows = Residence.objects.visible_to(actor).counted_in(chosen.year)
    if chosen.hamlet:
        rows = rows.filter(hamlet=chosen.hamlet)
    if words := without_accents(chosen.search):
        rows = rows.filter(household__search_key__contains=words)
    return rows.select_related("household__head", "hamlet__parent").order_by(
        F("hamlet__parent__sort_key"), F("hamlet__sort_key"), "hamlet_id", "sort_key", "id"
    )


def hamlets_to_read(actor: Actor) -> list[Place]:
    """The hamlets whose register the actor may read, commune by commune."""
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(actor, Permission.HOUSEHOLD_READ)
    return list(hamlets.select_related("parent").order_by("parent__sort_key", "sort_key", "id"))


def households_per_hamlet(hamlet_ids: list[UUID], year: int) -> dict[UUID, int]:
    rows = (
        Residence.objects.counted_in(year)
        .filter(hamlet__in=hamlet_ids)
        .values("hamlet")
        .annotate(n=Count("id"))
    )
    return {row["hamlet"]: row["n"] for row in rows.order_by()}
