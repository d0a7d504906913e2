"""People who sign in, the capacities they act in, the roles they hold at places.

A user signs in with a name or a phone number and a password; no e-mail exists. A *capacity* (tư cách) is a position in an
organisation for a time; papers print it. A role belongs to a capacity and is given at a place; it reaches the places below.
"""

from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from hoctap.accounts.sign_in_models import AccountSlip, DeviceSession, KnownDevice, LinkedIdentity
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission, Role
from hoctap.places.models import Organisation, Place

__all__ = [
    "AccountSlip",
    "Capacity",
    "DeviceSession",
    "KnownDevice",
    "LinkedIdentity",
    "RoleAssignment",
    "User",
    "UserManager",
]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, login: str | None) -> "User":
        return self.get(login=login)

    def visible_to(self, actor: Actor) -> "models.QuerySet[User]":
        """Those with a position or a role at or below the places where the actor manages accounts."""
        if actor.system_job:
            return self.all()
        places = actor.places_with(Permission.ACCOUNT_MANAGE)
        here = Capacity.objects.filter(
            Q(organisation__place__path__overlap=places) | Q(roles__place__path__overlap=places)
        )
        return self.filter(pk__in=here.values("user"))


class User(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login = models.CharField("tên đăng nhập", max_length=60, unique=True)
    phone = models.CharField("số điện thoại", max_length=15, blank=True)
    full_name = models.CharField("họ và tên", max_length=120)
    is_active = models.BooleanField("đang dùng", default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="user_phone_once"),
            models.CheckConstraint(name="user_has_a_name", condition=~Q(full_name="")),
        ]

    def __str__(self) -> str:
        return self.full_name

    def active_capacities(self) -> "models.QuerySet[Capacity]":
        day = today()
        return (
            self.capacities.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)
            .select_related("organisation", "organisation__place")
            .order_by("starts_on", "id")
        )


class Capacity(models.Model):
    """A position: from–to, in an organisation, by a decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="capacities")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="capacities")
    title = models.CharField("chức vụ", max_length=120)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    decision = models.CharField("theo quyết định", max_length=120, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="capacity_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation.name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.organisation.place.path

    def actor(self) -> Actor:
        return Actor(
            name=self.user.full_name,
            user_id=self.user_id,
            capacity_id=self.pk,
            capacity=str(self),
            grants=tuple(
                Grant(assignment.place_id, Role(assignment.role).permissions, Role(assignment.role).here)
                for assignment in self.roles.all()
            ),
        )


class RoleAssignment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    capacity = models.ForeignKey(Capacity, models.CASCADE, related_name="roles")
    role = models.CharField("vai trò", max_length=30, choices=[(role.value, role.label) for role in Role])
    place = models.ForeignKey(Place, models.PROTECT, related_name="role_assignments")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["capacity", "role", "place"], name="role_once_per_capacity_and_place"
            )
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def role_label(self) -> str:
        return Role(self.role).label


# At the end: they refer to the models above by name.
from hoctap.accounts.capacities.models import (  # noqa: E402
    CapacityCorrection,
    SigningAuthority,
    SigningForm,
)
from hoctap.accounts.duties.models import DutySetting, DutyWaiver, WaiverUse  # noqa: E402

__all__ = [
    "Capacity",
    "CapacityCorrection",
    "DutySetting",
    "DutyWaiver",
    "RoleAssignment",
    "SigningAuthority",
    "SigningForm",
    "User",
    "UserManager",
    "WaiverUse",
]
