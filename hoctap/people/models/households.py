"""Households of a hamlet and the people in them, with the years they came and went.

A household counts in year Y in the hamlet where it is registered at the end of Y. Where it was registered in which years is a row of
`Residence`: a change of boundaries adds rows and moves nothing of the past.

The lists and the search read one table each: households from `Residence`, persons from `HouseholdMember`. What they sort, filter and
search by is repeated there (`sort_key` and `search_words` of a residence; `hamlet`, `sort_key`, `search_words`, `birth_year` and `sex` of a
member) and written by the database alone: triggers (`people/line_triggers.py`) fill it when a row comes, by INSERT or COPY, and follow
changes of the person, of the household and of who belongs where. Nobody else writes these columns. The person and the household must be in their
tables before the rows that refer to them.
"""

from collections.abc import Collection, Sequence
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.text import clean, person_sort_key, without_accents
from hoctap.people.models.persons import Person
from hoctap.places.models import BoundaryChange, Place

_LIVES_HERE = Q(left_year__isnull=True)


class HouseholdQuerySet(models.QuerySet["Household"]):
    def visible_to(self, actor: Actor) -> "HouseholdQuerySet":
        """Where the actor may read the register: households living there now, and those that lived there when the place ended.

        A household that moved away is the business of where it moved to.
        """
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.HOUSEHOLD_READ)
        lived_there = Residence.objects.filter(
            household=OuterRef("pk"), hamlet__path__overlap=granted, hamlet__valid_to__isnull=False
        )
        return self.filter(Q(hamlet__path__overlap=granted) | Exists(lived_there))


class HouseholdLeftKind(models.TextChoices):
    """Why a household counts no more."""

    NONE = "", "chưa ghi"
    MOVED_AWAY = "moved_away", "cả hộ chuyển đi nơi khác"
    DIED = "died", "đã mất, hộ không còn ai"
    JOINED = "joined", "nhập với hộ khác"
    OTHER = "other", "lý do khác"


