"""A person, known by as little as the work needs (decision 12): name, birth year, sex, phone if given."""

from collections.abc import Collection
from typing import Any, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.text import clean, person_sort_key, without_accents


class Sex(models.TextChoices):
    MALE = "m", "nam"
    FEMALE = "f", "nữ"


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Actor) -> "PersonQuerySet":
        """Who lives, or last lived, in a household of the actor's places, and who works in a unit there."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.HOUSEHOLD_READ)
        memberships = apps.get_model("people", "HouseholdMember").objects.filter(person=OuterRef("pk"))
        here = memberships.filter(household__hamlet__path__overlap=granted)
        works_here = apps.get_model("people", "UnitMembership").objects.filter(
            person=OuterRef("pk"), unit__place__path__overlap=granted
        )
        return self.filter(
            Q(Exists(here.filter(left_year__isnull=True)))
            | (Q(Exists(here)) & ~Q(Exists(memberships.filter(left_year__isnull=True))))
            | Q(Exists(works_here))
        )

    def standing(self) -> "PersonQuerySet":
        """Without those that turned out to be somebody else in the register."""
        return self.filter(merged_into__isnull=True)


class Person(models.Model):
    """Stays for good once referred to: a double that was merged points to the one that is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=Sex, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_persons"
    )
    erased_on = models.DateField("xóa theo yêu cầu ngày", null=True, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)
    search_key = models.CharField(max_length=300, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["phone"], condition=~Q(phone=""), name="person_by_phone")]
        constraints = [
            models.CheckConstraint(name="person_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="person_born_in_living_memory",
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        """Who reads it has seen the person: `core/reading.py`."""
        row = super().from_db(db, field_names, values, **kwargs)
        if "full_name" in field_names:
            saw(persons=[row.pk])
        return row

    def set_keys(self) -> None:
        """The order of the Vietnamese alphabet and the name without accents; `bulk_create` needs it called."""
        self.sort_key = person_sort_key(self.full_name)
        self.search_key = without_accents(clean(self.full_name))

    @property
    def place_path(self) -> list[UUID]:
        """Where the person lives, or last lived; who lives nowhere in the register is found at the unit of work.

        One that was merged is where the one kept is.
        """
        if self.merged_into is not None:
            return self.merged_into.place_path
        lived = (
            apps.get_model("people", "HouseholdMember")
            .objects.filter(person=self)
            .order_by(models.F("left_year").desc(nulls_first=True), "-joined_year", "-id")
            .values_list("household__hamlet__path", flat=True)
            .first()
        )
        if lived is not None:
            return list(lived)
        works = (
            apps.get_model("people", "UnitMembership")
            .objects.filter(person=self)
            .order_by(models.F("to_year").desc(nulls_first=True), "-id")
            .values_list("unit__place__path", flat=True)
            .first()
        )
        return list(works or [])
