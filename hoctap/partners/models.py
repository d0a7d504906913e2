"""Who works with a learning centre: partners, what was agreed with them in writing, what each promised for a year, what they propose to the
authorities together, and what crosses the border.

What was delivered is not typed: it is the activities on record in which the partner took part, on the promised topic or one below it.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import natural_sort_key
from hoctap.places.models import Organisation, Place


class PartnerKind(models.TextChoices):
    MASS = "mass", "Mặt trận, đoàn thể"
    ASSOCIATION = "association", "Hội Khuyến học các cấp"
    SCHOOL = "school", "Trường học"
    VOCATIONAL = "vocational", "Cơ sở giáo dục nghề nghiệp, giáo dục thường xuyên"
    ENTERPRISE = "enterprise", "Doanh nghiệp, hợp tác xã"
    UNION = "union", "Công đoàn"
    HEALTH = "health", "Cơ sở y tế"
    AGENCY = "agency", "Công an, tư pháp, cơ quan nhà nước"
    CULTURE = "culture", "Thư viện, thiết chế văn hóa"
    INTERNATIONAL = "international", "Tổ chức quốc tế, nước ngoài"
    OTHER = "other", "Khác"


class PlacedQuerySet[M: models.Model](models.QuerySet[M]):
    def visible_to(self, actor: Actor) -> "PlacedQuerySet[M]":
        """Of the actor's places and below them."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))


class PartnerQuerySet(PlacedQuerySet["Partner"]):
    def standing(self) -> "PartnerQuerySet":
        return self.filter(ended_on__isnull=True)


