"""Who can do what at a place, and why: read from positions, roles and waivers, never from what somebody clicked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from hoctap.accounts.duties.queries import WaiverShown, places_of, waivers_at
from hoctap.accounts.models import RoleAssignment, User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.places.models import Place


@dataclass(frozen=True)
class Ground:
    """One reason why a person has a right here."""

    role: str
    at: str
    position: str
    decision: str
    starts_on: str
    ends_on: str
    is_from_above: bool

    @property
    def sentence(self) -> str:
        until = f"đến trước {self.ends_on}" if self.ends_on else "đến nay"
        paper = f"theo {self.decision}" if self.decision else "chưa ghi quyết định"
        return f"Vì giữ vai trò “{self.role}” tại {self.at} với tư cách {self.position}, {paper}, từ {self.starts_on} {until}."


@dataclass
class PersonRights:
    user: User
    positions: list[str] = field(default_factory=list)
    grounds: dict[str, list[Ground]] = field(default_factory=dict)
    is_from_above: bool = True
    """Every right comes from a role given at a higher place."""

    @property
    def by_ground(self) -> list[tuple[Ground, list[str]]]:
        """Each reason once, with what it lets the person do."""
        found: dict[Ground, list[str]] = {}
        for right, grounds in self.grounds.items():
            for ground in grounds:
                found.setdefault(ground, []).append(Permission(right).description)
        return list(found.items())


@dataclass(frozen=True)
class RightRow:
    permission: Permission
    holders: list[tuple[PersonRights, bool]]


@dataclass(frozen=True)
class RightsPage:
    place: Place
    people: list[PersonRights]
    rows: list[RightRow]
    waivers: list[WaiverShown]


def place_asked_for(actor: Actor, asked: str, *permissions: Permission) -> tuple[Place | None, list[Place]]:
    """The place of the page among those the actor may ask about; the first of them when none was named."""
    places = places_of(actor, *permissions)
    chosen = next((place for place in places if str(place.pk) == asked), places[0] if places else None)
    return chosen, places


def rights_at(place: Place, permissions: Iterable[Permission] = Permission) -> RightsPage:
    """Everybody who can do something at the place today, by roles there or above. A fixed number of queries."""
    wanted = list(permissions)
    day = today()
    found = (
        RoleAssignment.objects.filter(
            Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=day),
            place__in=place.path,
            capacity__starts_on__lte=day,
            capacity__user__is_active=True,
        )
        .select_related("capacity__user", "capacity__organisation", "place__parent")
        .order_by("capacity__user__full_name", "capacity__user_id", "capacity__starts_on", "pk")
    )
    people: dict[UUID, PersonRights] = {}
    for given in found:
        role = Role(given.role)
        reaching = role.permissions if given.place_id == place.pk else role.permissions - role.here
        rights = [right for right in wanted if right in reaching]
        if not rights:
            continue
        capacity = given.capacity
        person = people.setdefault(capacity.user_id, PersonRights(capacity.user))
        from_above = given.place_id != place.pk
        if not from_above:
            person.is_from_above = False
        if str(capacity) not in person.positions:
            person.positions.append(str(capacity))
        ground = Ground(
            role=given.role_label,
            at=given.place.title,
            position=str(capacity),
            decision=capacity.decision,
            starts_on=f"{capacity.starts_on:%d/%m/%Y}",
            ends_on=f"{capacity.ends_on:%d/%m/%Y}" if capacity.ends_on else "",
            is_from_above=from_above,
        )
        for right in rights:
            person.grounds.setdefault(right.value, []).append(ground)
    ordered = sorted(people.values(), key=lambda one: one.is_from_above)
    rows = [
        RightRow(right, [(one, right.value in one.grounds) for one in ordered])
        for right in wanted
        if any(right.value in one.grounds for one in ordered)
    ]
    return RightsPage(place, ordered, rows, [one for one in waivers_at(place) if one.is_standing])


@dataclass(frozen=True)
class Why:
    person: PersonRights
    permission: Permission
    grounds: list[Ground]
    waivers: list[WaiverShown]


def why(page: RightsPage, person: str, permission: str) -> Why | None:
    """What stands behind one tick; nothing for a tick that is not there."""
    for one in page.people:
        if str(one.user.pk) == person and permission in one.grounds:
            waivers = [waiver for waiver in page.waivers if waiver.waiver.user_id == one.user.pk]
            return Why(one, Permission(permission), one.grounds[permission], waivers)
    return None
