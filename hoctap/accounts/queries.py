"""Reading accounts: who works at or below a place, what each may do and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hoctap.accounts.handing import capacity_links
from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.accounts.rules import ROLE_LEVELS
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.places.models import Level, Organisation, Place
from hoctap.places.queries import organisations_below


def own_actor(user: User) -> Actor:
    """A person who does something to his own account, whatever his capacities."""
    return Actor(name=user.full_name, user_id=user.pk)


def own_capacities(actor: Actor) -> list[Capacity]:
    """The positions that the signed-in person may act in today."""
    user = User.objects.filter(pk=str(actor.user_id)).first() if actor.user_id else None
    return list(user.active_capacities().prefetch_related("roles__place")) if user else []


def held_capacities(user: User, *, fetched: bool = False) -> list[Capacity]:
    """Positions not yet ended; when none is left, all that ever were. `fetched`: they were prefetched for a list."""
    capacities = list(
        user.capacities.all()
        if fetched
        else user.capacities.select_related("organisation__place")
        .prefetch_related("roles__place")
        .order_by("starts_on", "id")
    )
    day = today()
    return [one for one in capacities if one.ends_on is None or one.ends_on > day] or capacities


def role_holders(role: Role, place: Place) -> list[str]:
    """Names of those who hold the role at exactly this place today and can sign in."""
    day = today()
    rows = RoleAssignment.objects.filter(
        Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=day),
        role=role.value,
        place=place,
        capacity__user__is_active=True,
        capacity__starts_on__lte=day,
    )
    return list(rows.order_by("pk").values_list("capacity__user__full_name", flat=True))


def within_reach(capacities: list[Capacity], actor: Actor) -> bool:
    """Whether all these positions, and every role in them, lie where the actor manages accounts."""
    if not capacities:
        return bool(actor.system_job)
    return all(
        actor.may(Permission.ACCOUNT_MANAGE, at=capacity.organisation)
        and all(actor.may(Permission.ACCOUNT_MANAGE, at=assignment) for assignment in capacity.roles.all())
        for capacity in capacities
    )


def account_list(actor: Actor, hamlet: UUID | None = None, search: str = "") -> "QuerySet[User]":
    users = User.objects.visible_to(actor)
    if hamlet:
        users = users.filter(
            Q(capacities__roles__place__path__contains=[hamlet])
            | Q(capacities__organisation__place__path__contains=[hamlet])
        ).distinct()
    if search := search.strip():
        users = users.filter(
            Q(full_name__icontains=search) | Q(login__icontains=search) | Q(phone__contains=search)
        )
    return users.prefetch_related("capacities__organisation__place", "capacities__roles__place").order_by(
        "full_name", "id"
    )


@dataclass(frozen=True)
class AccountRow:
    user: User
    positions: list[str]
    roles: list[str]


def account_rows(users: Iterable[User], actor: Actor) -> list[AccountRow]:
    """What the list says of each: the positions he holds here, not those elsewhere."""
    day = today()
    rows = []
    for user in users:
        held = [
            one
            for one in user.capacities.all()
            if _touches(one, actor) and one.starts_on <= day and (one.ends_on is None or one.ends_on > day)
        ]
        roles = [f"{given.role_label}, {given.place.title}" for one in held for given in one.roles.all()]
        rows.append(AccountRow(user, [str(one) for one in held], roles))
    return rows


@dataclass(frozen=True)
class RoleShown:
    assignment: RoleAssignment
    label: str
    place: str
    can: list[str]


@dataclass(frozen=True)
class CapacityShown:
    capacity: Capacity
    is_active: bool
    in_reach: bool
    why: str
    roles: list[RoleShown]
    links: list[tuple[str, str]]


def capacities_shown(user: User, actor: Actor) -> list[CapacityShown]:
    """What the person may do, where, and by which position; current ones first. Those elsewhere stay
    elsewhere.
    """
    day = today()
    shown = []
    for capacity in user.capacities.select_related("organisation__place").prefetch_related(
        "roles__place__parent", "authorities"
    ):
        in_reach = within_reach([capacity], actor)
        if not in_reach and not _touches(capacity, actor):
            continue
        active = capacity.starts_on <= day and (capacity.ends_on is None or capacity.ends_on > day)
        roles = [
            RoleShown(one, one.role_label, one.place.title, [right.description for right in _rights(one)])
            for one in capacity.roles.all()
        ]
        links = [link(capacity) for link in capacity_links] if in_reach and active else []
        why = f"theo {capacity.decision}" if capacity.decision else "chưa ghi quyết định"
        shown.append(CapacityShown(capacity, active, in_reach, why, roles, links))
    return sorted(shown, key=lambda one: not one.is_active)


def _touches(capacity: Capacity, actor: Actor) -> bool:
    return actor.may(Permission.ACCOUNT_MANAGE, at=capacity.organisation) or any(
        actor.may(Permission.ACCOUNT_MANAGE, at=assignment) for assignment in capacity.roles.all()
    )


def _rights(assignment: RoleAssignment) -> list[Permission]:
    return [right for right in Permission if right in Role(assignment.role).permissions]


@dataclass(frozen=True)
class Offer:
    """What an actor can hand out."""

    organisations: list[Organisation]
    places: list[Place]
    roles: list[Role]


def offer(actor: Actor) -> Offer:
    """Organisations, places and roles within the actor's reach; roles that none of those places could
    take are left out.
    """
    granted = actor.places_with(Permission.ACCOUNT_MANAGE)
    places = list(Place.objects.all() if actor.system_job else Place.objects.within(granted))
    order = [level.value for level in Level]
    places.sort(key=lambda place: (order.index(place.level), place.sort_key))
    levels = {place.level for place in places}
    roles = [role for role in Role if levels & set(ROLE_LEVELS[role])]
    return Offer(organisations_below(granted), places, roles)
