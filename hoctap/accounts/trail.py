"""How accounts, capacities and roles are called in the trail: by the person who works under them."""

from uuid import UUID

from django.urls import reverse

from hoctap.accounts.models import Capacity, RoleAssignment, User
from hoctap.audit.registry import Named, SubjectKind
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission, Role


def _url(user_id: UUID, actor: Actor) -> str:
    return reverse("account_detail", args=[user_id]) if actor.may_anywhere(Permission.ACCOUNT_MANAGE) else ""


def _users(ids: list[str], actor: Actor) -> dict[str, Named]:
    return {
        str(user.pk): Named(user.full_name, _url(user.pk, actor))
        for user in User.objects.filter(pk__in=ids).only("full_name")
    }


def _capacities(ids: list[str], actor: Actor) -> dict[str, Named]:
    rows = Capacity.objects.filter(pk__in=ids).select_related("user", "organisation")
    return {str(row.pk): Named(f"{row.user.full_name} ({row})", _url(row.user_id, actor)) for row in rows}


def _roles(ids: list[str], actor: Actor) -> dict[str, Named]:
    rows = RoleAssignment.objects.filter(pk__in=ids).select_related("capacity__user", "place")
    return {
        str(row.pk): Named(
            f"{row.capacity.user.full_name}: {Role(row.role).label}, {row.place.full_name}",
            _url(row.capacity.user_id, actor),
        )
        for row in rows
    }


USER = SubjectKind("Tài khoản", _users)
CAPACITY = SubjectKind("Tư cách", _capacities)
ROLE = SubjectKind("Vai trò", _roles)
