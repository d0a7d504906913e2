"""Around a venue: which centres use it by agreement, how many a plan wants where, what is asked for it and answered."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Centre, Venue, VenueKind
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class VenueShareQuerySet(models.QuerySet["VenueShare"]):
    def visible_to(self, actor: Actor) -> "VenueShareQuerySet":
        return self if actor.system_job else self.filter(venue__in=Venue.objects.visible_to(actor))

    def standing(self) -> "VenueShareQuerySet":
        return self.filter(ended_on__isnull=True)


class VenueShare(models.Model):
    """A centre uses what belongs to somebody else (nhà văn hóa, điểm bưu điện, thư viện, trường), or has its seat there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="shares")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="shares")
    agreement = models.CharField("thỏa thuận, văn bản", max_length=200)
    is_seat = models.BooleanField("đặt trụ sở trung tâm", default=False)
    started_on = models.DateField("từ ngày")
    ended_on = models.DateField("đến ngày", null=True, blank=True)

    objects = VenueShareQuerySet.as_manager()

    class Meta:
        ordering = ["venue", "started_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "centre"], condition=Q(ended_on__isnull=True), name="venue_shared_once"
            ),
            models.UniqueConstraint(
                fields=["centre"], condition=Q(ended_on__isnull=True, is_seat=True), name="centre_has_one_seat"
            ),
            models.CheckConstraint(
                name="venue_share_ends_after_it_begins",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre} dùng {self.venue}"

    @property
    def place_path(self) -> list[UUID]:
        return self.venue.place_path


class VenuePlanQuerySet(models.QuerySet["VenuePlan"]):
    def visible_to(self, actor: Actor) -> "VenuePlanQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))


class VenuePlan(models.Model):
    """How many of a kind a plan (quy hoạch mạng lưới thiết chế) wants at a place by a year. Said anew it is another row; the last counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=20, choices=VenueKind)
    by_year = models.PositiveSmallIntegerField("đến năm")
    wanted = models.PositiveSmallIntegerField("số lượng theo quy hoạch")
    document = models.CharField("văn bản quy hoạch", max_length=200)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = VenuePlanQuerySet.as_manager()

    class Meta:
        ordering = ["place", "kind", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.wanted} đến năm {self.by_year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class UpgradeKind(models.TextChoices):
    BUY = "buy", "Mua sắm thiết bị"
    REPAIR = "repair", "Sửa chữa"
    BUILD = "build", "Xây mới, mở rộng, nâng cấp"
    STAFF = "staff", "Củng cố, kiện toàn tổ chức"


class UpgradeState(models.TextChoices):
    SENT = "sent", "chờ trả lời"
    AGREED = "agreed", "đồng ý"
    REFUSED = "refused", "chưa đồng ý"
    DONE = "done", "đã thực hiện"
    WITHDRAWN = "withdrawn", "đã rút"


UPGRADE_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    UpgradeState.SENT: {UpgradeState.AGREED, UpgradeState.REFUSED, UpgradeState.WITHDRAWN},
    UpgradeState.AGREED: {UpgradeState.DONE, UpgradeState.WITHDRAWN},
}


class UpgradeQuerySet(models.QuerySet["Upgrade"]):
    def visible_to(self, actor: Actor) -> "UpgradeQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))


class Upgrade(models.Model):
    """Đề nghị: what a centre or a venue needs, what was decided, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="upgrades")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="upgrades")
    kind = models.CharField("loại", max_length=10, choices=UpgradeKind)
    text = models.TextField("nội dung đề nghị", max_length=1000)
    estimate = models.BigIntegerField("dự kiến kinh phí (đồng)", null=True, blank=True)
    state = models.CharField(max_length=10, choices=UpgradeState, default=UpgradeState.SENT)
    sent_by = models.CharField(max_length=300)
    sent_by_id_of = models.UUIDField(null=True, blank=True)
    """Who asked, by account: the same person does not decide."""
    sent_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("trả lời", max_length=500, blank=True)
    done_on = models.DateField("ngày thực hiện xong", null=True, blank=True)
    outcome = models.CharField("kết quả", max_length=300, blank=True)

    objects = UpgradeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="upgrade_about_a_centre_or_a_venue",
                condition=Q(centre__isnull=False) | Q(venue__isnull=False),
            ),
            models.CheckConstraint(
                name="upgrade_refused_with_reason", condition=~Q(state="refused") | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="upgrade_done_on_a_day",
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done") & Q(done_on__isnull=True),
            ),
            models.CheckConstraint(
                name="upgrade_estimate_not_negative", condition=Q(estimate__isnull=True) | Q(estimate__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def about(self) -> str:
        return str(self.venue or self.centre)


class UpgradeNote(models.Model):
    """Append-only. Hướng dẫn: what whoever follows the commune advises."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    upgrade = models.ForeignKey(Upgrade, models.PROTECT, related_name="notes")
    text = models.CharField("hướng dẫn", max_length=1000)
    written_by = models.CharField(max_length=300)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.upgrade.place_path
