"""Two rows that may be one person. A rule finds them, only a person decides; a merge keeps what it moved and can be undone."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.people.models.persons import Person
from hoctap.places.models import Place


class Likeness(models.IntegerChoices):
    """How alike two rows are, the most alike first."""

    SURE = 1, "rất giống"
    LIKELY = 2, "khá giống"
    WEAK = 3, "hơi giống"


class CandidateState(models.TextChoices):
    OPEN = "open", "Chờ xem"
    DIFFERENT = "different", "Hai người khác nhau"
    MERGED = "merged", "Là một người, đã gộp"


class DuplicateCandidateQuerySet(models.QuerySet["DuplicateCandidate"]):
    def visible_to(self, actor: Actor) -> "DuplicateCandidateQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_EDIT))

    def waiting(self) -> "DuplicateCandidateQuerySet":
        return self.filter(
            state=CandidateState.OPEN,
            person_a__merged_into__isnull=True,
            person_b__merged_into__isnull=True,
            person_a__erased_on__isnull=True,
            person_b__erased_on__isnull=True,
        )


class DuplicateCandidate(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    person_a = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_b = models.ForeignKey(Person, models.PROTECT, related_name="+")
    likeness = models.PositiveSmallIntegerField(choices=Likeness)
    why = models.CharField("vì sao", max_length=200)
    found_on = models.DateField()
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.OPEN)
    decided_by = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DuplicateCandidateQuerySet.as_manager()

    class Meta:
        ordering = ["likeness", "id"]
        indexes = [models.Index(fields=["place", "state", "likeness", "id"], name="duplicate_list_order")]
        constraints = [
            models.UniqueConstraint(fields=["person_a", "person_b"], name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_in_order", condition=Q(person_a__lt=F("person_b"))),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class PersonMergeQuerySet(models.QuerySet["PersonMerge"]):
    def visible_to(self, actor: Actor) -> "PersonMergeQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_EDIT))


class PersonMerge(models.Model):
    """What a merge moved: ids, fields and years, never a name. `seal` tells whether a row was changed since."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    dropped = models.ForeignKey(Person, models.PROTECT, related_name="+")
    candidate = models.ForeignKey(
        DuplicateCandidate, models.PROTECT, null=True, blank=True, related_name="merges"
    )
    moved = models.JSONField(default=list)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dropped"], condition=Q(undone_at__isnull=True), name="person_merged_once_at_a_time"
            ),
            models.CheckConstraint(name="merge_joins_two", condition=~Q(kept=F("dropped"))),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
