"""On what grounds a person's data are used, per purpose. No row is made by itself: silence is never consent.

Either a body of the state does its task under a law of its sector (the officer writes which one), for one person or for everybody of a
place; or the person agreed, and it is kept how, to which words, with whose help. An objection is kept beside them and wins.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.people.models.persons import Person
from hoctap.places.models import Place


class Purpose(models.TextChoices):
    RECOGNITION = "recognition", "Công nhận danh hiệu"
    CLASSES = "classes", "Đăng ký lớp học"
    PUBLICATION = "publication", "Công khai danh sách"
    PHONE = "phone", "Liên lạc qua điện thoại"


class Basis(models.TextChoices):
    TASK = "task", "Nhiệm vụ của cơ quan nhà nước theo luật chuyên ngành"
    CONSENT = "consent", "Người dân đồng ý"
    OBJECTION = "objection", "Người dân không đồng ý"


class Channel(models.TextChoices):
    PAPER = "paper", "giấy có chữ ký"
    SCREEN = "screen", "tại chỗ, trên màn hình"
    PHONE = "phone", "điện thoại"


class DataBasisQuerySet(models.QuerySet["DataBasis"]):
    def visible_to(self, actor: Actor) -> "DataBasisQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_READ))

    def standing(self) -> "DataBasisQuerySet":
        return self.filter(withdrawn_on__isnull=True)

    def for_purpose(self, purpose: str, person_ids: Iterable[UUID]) -> "DataBasisQuerySet":
        return self.standing().filter(purpose=purpose, person__in=list(person_ids))


class DataBasis(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="bases")
    purpose = models.CharField("mục đích", max_length=15, choices=Purpose)
    basis = models.CharField("căn cứ", max_length=10, choices=Basis)
    legal_text = models.CharField("văn bản căn cứ", max_length=300, blank=True)
    given_on = models.DateField("ngày")
    channel = models.CharField("hình thức", max_length=10, choices=Channel, blank=True)
    notice_version = models.CharField("bản thông báo đã đọc", max_length=60, blank=True)
    helper = models.CharField("người giúp ghi", max_length=120, blank=True)
    guardian = models.CharField("cha, mẹ hoặc người giám hộ", max_length=120, blank=True)
    child_agrees = models.BooleanField("trẻ cũng đồng ý", default=False)
    receipt_number = models.PositiveIntegerField("số biên nhận", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    withdrawn_on = models.DateField("rút ngày", null=True, blank=True)

    objects = DataBasisQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="basis_of_a_task_cites_its_law", condition=~Q(basis="task") | ~Q(legal_text="")
            ),
            models.CheckConstraint(
                name="consent_is_of_a_person_and_provable",
                condition=Q(basis="task")
                | (Q(person__isnull=False) & ~Q(channel="") & Q(receipt_number__isnull=False)),
            ),
            models.CheckConstraint(
                name="consent_names_the_notice", condition=~Q(basis="consent") | ~Q(notice_version="")
            ),
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_on__isnull=True, person__isnull=False),
                name="one_standing_basis_per_person_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["place", "purpose"],
                condition=Q(withdrawn_on__isnull=True, person__isnull=True),
                name="one_standing_basis_per_place_and_purpose",
            ),
            models.UniqueConstraint(
                fields=["place", "receipt_number"],
                condition=Q(receipt_number__isnull=False),
                name="consent_receipt_number_once",
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
