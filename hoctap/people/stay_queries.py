"""Reading who lives in a hamlet now, and who is not assessed in a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.people.models import Household, NotAssessed, Residence
from hoctap.people.registry import Link
from hoctap.places.models import Level, Place
from hoctap.places.registry import HamletLink


def not_assessed_count(reason: str, hamlet_ids: list[UUID], year: int) -> dict[UUID, int]:
    """Of the households registered there at the end of the year, those not assessed for that reason."""
    rows = Residence.objects.counted_in(year).filter(
        hamlet__in=hamlet_ids, household__not_assessed__year=year, household__not_assessed__reason=reason
    )
    return {row["hamlet"]: row["n"] for row in rows.values("hamlet").annotate(n=Count("id")).order_by()}


def not_assessed_link(household: Household, actor: Actor) -> list[Link]:
    """On a household's page: what is written for the latest year, and the way to write it."""
    written = household.not_assessed.order_by("-year").first()
    note = f"năm {written.year}: {written.in_words}" if written else "chưa ghi năm nào"
    if not actor.may(Permission.HOUSEHOLD_IMPORT, at=household):
        return [Link("Chưa xét", "", note)] if written else []
    return [Link("Chưa xét, lý do", reverse("household_not_assessed", args=[household.pk]), note)]


def hamlet_links(hamlet: Place, year: int, actor: Actor) -> list[HamletLink]:
    query = f"?hamlet={hamlet.pk}"
    links = []
    if actor.may(Permission.HOUSEHOLD_READ, at=hamlet):
        links.append(HamletLink("Sổ hộ", f"{reverse('household_list')}{query}&year={year}"))
    if actor.may(Permission.HOUSEHOLD_IMPORT, at=hamlet):
        links.append(HamletLink("Ghi hộ chưa xét", f"{reverse('not_assessed_list')}{query}&year={year}"))
        links.append(HamletLink("Chuyển hộ sang ấp khác", f"{reverse('residents_move')}{query}"))
    return links


def hamlets_to_keep(actor: Actor) -> list[Place]:
    """Whose register the actor keeps, commune by commune; those that ended stand last."""
    hamlets = Place.objects.filter(level=Level.HAMLET).visible_to(actor, Permission.HOUSEHOLD_IMPORT)
    found = hamlets.select_related("parent").order_by("parent__sort_key", "sort_key", "id")
    return sorted(found, key=lambda one: (one.parent.sort_key if one.parent else "", not one.is_current))


@dataclass(frozen=True)
class StayRow:
    household: Household
    written: NotAssessed | None = None


def living_in(hamlet: Place, group: str = "") -> list[Household]:
    """Who lives there now, in the order of the alphabet; of one Tổ as it is written, if given. One query."""
    rows = Residence.objects.filter(hamlet=hamlet, to_year__isnull=True).select_related("household__head")
    if group:
        rows = rows.filter(household__group_name=group)
    return [row.household for row in rows.order_by("sort_key", "id")]


def counted_with_reasons(hamlet: Place, year: int) -> list[StayRow]:
    """Registered there at the end of that year, each with what is written for it. Two queries."""
    rows = (
        Residence.objects.counted_in(year)
        .filter(hamlet=hamlet)
        .select_related("household__head", "household__hamlet")
    )
    households = [row.household for row in rows.order_by("sort_key", "id")]
    written = {
        one.household_id: one
        for one in NotAssessed.objects.filter(household__in=[one.pk for one in households], year=year)
    }
    return [StayRow(one, written.get(one.pk)) for one in households]


def groups_written(households: Sequence[Household]) -> list[str]:
    return sorted({one.group_name for one in households if one.group_name})