class Partner(models.Model):
    """A body that works with the centres of a place. By its record where there is one, else by its name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partnerships"
    )
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=15, choices=PartnerKind)
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    """The same body one level up: Hội Nông dân huyện of Hội Nông dân xã."""
    sort_key = models.CharField(max_length=300, editable=False)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField("thôi phối hợp từ", null=True, blank=True)
    ended_why = models.CharField("lý do", max_length=300, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(ended_on__isnull=True), name="partner_once_at_a_place"
            ),
            models.CheckConstraint(
                name="partner_ended_with_reason", condition=Q(ended_on__isnull=True) | ~Q(ended_why="")
            ),
            models.CheckConstraint(
                name="partner_not_above_itself", condition=Q(above__isnull=True) | ~Q(above=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class AgreementKind(models.TextChoices):
    PROGRAMME = "programme", "Chương trình phối hợp"
    NATIONAL = "national", "Chương trình của Hội Khuyến học Việt Nam với ngành, đoàn thể"
    INSTITUTIONS = "institutions", "Liên kết giữa thư viện, trung tâm, thiết chế văn hóa"
    SCHOOL = "school", "Phối hợp với nhà trường"
    PROJECT = "project", "Chương trình, dự án khuyến nông, khuyến công, khuyến ngư và dự án khác"
    OTHER = "other", "Văn bản phối hợp khác"


class AgreementQuerySet(PlacedQuerySet["Agreement"]):
    pass


class Agreement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="agreements")
    kind = models.CharField("loại", max_length=15, choices=AgreementKind)
    title = models.CharField("tên chương trình, văn bản", max_length=300)
    number = models.CharField("số", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký")
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến hết ngày", null=True, blank=True)
    content = models.TextField("nội dung phối hợp", max_length=3000, blank=True)
    shared_tasks = models.TextField("việc chung", max_length=3000, blank=True)
    """One on each line: who does what."""
    parties = models.ManyToManyField(Partner, related_name="agreements")
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField("kết thúc ngày", null=True, blank=True)
    ended_why = models.CharField("vì sao kết thúc", max_length=300, blank=True)
    ended_by = models.CharField(max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="agreement_ended_with_reason", condition=Q(ended_on__isnull=True) | ~Q(ended_why="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, actor: Actor) -> "CommitmentQuerySet":
        if actor.system_job:
            return self
        return self.filter(partner__place__path__overlap=actor.places_with(Permission.CENTRE_READ))


class Commitment(models.Model):
    """What a partner promised for a year: so many times on a topic, for so many people where it says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="commitments")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="commitments")
    year = models.PositiveSmallIntegerField("năm")
    times = models.PositiveSmallIntegerField("số lần")
    people = models.PositiveIntegerField("số người", null=True, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["partner__sort_key", "topic__sort_key", "id"]
        indexes = [models.Index(fields=["year"], name="commitment_of_a_year")]
        constraints = [
            models.UniqueConstraint(fields=["partner", "topic", "year"], name="commitment_once_a_year"),
            models.CheckConstraint(name="commitment_at_least_once", condition=Q(times__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.partner.name}: {self.topic.name}, năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.partner.place_path


class RetrainingQuerySet(models.QuerySet["Retraining"]):
    def visible_to(self, actor: Actor) -> "RetrainingQuerySet":
        if actor.system_job:
            return self
        return self.filter(partner__place__path__overlap=actor.places_with(Permission.CENTRE_READ))


class Retraining(models.Model):
    """How an enterprise trains or retrains its workers, and how many in a year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="trainings")
    year = models.PositiveSmallIntegerField("năm")
    model = models.CharField("mô hình đào tạo, đào tạo lại", max_length=300)
    workers = models.PositiveIntegerField("số lao động")
    source = models.CharField("nguồn số liệu", max_length=300)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RetrainingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(name="training_of_somebody", condition=Q(workers__gte=1)),
        ]

    def __str__(self) -> str:
        return self.model

    @property
    def place_path(self) -> list[UUID]:
        return self.partner.place_path


class ExchangeKind(models.TextChoices):
    EXCHANGE = "exchange", "Giao lưu, học hỏi kinh nghiệm"
    EVENT = "event", "Sự kiện quốc tế"
    FUNDING = "funding", "Hỗ trợ tài chính"
    TECHNICAL = "technical", "Hỗ trợ kỹ thuật"


class ExchangeRole(models.TextChoices):
    ORGANISER = "organiser", "phối hợp tổ chức"
    PARTICIPANT = "participant", "tham gia"


class ExchangeQuerySet(PlacedQuerySet["Exchange"]):
    pass


class Exchange(models.Model):
    """International cooperation: an exchange, an event, support in the currency in which it came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="exchanges")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="exchanges")
    partner_name = models.CharField("đối tác", max_length=200)
    country = models.CharField("nước, tổ chức quốc tế", max_length=100)
    kind = models.CharField("loại", max_length=10, choices=ExchangeKind)
    role = models.CharField("vai trò", max_length=12, choices=ExchangeRole, blank=True)
    topic = models.CharField("nội dung", max_length=300)
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến ngày")
    people = models.PositiveIntegerField("số người của ta", null=True, blank=True)
    lessons = models.TextField("kinh nghiệm rút ra, kết quả", max_length=3000, blank=True)
    amount = models.DecimalField("số tiền", max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField("loại tiền", max_length=3, blank=True)
    """As it came (USD, JPY …): nothing is converted."""
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="exchange_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="exchange_money_in_a_currency",
                condition=Q(amount__isnull=True, currency="") | (Q(amount__gt=0) & ~Q(currency="")),
            ),
            models.CheckConstraint(
                name="exchange_event_with_a_role",
                condition=Q(kind="event") & ~Q(role="") | ~Q(kind="event") & Q(role=""),
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class Outcome(models.TextChoices):
    WAITING = "waiting", "chưa trả lời"
    ACCEPTED = "accepted", "được chấp thuận"
    PARTLY = "partly", "chấp thuận một phần"
    REFUSED = "refused", "không chấp thuận"


class AdviceQuerySet(PlacedQuerySet["Advice"]):
    pass


class Advice(models.Model):
    """Tham mưu: what a centre or its partners put before the Party committee or UBND, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="advice")
    title = models.CharField("nội dung tham mưu", max_length=300)
    to_body = models.CharField("gửi cấp ủy, chính quyền", max_length=200)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    sent_on = models.DateField("ngày gửi")
    partners = models.ManyToManyField(Partner, related_name="advice", blank=True)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, default=Outcome.WAITING)
    outcome_on = models.DateField("ngày có kết quả", null=True, blank=True)
    outcome_words = models.CharField("trả lời, văn bản trả lời", max_length=500, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="advice_answered_in_words",
                condition=Q(outcome="waiting", outcome_on__isnull=True, outcome_words="")
                | (~Q(outcome="waiting") & Q(outcome_on__isnull=False) & ~Q(outcome_words="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
