"""Dòng họ: counted once, at the commune where it is registered, however many ấp and communes its people live in."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import sort_key
from hoctap.people.models.persons import Person
from hoctap.places.models import Place


class ClanQuerySet(models.QuerySet["Clan"]):
    def visible_to(self, actor: Actor) -> "ClanQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_READ))

    def standing_in(self, year: int) -> "ClanQuerySet":
        return self.filter(Q(to_year__isnull=True) | Q(to_year__gt=year), from_year__lte=year)


class Clan(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="clans")
    name = models.CharField("tên dòng họ", max_length=120)
    representative = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="represented_clans"
    )
    representative_name = models.CharField("người đại diện", max_length=120, blank=True)
    founded = models.CharField("nguồn gốc, từ đường", max_length=300, blank=True)
    from_year = models.PositiveSmallIntegerField("có trong sổ từ năm")
    to_year = models.PositiveSmallIntegerField("không còn tính từ năm", null=True, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = ClanQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name", "from_year"], name="clan_name_once_at_a_place"),
            models.CheckConstraint(
                name="clan_ends_after_it_begins",
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def represented_by(self) -> str:
        return self.representative.full_name if self.representative else self.representative_name


class ClanShare(models.Model):
    """How many households and people of a clan live in an ấp, on a day, from whose figures."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clan = models.ForeignKey(Clan, models.PROTECT, related_name="shares")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+")
    households = models.PositiveIntegerField("số hộ")
    persons = models.PositiveIntegerField("số người")
    as_of = models.DateField("tính đến ngày")
    source = models.CharField("nguồn số liệu", max_length=200)

    class Meta:
        ordering = ["-as_of", "hamlet", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clan", "hamlet", "as_of"], name="clan_share_once_a_day"),
        ]
