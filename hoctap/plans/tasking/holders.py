"""Who has to do a task and who receives a plan: the bodies behind the names, one per commune where the plan says so."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.accounts.models import Capacity, User
from hoctap.core.dates import today
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.plans.contents.rules import in_section
from hoctap.plans.models import Plan, Recipient, Task, TaskBody
from hoctap.plans.tasking.models import Part


@dataclass(frozen=True)
class Holder:
    """A body at a place. Without an organisation it is known by its name only."""

    place_id: UUID
    name: str
    body_id: UUID | None = None
    capacity_id: UUID | None = None


def people_in(bodies: Iterable[UUID]) -> list[User]:
    """Who holds a position in these bodies today."""
    day = today()
    capacities = Capacity.objects.filter(organisation__in=list(bodies), starts_on__lte=day).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    )
    return list(User.objects.filter(is_active=True, capacities__in=capacities).distinct())


def communes_of(plan: Plan) -> list[Place]:
    """Those of the plan's place while the plan runs; a commune's plan has itself."""
    day = mirror_day(plan)
    within = Place.objects.within([plan.place_id]).filter(level=Level.COMMUNE)
    standing = within.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return list(standing.order_by("sort_key", "id"))


def mirror_day(plan: Plan) -> dt.date:
    """On which the bodies of a plan are read: the day it was issued, else the first of its period."""
    return plan.dated_on or dt.date(plan.year_from, 1, 1)


def mirrored(plan: Plan, kind: str, name: str) -> list[Holder]:
    """One body of the kind in each commune; where none is on record, by the name that the plan gives with the commune's."""
    communes = communes_of(plan)
    day = mirror_day(plan)
    bodies = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        place__in=[commune.pk for commune in communes],
        kind=kind,
        valid_from__lte=day,
    ).order_by("valid_from", "id")
    # Several of "other" kind say nothing about which one is meant.
    by_place = {} if kind == OrganisationKind.OTHER else {body.place_id: body for body in bodies}
    found = []
    for commune in communes:
        if body := by_place.get(commune.pk):
            found.append(Holder(commune.pk, body.name, body.pk))
        else:
            found.append(Holder(commune.pk, f"{_kind_name(kind, name)} {commune.full_name}"))
    return found


def _kind_name(kind: str, name: str) -> str:
    if kind in (OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.ASSOCIATION, OrganisationKind.CENTRE):
        return str(OrganisationKind(kind).label)
    return name.rstrip(" ,.;") + ","


def holders_of(named: TaskBody, plan: Plan) -> list[Holder]:
    """Those behind one name of a task."""
    if named.mirror:
        return mirrored(plan, named.mirror, named.name)
    if named.body is not None:
        return [Holder(named.body.place_id, named.body.name, named.body_id, named.capacity_id)]
    if named.capacity is not None:
        organisation = named.capacity.organisation
        return [Holder(organisation.place_id, named.name, organisation.pk, named.capacity_id)]
    return [Holder(plan.place_id, named.name)]


def receivers_of(plan: Plan) -> list[tuple[Recipient, Holder]]:
    """Every body that "Nơi nhận" means. Words that name nobody here are left as words."""
    found: list[tuple[Recipient, Holder]] = []
    recipients = list(plan.recipients.select_related("body"))
    tasks: Sequence[Task] = ()
    if any(one.group == Recipient.Group.IN_SECTION for one in recipients):
        tasks = list(
            plan.tasks.prefetch_related("bodies__body", "bodies__capacity__organisation").filter(
                dropped_on__isnull=True
            )
        )
    for one in recipients:
        found += [(one, holder) for holder in _meant(one, plan, tasks)]
    return found


def _meant(one: Recipient, plan: Plan, tasks: Sequence[Task]) -> list[Holder]:
    if one.group == Recipient.Group.BODY and one.body is not None:
        return [Holder(one.body.place_id, one.body.name, one.body_id)]
    if one.group == Recipient.Group.EACH_COMMUNE:
        return mirrored(plan, one.mirror, one.text)
    if one.group != Recipient.Group.IN_SECTION:
        return []
    return leaders_in(plan, tasks, one.section)


def leaders_in(plan: Plan, tasks: Sequence[Task], section: str) -> list[Holder]:
    """The bodies that lead a task of the section, each once."""
    found: dict[tuple[UUID, str], Holder] = {}
    for task in tasks:
        if not in_section(task.section, section):
            continue
        for named in task.bodies.all():
            if named.part == Part.LEAD:
                for holder in holders_of(named, plan):
                    found.setdefault((holder.place_id, holder.name), holder)
    return list(found.values())
