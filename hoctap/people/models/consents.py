"""On what grounds a person's data are used, per purpose. No row is made by itself: silence is never consent.

Either a body of the state does its task under a law of its sector (the officer writes which one), for one person or for everybody of a
place; or the person agreed, and it is kept how, to which words, with whose help. An objection is kept beside them and wins.
"""

import datetime as dt
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


class PrivacyNoticeQuerySet(models.QuerySet["PrivacyNotice"]):
    def visible_to(self, actor: Actor) -> "PrivacyNoticeQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_READ))

    def in_force(self, place: Place, on: dt.date) -> "PrivacyNotice | None":
        return self.filter(place=place, in_force_on__lte=on).order_by("-in_force_on", "-version").first()


class PrivacyNotice(models.Model):
    """Append-only: the words that people are read before they say yes or no, version by version, with whom to turn to. A change of a
    word is the next version; what a receipt points to can never be another text.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField("bản số")
    body = models.TextField("nội dung thông báo", max_length=8000)
    officer_name = models.CharField("người hoặc bộ phận phụ trách", max_length=200)
    officer_contact = models.CharField("điện thoại, nơi làm việc", max_length=300)
    in_force_on = models.DateField("dùng từ ngày")
    written_by = models.CharField(max_length=300)
    written_at = models.DateTimeField(auto_now_add=True)

    objects = PrivacyNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["place", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["place", "version"], name="privacy_notice_version_once"),
            models.CheckConstraint(
                name="privacy_notice_says_whom_to_turn_to",
                condition=~Q(body="") & ~Q(officer_name="") & ~Q(officer_contact=""),
            ),
        ]

    def __str__(self) -> str:
        return f"bản số {self.version}, dùng từ {self.in_force_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class DataBasisQuerySet(models.QuerySet["DataBasis"]):
    def visible_to(self, actor: Actor) -> "DataBasisQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_READ))

    def standing(self) -> "DataBasisQuerySet":
        return self.filter(withdrawn_on__isnull=True)


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
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, null=True, blank=True, related_name="receipts")
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
