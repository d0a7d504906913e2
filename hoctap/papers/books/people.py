"""Who in an organisation can be given an incoming paper."""

from django.db.models import Q

from hoctap.accounts.models import Capacity, User
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation


def handlers_of(organisation: Organisation) -> list[User]:
    """People with a position today that may read papers there."""
    found: dict[object, User] = {}
    for one in _held(organisation):
        if one.user_id not in found and one.actor().may(Permission.PAPER_READ, at=organisation):
            found[one.user_id] = one.user
    return list(found.values())


def may_handle(user: User, organisation: Organisation) -> bool:
    return any(one.pk == user.pk for one in handlers_of(organisation))


def _held(organisation: Organisation) -> list[Capacity]:
    """Of the organisation and of the others at its place: a commune's officer often works for both."""
    day = today()
    held = Capacity.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        organisation__place=organisation.place_id,
        starts_on__lte=day,
        user__is_active=True,
    )
    return list(
        held.select_related("user", "organisation__place")
        .prefetch_related("roles__place")
        .order_by("user__full_name", "id")
    )
