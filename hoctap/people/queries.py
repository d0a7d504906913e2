"""Reading the register: its keys, the page of households."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.people import rules
from hoctap.people.models import Residence
from hoctap.places.models import Level, Place, title_of

"""Reading the register: its keys, the places it is about, what an import would do. Its lists: `people/register.py`."""


def register_keys(hamlet_ids: Iterable[UUID | str], year: int) -> set[rules.HouseholdKey]:
    """Who is in the register and had not left by that year, as keys that a new row is compared with."""
    rows = Residence.objects.filter(
        Q(to_year__isnull=True) | Q(to_year__gt=year), hamlet__in=list(hamlet_ids)
    ).values_list("hamlet_id", "household__head__full_name", "household__head__birth_year")
    return {rules.household_key(str(hamlet_id), name, birth_year) for hamlet_id, name, birth_year in rows}


def hamlets_to_read(actor: Actor) -> list[Place]:
    """The hamlets whose register the actor may read, commune by commune."""
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(actor, Permission.HOUSEHOLD_READ)
    return list(hamlets.select_related("parent").order_by("parent__sort_key", "sort_key", "id"))


@dataclass(frozen=True)
class Choice:
    pk: UUID
    title: str


@dataclass(frozen=True)
class PlacesToChoose:
    """What a list of the register can be narrowed to: communes, and the hamlets of the chosen one."""

    communes: list[Choice]
    hamlets: list[Choice]
    commune: UUID | None
    """Chosen, or the commune of the chosen hamlet, or the only one there is."""


def places_to_choose(actor: Actor, commune: UUID | None, hamlet: UUID | None) -> PlacesToChoose:
    """Two queries; an officer of a province is not handed the thousands of hamlets of all communes."""
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(actor, Permission.HOUSEHOLD_READ)
    named = ("pk", "parent_id", "kind", "name")
    above = Place.objects.filter(pk__in=hamlets.order_by().values("parent_id")).values_list(*named)
    communes = [Choice(pk, title_of(name, kind)) for pk, _, kind, name in above]
    if len(communes) == 1:
        commune = communes[0].pk
    below = Q(parent=commune) if commune else Q(parent__children=hamlet)
    shown = list(hamlets.filter(below).values_list(*named)) if commune or hamlet else []
    chosen = [Choice(pk, title_of(name, kind)) for pk, _, kind, name in shown]
    return PlacesToChoose(communes, chosen, shown[0][1] if shown else None)


def households_per_hamlet(hamlet_ids: list[UUID], year: int) -> dict[UUID, int]:
    rows = (
        Residence.objects.counted_in(year)
        .filter(hamlet__in=hamlet_ids)
        .values("hamlet")
        .annotate(n=Count("id"))
    )
    return {row["hamlet"]: row["n"] for row in rows.order_by()}
