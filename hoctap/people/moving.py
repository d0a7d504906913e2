"""Parts of changes: households that live in another hamlet from a year on. Called by actions that asked for the right."""

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Value
from django.db.models.functions import Greatest

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.refusals import Reason
from hoctap.people.models import Household, Residence, ResidenceQuerySet
from hoctap.places import rules as place_rules
from hoctap.places.models import Place

_BATCH = 2_000


def living_in(hamlet_ids: list[UUID]) -> dict[UUID, int]:
    """Households that live there now, listed for whatever year."""
    rows = Residence.objects.filter(hamlet__in=hamlet_ids, to_year__isnull=True).values("hamlet")
    return {row["hamlet"]: row["n"] for row in rows.annotate(n=Count("id")).order_by()}


def group_texts_of(hamlet_ids: list[UUID], year: int) -> dict[tuple[UUID, str], int]:
    """(hamlet, Tổ as written) → households registered there at the end of the year."""
    rows = Residence.objects.counted_in(year).filter(hamlet__in=hamlet_ids)
    counted = rows.values("hamlet", "household__group_name").annotate(n=Count("id")).order_by()
    return {(row["hamlet"], row["household__group_name"]): row["n"] for row in counted}


def carry_all(source: Place, into: Place, year: int, by: Actor) -> int:
    """Everybody of a hamlet that is joined to another. A Tổ whose name is in use there is told apart by its origin."""
    residences = Residence.objects.filter(hamlet=source, to_year__isnull=True)
    taken = {
        place_rules.group_key(text)
        for text in Household.objects.filter(hamlet=into)
        .exclude(group_name="")
        .values_list("group_name", flat=True)
        .distinct()
    }
    texts = residences.exclude(household__group_name="").values_list("household__group_name", flat=True)
    for text in texts.order_by().distinct():
        if place_rules.group_key(text) in taken:
            Household.objects.filter(hamlet=source, group_name=text).update(
                group_name=place_rules.with_origin(text, source.title)[:60]
            )
    return carry(residences, into, year, by)


def snapshot(hamlet_ids: list[UUID]) -> dict[str, Any]:
    """Household → its open residence, hamlet, first year and Tổ as written, before `carry_all`. One query."""
    rows = Residence.objects.filter(hamlet__in=hamlet_ids, to_year__isnull=True).values_list(
        "household", "pk", "hamlet", "from_year", "household__group_name"
    )
    return {
        str(household): [str(pk), str(hamlet), first, group] for household, pk, hamlet, first, group in rows
    }


def undo_blockers(kept: dict[str, Any], into_id: UUID) -> list[Reason]:
    """Households that moved again, left, or came into another Tổ since they were carried along; and those listed anew in a hamlet
    that would vanish are found by its own protection.
    """
    still = set(
        Residence.objects.filter(household__in=list(kept), hamlet=into_id, to_year__isnull=True).values_list(
            "household", flat=True
        )
    )
    gone = [household for household in kept if UUID(household) not in still]
    if not gone:
        return []
    names = list(Household.objects.filter(pk__in=gone).values_list("head__full_name", flat=True)[:3])
    shown = ", ".join(names) + (" …" if len(gone) > 3 else "")
    return [Reason(f"{len(gone)} hộ đi theo đã ghi rời đi hoặc chuyển nơi ở sau đó: {shown}.")]


def carry_back(kept: dict[str, Any], into: Place, by: Actor) -> int:
    """As they were before `carry_all`: the row opened then goes, the one that was closed is open again."""
    opened = Residence.objects.filter(household__in=list(kept), hamlet=into, to_year__isnull=True)
    list(opened.select_for_update(of=("self",)).order_by("id"))
    opened.delete()
    Residence.objects.filter(pk__in=[row[0] for row in kept.values()]).update(to_year=None)
    titles = {
        str(place.pk): place.title for place in Place.objects.filter(pk__in={row[1] for row in kept.values()})
    }
    back: dict[tuple[str, str], list[str]] = {}
    for household, (_, hamlet, _, group) in kept.items():
        back.setdefault((hamlet, group), []).append(household)
    count = 0
    for (hamlet, group), households in back.items():
        moved = Household.objects.filter(pk__in=households)
        # The Tổ that was told apart gets its name back; one that somebody wrote since stays.
        moved.filter(group_name=place_rules.with_origin(group, titles[hamlet])[:60]).update(group_name=group)
        count += moved.update(hamlet_id=hamlet)
    if count:
        audit.record(by, "people.households.moved", into, count=count)
    return count


def carry(residences: ResidenceQuerySet, into: Place, year: int, by: Actor) -> int:
    """These residences, all open, end and go on in the other hamlet from that year; one that begins later moves whole.
    The years before stay where they were.
    """
    moved = 0
    open_ones = list(residences.select_for_update(of=("self",)).order_by("id"))
    for start in range(0, len(open_ones), _BATCH):
        batch = open_ones[start : start + _BATCH]
        Residence.objects.filter(pk__in=[one.pk for one in batch]).update(
            to_year=Greatest(F("from_year"), Value(year))
        )
        Residence.objects.bulk_create(
            [
                Residence(
                    household_id=one.household_id,
                    hamlet=into,
                    from_year=max(year, one.from_year),
                    sort_key=one.sort_key,
                )
                for one in batch
            ]
        )
        moved += Household.objects.filter(pk__in=[one.household_id for one in batch]).update(hamlet=into)
    if moved:
        audit.record(by, "people.households.moved", into, count=moved)
    return moved
