"""The centres a person may see, and what their page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.centres.asking import below
from hoctap.centres.models import Centre
from hoctap.centres.registry import CentrePage, CentreSection, PageGroup, centre_pages, centre_sections
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


def centres_for(actor: Actor, at: Place | None = None) -> list[Centre]:
    """In one query, in the order of their communes; `at`: those at a place and below."""
    rows = below(Centre.objects.visible_to(actor).select_related("organisation__place"), at)
    return sorted(rows, key=lambda one: (one.place.sort_key, one.organisation.name))


def communes_without(actor: Actor) -> list[Place]:
    """Of the actor's places, those of today in which no centre stands. One query."""
    centred = Centre.objects.filter(organisation__valid_to__isnull=True).values("organisation__place")
    rows = Place.objects.visible_to(actor, Permission.CENTRE_READ).filter(
        level="commune", valid_to__isnull=True
    )
    return list(rows.exclude(pk__in=centred).order_by("sort_key", "id"))


def communes_of(actor: Actor, permission: Permission) -> list[Place]:
    """The communes at which the actor holds the right."""
    rows = Place.objects.visible_to(actor, permission).filter(level="commune", valid_to__isnull=True)
    return list(rows.order_by("sort_key", "id"))


def pages_for(actor: Actor) -> list[CentrePage]:
    shown = [one for one in centre_pages if actor.may_anywhere(Permission(one.permission))]
    return sorted(shown, key=lambda one: one.order)


def groups_for(actor: Actor) -> list[tuple[PageGroup, list[CentrePage]]]:
    """The pages under their heads; a head without pages is left out."""
    pages = pages_for(actor)
    groups = [(group, [one for one in pages if one.group == group]) for group in PageGroup]
    return [(group, of_group) for group, of_group in groups if of_group]


@dataclass(frozen=True)
class CentrePageOf:
    centre: Centre
    year: int
    sections: Sequence[CentreSection]


def page_of(centre: Centre, year: int, actor: Actor) -> CentrePageOf:
    made = (section(centre, year, actor) for section in centre_sections)
    sections = sorted((one for one in made if one is not None), key=lambda one: one.order)
    return CentrePageOf(centre, year, sections)