class Household(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="households")
    head = models.ForeignKey(Person, models.PROTECT, related_name="headed_households")
    number = models.CharField("số hộ", max_length=30, blank=True)
    group_name = models.CharField("Tổ", max_length=60, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    members_count = models.PositiveSmallIntegerField("số người", null=True, blank=True)
    listed_year = models.PositiveSmallIntegerField("có trong sổ từ năm")
    left_year = models.PositiveSmallIntegerField("rời đi năm", null=True, blank=True)
    left_kind = models.CharField(
        "vì sao rời đi",
        max_length=20,
        choices=HouseholdLeftKind,
        default=HouseholdLeftKind.NONE,
        db_default="",
        blank=True,
    )
    left_why = models.CharField("lý do rời đi", max_length=200, blank=True)
    came_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="split_off")
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    sort_key = models.CharField(max_length=300, editable=False)
    search_key = models.CharField(max_length=300, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["hamlet", "sort_key", "id"]
        indexes = [
            models.Index(fields=["hamlet", "sort_key"], name="household_list_order"),
            models.Index(fields=["number"], condition=~Q(number=""), name="household_by_number"),
        ]
        constraints = [
            models.CheckConstraint(
                name="household_leaves_after_it_is_listed",
                condition=Q(left_year__isnull=True) | Q(left_year__gte=F("listed_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.head.full_name

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        """Who reads it has seen the household: `core/reading.py`."""
        row = super().from_db(db, field_names, values, **kwargs)
        if "address" in field_names:
            saw(households=[row.pk])
        return row

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path

    def set_keys(self, head_name: str) -> None:
        self.sort_key = person_sort_key(head_name)
        self.search_key = without_accents(clean(head_name))


class ResidenceQuerySet(models.QuerySet["Residence"]):
    def counted_in(self, year: int) -> "ResidenceQuerySet":
        """Registered there at the end of the year: the denominator of that year."""
        return self.filter(Q(to_year__isnull=True) | Q(to_year__gt=year), from_year__lte=year)

    def within(self, place_ids: Sequence[UUID]) -> "ResidenceQuerySet":
        return self.filter(hamlet__path__overlap=list(place_ids))

    def visible_to(self, actor: Actor) -> "ResidenceQuerySet":
        return self if actor.system_job else self.within(actor.places_with(Permission.HOUSEHOLD_READ))


class Residence(models.Model):
    """In which hamlet a household was registered in which years: a line of the list of households."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="residences")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="residences")
    from_year = models.PositiveSmallIntegerField("tính từ năm")
    to_year = models.PositiveSmallIntegerField("không còn tính từ năm", null=True, blank=True)
    change = models.ForeignKey(
        BoundaryChange, models.PROTECT, null=True, blank=True, editable=False, related_name="residences"
    )
    """The change of boundaries that opened this row: the household itself did not move."""
    sort_key = models.CharField(max_length=300, editable=False)
    search_words = SearchVectorField(editable=False)

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["hamlet", "sort_key", "id"], name="residence_list_order"),
            # All that a search by name asks of a line, so that many lines are walked without being fetched.
            models.Index(
                fields=["sort_key", "id"],
                include=["hamlet", "search_words", "from_year", "to_year"],
                name="residence_name_walk",
            ),
            GinIndex(fields=["search_words"], name="residence_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(to_year__isnull=True), name="household_lives_in_one_hamlet"
            ),
            models.CheckConstraint(
                name="residence_ends_after_it_begins",
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.household)

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class Relation(models.TextChoices):
    HEAD = "head", "chủ hộ"
    SPOUSE = "spouse", "vợ, chồng"
    CHILD = "child", "con"
    GRANDCHILD = "grandchild", "cháu"
    PARENT = "parent", "cha, mẹ"
    SIBLING = "sibling", "anh, chị, em"
    OTHER = "other", "người khác trong hộ"
    UNKNOWN = "", "chưa ghi"


class HouseholdMemberQuerySet(models.QuerySet["HouseholdMember"]):
    def living_here(self) -> "HouseholdMemberQuerySet":
        """Persons of the register as it is now, each once."""
        return self.filter(left_year__isnull=True)

    def within(self, place_ids: Sequence[UUID]) -> "HouseholdMemberQuerySet":
        return self.filter(hamlet__path__overlap=list(place_ids))

    def visible_to(self, actor: Actor) -> "HouseholdMemberQuerySet":
        return self if actor.system_job else self.within(actor.places_with(Permission.HOUSEHOLD_READ))


class LeftKind(models.TextChoices):
    """Why a membership ended."""

    NONE = "", "chưa ghi"
    MOVED_AWAY = "moved_away", "chuyển đi nơi khác"
    DIED = "died", "đã mất"
    OTHER = "other", "lý do khác"
    OTHER_HOUSEHOLD = "other_household", "chuyển sang hộ khác"
    NEW_HEAD = "new_head", "đổi chủ hộ"
    HOUSEHOLD_LEFT = "household_left", "cả hộ rời đi"
    DOUBLE = "double", "ghi trùng, đã gộp"


class HouseholdMember(models.Model):
    """Who lived in which household, from and to: a line of the list of persons."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    is_head = models.BooleanField(default=False)
    relation = models.CharField(
        "quan hệ với chủ hộ", max_length=10, choices=Relation, default=Relation.UNKNOWN, blank=True
    )
    joined_year = models.PositiveSmallIntegerField()
    left_year = models.PositiveSmallIntegerField(null=True, blank=True)
    left_kind = models.CharField(max_length=20, choices=LeftKind, default=LeftKind.NONE, blank=True)
    left_why = models.CharField("lý do rời hộ", max_length=200, blank=True)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False, db_index=False)
    sort_key = models.CharField(max_length=300, editable=False)
    search_words = SearchVectorField(editable=False)
    birth_year = models.PositiveSmallIntegerField(null=True, editable=False)
    sex = models.CharField(max_length=1, editable=False)

    objects = HouseholdMemberQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["hamlet", "sort_key", "id"], condition=_LIVES_HERE, name="member_list_order"
            ),
            # As `residence_name_walk`.
            models.Index(
                fields=["sort_key", "id"],
                include=["hamlet", "search_words", "birth_year", "sex", "is_head"],
                condition=_LIVES_HERE,
                name="member_name_walk",
            ),
            models.Index(fields=["birth_year"], condition=_LIVES_HERE, name="member_birth_year"),
            GinIndex(fields=["search_words"], condition=_LIVES_HERE, name="member_search"),
        ]
        constraints = [
            models.CheckConstraint(
                name="member_leaves_after_he_joined",
                condition=Q(left_year__isnull=True) | Q(left_year__gte=F("joined_year")),
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_head=True, left_year__isnull=True),
                name="household_has_one_head_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(left_year__isnull=True),
                name="person_lives_in_one_household_at_a_time",
            ),
        ]
