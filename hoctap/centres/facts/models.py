"""What a centre has and since when (con dấu, tài khoản, trụ sở riêng), its regulation, and guidance that reached it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.centres.models import Centre, Topic
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class FactKind(models.TextChoices):
    SEAL = "seal", "Con dấu riêng"
    ACCOUNT = "account", "Tài khoản riêng"
    BUILDING = "building", "Trụ sở riêng"


class CentreFactQuerySet(models.QuerySet["CentreFact"]):
    def visible_to(self, actor: Actor) -> "CentreFactQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class CentreFact(models.Model):
    """Append-only: that a centre has a thing, or has it not, from a day on, and who says so. What was recorded last for the latest day
    counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="facts")
    kind = models.CharField("về", max_length=10, choices=FactKind)
    has = models.BooleanField("có")
    since = models.DateField("từ ngày")
    source = models.CharField("nguồn", max_length=200)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CentreFactQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "kind", "-since", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="centre_fact_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {'có' if self.has else 'không'}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class RegulationQuerySet(models.QuerySet["Regulation"]):
    def visible_to(self, actor: Actor) -> "RegulationQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class Regulation(models.Model):
    """Append-only: the centre's operating regulation (quy chế tổ chức và hoạt động) with its signed copy. The latest is in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="regulations")
    number = models.CharField("số, ký hiệu", max_length=120)
    issued_on = models.DateField("ngày ban hành")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "-issued_on", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="regulation_with_its_file", condition=~Q(sha256="") & ~Q(number="")),
        ]

    def __str__(self) -> str:
        return f"Quy chế {self.number}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def visible_to(self, actor: Actor) -> "GuidanceQuerySet":
        """Of the actor's places and of the places above them: guidance is for everybody below."""
        if actor.system_job:
            return self
        granted = [*actor.places_with(Permission.CENTRE_READ), *actor.places_given(Permission.REPORT_RECEIVE)]
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=granted) | Q(place__in=ancestors))


class Guidance(models.Model):
    """A paper or handbook on what centres should do and how; `place`: for whose centres."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    number = models.CharField("số, ký hiệu", max_length=120, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=300)
    forms = models.CharField("hình thức hoạt động nên dùng", max_length=300, blank=True)
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-issued_on", "-id"]

    def __str__(self) -> str:
        return f"{self.number}, {self.title}" if self.number else self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class GuidanceReadQuerySet(models.QuerySet["GuidanceRead"]):
    def visible_to(self, actor: Actor) -> "GuidanceReadQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class GuidanceRead(models.Model):
    """Append-only: a centre says that it read the guidance, and to whom it handed copies out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    guidance = models.ForeignKey(Guidance, models.PROTECT, related_name="reads")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="guidance_reads")
    copies = models.PositiveIntegerField("số bản đã phát", default=0)
    handed_to = models.CharField("phát cho", max_length=300, blank=True)
    read_by = models.CharField(max_length=300)
    read_at = models.DateTimeField(auto_now_add=True)

    objects = GuidanceReadQuerySet.as_manager()

    class Meta:
        ordering = ["guidance", "read_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["guidance", "centre"], name="guidance_read_once"),
            models.CheckConstraint(
                name="guidance_copies_to_somebody", condition=Q(copies=0) | ~Q(handed_to="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guidance}: {self.centre}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path
