"""What an institution offers to people who learn, how far it is digital, and what a place takes as the measure of both."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity
from hoctap.libraries.models import AtLibraryQuerySet, Library
from hoctap.places.models import Place


class LibraryService(models.Model):
    """A service for lifelong learning. What shows that it runs: a note, a file, or an activity that was held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="services")
    name = models.CharField("dịch vụ", max_length=200)
    audience = models.CharField("dành cho", max_length=150, blank=True)
    from_on = models.DateField("có từ ngày")
    to_on = models.DateField("thôi từ ngày", null=True, blank=True)
    ended_why = models.CharField("lý do thôi", max_length=200, blank=True)
    evidence = models.CharField("minh chứng", max_length=300, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AtLibraryQuerySet["LibraryService"].as_manager()

    class Meta:
        ordering = ["library", "-from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "name"], condition=Q(to_on__isnull=True), name="libraryservice_runs_once"
            ),
            models.CheckConstraint(
                name="libraryservice_ended_with_reason",
                condition=Q(to_on__isnull=True, ended_why="")
                | (Q(to_on__gte=F("from_on")) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(
                name="libraryservice_has_evidence",
                condition=~Q(evidence="") | ~Q(sha256="") | Q(activity__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place_path


class DigitalCheck(models.Model):
    """Append-only: which items of the checklist an institution met on a day. The last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="digital_checks")
    as_of = models.DateField("tính đến ngày")
    asked = ArrayField(models.CharField(max_length=150))
    """The items as they stood that day."""
    met = ArrayField(models.CharField(max_length=150), default=list)
    databases = models.PositiveIntegerField("số cơ sở dữ liệu", null=True, blank=True)
    evidence = models.CharField("minh chứng", max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AtLibraryQuerySet["DigitalCheck"].as_manager()

    class Meta:
        ordering = ["library", "-as_of", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="digitalcheck_has_evidence", condition=~Q(evidence="")),
            models.CheckConstraint(
                name="digitalcheck_met_of_what_was_asked", condition=Q(met__contained_by=F("asked"))
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place_path


class BooksDefinition(models.TextChoices):
    """What a plan means by books per person, where it does not say."""

    OPEN = "", "chưa chọn"
    STOCK = "stock", "sách có trong kho"
    LENT = "lent", "lượt sách cho mượn trong năm"
    LENT_HANDED = "lent_handed", "lượt sách cho mượn và tài liệu đã phát trong năm"


class StandardQuerySet(models.QuerySet["ReadingStandard"]):
    def visible_to(self, actor: Actor) -> "StandardQuerySet":
        """Of the actor's places, and of those above them whose standard holds there."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.LIBRARY_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=granted) | Q(place__in=ancestors))


class ReadingStandard(models.Model):
    """Append-only: what a plan leaves open, settled for a place and those below it from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    from_on = models.DateField("áp dụng từ ngày")
    digital_items = ArrayField(models.CharField(max_length=150))
    digital_least = models.PositiveSmallIntegerField("số mục phải đạt")
    books = models.CharField(
        "bản sách bình quân tính theo", max_length=12, choices=BooksDefinition, blank=True, default=""
    )
    source = models.CharField("căn cứ", max_length=200)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now_add=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["place", "-from_on", "-set_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="readingstandard_asks_for_something", condition=Q(digital_least__gte=1)
            ),
            models.CheckConstraint(name="readingstandard_has_a_source", condition=~Q(source="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class PlanState(models.TextChoices):
    DRAFT = "draft", "đang lập"
    RUNNING = "running", "đang thực hiện"
    DONE = "done", "đã tổng kết"


class LibraryPlan(models.Model):
    """The own plan of a library of a school (or of any other institution) for a year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    library = models.ForeignKey(Library, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("năm")
    paper = models.CharField("văn bản", max_length=150, blank=True)
    content = models.TextField("nội dung chính", max_length=3000)
    state = models.CharField("tình trạng", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    result = models.TextField("kết quả", max_length=3000, blank=True)
    changed_by = models.CharField(max_length=300)
    changed_at = models.DateTimeField(auto_now=True)

    objects = AtLibraryQuerySet["LibraryPlan"].as_manager()

    class Meta:
        ordering = ["-year", "library"]
        constraints = [
            models.UniqueConstraint(fields=["library", "year"], name="libraryplan_once_a_year"),
            models.CheckConstraint(
                name="libraryplan_done_with_result", condition=~Q(state="done") | ~Q(result="")
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.library.place_path
